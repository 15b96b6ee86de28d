"""Manifest: the files of a site, in its own folder, so that no later build takes others for its.

`.broadsheet` holds a stamp, which tells what the site was made from, and below it the paths. While
a build is at work `.broadsheet.unfinished.<who>` holds those that it may add, a file for each who
works; where one is found the last build was cut off, and nobody knows what state the folder is in.
"""

import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from generator.build.place import OTHER, QUIET, Placer, draft_of, problem_of, see_to
from generator.model.problem import Problem
from generator.store import tree, turns

FILE = ".broadsheet"
UNFINISHED = ".broadsheet.unfinished"
TRIES, PAUSE = 20, 0.05  # the workers of a build that was killed end a moment after it
STAMP = re.compile(rf"[0-9a-f]{{{tree.DIGITS}}}", re.ASCII)


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Make the folder of a site, if need be, and keep other builds out of it while this lasts.

    Raises:
        Problem: it cannot be made, or another build is at work in it.
    """
    see_to(output)
    try:
        folder = os.open(output, os.O_RDONLY)
    except OSError:  # it cannot be read, or is on a system that does not open folders
        yield
        return
    try:
        for _ in range(TRIES):
            if turns.locks(folder):
                break
            time.sleep(PAUSE)
        else:
            what = f"another process is making the site in {output}"
            raise Problem(what, mend=f"wait until it has ended, or {OTHER}")
        yield
    finally:
        os.close(folder)


def stamp_of(output: Path) -> str:
    """Return the stamp of a folder; empty if it has none that proves anything."""
    stamp = _read(output / FILE, tree.DIGITS + 1).decode(errors="replace").removesuffix("\n")
    return stamp if STAMP.fullmatch(stamp) and not _unfinished(output) else ""


def paths_of(output: Path) -> frozenset[str]:
    """Return the files of a folder that are the site's, by what builds noted there."""
    listed = chain(_lines(output / FILE)[1:], *map(_lines, _unfinished(output)))
    return frozenset(filter(_is_within, listed))


def begin(output: Path, who: str, paths: Iterable[str] = ()) -> None:
    """Note that a build is at work, and which files `who` may add, before they are added.

    Processes of one machine may be one `who`; on a network's file system they would take lines
    from each other.

    Raises:
        Problem: it cannot be written.
    """
    lines = "".join(f"{path}\n" for path in paths).encode()
    file = _note(output, who)
    if not lines:
        _check(output)
    try:
        if file.is_symlink():
            file.unlink()  # whatever it leads to is not ours
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | QUIET, 0o666)
        try:
            while lines:
                lines = lines[os.write(descriptor, lines) :]
        finally:
            os.close(descriptor)
    except OSError as error:
        raise problem_of(os.fspath(file), error) from error


def is_unfinished(output: Path) -> bool:
    """Tell whether a build was cut off in this folder, or is at work."""
    return bool(_unfinished(output))


def has_begun(output: Path, who: str) -> bool:
    """Tell whether `who` has begun in this folder, and not in another of the same name."""
    return _note(output, who).exists()


def withdraw(output: Path, who: str) -> None:
    """Take back that `who` has begun: nothing was added, or changed."""
    _remove(_note(output, who))


def end(output: Path, stamp: str, lines: str) -> None:
    """Note that a build is done, and what it made, a line each.

    Raises:
        Problem: it cannot be written.
    """
    Placer(output).place(FILE, text(stamp, lines))
    for note in _unfinished(output):
        _remove(note)


def _check(output: Path) -> None:
    """See to it that what other builds noted can be removed in the end."""
    for note in _unfinished(output):
        if note.is_dir() and not note.is_symlink():
            raise problem_of(os.fspath(note), IsADirectoryError())


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


def text(stamp: str, lines: str) -> bytes:
    """Return what stands in the manifest of a build that is done."""
    return f"{stamp}\n{lines}\n".encode()


def drafts(output: Path, paths: Iterable[str]) -> list[str]:
    """Return what a build that was cut off left of these files, half written."""
    found = map(draft_of, paths)
    return [path for path in found if os.path.lexists(f"{output}/{path}")]


def _lines(file: Path) -> list[str]:
    """Return the lines of a file that are whole: the last one may have been cut off."""
    try:
        lines = _read(file).decode().split("\n")[:-1]
    except UnicodeDecodeError:
        return []
    return [line.removesuffix("\r") for line in lines]  # git may have been at it


def _read(file: Path, most: int = -1) -> bytes:
    """Return the bytes of a file, `most` of them; none if there is none, or a link or a pipe."""
    try:
        descriptor = os.open(file, os.O_RDONLY | QUIET)
        with open(descriptor, "rb") as opened:  # noqa: PTH123 - it is open already
            return opened.read(most)
    except OSError:
        return b""


def _is_within(path: str) -> bool:
    """Tell whether a path leads to a file of the folder, whoever wrote it."""
    parts = path.split("/")
    return path != "" and "\0" not in path and not any(part in ("", ".", "..") for part in parts)
