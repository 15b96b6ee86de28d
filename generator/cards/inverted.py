"""Inverted: the index of a segment, from its papers to the files that a browser asks for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator.archive.reader import Archive
from generator.cards.postings import Postings
from generator.cards.segments import Segment
from generator.formats import index
from generator.model.frozen import dataclass
from generator.model.index import LETTERS, NAMES, Entry, Outline, Shard
from generator.model.paper import address_of

SHARE = 100  # papers for each file of terms
BLOCK = 8 * 1200  # bits of the short terms of a block
LONG = BLOCK // 2  # bits of a term that begins a block: what is said often stands by itself, nearly
ENTRY = 40  # bits of an entry but for its papers, about so many


@dataclass(frozen=True, slots=True)
class Inverted:
    """The files of a segment."""

    outline: Outline
    vocabulary: Shard
    names: Shard
    terms: Sequence[Shard]


def shards(papers: int) -> int:
    """Return in how many files the terms of so many papers stand.

    A browser asks for blocks of them; where a server has no way to send less than a file, files
    should be small, and yet few.
    """
    return 1 + papers // SHARE


def inverted(archive: Archive, segment: Segment) -> Inverted:
    """Return the index of a segment."""
    addresses: list[str] = []
    days = Counter[date]()
    topics: dict[str, list[int]] = defaultdict(list)
    code: list[int] = []
    postings = Postings()
    for number, (paper, slugs) in enumerate(archive.said(segment.first, segment.last)):
        addresses.append(address_of(paper.id))
        days[paper.day] += 1
        postings.add(paper)
        for slug in slugs:
            topics[slug].append(number)
        if paper.code:
            code.append(number)
    papers = len(addresses)
    entries, words = postings.told()
    cut = _cut(list(_blocks(entries)), shards(papers))
    names = [index.names(addresses[at : at + NAMES]) for at in range(0, papers, NAMES)]
    vocabulary = [index.words(each) for each in _by_letter(words)]
    outline = Outline(
        papers,
        tuple(days.items()),
        sorted(topics.items()),
        code,
        [[(start, len(block)) for start, block in blocks] for blocks in cut],
        [len(block) for block in names],
        [len(block) for block in vocabulary],
    )
    every = [Shard([block for _, block in blocks]) for blocks in cut]
    return Inverted(outline, Shard(vocabulary), Shard(names), every)


def _blocks(entries: Iterable[Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield the blocks of sorted entries, each with a text that stands before it in the alphabet.

    The forms of a word that is said often stand behind it, and so in its block.
    """
    here: list[Entry] = []
    start, short = "", 0
    for entry in entries:
        bits = ENTRY + len(entry.papers)
        if here and (bits > LONG or short + bits > BLOCK):
            yield start, index.terms(here)
            start = _between(here[-1].term, entry.term)
            here, short = [], 0
        here.append(entry)
        short += bits if bits <= LONG else 0
    if here:
        yield start, index.terms(here)


def _between(last: str, term: str) -> str:
    """Return how `term` begins, as far as it must be known to stand behind `last`."""
    return next(term[:end] for end in range(1, len(term) + 1) if term[:end] > last)


def _cut(blocks: Sequence[tuple[str, bytes]], most: int) -> Sequence[Sequence[tuple[str, bytes]]]:
    """Return blocks in so many shards, of about the same size."""
    share = 1 + sum(len(block) for _, block in blocks) // most
    found: list[list[tuple[str, bytes]]] = [[] for _ in range(most)]
    total = 0
    for start, block in blocks:
        found[(total + len(block) // 2) // share].append((start, block))
        total += len(block)
    return found


def _by_letter(words: Iterable[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    """Yield words by their first letter, then the same spelt backwards."""
    forwards = list(words)
    for every in (forwards, sorted((word[::-1], size) for word, size in forwards)):
        found: list[list[tuple[str, int]]] = [[] for _ in range(LETTERS + 1)]
        for word, size in every:
            at = ord(word[0]) - ord("a")
            found[at if 0 <= at < LETTERS else LETTERS].append((word, size))
        yield from found
