"""404.html: what a reader sees who came to an address that is not there."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.model.artifact import Output
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """What missing.html may see."""

    head: Head


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> MissingView:
    """Return what the page shows."""
    return MissingView(
        head=Head(title=archive.site.words.say("not_here"), path="404.html", indexed=False)
    )


OUTPUTS = (Output("404.html", "html", view, template="missing.html", listed=False),)
