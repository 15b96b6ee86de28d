"""broadsheet build: make the site."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.archive.known import stamp_of, surveyed
from generator.archive.places import RECORDS, day_page
from generator.archive.survey import Spread
from generator.build import manifest, told
from generator.build.crew import Forked
from generator.model.outcome import Laps, Outcome, Watch
from generator.model.problem import Exit, Problem, to_the_end
from generator.settings import folders
from generator.settings.decode import did_you_mean
from generator.settings.folders import OUTPUT
from generator.settings.site import Site

if TYPE_CHECKING:
    from generator.archive.reader import Archive


@to_the_end()
def build(
    site: Site,
    watch: Watch,
    *,
    output: Path | None = None,
    jobs: int | None = None,
    workers: str = "",
    full: bool = False,
    archive: "Archive | None" = None,
    look: str = "",
) -> Outcome:
    """Make the site in `output`, or in _site/ beside site.toml.

    Where nothing has changed since the folder was made, nothing is done, and the same is told.
    `jobs` processes do it, or the Dask cluster at the address `workers`. `archive` is what there
    is, if it was opened a moment ago; `look` stands for how the site's files looked before.

    Raises:
        Problem: the folder cannot be written, or a file of the site cannot be read.
    """
    laps = Laps()
    target = output or site.folder / OUTPUT
    _check(site, target)
    crew = Forked(jobs)
    survey = archive.survey if archive else surveyed(site, crew)
    stamp = stamp_of(site, survey)
    laps.end("survey")
    outcome = None if full else told.by_stamp(site.cache, stamp, target)
    if outcome is None:
        from generator.archive import ingest  # they load all that reads and renders
        from generator.build import run

        with crew.staying() as spread:
            archive = archive or ingest.opened(site, survey, spread)[0]
            outcome = _of_archive(archive)
            laps.end("archive")
            with manifest.alone(target):
                makers = _cluster(workers) if workers else spread
                made = run.run(archive, target, stamp, watch, makers, full=full)
        outcome = outcome.then(made)
    told.remember(site.cache, look, stamp, outcome)
    return Outcome(seconds=laps.seconds).then(outcome)


def _cluster(address: str) -> Spread:
    from generator.build.cluster import Dask  # few have one

    return Dask(address)


def _check(site: Site, target: Path) -> None:
    """See to it that a site is made in no folder that it is made from."""
    here = target.resolve()
    own = (site.folder / name for name in ("templates", "static"))  # there need be none yet
    sources = (*folders.roots(site.folder).values(), *own, site.cache)
    for source in (each.resolve() for each in sources):
        if source.is_relative_to(here) or here.is_relative_to(source):
            what = f"the site cannot be made in {target}: it is made from {source}"
            raise Problem(what, mend="name another folder with --output", code=Exit.USAGE)


def _of_archive(archive: "Archive") -> Outcome:
    days = archive.days()
    figures = {"papers": len(archive.papers()), "days": len(days)}
    unwritten = sum(not archive.has_page(day_page(day)) for day in days)
    words = f"days without a page yet: {unwritten}; `broadsheet pages` writes them"
    remarks = (words,) if unwritten and "day" in archive.site.kinds else ()
    return Outcome(figures, (*remarks, *_not_shown(archive)), tuple(archive.problems()))


def _not_shown(archive: "Archive") -> Iterator[str]:
    """Yield whose records stay away from the site; one may have taken a source out on purpose."""
    sources = archive.site.sources
    stored = {found[1] for found in map(RECORDS.fullmatch, archive.survey.ids) if found}
    for name in sorted(stored - sources.keys()):
        what = f"content/records/{name} is not shown: no source of site.toml is called so"
        told = what, f"rename it, or add [sources.{name}]", did_you_mean(name, sources)
        yield "; ".join(filter(None, told))
