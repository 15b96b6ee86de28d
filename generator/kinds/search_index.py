"""The index of all papers, as a reader's browser searches it: the files of each segment."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards import inverted
from generator.cards.segments import Segment, segments
from generator.model.artifact import Output
from generator.model.index import Outline, Shard


def keys(archive: Archive) -> Iterable[str]:
    """Return the keys of the segments."""
    return [segment.key for segment in segments(archive)]


def parts(archive: Archive, key: str) -> Iterable[str]:
    """Return the keys of the files of a segment."""
    segment = Segment.of(key)
    papers = sum(papers for _, papers in archive.said_counts(segment.first, segment.last))
    yield from (f"{key}/outline", f"{key}/vocabulary", f"{key}/names")
    yield from (f"{key}/terms/{at}" for at in range(inverted.shards(papers)))


def tells_of(archive: Archive, key: str) -> date:
    """Return the day of a segment that is farther from the middle of the archive.

    Processes come from both ends of it, and a segment takes them long: where they meet, there
    should be pages alone, and its papers are at hand for these.
    """
    days, segment = archive.days(), Segment.of(key)
    middle = days[len(days) // 2]
    return segment.first if segment.first < middle else segment.last


def view(archive: Archive, key: str) -> Outline | Shard:
    """Return what a file of a segment has."""
    whole, part, *number = key.split("/")
    made = archive.once("inverted", whole, lambda: inverted.inverted(archive, Segment.of(whole)))
    if part == "terms":
        return made.terms[int(number[0])]
    if part == "outline":
        return made.outline
    return made.names if part == "names" else made.vocabulary


OUTPUTS = (Output("search/{key}.bin", "index", view, listed=False),)
