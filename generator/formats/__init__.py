"""How a value is written: one file a format."""
