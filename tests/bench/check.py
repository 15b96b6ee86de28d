"""Check: whether what was timed made what it should; a wrong output is no result."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from tests.bench.corpus import Corpus, Day
from tests.bench.side import Side

STAMP = ".broadsheet"  # by which a build knows its folder; it is no part of the site

Digests = Mapping[str, bytes]  # by path


class WrongError(Exception):
    """A command failed, or made something else than it should."""


def is_complete(side: Side, corpus: Corpus, site: Path) -> None:
    """Check that a site which was built has the pages of an archive, no fewer and no more.

    Raises:
        WrongError: it has not.
    """
    output = site / side.OUTPUT
    for pattern, expected in side.pages(corpus).items():
        found = sum(1 for _ in output.glob(pattern))
        if found != expected:
            raise WrongError(f"{side.NAME} made {found:,} of {pattern}, and not {expected:,}")
    for day in (corpus.days[0], corpus.days[-1]):
        _shows(side, output, day)


def _shows(side: Side, output: Path, day: Day) -> None:
    """Check that the page of a day leads to all its papers."""
    page = (output / "days" / day.day.isoformat() / "index.html").read_text(encoding="utf-8")
    missing = [paper.id for paper in day.papers if f"/papers/{paper.address}/" not in page]
    if missing:
        raise WrongError(f"{side.NAME} does not show {', '.join(missing)} on {day.day}")


def digests(side: Side, site: Path) -> Digests:
    """Return the digests of the files that a side made: the output, and pages among the content."""
    return {
        file.relative_to(site).as_posix(): hashlib.blake2b(file.read_bytes()).digest()
        for folder in (side.OUTPUT, "content")
        for file in (site / folder).rglob("*")
        if file.is_file() and file.name != STAMP
    }


def is_same(side: Side, expected: Digests, site: Path) -> None:
    """Check that a site is, byte for byte, as it is expected to be.

    Raises:
        WrongError: it is not.
    """
    made = digests(side, site)
    differ = sorted(path for path in {*expected, *made} if made.get(path) != expected.get(path))
    if differ:
        told = ", ".join(differ[:3])
        raise WrongError(
            f"{side.NAME}: {len(differ):,} files are not as a clean build has them: {told}"
        )
