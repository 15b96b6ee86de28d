"""Folders: where a site's files stand, and where those that come with Broadsheet do."""

from collections.abc import Mapping
from pathlib import Path

from generator.model.problem import Exit, Problem

FILE = "site.toml"
OUTPUT = "_site"
CACHE = ".cache"
PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """Return the path of what comes with Broadsheet: a checkout's own, or the package's copy."""
    inside = PACKAGE / "shipped" / name
    return inside if inside.exists() else PACKAGE.parent / name


def overlaid(folder: Path, name: str) -> tuple[Path, ...]:
    """Return the folders that serve as `templates` or `static`: the site's own, the shipped."""
    return tuple(dict.fromkeys(each for each in (folder / name, shipped(name)) if each.is_dir()))


def roots(folder: Path) -> Mapping[str, Path]:
    """Return all folders with files of a site, by what names of their files begin with."""
    own = {
        f"{name}/" if each == folder / name else f"shipped/{name}/": each
        for name in ("templates", "static")
        for each in overlaid(folder, name)
    }
    return {"content/": folder / "content"} | own


def nearest(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that has a site.toml.

    Raises:
        Problem: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise Problem(
        f"no {FILE} in {start} or above it",
        mend="go into a site's folder, or name one: broadsheet --site DIR",
        code=Exit.USAGE,
    )
