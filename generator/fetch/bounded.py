"""Bounded: which of the bounds of site.toml a record is beyond."""

from typing import Any

from generator.model.exchange import Bounds
from generator.model.frozen import builtins
from generator.model.paper import Record


def beyond(record: Record, bounds: Bounds) -> str:
    """Return which bound a record exceeds, and by what; empty if none."""
    authors, letters = len(record.authors), _longest(builtins(record))
    levels, reason = _depth(record.extra), ""
    if authors > bounds.authors:
        reason = f"has {authors:,} authors, more than authors = {bounds.authors:,}"
    elif letters > bounds.letters:
        reason = f"has a text of {letters:,} characters, more than letters = {bounds.letters:,}"
    elif levels > bounds.levels:
        reason = f"is nested {levels} levels deep, more than levels = {bounds.levels}"
    return f"{reason} in site.toml" if reason else ""


def _longest(value: Any) -> int:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return len(value)
    return max(map(_longest, _inner(value)), default=0)


def _depth(value: Any) -> int:  # noqa: ANN401 - any JSON
    return 1 + max(map(_depth, _inner(value)), default=0) if isinstance(value, dict | list) else 0


def _inner(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return [*value, *value.values()]
    return list(value) if isinstance(value, list | tuple) else []
