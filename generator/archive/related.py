"""Related papers: the kin of each paper, and newer ones that have it among their own.

A newer paper stands with an old one only if that is among its own `REACH` nearest, and if it is
more alike than each of its kin: so a new day changes few old pages.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, chain

from generator.archive.bylines import Mention
from generator.archive.kin import NOBODY, Kin
from generator.archive.terms import Terms
from generator.model.frozen import dataclass
from generator.model.paper import PaperId
from generator.store import tree

REACH = 2


@dataclass(frozen=True, slots=True)
class Relative:
    """A paper that is related to another one."""

    id: PaperId
    day: date
    title: str
    shared: Sequence[str]  # what both are about, in words of that other one


class Related:
    """The relatives of all papers. A paper's place is that by day and id."""

    def __init__(self, terms: Mapping[date, Terms], found: Mapping[date, Kin], count: int) -> None:
        self._count = count
        self._days = sorted(found)
        self._firsts = [0, *accumulate(len(terms[day].papers) for day in self._days)]
        self._nearest, self._alike, self._stands = array("I"), array("H"), array("Q")
        for day in self._days:
            self._nearest.frombytes(found[day].nearest)
            self._alike.frombytes(found[day].alike)
            when = day.toordinal() << 32  # a list tells of which day a paper is
            self._stands.extend([when | each for each in array("I", terms[day].stands)])

    @cached_property
    def _spans(self) -> Mapping[date, range]:
        """The places of the papers of each day."""
        ends = self._firsts[1:]
        return dict(zip(self._days, map(range, self._firsts, ends), strict=False))

    @cached_property
    def _newer(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """By paper those of later days that stand with it: how much alike, below 0, and which."""
        count, nearest, alike = self._count, self._nearest, self._alike
        found: dict[int, list[tuple[int, int]]] = {}
        for span in self._spans.values():
            for place in span:
                for at in range(place * count, place * count + min(REACH, count)):
                    other = nearest[at]
                    if other < span.start and alike[at] > alike[other * count]:
                        found.setdefault(other, []).append((-alike[at], place))
        return found

    def tokens(self, day: date, shares: Iterable[str]) -> dict[str, str]:
        """Return by share what stands for the relatives of the papers of a day.

        `shares` tells the share of each of its papers.
        """
        here: dict[str, list[int]] = {}
        for place, share in zip(self._spans[day], shares, strict=True):
            here.setdefault(share, []).append(place)
        return {share: self._token(places) for share, places in here.items()}

    def _token(self, papers: Sequence[int]) -> str:
        count, nearest, newer = self._count, self._nearest, self._newer
        own = array("I")
        for place in papers:
            own += nearest[place * count : place * count + count]
        late = [(place, *each) for place in papers if place in newer for each in newer[place]]
        others = chain(filter(NOBODY.__ne__, own), (place for *_, place in late))
        told = array("Q", map(self._stands.__getitem__, others))
        return tree.digest_of(b"".join((own.tobytes(), told.tobytes(), repr(late).encode())))

    def of(self, day: date, line: int) -> Sequence[Mention]:
        """Return the relatives of a paper, the nearest first: which day each is of, and its line.

        The paper is given in the same way.
        """
        place, count = self._spans[day][line], self._count
        own = range(place * count, place * count + count)
        every = [(-self._alike[at], self._nearest[at]) for at in own if self._alike[at]]
        return [
            self._mention(other)
            for _, other in sorted([*every, *self._newer.get(place, ())])[:count]
        ]

    def _mention(self, place: int) -> Mention:
        at = bisect_right(self._firsts, place) - 1
        return self._days[at], place - self._firsts[at]
