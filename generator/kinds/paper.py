"""A paper: everything that is known of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from generator.archive.reader import Archive
from generator.cards import citation
from generator.cards.card import (
    HUGGING_FACE,
    LONG,
    Card,
    Link,
    author_paths,
    card_of,
    short_authors,
    title_of,
    unlinked,
)
from generator.cards.head import Head, described_tex
from generator.cards.linked import linked
from generator.cards.standing import source_title
from generator.markup import tex
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.paper import Author, Paper, address_of, arxiv_name, share_of
from generator.model.words import Words

SHELF = 5  # handles; the paper's page on Hugging Face has the rest
HANDLE = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What people put on Hugging Face beside a paper: some of it, and how many more there are."""

    name: str
    links: tuple[Link, ...]
    more: int
    page: str  # where the rest is; empty if the paper has none there


@dataclass(frozen=True, slots=True)
class Appearance:
    """A day on which the paper was listed."""

    day: date
    path: str


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A paper that stands beside another one on its day."""

    title: Html
    path: str


@dataclass(frozen=True, slots=True)
class Kindred:
    """A paper that is related to another one, and the words that both are about."""

    title: Html
    path: str
    day: date
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """What paper.html may see."""

    head: Head
    card: Card
    abstract: Html  # whole, however long it is
    plain_title: str
    authors: tuple[Author, ...]
    author_paths: tuple[str, ...]  # of each author's page by name or empty; () if none has one
    unnamed: str  # how many authors there are beyond those named, in words
    arxiv: str  # its id there, or empty
    version: int | None
    updated: date | None
    subjects: tuple[str, ...]
    comment: Html
    journal: str
    doi: str
    submitter: str
    summary: Html
    summary_model: str
    keywords: tuple[Html, ...]
    appearances: tuple[Appearance, ...]
    sources: tuple[str, ...]
    shelves: tuple[Shelf, ...]
    unlinked: tuple[str, ...]  # addresses that a record tells and nobody should be led to
    cite: Callable[[], str]
    correction: str  # where it is written beneath content/, if anybody wrote one
    related: tuple[Kindred, ...]  # the nearest first
    trails: tuple[tuple[str, str], ...]  # by topic the addresses before and after, or empty
    before: Neighbor | None  # on its day
    after: Neighbor | None

    @property
    def bibtex(self) -> str:
        """How to cite it, made each time that it is asked for; empty of a withdrawn paper."""
        return self.cite()


def keys(archive: Archive) -> Iterable[str]:
    """Return the days of the archive, or their shares: the papers of each are made together."""
    return [
        f"{day} {share}" if share else f"{day}"
        for day in archive.days()
        for share in archive.shares(day)
    ]


def parts(archive: Archive, key: str) -> Iterable[str]:
    """Return the address segments of the papers whose first day it is, and which are in a share."""
    day, _, share = key.partition(" ")
    papers = archive.addresses(date.fromisoformat(day))
    return [address_of(each) for each in papers if share in ("", share_of(each))]


def tells_of(archive: Archive, key: str) -> date:
    """Return the day of the papers."""
    return date.fromisoformat(key.partition(" ")[0])


def view(archive: Archive, key: str) -> PaperView:
    """Return what the page of a paper shows."""
    paper = archive.at(key)
    card = card_of(archive, paper)
    title = tex.plain(paper.title)
    before, after = archive.beside(paper)
    beyond = paper.author_count - len(paper.authors)
    words = archive.site.words
    others = words.tally(beyond, "more_author" if paper.authors else "author") if beyond else ""
    return PaperView(
        head=Head(
            title=title,
            path=address.paper(paper.id),
            description=card.withdrawn  # so that who shares the link shares that
            or described_tex(paper.abstract)
            or short_authors(words, paper.authors, paper.author_count),
            linked=Html() if paper.withdrawn else linked(paper, title),
        ),
        card=card,
        abstract=card.abstract if len(paper.abstract) <= LONG else tex.html(paper.abstract),
        plain_title=title,
        authors=paper.authors,
        author_paths=author_paths(archive, paper) if card.others else card.author_paths,
        unnamed=others,
        arxiv=arxiv_name(paper.id),
        version=paper.version,
        updated=paper.updated if paper.updated != paper.published else None,
        subjects=paper.subjects,
        comment=tex.html(paper.comment),
        journal=tex.plain(paper.journal),
        doi=paper.doi,
        submitter=paper.submitter.name if paper.submitter else "",
        summary=tex.html(paper.summary),
        summary_model=paper.summary_model,
        keywords=tuple(map(tex.html, paper.keywords)),
        appearances=tuple(Appearance(day, address.day(day)) for day in paper.days),
        sources=tuple(source_title(words, source) for source in paper.sources),
        shelves=tuple(_shelves(words, paper))
        if paper.models or paper.datasets or paper.spaces
        else (),
        unlinked=tuple(unlinked(paper)),
        cite=partial(citation.shown, archive, paper),
        correction=archive.correction_of(paper),
        related=tuple(_related(archive, paper)),
        trails=tuple(_trails(archive, paper)),
        before=_neighbor(before),
        after=_neighbor(after),
    )


def _related(archive: Archive, paper: Paper) -> Iterator[Kindred]:
    words = archive.site.words
    for each in archive.related(paper):
        path = address.paper(each.id)
        yield Kindred(title_of(each.title), path, each.day, words.row(each.shared))


def _trails(archive: Archive, paper: Paper) -> Iterator[tuple[str, str]]:
    for before, after in archive.beside_in_topics(paper).values():
        yield address.paper(before) if before else "", address.paper(after) if after else ""


def _neighbor(paper: Paper | None) -> Neighbor | None:
    return Neighbor(title_of(paper.title), address.paper(paper.id)) if paper else None


def _shelves(words: Words, paper: Paper) -> Iterator[Shelf]:
    name = arxiv_name(paper.id)
    page = f"{HUGGING_FACE}/papers/{name}" if name else ""
    for title, folder, handles in (
        (words.say("models"), "", paper.models),
        (words.say("datasets"), "datasets/", paper.datasets),
        (words.say("spaces"), "spaces/", paper.spaces),
    ):
        right = tuple(filter(HANDLE.fullmatch, handles))
        links = tuple(Link(each, f"{HUGGING_FACE}/{folder}{each}") for each in right[:SHELF])
        if links:
            yield Shelf(title, links, len(right) - len(links), page)


def text(archive: Archive, key: str) -> str:
    """Return a paper's own words: its title, authors and abstract, and what a model wrote of it."""
    paper = archive.at(key)
    names = (author.name for author in paper.authors)
    told = (paper.summary, *paper.keywords)
    return "\n".join((tex.plain(paper.title), *names, tex.plain(paper.abstract), *told))


OUTPUTS = (Output("papers/{key}/index.html", "html", view, template="paper.html", text=text),)
