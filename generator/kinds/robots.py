"""robots.txt: everybody may read everything; the sitemap tells where it is."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one file."""
    return [""]


def view(archive: Archive, key: str) -> str:
    """Return the lines of robots.txt (https://www.rfc-editor.org/rfc/rfc9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {archive.site.identity.root}sitemap.xml\n"


OUTPUTS = (Output("robots.txt", "text", view, listed=False),)
