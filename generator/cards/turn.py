"""Turn: a page that does no more than lead to another."""

from generator.cards.head import Head
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """What turn.html may see: its own head and the path it leads to."""

    head: Head
    to: str


def turn_to(path: str, to: str, title: str) -> Turn:
    """Return the page at `path` that leads to the one at `to`."""
    return Turn(Head(title=title, path=path, indexed=False), to)
