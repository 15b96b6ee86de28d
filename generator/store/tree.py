"""A tree of files: which there are, a signature of each that moves when the file does, digests.

Looking at a file costs two microseconds, reading it ten and more: so a file is read again only if
its signature moved. One that was touched a moment ago bears a signature that proves nothing: it
could be touched again within the same tick of the file system's clock.
"""

import errno
import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from generator.model.problem import Problem

Signature = tuple[int, int, int, int]  # size, times of last change of the file and of its inode

DEEPEST = 12  # folders within each other; a link may lead to where it stands
LOST = (errno.ENOENT, errno.ELOOP)  # why a link leads nowhere
DIGITS = 32  # of a digest
TICK = 2_000_000_000  # nanoseconds, the coarsest clock of a file system in use
UNSURE: Signature = (-1, 0, 0, 0)  # of a file that may have changed since it was looked at

# What stands in place of a signature where nothing is read.
NOWHERE: Signature = (-2, 0, 0, 0)
AROUND: Signature = (-3, 0, 0, 0)
DEEP: Signature = (-4, 0, 0, 0)
NO_FILE: Signature = (-5, 0, 0, 0)
UNREAD: Mapping[Signature, str] = {
    NOWHERE: "this link leads nowhere",
    AROUND: "this link leads to a folder that it stands in",
    DEEP: f"this folder stands in more than {DEEPEST} others, so nothing in it is read",
    NO_FILE: "this is neither a file nor a folder",
}


def scan(folder: Path) -> dict[str, Signature]:
    """Return the signatures of all files beneath `folder` by path; hidden ones are left out.

    What cannot be read stands among them with one of `UNREAD`.

    Raises:
        Problem: a folder cannot be read.
    """
    found: dict[str, Signature] = {}
    try:
        _walk(os.fspath(folder), "", DEEPEST, time.time_ns() - TICK, found)
    except FileNotFoundError as error:
        if folder.is_symlink():  # to a disk that is not there, say: all would be taken for deleted
            raise Problem(f"{folder} is a link that leads nowhere", mend="mend the link") from error
        return {}
    except OSError as error:
        raise Problem(f"{error.filename} cannot be read: {error.strerror}") from error
    return found


def _walk(folder: str, prefix: str, depth: int, recent: int, found: dict[str, Signature]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            try:
                if entry.is_dir():
                    if unread := _unread(entry, folder, depth):
                        found[prefix + name] = unread
                        continue
                    with suppress(FileNotFoundError):  # gone a moment ago
                        _walk(entry.path, f"{prefix}{name}/", depth - 1, recent, found)
                    continue
                stat = entry.stat()
            except OSError as error:
                if entry.is_symlink() and error.errno in LOST:
                    found[prefix + name] = NOWHERE
                elif not isinstance(error, FileNotFoundError):  # gone a moment ago
                    raise
                continue
            if not S_ISREG(stat.st_mode):  # to read from a pipe would take for ever
                found[prefix + name] = NO_FILE
                continue
            touched = stat.st_mtime_ns, stat.st_ctime_ns
            sure = max(touched) < recent
            found[prefix + name] = (stat.st_size, *touched, stat.st_ino) if sure else UNSURE


def _unread(entry: os.DirEntry[str], folder: str, depth: int) -> Signature | None:
    """Return why a folder in `folder` is not looked into; None if it is."""
    if entry.is_symlink() and Path(folder).resolve().is_relative_to(Path(entry.path).resolve()):
        return AROUND
    return None if depth else DEEP


def signature(path: str) -> Signature:
    """Return the signature of a file as it is now; `UNSURE` if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - for thousands of files
    except OSError:
        return UNSURE
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def size(path: Path) -> int:
    """Return how many bytes a file has; 0 if there is none."""
    return max(signature(os.fspath(path))[0], 0)


def look(roots: Mapping[str, Path]) -> dict[str, Signature]:
    """Return the signatures of the files of several folders, each named with its root before.

    Raises:
        Problem: a folder cannot be read.
    """
    return {
        root + path: signature
        for root, folder in roots.items()
        for path, signature in scan(folder).items()
    }


def is_sure(signatures: Mapping[str, Signature]) -> bool:
    """Tell whether all of these signatures prove something."""
    return UNSURE not in signatures.values()


def digest_of(body: bytes) -> str:
    """Return `DIGITS` hex digits of the SHA-256 of bytes."""
    return hashlib.sha256(body).hexdigest()[:DIGITS]


def token_of(parts: Iterable[object]) -> str:
    """Return `DIGITS` hex digits that stand for all of `parts`, in their order."""
    return digest_of("\n".join(map(str, parts)).encode(errors="surrogatepass"))


def read(path: str) -> bytes | None:
    """Return the content of a file; None if it is gone.

    Raises:
        Problem: it cannot be read.
    """
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands are read: 5 µs less each
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}") from error
