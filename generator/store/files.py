"""Files under content/: whole or not at all.

A file is written under a temporary name beside its own, synced, and renamed into place.
"""

import os
from contextlib import suppress
from pathlib import Path

from generator.model.problem import Place, Problem


def read(path: Path) -> str | None:
    """Return the text of a file, line ends as they are; None if there is none.

    Raises:
        Problem: it is there and cannot be read as UTF-8 text.
    """
    content = read_bytes(path)
    return None if content is None else text_of(content, str(path))


def text_of(content: bytes, file: str) -> str:
    """Return the text that a file holds, line ends as they are.

    Raises:
        Problem: it is no UTF-8 text.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file, 1 + error.object.count(b"\n", 0, error.start))
        what = f"this is not UTF-8 text ({error.reason})"
        raise Problem(what, at=place, mend="save it as UTF-8") from error


def read_bytes(path: Path) -> bytes | None:
    """Return the content of a file; None if there is none.

    Raises:
        Problem: it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}") from error


def write(path: Path, text: str) -> bool:
    """Make `text` the content of a file and return True; if it is that already, touch nothing.

    Raises:
        Problem: the file cannot be written; what stood there stands there still.
    """
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, fresh: bytes) -> bool:
    """Make `fresh` the content of a file and return True; if it is that already, touch nothing.

    Raises:
        Problem: the file cannot be written; what stood there stands there still.
    """
    try:
        if path.is_file() and path.read_bytes() == fresh:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, fresh)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}") from error
    return True


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        Problem: it cannot be removed.
    """
    try:
        if path.exists():
            path.unlink()
    except OSError as error:
        raise Problem(f"{path} cannot be removed: {error.strerror}") from error


def move(path: Path, to: Path) -> None:
    """Move a file, in place of any that stands there; a folder that is empty then goes.

    Raises:
        Problem: it cannot be moved.
    """
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
    except OSError as error:
        raise Problem(f"{path} cannot be moved to {to}: {error.strerror}") from error
    with suppress(OSError):
        path.parent.rmdir()


def _replace(path: Path, fresh: bytes) -> None:
    draft = path.with_name(f".{path.name}.draft")  # the next write takes what a killed one left
    try:
        draft.unlink(missing_ok=True)  # it may be a link to somewhere else
        with draft.open("xb") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
