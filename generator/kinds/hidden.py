"""What is left of a paper that a correction hides: a page at its address that says so."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.model.artifact import Output
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenView:
    """What hidden.html may see: nothing of the paper."""

    head: Head


def keys(archive: Archive) -> Iterable[str]:
    """Return the address segments of hidden papers, those that they had before as well."""
    return archive.tombs()


def view(archive: Archive, key: str) -> HiddenView:
    """Return what the page shows."""
    return HiddenView(
        head=Head(title=archive.site.words.say("taken_out"), path=f"papers/{key}/", indexed=False)
    )


OUTPUTS = (Output("papers/{key}/index.html", "html", view, template="hidden.html", listed=False),)
