"""Card and Row: a paper as lists show it, at length and in one line."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from generator.archive.reader import Archive
from generator.markup import links, markdown, tex
from generator.model import address
from generator.model.frozen import dataclass, replace
from generator.model.html import Html, escaped
from generator.model.paper import Author, Organization, Paper, address_of, arxiv_name
from generator.model.slug import slug_of_handle
from generator.model.words import Words

ARXIV = "https://arxiv.org"
HUGGING_FACE = "https://huggingface.co"
LONG = 5000  # characters of an abstract; arXiv takes 1920
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")  # of what people put beside a paper
TITLES = 10_000  # that are kept: each stands on several pages


@dataclass(frozen=True, slots=True)
class Link:
    """A link that leaves the site: its words and its http(s) address."""

    words: str
    address: str
    told: bool = False  # by a record: search engines need not follow it


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic of a paper, and why the paper has it."""

    title: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What people gave a paper, and the day on which that was read."""

    votes: int | None
    comments: int | None
    stars: int | None
    read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper with its abstract."""

    anchor: str  # its place on a page
    path: str
    title: Html
    authors: tuple[str, ...]  # as many as the site shows on a card
    others: int  # authors that are not among them
    abstract: Html
    day: date  # the first on which it was listed
    again: bool  # shown on a later day than that
    published: date | None
    topics: tuple[TopicLink, ...]
    author_paths: tuple[str, ...]  # of each author's page by name or empty; () if none has one
    organization: str
    organization_path: str  # of its page, or empty
    organization_link: str
    counts: Counts | None
    links: tuple[Link, ...]
    picture: str  # its https address, or empty
    withdrawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper in one line."""

    path: str
    title: Html
    authors: str
    day: date
    organization: str
    votes: int | None
    withdrawn: str


def card_of(archive: Archive, paper: Paper, shown_on: date | None = None) -> Card:
    """Return the card of a paper, as it looks among the papers of a day."""
    card = archive.once("card", paper.id, lambda: _card(archive, paper))
    return card if shown_on in (None, paper.day) else replace(card, again=True)


def _card(archive: Archive, paper: Paper) -> Card:
    limit = archive.site.limits.card_authors
    named = tuple([author.name for author in paper.authors[:limit]])
    return Card(
        anchor=address_of(paper.id),
        path=address.paper(paper.id),
        title=title_of(paper.title),
        authors=named,
        others=paper.author_count - len(named),
        author_paths=author_paths(archive, paper)[:limit],
        abstract=abstract_of(paper),
        day=paper.day,
        again=False,
        published=paper.published,
        topics=topics_of(archive, paper),
        organization=paper.organization.name if paper.organization else "",
        organization_path=page_of(archive, paper.organization),
        organization_link=home_of(paper.organization),
        counts=counts_of(paper),
        links=links_of(archive, paper),
        picture=picture_of(paper) if archive.site.look.thumbnails else "",
        withdrawn=notice_of(archive, paper),
    )


def abstract_of(paper: Paper, form: Callable[[str], Html] = tex.html) -> Html:
    """Return the abstract of a paper as lists have it: of a very long one its beginning."""
    if len(paper.abstract) <= LONG:
        return form(paper.abstract)
    return Html(f"{escaped(tex.beginning(paper.abstract, LONG)[:LONG])}…")


@lru_cache(TITLES)
def title_of(title: str) -> Html:
    """Return the title of a paper without links, since it is one itself."""
    return tex.html(title, links=False)


def heading_of(paper: Paper) -> str:
    """Return the title of a paper as Markdown; it leads to arXiv, if the paper is there."""
    title, name = markdown.escaped(paper.title), arxiv_name(paper.id)
    return f"[{title}]({ARXIV}/abs/{name})" if name else title


def row_of(archive: Archive, paper: Paper) -> Row:
    """Return the row of a paper."""
    return archive.once("row", paper.id, lambda: _row(archive, paper))


def _row(archive: Archive, paper: Paper) -> Row:
    reading = paper.reading
    return Row(
        path=address.paper(paper.id),
        title=title_of(paper.title),
        authors=short_authors(archive.site.words, paper.authors, paper.author_count),
        day=paper.day,
        organization=paper.organization.name if paper.organization else "",
        votes=reading.votes if reading else None,
        withdrawn=notice_of(archive, paper),
    )


def notice_of(archive: Archive, paper: Paper) -> str:
    """Return `Withdrawn: retracted by the journal`; nothing if the paper stands."""
    return notice(archive.site.words, paper.withdrawn)


def notice(words: Words, said: str) -> str:
    """Return the notice of a paper that was withdrawn for a reason; nothing if there is none.

    A reason that begins by saying so needs no more, be it in English, as arXiv has it.
    """
    if not said or said.casefold().startswith("withdrawn"):
        return said[:1].upper() + said[1:]
    return words.say("withdrawn", reason=said)


def short_authors(words: Words, authors: tuple[Author, ...], count: int) -> str:
    """Return `Ada Lovelace`, `Ada Lovelace and Mary Somerville`, or `Ada Lovelace and 3 others`."""
    if not authors:
        return words.tally(count, "author") if count else ""
    first = authors[0].name
    if count == 1:
        return first
    if count == 2 and len(authors) > 1:  # noqa: PLR2004 - a pair
        return words.say("and_one", first=first, second=authors[1].name)
    return words.say("and_others", first=first, others=words.tally(count - 1, "other"))


def topics_of(archive: Archive, paper: Paper) -> tuple[TopicLink, ...]:
    """Return the topics of a paper as links."""
    return tuple(
        TopicLink(topic.title, address.topic(topic.slug), words)
        for topic, words in archive.topics_of(paper)
    )


def author_paths(archive: Archive, paper: Paper) -> tuple[str, ...]:
    """Return for each author of a paper the address of a page by the name, or nothing."""
    slugs = archive.authors_of(paper)
    return tuple([slug and address.author(slug) for slug in slugs])


def page_of(archive: Archive, organization: Organization | None) -> str:
    """Return the address of an organization's own page, if the site has such and it a handle."""
    if organization is None or not organization.handle or "organization" not in archive.site.kinds:
        return ""
    return address.organization(slug_of_handle(organization.handle))


def counts_of(paper: Paper) -> Counts | None:
    """Return what was counted of a paper, if anything was."""
    reading = paper.reading
    if reading is None:
        return None
    return Counts(
        votes=reading.votes, comments=reading.comments, stars=reading.stars, read=reading.date
    )


def home_of(organization: Organization | None) -> str:
    """Return the address of an organization on Hugging Face, if it has a handle there."""
    if organization is None or not organization.handle:
        return ""
    return f"{HUGGING_FACE}/{quote(organization.handle, safe='')}"


def links_of(archive: Archive, paper: Paper) -> tuple[Link, ...]:
    """Return where to read a paper and what belongs to it."""
    found = []
    if name := arxiv_name(paper.id):
        found = [
            Link("arXiv", f"{ARXIV}/abs/{name}"),
            Link("PDF", f"{ARXIV}/pdf/{name}"),
            Link("Hugging Face", f"{HUGGING_FACE}/papers/{name}"),
        ]
    say = archive.site.words.say
    for words, written in (
        (paper.code and say("code"), paper.code),
        (paper.project and say("project"), paper.project),
        *paper.links.items(),
    ):
        if written and (safe := links.safe(written)):
            found.append(Link(words, links.encoded(safe), told=True))
    return tuple(found)


def unlinked(paper: Paper) -> Iterator[str]:
    """Yield the addresses of a paper that `links_of` leaves out, since they may not be linked."""
    for written in (paper.code, paper.project, *paper.links.values()):
        if written and not links.safe(written):
            yield written


def picture_of(paper: Paper) -> str:
    """Return the address of a paper's first picture, which may be shown; nothing without one."""
    for written in paper.media:
        safe = links.safe(written) or ""
        if safe.startswith("https://") and safe.lower().endswith(PICTURES):
            return links.encoded(safe)
    return ""
