"""Static files: copied as they are. A style gets a digest in its name, a script in its folder's.

GitHub Pages tells browsers to keep everything for ten minutes: with a digest in the name an old
page never meets a new style. Scripts import each other by their names, so those of a folder bear
one digest of all of them: an old one never imports a new one.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from generator.archive.survey import Survey
from generator.model.frozen import dataclass
from generator.store import tree

FOLDER = "static"
ROOTS = ("static/", "shipped/static/")  # of one name, that of the first counts


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: where it goes beneath the output folder, and what it is copied from."""

    path: str
    file: str  # its path in the survey
    digest: str


def collect(survey: Survey) -> Mapping[str, Asset]:
    """Return the static files of a site by their names."""
    files: dict[str, str] = {}
    for root in ROOTS:
        for file in sorted(path for path in survey.files if path.startswith(root)):
            files.setdefault(file.removeprefix(root), file)
    digests = {name: survey.digest(file) for name, file in files.items()}
    return {
        name: Asset(f"{FOLDER}/{_placed(PurePosixPath(name), digests)}", file, digests[name])
        for name, file in files.items()
    }


def in_the_way(before: Iterable[str], static: Mapping[str, Asset]) -> list[str]:
    """Return the static files of a site as it was that leave no room for those of today.

    Where a file stood there is a folder now, or the other way round, or a file of nearly that name:
    to remove `Logo.png` once `logo.png` is written would take both on a disk of macOS or Windows.
    """
    wanted = {asset.path for asset in static.values()}
    files = set(map(_folded, wanted))
    taken = files.union(*map(_above, files))
    stood = {path for path in before if path.startswith(f"{FOLDER}/")}
    return [
        path
        for path in sorted(stood - wanted)
        if (name := _folded(path)) in taken or not files.isdisjoint(_above(name))
    ]


def _folded(path: str) -> str:
    """Return what paths have in common that are one on disks to which case makes no difference."""
    return unicodedata.normalize("NFC", path.casefold())


def _above(path: str) -> list[str]:
    """Return the folders that a file stands in, but for the output folder."""
    return list(map(str, PurePosixPath(path).parents))[:-1]


def _placed(name: PurePosixPath, digests: Mapping[str, str]) -> PurePosixPath:
    folder, *inside = name.parts
    if name.suffix == ".js" and inside:
        scripts = (each for each in digests.items() if each[0].startswith(f"{folder}/"))
        of_all = tree.token_of(sorted(each for each in scripts if each[0].endswith(".js")))
        return PurePosixPath(f"{folder}.{of_all[:8]}", *inside)
    if name.suffix in (".css", ".js"):
        return name.with_stem(f"{name.stem}.{digests[str(name)][:8]}")
    return name
