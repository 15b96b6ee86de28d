"""Files of the site: each whole or not at all, and touched only where its bytes differ."""

from collections.abc import Iterable
from pathlib import Path

from generator.model.problem import Problem


def place(output: Path, path: str, body: bytes, *, always: bool = False) -> bool:
    """Make `body` the file at `path` beneath `output`; return whether it was written.

    The file is renamed into place and not synced: after a power cut it can be made again.

    Raises:
        Problem: it cannot be written; what stood there stands there still.
    """
    file = output / path
    try:
        if not always and _holds(file, body):
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, body)
    except OSError as error:
        mend = "make room, or choose another folder with --output"
        raise Problem(f"{file} cannot be written: {error.strerror}", mend=mend) from error
    return True


def _replace(file: Path, body: bytes) -> None:
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.unlink(missing_ok=True)  # it may be a link to somewhere else
        draft.write_bytes(body)
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _holds(file: Path, body: bytes) -> bool:
    try:
        return file.stat().st_size == len(body) and file.read_bytes() == body
    except FileNotFoundError:
        return False


def remove(output: Path, paths: Iterable[str]) -> int:
    """Remove these files, and the folders that this leaves empty; return how many were there.

    Raises:
        Problem: one cannot be removed.
    """
    count = 0
    for path in paths:
        file = output / path
        try:
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Problem(f"{file} cannot be removed: {error.strerror}") from error
        count += 1
        for folder in file.parents:
            if folder == output or any(folder.iterdir()):
                break
            folder.rmdir()
    return count
