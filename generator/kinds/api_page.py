"""/api/: what the API has, where, and in which shape."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards import schema
from generator.cards.head import Head
from generator.cards.schema import FieldLine
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass

SHOWN = ("item", "paper", "brief", "topic", "week", "index", "counts")  # parts, in this order


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file, or files of one sort: where they stand, and what they hold."""

    path: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiView:
    """What api.html may see."""

    head: Head
    index: str
    files: tuple[FileLine, ...]
    parts: tuple[tuple[str, str, tuple[FieldLine, ...]], ...]  # name, what it is, its fields


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> ApiView:
    """Return what the page shows."""
    words = archive.site.words
    return ApiView(
        head=Head(title=words.say("api"), path=address.API, description=words.say("api_about")),
        index=address.API_FILES["index"],
        files=tuple(
            FileLine(path, words.say(f"api_file_{name}"))
            for name, path in address.API_FILES.items()
        ),
        parts=tuple(
            (name, words.say(f"api_part_{name}"), tuple(schema.lines(words, name)))
            for name in SHOWN
        ),
    )


NEEDS = ("api", "year_file", "status")  # kinds whose files it tells of

OUTPUTS = (Output("api/index.html", "html", view, template="api.html"),)
