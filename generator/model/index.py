"""Index: which terms stand in which papers, as a reader's browser searches it.

A *segment* has the papers of days that follow each other, numbered from 0 by day and id. What is
known of its terms stands in *shards*: each has those of one stretch of the alphabet.
"""

from collections.abc import Sequence
from datetime import date

from generator.model.frozen import dataclass

FIELDS = ("text", "author", "organization")  # in which a term may stand, in their order
# Marks of papers that have a term: 0 to 2 tell how often they say it, 3 to 5 where the title does.
TITLE = 3
HIGHEST = 5
BITS = 3  # that marks take


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: the papers that have it, or another term that stands for it."""

    term: str
    stem: str = ""  # look there: the term is a form of it
    listed: Sequence[int] = ()  # how many papers have it in each of `FIELDS`
    papers: str = ""  # these, as bits: `formats.index` makes them


@dataclass(frozen=True, slots=True)
class Shard:
    """The entries of one stretch of the alphabet, sorted by their terms."""

    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a segment has, but for its terms."""

    papers: int
    days: Sequence[tuple[date, int]]  # with how many papers each, first to last
    shards: Sequence[str]  # the first term of each
    topics: Sequence[tuple[str, Sequence[int]]]  # slug, papers
    code: Sequence[int]  # the papers that have code


@dataclass(frozen=True, slots=True)
class Names:
    """The addresses of papers, in their order."""

    addresses: Sequence[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that stand in several papers, sorted: those that a misspelt one may mean."""

    words: Sequence[tuple[str, int]]  # each with a number, from 1, that grows with its papers


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes of papers, in their order."""

    votes: Sequence[int]
