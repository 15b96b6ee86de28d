"""/latest/: leads to the newest day."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.turn import Turn, turn_to
from generator.model import address
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> Turn:
    """Return where the page leads: to the newest day, or home while there is none."""
    day = archive.newest()
    words = archive.site.words.say("newest_day")
    return turn_to(address.LATEST, address.day(day) if day else address.HOME, words)


NEEDS = ("day", "home")  # kinds that its pages link to

OUTPUTS = (Output("latest/index.html", "html", view, template="turn.html", listed=False),)
