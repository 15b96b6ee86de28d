"""Manifest: the files of the last build into an output folder.

It stands in .cache/builds/ under a stamp, which the output folder bears too. Where they do not
find each other the build removes nothing: it does not know what it made.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from generator.build.place import place
from generator.model.problem import Problem

STAMP = ".broadsheet"
KEPT = 16  # manifests: of a few output folders, and of a few builds into each


def read(cache: Path, output: Path) -> frozenset[str]:
    """Return the paths that the last build made in `output`; none if that is not known."""
    try:
        stamp = (output / STAMP).read_text(encoding="ascii").strip()
        paths = json.loads(_file(cache, stamp).read_bytes())
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(paths, list) or stamp != _stamp(map(str, paths)):
        return frozenset()
    return frozenset(map(str, paths))


def write(cache: Path, output: Path, paths: Iterable[str]) -> None:
    """Remember the paths that this build made. The stamp depends on them alone.

    Raises:
        Problem: they cannot be written.
    """
    paths = sorted(paths)
    stamp = _stamp(paths)
    file = _file(cache, stamp)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        place(file.parent, file.name, json.dumps(paths).encode())
        place(output, STAMP, f"{stamp}\n".encode())
        file.touch()  # the newest now, also if it was there before
        by_age = sorted(file.parent.iterdir(), key=lambda each: each.stat().st_mtime_ns)
        for old in by_age[:-KEPT]:
            old.unlink()
    except OSError as error:
        what = f"{cache} cannot be written: {error.strerror}"
        raise Problem(what, mend="make room, or delete it") from error


def _stamp(paths: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16]


def _file(cache: Path, stamp: str) -> Path:
    if not stamp.isalnum():
        raise ValueError(stamp)
    return cache / "builds" / f"{stamp}.json"
