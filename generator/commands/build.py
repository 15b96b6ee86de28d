"""broadsheet build: make the site."""

from pathlib import Path

from generator.archive import ingest
from generator.archive.ingest import Known
from generator.archive.places import day_page
from generator.archive.reader import Archive
from generator.archive.survey import Survey
from generator.build import manifest, told
from generator.build.crew import Forked
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Exit, Problem
from generator.settings import folders
from generator.settings.folders import OUTPUT
from generator.settings.site import Site
from generator.store import tree


def build(
    site: Site,
    watch: Watch,
    *,
    output: Path | None = None,
    jobs: int | None = None,
    full: bool = False,
    known: Known | None = None,
    look: str = "",
) -> Outcome:
    """Make the site in `output`, or in _site/ beside site.toml.

    Where nothing has changed since the folder was made, nothing is done, and the same is told.
    `known` is what is known of the site already; `look` stands for how its files looked before.

    Raises:
        Problem: the folder cannot be written, or a file of the site cannot be read.
    """
    target = output or site.folder / OUTPUT
    _check(site, target)
    spread = Forked(jobs)
    known = known or ingest.known(site)
    survey = ingest.surveyed(site, known, spread)
    stamp = stamp_of(site, survey)
    outcome = None if full else told.by_stamp(site.cache, stamp, target)
    if outcome is None:
        from generator.build import run  # it loads all that renders

        archive, problems = ingest.opened(site, survey, known, spread)
        outcome = _of_archive(archive, problems)
        with manifest.alone(target):
            made = run.run(archive, target, stamp, watch, spread, full=full)
        outcome = outcome.then(made)
    told.remember(site.cache, look, stamp, outcome)
    return outcome


def _check(site: Site, target: Path) -> None:
    """See to it that a site is made in no folder that it is made from."""
    here = target.resolve()
    sources = (*folders.roots(site.folder).values(), site.cache)
    for source in (each.resolve() for each in sources):
        if source.is_relative_to(here) or here.is_relative_to(source):
            what = f"the site cannot be made in {target}: it is made from {source}"
            raise Problem(what, mend="name another folder with --output", code=Exit.USAGE)


def stamp_of(site: Site, survey: Survey) -> str:
    """Return what stands for all that a site is made from."""
    return tree.token_of((ingest.key_of(site), survey.token()))


def _of_archive(archive: Archive, problems: tuple[Problem, ...]) -> Outcome:
    days = archive.days()
    figures = {"papers": sum(1 for _ in archive.papers()), "days": len(days)}
    unwritten = sum(not archive.has_page(day_page(day)) for day in days)
    words = f"days without a page yet: {unwritten}; `broadsheet pages` writes them"
    remarks = (words,) if unwritten and "day" in archive.site.kinds else ()
    return Outcome(figures, remarks, problems)
