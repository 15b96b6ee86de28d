"""Inverted: the index of a segment, from its papers to the files that a browser asks for.

What a search weighs is decided here: how often a paper says a term, for its length, is one of four
marks, and the highest of these is that its title does. Authors and organization are lists apart.

A word that some papers write with a hyphen is the same to all of them: as one word, and as two.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from math import isqrt
from operator import add

from generator.archive.reader import Archive
from generator.cards.segments import Segment
from generator.formats import index
from generator.markup import stems, terms
from generator.model.frozen import dataclass
from generator.model.index import BITS, TITLE, Entry, Names, Outline, Shard, Vocabulary
from generator.model.paper import Paper, address_of

BLOCK = 2048  # papers whose addresses stand together
ENTRY = 40  # bits of an entry but for its papers, about so many: for shards of equal size

OFTEN = 1.0  # what is said more often than this, for the length of the abstract, has the next mark
VERY_OFTEN = 2.2
LENGTH = 120  # tokens of a common abstract
SHORT = 0.4  # how much of that counts for every abstract, however short it is
KEYWORD = 4  # times that a keyword counts as a word of the abstract
COUNT, MOST = 4, 15  # of a count, while lists are made

SPREAD = 4096  # of so many papers one more must have a word before it is taken for a good one
SHORTEST = 4  # letters of a word of the vocabulary: one that was misspelt has five
LAST = "\uffff"  # no term stands behind it
HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")

# Words that say nothing: where they stand in titles is known, where in abstracts is not.
STOP = frozenset(
    "a an and are as at be been but by can for from has have how in into is it its may more not of "  # noqa: SIM905 - in sixty lines it would say no more
    "on or our such than that the their them then there these they this those through to under up "
    "was we were what when where whether which while who with you your".split(" ")
)


@dataclass(frozen=True, slots=True)
class Inverted:
    """The files of a segment."""

    outline: Outline
    vocabulary: Vocabulary
    names: Sequence[Names]
    terms: Sequence[Shard]


def blocks(papers: int) -> int:
    """Return in how many files the addresses of so many papers stand."""
    return -(-papers // BLOCK)


def shards(papers: int) -> int:
    """Return in how many shards the terms of so many papers stand.

    A larger segment has more of them and larger ones, so that three of all sizes together have few
    files, and a word takes few bytes.
    """
    return 1 + isqrt(papers) * isqrt(isqrt(papers)) // 6


def inverted(archive: Archive, segment: Segment) -> Inverted:
    """Return the index of a segment."""
    addresses: list[str] = []
    days = Counter[date]()
    topics: dict[str, list[int]] = defaultdict(list)
    code: list[int] = []
    said: list[_Said] = []
    for number, (paper, slugs) in enumerate(archive.said(segment.first, segment.last)):
        addresses.append(address_of(paper.id))
        days[paper.day] += 1
        said.append(_Said.of(paper))
        for slug in slugs:
            topics[slug].append(number)
        if paper.code:
            code.append(number)
    papers = len(said)
    lists = _Lists(said)
    cut = _cut(lists.entries(), shards(papers))
    return Inverted(
        Outline(
            papers,
            tuple(days.items()),
            tuple(reversed([*_first(cut)])),
            sorted(topics.items()),
            code,
        ),
        Vocabulary(tuple(lists.vocabulary())),
        tuple(Names(addresses[at : at + BLOCK]) for at in range(0, papers, BLOCK)),
        cut,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a paper says, folded."""

    name: str  # its id as somebody may type it
    title: str
    abstract: str
    keywords: str
    authors: str
    organization: str

    @classmethod
    def of(cls, paper: Paper) -> "_Said":
        organization = paper.organization
        return cls(
            paper.id.removeprefix("arxiv:"),
            _folded(paper.title),
            _folded(paper.abstract),
            terms.folded("; ".join(paper.keywords)),
            terms.folded("; ".join([author.name for author in paper.authors])),
            terms.folded(f"{organization.name}; {organization.handle}") if organization else "",
        )


def _folded(text: str) -> str:
    """Return a text folded; the names of TeX's macros are words of it: somebody may type them."""
    if "\\" in text:
        text = text.replace("\\'", "'").replace("\\", " ")
    return terms.folded(text)


class _Lists:
    """The papers of each token, from which those of each term are made.

    There are ten times as many papers of tokens as there are terms: what can be done once a term is
    not done for each paper.
    """

    def __init__(self, said: Sequence[_Said]) -> None:
        self._papers = len(said)
        self._least = 1 + len(said) // SPREAD
        self._marks: list[bytes] = []  # by paper, the mark of each count
        self._text: dict[str, array[int]] = defaultdict(
            lambda: array("I")
        )  # numbers of papers, and counts
        self._pairs: dict[str, list[int]] = defaultdict(list)  # two words, by what they are as one
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._authors: dict[str, list[int]] = defaultdict(list)
        self._organizations: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, str] = {}  # of forms
        texts = [text for each in said for text in (each.abstract, each.title) if "-" in text]
        found = Counter[str](chain.from_iterable(map(HYPHENATED.findall, texts)))
        self._hyphenated = {pair.replace("-", ""): pair for pair in found}
        joined = frozenset(self._hyphenated)
        for number, each in enumerate(said):
            self._add(number, each, joined)
        self._joined = {
            word: tuple(pair.split("-"))
            for word, pair in self._hyphenated.items()
            if found[pair] >= self._least or word in self._text
        }

    def _add(self, number: int, said: _Said, joined: frozenset[str]) -> None:
        words, title = terms.tokens(said.abstract), terms.tokens(said.title)
        counts = Counter(words)
        if said.keywords:
            for word in terms.tokens(said.keywords):
                counts[word] += KEYWORD
        text, value = self._text, number << COUNT
        for token, count in counts.items():
            text[token].append(value + (count if count < MOST else MOST))  # noqa: FURB136 - as below
        for lists, tokens in (
            (self._pairs, joined.intersection(map(add, words, words[1:]))),
            (self._titles, {*title, said.name, *joined.intersection(map(add, title, title[1:]))}),
            (self._authors, set(terms.tokens(said.authors))),
            (self._organizations, set(terms.tokens(said.organization))),
        ):
            for token in tokens:
                lists[token].append(number)
        self._marks.append(_marks(len(words)))

    def _by_stem(self, lists: Mapping[str, Sequence[int]]) -> dict[str, list[Sequence[int]]]:
        """Return lists by the stems of the forms of their tokens."""
        found: dict[str, list[Sequence[int]]] = defaultdict(list)
        known = self._stems
        for token, numbers in lists.items():
            forms: Iterable[str] = terms.forms(token)
            if token in self._joined:
                forms = (*forms, *self._joined[token])
            elif "-" in token:  # few who write one word mean what few write with hyphens
                joined = self._joined
                forms = [f for f in forms if f in joined or f in token or not f.isalpha()]
            for stem in {known.get(form) or self._stem(form) for form in forms}:
                found[stem].append(numbers)
        return found

    def _stem(self, form: str) -> str:
        stem = self._stems[form] = stems.stem(form)
        return stem

    def entries(self) -> Iterator[Entry]:
        """Yield the entries of all terms, sorted."""
        text, titles = self._by_stem(self._text), self._by_stem(self._titles)
        authors, organizations = self._by_stem(self._authors), self._by_stem(self._organizations)
        pairs = {word: numbers for word, numbers in self._pairs.items() if word in self._joined}
        for word, numbers in pairs.items():
            text[self._stem(word)].append([number << COUNT | 1 for number in numbers])
        for word in STOP:
            text.pop(self._stem(word), None)
        known = text.keys() | titles.keys() | authors.keys() | organizations.keys()
        forms = ((form, stem) for form, stem in self._stems.items() if form not in known)
        for term, stem in sorted([*((stem, "") for stem in known), *forms]):
            if not stem:
                values = self._marked(text.get(term, ()), titles.get(term, ()))
                names = [_merged(each.get(term, ())) for each in (authors, organizations)]
                bits = index.marked(values, self._papers)
                for each in filter(None, names):
                    bits += index.plain(each, self._papers)
                yield Entry(term, "", (len(values), *map(len, names)), bits)
            elif stem in known:
                yield Entry(term, stem)

    def _marked(
        self, text: Sequence[Sequence[int]], titles: Sequence[Sequence[int]]
    ) -> Sequence[int]:
        """Return the papers of a term with their marks."""
        marks = self._marks
        if len(text) == 1 and not titles:
            return [v >> COUNT << BITS | marks[v >> COUNT][v & MOST] for v in text[0]]
        first, *others = sorted(text, key=len, reverse=True) or ([],)
        counts = {value >> COUNT: value & MOST for value in first}
        for values in others:
            for value in values:
                count = counts.get(value >> COUNT, 0) + (value & MOST)
                counts[value >> COUNT] = count if count < MOST else MOST  # noqa: FURB136 - a call costs as much as all else here
        found = {number: number << BITS | marks[number][count] for number, count in counts.items()}
        for number in set[int]().union(*titles):
            found[number] = found.get(number, number << BITS) + TITLE
        return sorted(found.values())

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words that several papers have, sorted, with how often halves leave one."""
        for word in sorted(self._text.keys() | self._titles.keys() | self._authors.keys()):
            if len(word) >= SHORTEST and word.isalpha():
                lists = (self._text, self._titles, self._authors)
                papers = sum(len(each[word]) for each in lists if word in each)
                if papers >= self._least:
                    yield word, papers.bit_length()


@lru_cache
def _marks(tokens: int) -> bytes:
    """Return the mark of each count in an abstract of so many tokens."""
    length = SHORT + (1 - SHORT) * tokens / LENGTH
    return bytes((n > OFTEN * length) + (n > VERY_OFTEN * length) for n in range(MOST + 1))


def _merged(lists: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the numbers of ascending lists, each once."""
    if len(lists) < 2:  # noqa: PLR2004 - there is nothing to merge
        return lists[0] if lists else []
    return sorted(set[int]().union(*lists))


def _first(every: Sequence[Shard]) -> Iterator[str]:
    """Yield the first term of each shard; an empty one has that of the next, and is never asked."""
    first = LAST
    for shard in reversed(every):
        first = shard.entries[0].term if shard.entries else first
        yield first


def _cut(entries: Iterable[Entry], most: int) -> tuple[Shard, ...]:
    """Return entries in so many shards, of about the same size."""
    every = list(entries)
    share = -(-sum(ENTRY + len(each.papers) for each in every) // most)
    found: list[list[Entry]] = [[] for _ in range(most)]
    total = 0
    for entry in every:
        size = ENTRY + len(entry.papers)
        found[min((total + size // 2) // share, most - 1)].append(entry)
        total += size
    return tuple(map(Shard, found))
