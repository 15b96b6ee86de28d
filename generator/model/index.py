"""Index: which terms stand in which papers, as a reader's browser searches it.

A *segment* has the papers of days that follow each other, numbered from 0 by day and id. Its files
are made of *blocks*, and a browser asks for those that a query needs, by their place in the file.
Its *outline*, which is read whole, tells what stands where.
"""

from collections.abc import Sequence
from datetime import date

from generator.model.frozen import dataclass

FORMAT = 4  # of the files: it is in their names, so that no browser reads an old one as a new one
# Marks of papers that have a term: 0 to 2 tell how often they say it, 3 to 5 where the title does.
TITLE = 3
HIGHEST = 5
BITS = 3  # that marks take

LETTERS = 26  # with a block each in a vocabulary; words that begin with another one share one more
NAMES = 256  # papers whose addresses are a block


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: the papers that have it, or another term that stands for it."""

    term: str
    stem: str = ""  # look there: the term is a form of it
    listed: tuple[int, ...] = ()  # papers that have it in their text, as author, as organization
    papers: str = ""  # these, as bits: `formats.index` makes them


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of blocks, each of which can be read without the others.

    There are those of terms, each with a stretch of the alphabet; of the addresses of papers, in
    their order; and of the words that a misspelt one may mean, by their first letter and then,
    spelt backwards, by their last.
    """

    blocks: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a segment has, but for its terms."""

    papers: int
    days: Sequence[tuple[date, int]]  # with how many papers each, first to last
    topics: Sequence[tuple[str, Sequence[int]]]  # slug, papers
    code: Sequence[int]  # the papers that have code
    terms: Sequence[Sequence[tuple[str, int]]]  # of each shard's blocks: where it begins, bytes
    names: Sequence[int]  # bytes of each block
    vocabulary: Sequence[int]  # the same


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes of papers, in their order."""

    votes: Sequence[int]
