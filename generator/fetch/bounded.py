"""Bounded: a record that is larger than site.toml lets it be is set aside, with the reason.

So is one that could not be read again, or its counts, once they are stored.
"""

from typing import Any

from generator.model.exchange import Batch, Bounds, Reject, Wrong
from generator.model.frozen import builtins, replace
from generator.model.json import written
from generator.model.paper import Reading, Record
from generator.store import records


def bounded(batch: Batch, bounds: Bounds) -> Batch:
    """Return `batch` with those records among its rejects that are beyond `bounds`, or unfit."""
    reasons = {
        record.id: _reason(record, batch.readings.get(record.id), bounds)
        for record in batch.records
    }
    if not any(reasons.values()):
        return batch
    rejects = [
        Reject.of(Wrong(f"{record.id} {reasons[record.id]}"), written(builtins(record)))
        for record in batch.records
        if reasons[record.id]
    ]
    return replace(
        batch,
        records=tuple(record for record in batch.records if not reasons[record.id]),
        readings={paper: each for paper, each in batch.readings.items() if not reasons.get(paper)},
        rejects=(*batch.rejects, *rejects),
    )


def _reason(record: Record, reading: Reading | None, bounds: Bounds) -> str:
    """Return why a record is set aside; empty if it is not."""
    if wrong := records.unfit(record, reading):
        return wrong
    beyond = _beyond(record, bounds)
    return f"{beyond} in site.toml" if beyond else ""


def _beyond(record: Record, bounds: Bounds) -> str:
    """Return which bound a record exceeds, and by what; empty if none."""
    if len(record.authors) > bounds.authors:
        return f"has {len(record.authors):,} authors, more than authors = {bounds.authors:,}"
    letters = _longest(builtins(record))
    if letters > bounds.letters:
        return f"has a text of {letters:,} characters, more than letters = {bounds.letters:,}"
    levels = _depth(record.extra)
    if levels > bounds.levels:
        return f"is nested {levels} levels deep, more than levels = {bounds.levels}"
    return ""


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
