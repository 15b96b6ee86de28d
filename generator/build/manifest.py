"""Manifest: the files of the last build into an output folder.

It stands in .cache/builds/ under a stamp, which the output folder bears too. Where they do not
find each other the build removes nothing: it does not know what it made.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

STAMP = ".broadsheet"


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
    """Remember the paths that this build made. The stamp depends on them alone."""
    paths = sorted(paths)
    stamp = _stamp(paths)
    file = _file(cache, stamp)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(paths), encoding="utf-8")
    (output / STAMP).write_text(stamp + "\n", encoding="ascii")


def _stamp(paths: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16]


def _file(cache: Path, stamp: str) -> Path:
    if not stamp.isalnum():
        raise ValueError(stamp)
    return cache / "builds" / f"{stamp}.json"
