"""Files under .cache/: what may be deleted, cut short, or come from elsewhere, at any time.

Each begins with a digest of the rest and with the key that it was written under. Where either
does not fit there is nothing: what was kept is found out anew, never taken for something else.
"""

import os
from pathlib import Path
from typing import TypeVar

from generator.store import lines
from generator.store.tree import digest_of

T = TypeVar("T")

LONG = 32  # characters of a digest


def read(path: Path, kind: type[T], key: str) -> T | None:
    """Return the `kind` that was kept at `path` under `key`; None if none can be trusted."""
    try:
        body = path.read_bytes()
    except OSError:
        return None
    start = f"{digest_of(body[LONG:])}{key}\n".encode()
    if not body.startswith(start):
        return None
    return lines.unpacked(body[len(start) :], kind)


def write(path: Path, value: object, key: str) -> bool:
    """Keep `value` at `path` under `key`, and tell whether that could be done.

    Whoever cannot write here finds out everything anew next time, and that is all.
    """
    rest = f"{key}\n".encode() + lines.packed(value)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        draft.write_bytes(digest_of(rest).encode() + rest)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        return False
    return True
