"""The list of authors: the names that have a page."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.byletter import NamesView, names_of
from generator.cards.head import Head
from generator.cards.way import Way
from generator.model import address
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one list, if any name has a page."""
    return [""] if archive.authors() else []


def view(archive: Archive, key: str) -> NamesView:
    """Return what the list shows."""
    say = archive.site.words.say
    told = say(
        "authors_told", papers=archive.site.words.tally(archive.site.authors.min_papers, "paper")
    )
    names = archive.author_names()
    ways = [Way(name, address.author(slug), papers) for slug, name, papers in names]
    return names_of(
        archive, Head(title=say("authors"), path=address.AUTHORS, description=told), ways
    )


NEEDS = ("author",)  # kinds that its pages link to

OUTPUTS = (Output("authors/index.html", "html", view, template="names.html"),)
