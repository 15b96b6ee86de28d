"""By letter: all names that have a page, those on the most papers first.

A list that would be too long for a page has the names on the most papers alone, and says so.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from unicodedata import normalize

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.cards.way import Way
from generator.model.frozen import dataclass

FIRST = 24  # names that stand before the letters
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with a letter, or with none of the alphabet."""

    words: str
    anchor: str
    names: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """What names.html may see."""

    head: Head
    count: int  # of all names
    first: tuple[Way, ...]
    letters: tuple[Letter, ...]  # with the first ones; none if they are all
    listed: int  # names that stand beneath letters


def names_of(archive: Archive, head: Head, ways: Sequence[Way]) -> NamesView:
    """Return a list of names; `ways` are all of them, those on the most papers first."""
    shown = ways[: archive.site.limits.list_rows] if len(ways) > FIRST else ()
    others = archive.site.words.say("other_letters")
    return NamesView(
        head=head,
        count=len(ways),
        first=tuple(ways[:FIRST]),
        letters=tuple(_letters(shown, others)),
        listed=len(shown),
    )


def _letters(ways: Iterable[Way], others: str) -> Iterable[Letter]:
    ranked = sorted(ways, key=lambda way: (_letter(way.words) or "~", way.words.casefold()))
    for letter, names in groupby(ranked, lambda way: _letter(way.words)):
        yield Letter(letter or others, (letter or "other").lower(), tuple(names))


def _letter(name: str) -> str:
    """Return the letter of the alphabet that a name begins with, or nothing."""
    first = normalize("NFKD", name)[:1].upper()
    return first if first in LETTERS else ""
