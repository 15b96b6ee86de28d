"""Files under .cache/: what may be deleted, cut short, or come from elsewhere, at any time.

Each begins with a digest of the rest and with the key that it was written under. Where either
does not fit there is nothing: what was kept is found out anew, never taken for something else.
"""

from pathlib import Path

from generator.store.tree import DIGITS, digest_of


def read(path: Path, key: str) -> bytes | None:
    """Return what was kept at `path` under `key`; None if there is nothing to be trusted."""
    try:
        body = path.read_bytes()
    except OSError:
        return None
    start = f"{digest_of(body[DIGITS:])}{key}\n".encode()
    return body[len(start) :] if body.startswith(start) else None


def write(path: Path, body: bytes, key: str) -> bool:
    """Keep `body` at `path` under `key`, and tell whether that could be done.

    Whoever cannot write here finds out everything anew next time, and that is all. Of two who
    write at once one may rename what the other has not yet written whole, which nobody believes.
    """
    rest = f"{key}\n".encode() + body
    draft = path.with_name(f".{path.name}.draft")  # the next write takes what a killed one left
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        draft.write_bytes(digest_of(rest).encode() + rest)
        draft.replace(path)
    except OSError:
        return False
    return True
