"""By name: the papers of an author or an organization, year by year, the newest first."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from generator.archive.bylines import Byline, Mention
from generator.archive.reader import Archive
from generator.cards import part
from generator.cards.card import Row, notice, short_authors, title_of
from generator.cards.part import Part
from generator.model import address
from generator.model.day import year_of
from generator.model.frozen import dataclass
from generator.model.paper import Author
from generator.model.words import Words


@dataclass(frozen=True, slots=True)
class YearRows:
    """The papers of a year."""

    year: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ByName:
    """A list of papers, or a part of one that is too long for one page."""

    years: tuple[YearRows, ...]
    parts: tuple[Part, ...]  # of one that is too long

    @property
    def paths(self) -> Iterator[str]:
        """The addresses of its papers, in their order."""
        return (row.path for row in self._rows())

    @property
    def days(self) -> list[date]:
        """The days of its papers, each once."""
        return list(dict.fromkeys(row.day for row in self._rows()))

    def _rows(self) -> Iterator[Row]:
        return (row for year in self.years for row in year.rows)


def keys(archive: Archive, key: str, papers: Sequence[Mention]) -> list[str]:
    """Return the keys of the pages of a list: one, or more where it has many papers."""
    return part.keys(key, part.count(len(papers), archive.site.limits.list_rows))


def by_name(
    archive: Archive, papers: Sequence[Mention], folder: str, key: str, *, own: bool = False
) -> ByName:
    """Return what the page of `key` lists, which may be a part; `folder` holds all such pages.

    Where all papers are of the page's `own` organization no row repeats that.
    """
    whole = key.partition("/")[0]
    nth = part.number_of(key, whole)
    cuts = part.cut(papers, archive.site.limits.list_rows)
    words = archive.site.words
    months = ([words.its_month(cut[at][0]) for at in (-1, 0)] for cut in cuts if cut)
    names = [part.span(words, *pair) for pair in months]
    ways = part.ways(folder, whole, names, nth) if len(cuts) > 1 else ()
    by_year = groupby(archive.bylines(cuts[nth - 1]), lambda paper: year_of(paper.day))
    return ByName(
        tuple(YearRows(year, tuple(_rows(words, each, own=own))) for year, each in by_year), ways
    )


def _rows(words: Words, papers: Iterable[Byline], *, own: bool) -> Iterable[Row]:
    """Yield the rows of papers, without votes: those move for weeks, and these lists do not."""
    for paper in papers:
        named, organization = paper.names, paper.organization
        yield Row(
            path=address.paper(paper.id),
            title=title_of(paper.title),
            authors=short_authors(words, tuple(map(Author, named[:2])), len(named)),
            day=paper.day,
            organization=organization.name if organization and not own else "",
            votes=None,
            withdrawn=notice(words, paper.withdrawn),
        )
