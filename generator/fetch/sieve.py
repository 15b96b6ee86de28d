"""Sieve: of what a source has read, records that cannot be kept are set aside, with the reason."""

from generator.fetch.bounded import beyond
from generator.model.exchange import Batch, Bounds, Reject, Wrong
from generator.model.frozen import builtins, replace
from generator.model.json import written
from generator.store import records


def sifted(batch: Batch, bounds: Bounds) -> Batch:
    """Return `batch` with those records among its rejects that are unfit, or beyond `bounds`."""
    reasons = [
        records.unfit(each, batch.readings.get(each.id)) or beyond(each, bounds)
        for each in batch.records
    ]
    if not any(reasons):
        return batch
    judged = tuple(zip(batch.records, reasons, strict=True))  # a paper may stand there twice
    fit = tuple(each for each, reason in judged if not reason)
    without = {each.id for each in batch.records} - {each.id for each in fit}
    rejects = (
        Reject.of(Wrong(f"{each.id} {reason}"), written(builtins(each)))
        for each, reason in judged
        if reason
    )
    return replace(
        batch,
        records=fit,
        readings={paper: each for paper, each in batch.readings.items() if paper not in without},
        rejects=(*batch.rejects, *rejects),
    )
