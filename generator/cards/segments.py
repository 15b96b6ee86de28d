"""Segments: the stretches of days by which the archive is indexed for search.

As soon as there are `OLD` papers that are in no closed segment, they are one, which never changes
again. What came since is indexed in three: one is made anew once in `LATE` papers, one once in
`NEW`; the last has fewer than these, and is made anew with every day. So a new day costs little,
two processes share a first build, and yet a reader needs few files for a word.
"""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from generator.archive.reader import Archive
from generator.model.frozen import dataclass
from generator.model.index import FORMAT

NEW = 512  # papers
LATE = 8 * NEW
OLD = 48 * NEW


@dataclass(frozen=True, slots=True)
class Segment:
    """Days that are indexed together."""

    first: date
    last: date
    key: str  # another one where its papers say other things, so that no browser has an old file

    @classmethod
    def of(cls, key: str) -> "Segment":
        """Return the segment that has a key."""
        first, last, _ = key.split("_")
        return cls(date.fromisoformat(first), date.fromisoformat(last), key)


def segments(archive: Archive) -> Iterator[Segment]:
    """Yield the segments of an archive, the oldest first."""
    counts = sorted(archive.new_counts().items())
    sums = list(accumulate(papers for _, papers in counts))
    start, total = 0, sums[-1] if sums else 0
    for most in (*range(OLD, total, OLD), total // LATE * LATE, total // NEW * NEW, total):
        end = next((at for at in range(start, len(sums)) if sums[at] > most), len(sums))
        if end > start:
            first, last = counts[start][0], counts[end - 1][0]
            said = archive.said_token(first, last)[:8]
            yield Segment(first, last, f"{first}_{last}_{said}-{FORMAT}")
            start = end
