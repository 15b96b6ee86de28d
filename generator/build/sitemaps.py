"""Sitemaps: one file a month beneath an index, and one of pages that tell of no day.

A month is cut where it holds more addresses than a sitemap may.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from generator.build.memory import Done
from generator.build.plan import count_listed, lines
from generator.formats import sitemap
from generator.formats.sitemap import Line
from generator.model.artifact import Step
from generator.settings.site import Site

INDEX = "sitemap.xml"


Pages = tuple[tuple[str, str, str], ...]  # of steps: the day that each tells of, its kind, its keys


def pages(site: Site, steps: Iterable[tuple[Step, Done]]) -> Mapping[str, Pages]:
    """Return for each month, and for what tells of no day, its pages."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for step, done in steps:
        if done.keys and count_listed(site, step.kind):
            found[done.day[:7] or "pages"].append((done.day, step.kind, done.keys))
    return {month: tuple(each) for month, each in sorted(found.items())}


def names(site: Site, month: str, pages: Pages) -> list[str]:
    """Return where the sitemaps of a month stand."""
    count = sum(keys.count("\n") * count_listed(site, kind) for _, kind, keys in pages)
    return [_name(month, part) for part in range(-(-count // sitemap.MOST))]


def _name(month: str, part: int) -> str:
    return f"sitemaps/{month}{f'-{part + 1}' if part else ''}.xml"


def write(site: Site, month: str, pages: Pages) -> dict[str, bytes]:
    """Return the sitemaps of a month by their paths."""
    root = site.identity.root
    every = [
        (root + path.removesuffix("index.html"), date.fromisoformat(day) if day else None)
        for day, kind, keys in pages
        for path in lines(site, kind, keys, listed=True).split("\n")
    ]
    every.sort(key=lambda line: line[0])
    cuts = range(0, len(every), sitemap.MOST)
    return {
        _name(month, part): sitemap.write(every[start : start + sitemap.MOST])
        for part, start in enumerate(cuts)
    }


def index(root: str, files: Mapping[str, str]) -> bytes:
    """Return the index of sitemaps; `files` tells the newest day of each by its path."""
    dated: list[Line] = [
        (root + path, date.fromisoformat(day) if day else None) for path, day in files.items()
    ]
    return sitemap.write_index(sorted(dated, key=lambda line: line[0]))
