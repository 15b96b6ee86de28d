"""broadsheet build: make the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive import ingest, survey
from generator.archive.places import day_page
from generator.archive.reader import Archive
from generator.build import manifest
from generator.build.crew import Forked
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Parts, Problem
from generator.settings.site import Site
from generator.store import cache, tree

OUTPUT = "_site"


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of a build, to be told again while nothing has changed."""

    figures: Mapping[str, int]
    remarks: tuple[str, ...]
    problems: tuple[Parts, ...]


def build(
    site: Site,
    watch: Watch,
    *,
    output: Path | None = None,
    jobs: int | None = None,
    full: bool = False,
    before: Archive | None = None,
) -> Outcome:
    """Make the site in `output`, or in _site/ beside site.toml.

    Where nothing has changed since the folder was made, nothing is done, and the same is told.
    `before` is the archive as it was a moment ago, if somebody has it.

    Raises:
        Problem: the folder cannot be written, or a file of the site cannot be read.
    """
    target = output or site.folder / OUTPUT
    signatures = survey.look(site)
    content = ingest.content_token(site, signatures)
    if content and not full and (told := _told_before(site, target, stamp_of(site, content))):
        return told
    spread = Forked(jobs)
    archive, problems = ingest.load(site, spread, signatures=signatures, before=before)
    stamp = stamp_of(site, archive.survey.token())
    if not full and (told := _told_before(site, target, stamp)):
        return told
    from generator.build import run  # it loads all that renders

    outcome = _of_archive(archive, problems)
    outcome = outcome.then(run.run(archive, target, stamp, watch, spread, full=full))
    parts = tuple(problem.parts() for problem in outcome.problems)
    cache.write(_file(site, stamp), _Told(outcome.figures, outcome.remarks, parts), stamp)
    return outcome


def _of_archive(archive: Archive, problems: tuple[Problem, ...]) -> Outcome:
    days = archive.days()
    figures = {"papers": sum(1 for _ in archive.papers()), "days": len(days)}
    unwritten = sum(not archive.has_page(day_page(day)) for day in days)
    words = f"days without a page yet: {unwritten}; `broadsheet pages` writes them"
    remarks = (words,) if unwritten and "day" in archive.site.kinds else ()
    return Outcome(figures, remarks, problems)


def stamp_of(site: Site, content: str) -> str:
    """Return what an output folder bears that was made of files which come to `content`."""
    return tree.token_of((ingest.key_of(site), content))


def _file(site: Site, stamp: str) -> Path:
    return site.cache / "builds" / f"{stamp}.told"


def _told_before(site: Site, output: Path, stamp: str) -> Outcome | None:
    """Return what to tell if the folder bears this stamp already; None if it is to be made."""
    if manifest.stamp_of(output) != stamp:
        return None
    told = cache.read(_file(site, stamp), _Told, stamp)
    if told is None:
        return None
    files = told.figures["files written"] + told.figures["unchanged"]
    figures = {**told.figures, "files written": 0, "unchanged": files, "removed": 0}
    return Outcome(figures, told.remarks, tuple(map(Problem.of, told.problems)))
