"""Broadsheet: a static site generator for a daily papers archive."""

__version__ = "0.1.0"
