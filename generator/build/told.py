"""Told: what was told of a build, to be told again while nothing has changed.

Whether anything has changed is found out by a look at files, without reading one; so this imports
next to nothing.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from generator.build import manifest
from generator.model.outcome import Outcome
from generator.model.problem import Problem
from generator.settings import folders
from generator.store import kept, premises, tree


def look_at(folder: Path, overrides: Sequence[str]) -> str:
    """Return what stands for all that decides how a site comes out, by a look at its files.

    It is empty if a look does not prove anything: a file was touched a moment ago.

    Raises:
        Problem: a folder or file cannot be read.
    """
    seen = premises.look() | tree.look(folders.roots(folder))
    if not tree.is_sure(seen):
        return ""
    file = f"{folder}/{folders.FILE}"  # it is read later: by its times it is seen to be another
    settings = tree.digest_of(tree.read(file) or b""), tree.signature(file)
    return tree.token_of((*settings, *overrides, *premises.versions(), *sorted(seen.items())))


def remember(cache: Path, look: str, stamp: str, outcome: Outcome) -> None:
    """Keep what was told of the build that bears `stamp`, and that `look` leads to it."""
    problems = [problem.parts() for problem in outcome.problems]
    told = json.dumps([outcome.figures, outcome.remarks, problems])
    kept.write(_file(cache, stamp), told.encode(), stamp)
    if look:
        kept.write(cache / "look", stamp.encode(), look)


def by_look(cache: Path, look: str, output: Path) -> Outcome | None:
    """Return what to tell if `output` is what `look` leads to; None if nobody knows."""
    stamp = (kept.read(cache / "look", look) or b"") if look else b""
    return by_stamp(cache, stamp.decode(), output) if stamp else None


def by_stamp(cache: Path, stamp: str, output: Path) -> Outcome | None:
    """Return what to tell if `output` bears `stamp` already; None if it is to be made."""
    if manifest.stamp_of(output) != stamp or not (told := kept.read(_file(cache, stamp), stamp)):
        return None
    figures, remarks, problems = json.loads(told)
    files = figures["files written"] + figures["unchanged"]
    figures |= {"files written": 0, "unchanged": files, "removed": 0}
    return Outcome(figures, tuple(remarks), tuple(Problem.of(parts) for parts in problems))


def _file(cache: Path, stamp: str) -> Path:
    return cache / "builds" / f"{stamp}.told"
