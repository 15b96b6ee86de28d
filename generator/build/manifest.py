"""Manifest: the files of a site, in its own folder, so that no later build takes others for its.

`.broadsheet` holds a stamp, which tells what the site was made from, and below it the paths. While
a build is at work `.broadsheet.unfinished.<who>` holds those that it may add, a file for each who
works; where one is found the last build was cut off, and nobody knows what state the folder is in.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from generator.build.place import MEND, Placer
from generator.model.problem import Problem

FILE = ".broadsheet"
UNFINISHED = ".broadsheet.unfinished"
STAMP = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an output folder says of itself: its stamp, empty if it proves nothing; its files."""

    stamp: str = ""
    paths: frozenset[str] = frozenset()


def stamp_of(output: Path) -> str:
    """Return the stamp of a folder; empty if it has none that proves anything."""
    try:
        with (output / FILE).open(encoding="utf-8") as file:
            stamp = file.readline().strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return stamp if STAMP.fullmatch(stamp) and not _unfinished(output) else ""


def read(output: Path) -> Manifest:
    """Return what a folder says of itself."""
    listed = chain(_lines(output / FILE)[1:], *map(_lines, _unfinished(output)))
    return Manifest(stamp_of(output), frozenset(filter(_is_within, listed)))


def begin(output: Path, who: str, paths: Iterable[str] = ()) -> None:
    """Note that a build is at work, and which files `who` may add, before they are added.

    Processes of one machine may be one `who`; on a network's file system they would take lines
    from each other.

    Raises:
        Problem: it cannot be written.
    """
    lines = "".join(f"{path}\n" for path in paths).encode()
    file = _note(output, who)
    try:
        output.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            os.write(descriptor, lines)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}", mend=MEND) from error


def is_unfinished(output: Path) -> bool:
    """Tell whether a build was cut off in this folder, or is at work."""
    return bool(_unfinished(output))


def has_begun(output: Path, who: str) -> bool:
    """Tell whether `who` has begun in this folder, and not in another of the same name."""
    return _note(output, who).exists()


def withdraw(output: Path, who: str) -> None:
    """Take back that `who` has begun: nothing was added, or changed."""
    _remove(_note(output, who))


def end(output: Path, stamp: str, paths: Iterable[str]) -> None:
    """Note that a build is done, and what it made.

    Raises:
        Problem: it cannot be written.
    """
    Placer(output).place(FILE, text(stamp, paths))
    for note in _unfinished(output):
        _remove(note)


def _note(output: Path, who: str) -> Path:
    return output / f"{UNFINISHED}.{who}"


def _unfinished(output: Path) -> list[Path]:
    try:
        names = os.listdir(output)  # noqa: PTH208 - a build with nothing to do asks this first
    except OSError:
        return []
    return [output / name for name in sorted(names) if name.startswith(UNFINISHED)]


def _remove(note: Path) -> None:
    try:
        note.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(f"{note} cannot be removed: {error.strerror}") from error


def text(stamp: str, paths: Iterable[str]) -> bytes:
    """Return what stands in the manifest of a build that is done."""
    return "\n".join((stamp, *paths, "")).encode()


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _is_within(path: str) -> bool:
    """Tell whether a path leads to a file of the folder, whoever wrote it."""
    parts = path.split("/")
    return path != "" and "\0" not in path and not any(part in ("", ".", "..") for part in parts)
