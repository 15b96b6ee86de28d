"""site.toml, and what people write in YAML, as typed values with their place."""
