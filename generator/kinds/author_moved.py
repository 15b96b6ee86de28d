"""Further names of a person, by content/authors/: each leads to the person's page."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.turn import Turn, turn_to
from generator.model import address
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the slugs of the further names."""
    return archive.authors_moved()


def view(archive: Archive, key: str) -> Turn:
    """Return where the address of a further name leads."""
    slug = archive.authors_moved()[key]
    front = archive.author_front(slug)
    return turn_to(address.author(key), address.author(slug), front.name if front else slug)


NEEDS = ("author",)  # kinds that its pages link to

OUTPUTS = (Output("authors/{key}/index.html", "html", view, template="turn.html", listed=False),)
