"""The old addresses of papers whose id became another: each leads to the new one."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.turn import Turn, turn_to
from generator.markup import tex
from generator.model import address
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the old address segments."""
    return archive.moved()


def view(archive: Archive, key: str) -> Turn:
    """Return where an old address leads."""
    was, now = archive.moved()[key]
    return turn_to(address.paper(was), address.paper(now), tex.plain(archive.paper(now).title))


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("papers/{key}/index.html", "html", view, template="turn.html", listed=False),)
