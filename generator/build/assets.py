"""Static files: copied as they are. Styles and scripts get a digest in their name.

GitHub Pages tells browsers to keep everything for ten minutes: with a digest in the name an old
page never meets a new style.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

FOLDER = "static"
HASHED = (".css", ".js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: where it goes beneath the output folder, and its bytes."""

    path: str
    body: bytes


def collect(folders: Iterable[Path]) -> Mapping[str, Asset]:
    """Return the static files by their names; of one name, that of the first folder counts."""
    found: dict[str, Asset] = {}
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = file.relative_to(folder).as_posix()
            if name not in found and not file.name.startswith("."):
                body = file.read_bytes()
                found[name] = Asset(f"{FOLDER}/{_named(name, body)}", body)
    return found


def _named(name: str, body: bytes) -> str:
    path = PurePosixPath(name)
    if path.suffix not in HASHED:
        return name
    digest = hashlib.sha256(body).hexdigest()[:8]
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))
