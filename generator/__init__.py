"""Broadsheet: a static site generator for a daily papers archive."""
