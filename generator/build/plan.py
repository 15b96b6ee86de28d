"""What is to be made: every file of the site, by the tables of its kinds."""

from collections.abc import Iterator

from generator.archive.reader import Archive
from generator.model.artifact import Artifact, Output
from generator.model.problem import Exit, Place, Problem
from generator.settings import plugin
from generator.settings.site import FILE


def plan(
    archive: Archive, kinds: tuple[str, ...], feeds: tuple[str, ...]
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Return the files of a site in the order of its kinds, each path once.

    Where two kinds want one path the first has it.
    """
    found: dict[str, Artifact] = {}
    problems = []
    for kind in kinds:
        for needed in getattr(plugin.load("kinds", kind), "NEEDS", ()):
            if needed not in kinds:
                what = f"the kind {kind!r} links to pages of the kind {needed!r}"
                mend = f"add {needed!r} to `kinds`, or take {kind!r} out"
                problems.append(Problem(what, at=Place(FILE), mend=mend, code=Exit.USAGE))
        for artifact in _artifacts(archive, kind, feeds):
            other = found.setdefault(artifact.path, artifact)
            if other is not artifact:
                what = f"{kind} and {other.kind} both want to write {artifact.path}"
                problems.append(Problem(what, mend="give one of the two pages another name"))
    return tuple(found.values()), tuple(problems)


def _artifacts(archive: Archive, kind: str, feeds: tuple[str, ...]) -> Iterator[Artifact]:
    module = plugin.load("kinds", kind)
    tells_of = getattr(module, "tells_of", None)
    for key in module.keys(archive):
        day = tells_of(archive, key) if tells_of else None
        for output in module.OUTPUTS:
            for path, written_by in _files(output, key, feeds):
                yield Artifact(path, kind, key, output, written_by, day)


def _files(output: Output, key: str, feeds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    path = output.path.format(key=key)
    if output.format != "feed":
        yield path, output.format
        return
    for name in feeds:
        yield path + plugin.load("formats", name).FILE, name
