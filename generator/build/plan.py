"""What is to be made: the steps of a site, and the files of each, by the tables of its kinds."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any

from generator.archive.reader import Archive
from generator.model.artifact import Artifact, Output, Step
from generator.model.problem import Exit, Place, Problem
from generator.settings import plugin
from generator.settings.folders import FILE
from generator.settings.site import Site


def plan(archive: Archive) -> tuple[Step, ...]:
    """Return the steps in which a site is made; those that tell of one time stand together."""
    steps = [step for kind in archive.site.kinds for step in _steps(archive, kind)]
    return tuple(sorted(steps, key=lambda step: step.day))


def _steps(archive: Archive, kind: str) -> Iterator[Step]:
    for key, day in dated_keys(archive, plugin.load("kinds", kind)):
        yield Step(kind, key, day)


def dated_keys(archive: Archive, kind: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a module
    """Yield the keys of a kind, each with the day that it tells of; empty if that is none."""
    tells_of = getattr(kind, "tells_of", None)
    for key in kind.keys(archive):
        day = tells_of(archive, key) if tells_of else None
        yield key, day.isoformat() if day else ""


def keys_of(archive: Archive, step: Step) -> tuple[str, ...]:
    """Return the keys of the pages that a step makes."""
    parts = getattr(plugin.load("kinds", step.kind), "parts", None)
    return tuple(parts(archive, step.key)) if parts else (step.key,)


def artifacts(site: Site, kind: str, keys: Iterable[str]) -> Iterator[Artifact]:
    """Yield the files that a kind makes of keys."""
    rows = tuple(_rows(kind, site.feeds))
    for key in keys:
        for output, written_by, path in rows:
            yield Artifact(path.format(key=key), key, output, written_by)


def joined(keys: Iterable[str]) -> str:
    """Return keys as they are remembered, a line each."""
    return "".join([f"{key}\n" for key in keys])


def parted(keys: str) -> list[str]:
    """Return the keys that were joined."""
    return keys.split("\n")[:-1]


def paths(site: Site, kind: str, keys: str) -> list[str]:
    """Return where the files that a kind makes of keys stand."""
    found = lines(site, kind, keys)
    return found.split("\n") if found else []  # a kind of feeds makes none where a site has none


def lines(site: Site, kind: str, keys: str, *, listed: bool = False) -> str:
    """Return the same as a line each, or only those that are `listed` in a sitemap."""
    return "\n".join(
        [line(keys) for line in _lines(kind, site.feeds, listed=listed)] if keys else ()
    )


def count_listed(site: Site, kind: str) -> int:
    """Return how many pages of each key of a kind are listed in sitemaps."""
    return len(_lines(kind, site.feeds, listed=True))


@cache
def _lines(kind: str, feeds: tuple[str, ...], *, listed: bool) -> tuple[Callable[[str], str], ...]:
    return tuple(
        _written(path)
        for output, written_by, path in _rows(kind, feeds)
        if not listed or (output.listed and written_by == "html")
    )


def _written(path: str) -> Callable[[str], str]:
    """Return what makes lines of keys: each is `path` with a key in it."""
    before, found, after = path.partition("{key}")
    if not found or "{" in before + after:
        return lambda keys: "\n".join([path.format(key=key) for key in parted(keys)])
    between = f"{after}\n{before}"  # for 50,000 files: this is many times as fast
    return lambda keys: before + keys[:-1].replace("\n", between) + after


def _rows(kind: str, feeds: Iterable[str]) -> Iterator[tuple[Output, str, str]]:
    """Yield the table of a kind, with a row for each format of feeds: the format, the path."""
    for output in plugin.load("kinds", kind).OUTPUTS:
        if output.format != "feed":
            yield output, output.format, output.path
            continue
        for name in feeds:
            yield output, name, output.path + plugin.load("formats", name).FILE


def needs(site: Site) -> Iterator[Problem]:
    """Yield the kinds that a site lacks because others of its kinds link to their pages."""
    for kind in site.kinds:
        for needed in getattr(plugin.load("kinds", kind), "NEEDS", ()):
            if needed not in site.kinds:
                what = f"the kind {kind!r} links to pages of the kind {needed!r}"
                mend = f"add {needed!r} to `kinds`, or take {kind!r} out"
                yield Problem(what, at=Place(FILE), mend=mend, code=Exit.USAGE)


def doubled(
    archive: Archive, steps: Iterable[Step], static: Collection[str]
) -> Iterator[tuple[Step, str, Problem]]:
    """Yield the steps that want to write what another one writes, or a static file, with the path.

    Of two the one whose kind stands first in site.toml has it, and a static file before both. Kinds
    that make several pages of a key are left out: their paths are made of ids, days, months and
    names, as no others are.
    """
    taken: dict[str, Step] = {}
    rank = {kind: at for at, kind in enumerate(archive.site.kinds)}
    for step in sorted(steps, key=lambda each: rank[each.kind]):
        if hasattr(plugin.load("kinds", step.kind), "parts"):
            continue
        for path in paths(archive.site, step.kind, joined((step.key,))):
            other = taken.setdefault(path, step)
            if path in static or other is not step:
                first = "a static file" if path in static else other.kind
                what = f"{step.kind} and {first} both want to write {path}"
                file = f"{step.key}.md"  # a page of people's stands at its name
                theirs = path == f"{step.key}/index.html" and archive.has_page(file)
                at = Place(f"content/{file}") if theirs else None
                yield step, path, Problem(what, at=at, mend="give one of the two another name")
