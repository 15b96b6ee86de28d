"""What is to be made: the steps of a site, and the files of each, by the tables of its kinds."""

from collections.abc import Iterable, Iterator
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
    module: Any = plugin.load("kinds", kind)
    tells_of = getattr(module, "tells_of", None)
    for key in module.keys(archive):
        day = tells_of(archive, key) if tells_of else None
        yield Step(kind, key, day.isoformat() if day else "")


def keys_of(archive: Archive, step: Step) -> tuple[str, ...]:
    """Return the keys of the pages that a step makes."""
    parts = getattr(plugin.load("kinds", step.kind), "parts", None)
    return tuple(parts(archive, step.key)) if parts else (step.key,)


def artifacts(site: Site, kind: str, keys: Iterable[str]) -> Iterator[Artifact]:
    """Yield the files that a kind makes of keys."""
    rows = tuple(_rows(site, kind))
    for key in keys:
        for output, written_by, path in rows:
            yield Artifact(path.format(key=key), key, output, written_by)


def paths(site: Site, kind: str, keys: Iterable[str], *, listed: bool | None = None) -> list[str]:
    """Return where these files stand; only those that are, or are not, `listed` in a sitemap."""
    rows = [
        path
        for output, written_by, path in _rows(site, kind)
        if listed in (None, output.listed and written_by == "html")
    ]
    return [path.format(key=key) for key in keys for path in rows]


def _rows(site: Site, kind: str) -> Iterator[tuple[Output, str, str]]:
    """Yield the table of a kind, with a row for each format of feeds: the format, the path."""
    for output in plugin.load("kinds", kind).OUTPUTS:
        if output.format != "feed":
            yield output, output.format, output.path
            continue
        for name in site.feeds:
            yield output, name, output.path + plugin.load("formats", name).FILE


def needs(site: Site) -> Iterator[Problem]:
    """Yield the kinds that a site lacks because others of its kinds link to their pages."""
    for kind in site.kinds:
        for needed in getattr(plugin.load("kinds", kind), "NEEDS", ()):
            if needed not in site.kinds:
                what = f"the kind {kind!r} links to pages of the kind {needed!r}"
                mend = f"add {needed!r} to `kinds`, or take {kind!r} out"
                yield Problem(what, at=Place(FILE), mend=mend, code=Exit.USAGE)


def doubled(archive: Archive, steps: Iterable[Step]) -> Iterator[tuple[Step, str, Problem]]:
    """Yield the steps that want to write what another one writes, with the path.

    Of two the one whose kind stands first in site.toml has it. Kinds that make several pages of a
    key are left out: their paths are made of ids, days and months, as no others are.
    """
    taken: dict[str, Step] = {}
    rank = {kind: at for at, kind in enumerate(archive.site.kinds)}
    for step in sorted(steps, key=lambda each: rank[each.kind]):
        if hasattr(plugin.load("kinds", step.kind), "parts"):
            continue
        for path in paths(archive.site, step.kind, (step.key,)):
            other = taken.setdefault(path, step)
            if other is not step:
                what = f"{step.kind} and {other.kind} both want to write {path}"
                yield step, path, Problem(what, mend="give one of the two pages another name")
