"""Reading without a network: the manifest with which the site is installed, and the service worker.

sw.js stands at the root, so that it has all of the site; static/js/worker.js does the work.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from generator.archive.reader import Archive
from generator.cards import part
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass

DAYS = 7  # the last ones, which are kept
# Kinds whose one page is kept.
ALWAYS = {"home": address.HOME, "latest": address.LATEST, "library": address.LIBRARY}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineView:
    """What offline.html and sw.js may see."""

    head: Head
    days: tuple[date, ...]  # that are kept, the newest first
    pages: tuple[str, ...]  # all that are


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one service worker."""
    return [""]


def view(archive: Archive, key: str) -> OfflineView:
    """Return what is kept, which the page for all else tells."""
    say = archive.site.words.say
    days = archive.days()[-DAYS:]
    parts = (f"days/{name}/" for day in days for name in part.of_day(archive, day))
    kept = (path for kind, path in ALWAYS.items() if kind in archive.site.kinds)
    return OfflineView(
        head=Head(title=say("offline"), path=address.OFFLINE, indexed=False),
        days=tuple(reversed(days)),
        pages=(address.OFFLINE, *kept, *parts),
    )


def manifest(archive: Archive, key: str) -> Mapping[str, Any]:
    """Return the manifest (https://www.w3.org/TR/appmanifest/)."""
    identity, base, colors = archive.site.identity, archive.base, archive.site.look.light
    return {
        "name": identity.title,
        "short_name": identity.title,
        "description": identity.description,
        "lang": identity.language,
        "dir": archive.site.words.direction,
        "id": base,
        "start_url": base,
        "scope": base,
        "display": "standalone",
        "background_color": colors.paper,
        "theme_color": colors.paper,
        "icons": [{"src": f"{base}static/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }


NEEDS = ("day", "home", "words")  # kinds that its page and its script ask for

OUTPUTS = (
    Output("offline/index.html", "html", view, template="offline.html", listed=False),
    Output("sw.js", "html", view, template="sw.js", listed=False),
    Output(address.MANIFEST, "json", manifest, listed=False),
)
