"""Sieve: of what a source has read, records that cannot be kept are set aside, with the reason."""

from generator.fetch.bounded import beyond
from generator.model.exchange import Batch, Bounds, Reject, Wrong
from generator.model.frozen import builtins, replace
from generator.model.json import written
from generator.store import records


def sifted(batch: Batch, bounds: Bounds) -> Batch:
    """Return `batch` with those records among its rejects that are unfit, or beyond `bounds`."""
    reasons = {
        each.id: records.unfit(each, batch.readings.get(each.id)) or beyond(each, bounds)
        for each in batch.records
    }
    if not any(reasons.values()):
        return batch
    rejects = [
        Reject.of(Wrong(f"{each.id} {reasons[each.id]}"), written(builtins(each)))
        for each in batch.records
        if reasons[each.id]
    ]
    return replace(
        batch,
        records=tuple(each for each in batch.records if not reasons[each.id]),
        readings={paper: each for paper, each in batch.readings.items() if not reasons.get(paper)},
        rejects=(*batch.rejects, *rejects),
    )
