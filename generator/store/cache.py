"""Values that are kept under .cache/, typed; `kept` says how far they can be relied on."""

from pathlib import Path
from typing import TypeVar

from generator.model.frozen import packed, unpacked
from generator.store import kept

T = TypeVar("T")


def read(path: Path, kind: type[T], key: str) -> T | None:
    """Return the `kind` that was kept at `path` under `key`; None if none can be trusted."""
    body = kept.read(path, key)
    return None if body is None else unpacked(body, kind)


def write(path: Path, value: object, key: str) -> bool:
    """Keep `value` at `path` under `key`, and tell whether that could be done."""
    return kept.write(path, packed(value), key)
