"""Files under content/: whole or not at all.

A file is written under a temporary name beside its own, synced, and renamed into place.
"""

import os
import tempfile
from pathlib import Path

from generator.model.problem import Place, Problem


def read(path: Path) -> str | None:
    """Return the text of a file, line ends as they are; None if there is none.

    Raises:
        Problem: it is there and cannot be read as UTF-8 text.
    """
    content = read_bytes(path)
    try:
        return None if content is None else content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(str(path), 1 + error.object.count(b"\n", 0, error.start))
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
    fresh = text.encode("utf-8")
    try:
        if path.is_file() and path.read_bytes() == fresh:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, fresh)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}") from error
    return True


def _replace(path: Path, fresh: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(fresh)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
