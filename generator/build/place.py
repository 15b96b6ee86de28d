"""Files of the site: each whole or not at all, touched only where its bytes differ, all within.

A file is renamed into place and not synced: after a power cut it can be made again. One that is
new, in a folder that is new, is written where it stands, since nobody can have read it before.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.model.problem import Problem

OTHER = "choose another folder with --output"
MENDS = {  # by what stands in the way
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", -1)), "make room"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "make it writable"),
}
QUIET = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for ever
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Placer:
    """Writes files beneath one output folder, and looks once at each folder on the way there."""

    def __init__(self, output: Path, *, always: bool = False) -> None:
        self.output = output
        self._root = os.fspath(output)
        self.always = always
        self._folders: set[str] = set()  # that are there, and are no links

    def place(self, path: str, body: bytes) -> bool:
        """Make `body` the file at `path`; return whether it was written.

        Raises:
            Problem: it cannot be written; what stood there stands there still.
        """
        file = f"{self._root}/{path}"
        folder = path.rpartition("/")[0]
        try:
            if self._makes(folder):
                _write(file, body)
            elif self.always or not _holds(file, body):
                _replace(file, body)
            else:
                return False
        except OSError as error:
            raise problem_of(file, error) from error
        return True

    def _makes(self, folder: str) -> bool:
        """See to it that a folder is there; return whether it is new."""
        if folder in self._folders:
            return False
        full = f"{self._root}/{folder}" if folder else self._root
        if folder and (above := folder.rpartition("/")[0]) not in self._folders:
            self._makes(above)
        new = True
        try:
            os.mkdir(full)  # noqa: PTH102 - for 50,000 files
        except FileExistsError:
            new = False
        except FileNotFoundError:  # the folder that holds the output
            os.makedirs(full)  # noqa: PTH103 - as above
        if not new:
            _check_folder(full, within=bool(folder))
        self._folders.add(folder)
        return new


class Comparer(Placer):
    """Notes how files compare with those beneath an output folder, and touches nothing."""

    def __init__(self, output: Path) -> None:
        super().__init__(output)
        self.sizes: dict[str, int] = {}  # of what `place` was given, by path
        self.missing: list[str] = []
        self.changed: list[str] = []  # what stands there is something else
        self._there: dict[str, bool] = {}

    def place(self, path: str, body: bytes) -> bool:
        """Note how the file at `path` compares with `body`; return whether it is not just that.

        Raises:
            Problem: a folder on the way is a link, or a file.
        """
        self.sizes[path] = len(body)
        file = f"{self._root}/{path}"
        if not self._stands(os.path.dirname(path)) or not os.path.lexists(file):  # noqa: PTH120 - as above
            self.missing.append(path)
            return True
        try:
            same = _holds(file, body)
        except OSError:  # such as a folder
            same = False
        if not same:
            self.changed.append(path)
        return not same

    def _stands(self, folder: str) -> bool:
        """Tell whether a folder is there; one that no build would enter is a Problem."""
        if folder not in self._there:
            full = f"{self._root}/{folder}" if folder else self._root
            above = not folder or self._stands(os.path.dirname(folder))  # noqa: PTH120 - as above
            there = above and os.path.lexists(full)
            if there:
                _check_folder(full, within=bool(folder))
            self._there[folder] = there
        return self._there[folder]


def _check_folder(folder: str, *, within: bool) -> None:
    if within and os.path.islink(folder):  # noqa: PTH114 - as above
        what = f"{folder} is a link: the site would be written to another place"
        raise Problem(what, mend=f"delete the link, or {OTHER}")
    if not os.path.isdir(folder):  # noqa: PTH112 - as above
        what = "a link that leads nowhere" if os.path.islink(folder) else "a file"  # noqa: PTH114
        mend = f"move it away, or {OTHER}"
        raise Problem(f"{folder} is {what}, where a folder of the site should be", mend=mend)


def _write(file: str, body: bytes) -> None:
    descriptor = os.open(file, NEW, 0o666)
    try:
        while body:
            body = body[os.write(descriptor, body) :]
    except OSError:
        os.unlink(file)  # noqa: PTH108 - as above
        raise
    finally:
        os.close(descriptor)


def _replace(file: str, body: bytes) -> None:
    draft = draft_of(file)
    try:
        if os.path.lexists(draft):  # a killed build left it, or it is a link to somewhere else
            os.unlink(draft)  # noqa: PTH108 - as above
        _write(draft, body)
        os.replace(draft, file)  # noqa: PTH105 - as above
    except OSError:
        if os.path.isfile(draft):  # noqa: PTH113 - as above
            os.unlink(draft)  # noqa: PTH108 - as above
        raise


def draft_of(file: str) -> str:
    """Return what a file is called until it is whole."""
    folder, _, name = file.rpartition("/")
    return f"{folder}/.{name}.draft" if folder else f".{name}.draft"


def _holds(file: str, body: bytes) -> bool:
    try:
        descriptor = os.open(file, os.O_RDONLY | QUIET)
    except OSError:  # there is none, or it is a link
        return False
    try:
        found = os.fstat(descriptor)
        fits = found.st_size == len(body) and stat.S_ISREG(found.st_mode)
        return fits and os.read(descriptor, len(body) + 1) == body
    finally:
        os.close(descriptor)


def problem_of(file: str, error: OSError) -> Problem:
    """Return why a file of the site could not be written, and what to do."""
    for folder in (file, draft_of(file)):
        if os.path.isdir(folder):  # noqa: PTH112 - as above
            what = f"{folder} is a folder, where a file of the site should be"
            return Problem(what, mend=f"move it away, or {OTHER}")
    mend = MENDS.get(error.errno or 0, "see to the folder")
    return Problem(f"{file} cannot be written: {error.strerror}", mend=f"{mend}, or {OTHER}")


def see_to(output: Path) -> None:
    """Make the folder of a site, if it is not there.

    Raises:
        Problem: it cannot be made.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        _check_folder(os.fspath(output), within=False)
    except OSError as error:
        raise problem_of(os.fspath(output), error) from error


def reached(output: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield those of `paths` that lead to no place behind a link, where nothing is of the site."""
    for path in paths:
        above = list((output / path).parents)[: path.count("/")]
        if not any(map(os.path.islink, above)):
            yield path


def remove(output: Path, paths: Iterable[str]) -> int:
    """Remove these files, and the folders that this leaves empty; return how many were there.

    What stands behind a link is left alone: it is not of the site. Neither is a folder.

    Raises:
        Problem: one cannot be removed.
    """
    count = 0
    for path in reached(output, paths):
        file = output / path
        try:
            file.unlink()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if os.path.isdir(file) or error.errno == errno.ENAMETOOLONG:  # noqa: PTH112 - it may be no name at all
                continue
            mend = MENDS.get(error.errno or 0, "delete it")
            raise Problem(f"{file} cannot be removed: {error.strerror}", mend=mend) from error
        count += 1
        for folder in list(file.parents)[: path.count("/")]:
            try:
                folder.rmdir()
            except OSError:  # somebody else has something in it
                break
    return count
