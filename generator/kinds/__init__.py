"""What is shown: one file a kind of page."""
