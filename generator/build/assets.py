"""Static files: copied as they are. Styles and scripts get a digest in their name.

GitHub Pages tells browsers to keep everything for ten minutes: with a digest in the name an old
page never meets a new style.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.archive.survey import Survey
from generator.model.frozen import dataclass

FOLDER = "static"
HASHED = (".css", ".js")
ROOTS = ("static/", "shipped/static/")  # of one name, that of the first counts


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: where it goes beneath the output folder, and what it is copied from."""

    path: str
    file: str  # its path in the survey
    digest: str


def collect(survey: Survey) -> Mapping[str, Asset]:
    """Return the static files of a site by their names."""
    found: dict[str, Asset] = {}
    for root in ROOTS:
        for file in sorted(path for path in survey.files if path.startswith(root)):
            name, digest = file.removeprefix(root), survey.digest(file)
            if name not in found:
                found[name] = Asset(f"{FOLDER}/{_named(name, digest)}", file, digest)
    return found


def _named(name: str, digest: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_stem(f"{path.stem}.{digest[:8]}")) if path.suffix in HASHED else name
