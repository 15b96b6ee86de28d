"""What is to be made: the steps of a site, and the files of each, by the tables of its kinds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from generator.archive.reader import Archive
from generator.model.artifact import Artifact, Step
from generator.model.problem import Exit, Place, Problem
from generator.settings import plugin
from generator.settings.site import FILE, Site


def plan(archive: Archive) -> tuple[Step, ...]:
    """Return the steps in which a site is made; those that tell of one time stand together."""
    steps = [step for kind in archive.site.kinds for step in _steps(archive, kind)]
    return tuple(sorted(steps, key=lambda step: step.day))


def _steps(archive: Archive, kind: str) -> Iterator[Step]:
    module: Any = plugin.load("kinds", kind)
    if hasattr(module, "keys_on"):
        days = map(date.isoformat, archive.days())
        yield from (Step(kind, day, day) for day in days)
        return
    tells_of = getattr(module, "tells_of", None)
    for key in module.keys(archive):
        day = tells_of(archive, key) if tells_of else None
        yield Step(kind, key, day.isoformat() if day else "")


def artifacts(archive: Archive, step: Step) -> Iterator[Artifact]:
    """Yield the files that a step makes."""
    module: Any = plugin.load("kinds", step.kind)
    on = getattr(module, "keys_on", None)
    for key in on(archive, date.fromisoformat(step.key)) if on else (step.key,):
        for output in module.OUTPUTS:
            path = output.path.format(key=key)
            if output.format != "feed":
                yield Artifact(path, key, output, output.format)
                continue
            for name in archive.site.feeds:
                yield Artifact(path + plugin.load("formats", name).FILE, key, output, name)


def size(archive: Archive, step: Step) -> int:
    """Return about how many files a step makes."""
    module: Any = plugin.load("kinds", step.kind)
    if not hasattr(module, "keys_on"):
        return len(module.OUTPUTS)
    return sum(len(module.OUTPUTS) for _ in module.keys_on(archive, date.fromisoformat(step.key)))


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

    Of two the one whose kind stands first in site.toml has it. Kinds that have pages for each day
    are left out: their paths are made of ids and days, as no others are.
    """
    taken: dict[str, Step] = {}
    rank = {kind: at for at, kind in enumerate(archive.site.kinds)}
    for step in sorted(steps, key=lambda each: rank[each.kind]):
        if hasattr(plugin.load("kinds", step.kind), "keys_on"):
            continue
        for artifact in artifacts(archive, step):
            other = taken.setdefault(artifact.path, step)
            if other is not step:
                what = f"{step.kind} and {other.kind} both want to write {artifact.path}"
                mend = "give one of the two pages another name"
                yield step, artifact.path, Problem(what, mend=mend)
