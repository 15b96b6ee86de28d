"""The only door to content/."""
