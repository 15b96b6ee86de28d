"""look.css: what the look of site.toml changes in the shipped style; no file if that is nothing."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.model import address
from generator.model.artifact import Output
from generator.settings.look import style


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one file, if there is anything to say."""
    return [""] if view(archive, "") else []


def view(archive: Archive, key: str) -> str:
    """Return the style."""
    return style(archive.site.look, archive.base)


OUTPUTS = (Output(address.LOOK, "text", view, listed=False),)
