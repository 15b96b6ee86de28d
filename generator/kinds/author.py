"""An author, by name: the papers that bear it. That they are one person's, only people can say."""

from collections.abc import Iterable
from urllib.parse import quote_plus

from generator.archive.reader import Archive
from generator.cards import byname
from generator.cards.byname import ByName
from generator.cards.card import ARXIV
from generator.cards.head import Head, described
from generator.cards.linked import linked_list
from generator.markup import markdown
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """What author.html may see."""

    head: Head
    name: str
    names: tuple[str, ...]  # as papers write them, if there are several
    vouched: bool  # people say that all of these names are one person's
    prose: Html
    count: int
    listed: ByName
    search: str  # arXiv's, for the name


def keys(archive: Archive) -> Iterable[str]:
    """Return the slugs of the names that have a page."""
    return archive.authors()


def parts(archive: Archive, key: str) -> Iterable[str]:
    """Return the keys of the pages of a name: one, or more where many papers bear it."""
    return byname.keys(archive, key, archive.by_author(key))


def view(archive: Archive, key: str) -> AuthorView:
    """Return what the page of a name, or of a part of its papers, shows."""
    slug = key.partition("/")[0]
    papers = archive.by_author(slug)
    front = archive.author_front(slug)
    page = (archive.page(f"authors/{slug}.md") if front else None) or Page()
    gathered = archive.author_keys(slug)
    every = (name for paper in archive.bylines(papers) for name in paper.names)
    written = tuple(dict.fromkeys(name for name in every if name.lower() in gathered))
    name = front.name if front else written[0]
    quoted = quote_plus(f'"{name}"')
    count, words = len(papers), archive.site.words
    watched = "watched" in archive.site.kinds and papers and archive.watches_author(slug)
    listed = byname.by_name(archive, papers, address.AUTHORS, key)
    return AuthorView(
        head=Head(
            title=name,
            path=f"{address.AUTHORS}{key}/",
            description=described(front.description if front else "")
            or words.say("papers_by", papers=words.tally(count, "paper"), name=name),
            feeds=address.author(slug) if watched else None,
            linked=linked_list(archive, name, listed.paths),
        ),
        name=name,
        names=written if len(written) > 1 else (),
        vouched=front is not None,
        prose=markdown.html(page.prose if key == slug else "", archive.base),
        count=count,
        listed=listed,
        search=f"{ARXIV}/search/?query={quoted}&searchtype=author",
    )


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("authors/{key}/index.html", "html", view, template="author.html"),)
