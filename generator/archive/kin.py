"""Kin: for each paper those nearest to it, among the papers of its own day and of those before.

A term that two papers share counts by what it weighs in both; it weighs the more the fewer papers
have it. How many have it is counted in the months that ended before the last one began, so what
the papers of a day weigh is settled with that day. A young archive is counted as far as it has
doubled, for want of more, and is gone through anew when it has doubled again.

So what is found of a day hangs on that day and the earlier ones alone. It is kept, and a new day
asks for its own papers only. All weights are whole numbers: every machine finds the same.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, chain, islice, pairwise
from math import sqrt

from generator.archive.survey import Spread, here
from generator.archive.terms import SHIFT, WEIGHT, Terms, unpacked
from generator.model.day import month_of
from generator.model.frozen import dataclass

COUNTED = 1024  # papers in which terms are counted at least, where there are so many
RARE = 3  # papers: a term that fewer have is no rarer
LOOKED = 500  # papers: so many are looked at, those with the rarest terms first
TRIED = 32  # of these, those that share most of these terms, which are compared by all terms
LEAST = 40  # of a thousand: who is less alike is no kin
ALONE = 1  # one shared term may be chance: the fewer are shared, the more this takes away
MANY, PARTS = 2000, 4  # papers that several processes look at, and in how many parts
ONE = 2**25  # more than all terms weigh; 31 times that is one digit of Python's whole numbers
NOBODY = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Kin:
    """The nearest of each paper of a day, so many for each, the nearest first."""

    token: str  # what stands for the terms of the day
    lengths: bytes  # doubles, of each paper: the root of the sum of the squares of its weights
    nearest: bytes  # 32 bits each: the place among all papers by day and id, or NOBODY
    alike: bytes  # 16 bits each: how much, of a thousand


def kin(
    terms: Mapping[date, Terms], known: Mapping[date, Kin], count: int, spread: Spread = here
) -> dict[date, Kin]:
    """Return the `count` nearest of the papers of each day.

    What is known of the first days is kept as long as they are what they were. Where the papers of
    the others are many, several processes look for theirs.
    """
    days = sorted(terms)
    same = _same(days, terms, known)
    found = {day: known[day] for day in days[:same]}
    if same < len(days):
        asked = {term >> SHIFT for day in days[same:] for term in _terms(terms[day])}
        lengths = {day: each.lengths for day, each in found.items()}
        search = _Search(terms, lengths, frozenset(asked) if same else None, count)
        for part in spread(search.linked, _parts(days, same, terms)):
            found |= part
    return dict(sorted(found.items()))


def _parts(days: Sequence[date], same: int, terms: Mapping[date, Terms]) -> list[range]:
    """Return the places of the days whose kin is not known, in parts of about as many papers."""
    ends = list(accumulate((len(terms[day].papers) for day in days[same:]), initial=0))
    many = PARTS if ends[-1] >= MANY else 1
    cuts = [same + bisect_left(ends, ends[-1] * part // many) for part in range(many)]
    return [range(*span) for span in pairwise([*dict.fromkeys(cuts), len(days)])]


def _same(days: Sequence[date], terms: Mapping[date, Terms], known: Mapping[date, Kin]) -> int:
    """Return how many of the first days are what they were, as was all that they hang on."""
    same = 0
    for day, before in zip(days, sorted(known), strict=False):
        if day != before or terms[day].token != known[day].token:
            break
        same += 1
    were = [len(known[day].lengths) // 8 for day in sorted(known)]
    least = _least(sum(len(terms[day].papers) for day in days))
    return same if _least(sum(were)) == least <= sum(were[:same]) else 0


def _least(papers: int) -> int:
    """Return in how many papers of so many terms are counted at least: a power of two."""
    return min(COUNTED, 1 << papers.bit_length() >> 1)


def _counted(days: Sequence[date], terms: Mapping[date, Terms]) -> list[int]:
    """Return for each day in how many days, from the first on, terms are counted for it."""
    ends = list(accumulate(len(terms[day].papers) for day in days))
    least = bisect_left(ends, _least(ends[-1])) + 1
    found, last, begun = [], 0, 0  # the first days of the month before, and of this month
    for at, day in enumerate(days):
        if at and month_of(days[at - 1]) != month_of(day):
            last, begun = begun, at
        found.append(max(last, least))
    return found


def _terms(day: Terms) -> Sequence[int]:
    return unpacked(b"".join(day.papers))


@dataclass(frozen=True, slots=True)
class _Search:
    """What is asked for: it travels to each process that looks for a part."""

    terms: Mapping[date, Terms]
    lengths: Mapping[date, bytes]  # as `Kin` has them, where they are known
    asked: frozenset[int] | None  # terms: no others will be asked for; None is all
    count: int

    def linked(self, part: range) -> dict[date, Kin]:
        """Return the kin of the days at these places."""
        days = sorted(self.terms)
        past, counted, found = _Past(self.count, self.asked), 0, dict[date, Kin]()
        wanted = _counted(days, self.terms)
        for at, day in enumerate(days[: part.stop]):
            if wanted[at] > counted:
                past.count(self.terms[each] for each in days[counted : wanted[at]])
                counted = wanted[at]
            if at in part:
                found[day] = past.linked(self.terms[day])
            else:
                past.add(self.terms[day], self.lengths.get(day))
        return found


class _Past:
    """The papers up to some day, by their terms."""

    def __init__(self, count: int, asked: frozenset[int] | None) -> None:
        self._count = count
        self._asked = asked  # terms: no others will be asked for; None is all
        self._lengths = array("d")
        self._having: dict[int, dict[int, int]] = defaultdict(dict)  # what a term weighs in each
        self._counted = 0
        self._papers = Counter[int]()  # that have a term, of those counted
        self._level: dict[int, int] = {}
        self._highest = 0

    def count(self, days: Iterable[Terms]) -> None:
        """Count the terms of these days as well, and let all terms weigh by that from now on."""
        for day in days:
            self._counted += len(day.papers)
            self._papers.update(map(SHIFT.__rrshift__, self._of_use(_terms(day))))
        every = (self._counted + 1) ** 4
        # Four times the logarithm to the base 2 and 1, in whole numbers.
        counts = {RARE, *self._papers.values()}
        level = {n: 1 + (every // (n + 1) ** 4).bit_length() for n in counts}
        self._highest = level[RARE]
        self._level = {number: level[n] for number, n in self._papers.items() if n > RARE}

    def _of_use(self, terms: Sequence[int]) -> Sequence[int]:
        asked = self._asked
        return terms if asked is None else [term for term in terms if term >> SHIFT in asked]

    def _weights(self, paper: bytes) -> dict[int, int]:
        level, highest = self._level.get, self._highest
        return {
            (number := term >> SHIFT): (term & WEIGHT) * level(number, highest)
            for term in self._of_use(unpacked(paper))
        }

    def add(self, day: Terms, lengths: bytes | None = None) -> Sequence[Mapping[int, int]]:
        """Add the papers of a day, and return what their terms weigh.

        Where only some terms are asked for, `lengths` has to tell what all of them come to.
        """
        weighed = [self._weights(paper) for paper in day.papers]
        having = self._having
        for place, weights in enumerate(weighed, len(self._lengths)):
            for number, weight in weights.items():
                having[number][place] = weight
        if lengths is None:
            self._lengths.extend(sqrt(sum([w * w for w in each.values()])) for each in weighed)
        else:
            self._lengths.frombytes(lengths)
        return weighed

    def linked(self, day: Terms) -> Kin:
        """Add the papers of a day, and return the nearest of each."""
        first = len(self._lengths)
        weighed = self.add(day)
        nearest, alike = array("I"), array("H")
        for place, weights in enumerate(weighed, first):
            found = self._nearest(place, weights)
            found += [(0, NOBODY)] * (self._count - len(found))
            alike.extend([-less for less, _ in found])
            nearest.extend([other for _, other in found])
        lengths = self._lengths[first:].tobytes()
        return Kin(day.token, lengths, nearest.tobytes(), alike.tobytes())

    def _nearest(self, place: int, weights: Mapping[int, int]) -> list[tuple[int, int]]:
        """Return the papers most like one, the nearest first: how much, below 0, and which."""
        having = self._having
        both = dict.fromkeys(self._tried(place, weights), 0)  # `ONE` a shared term, and its weight
        tried = both.keys()
        for number, weight in weights.items():
            its_weights = having[number]
            for other in tried & its_weights.keys():
                both[other] += weight * its_weights[other] + ONE
        lengths = self._lengths
        unit = lengths[place] / 1000
        found = []
        for other, sum_ in both.items():
            many, weight = divmod(sum_, ONE)
            alike = int(weight * many / ((many + ALONE) * unit * lengths[other]))
            if alike >= LEAST:
                found.append((-alike, other))
        return sorted(found)[: self._count]

    def _tried(self, place: int, numbers: Iterable[int]) -> Sequence[int]:
        """Return the papers that share most of the rarest of these terms, no more than `TRIED`.

        Of those that share as many, these come first that share a rarer one, then newer ones.
        """
        having = self._having
        rarest = sorted([(len(having[number]), number) for number in numbers])
        looked = accumulate([papers for papers, _ in rarest])
        end = max(1, bisect_right(list(looked), LOOKED))
        shares = Counter(chain.from_iterable([reversed(having[each]) for _, each in rarest[:end]]))
        del shares[place]
        if len(shares) <= TRIED:
            return list(shares)
        least = sorted(shares.values())[-TRIED]
        found = [other for other, many in shares.items() if many > least]
        others = (other for other, many in shares.items() if many == least)
        return [*found, *islice(others, TRIED - len(found))]
