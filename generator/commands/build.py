"""broadsheet build: make the site."""

from pathlib import Path

from generator.archive import ingest
from generator.build import run
from generator.kinds.day import page_path
from generator.model.outcome import Outcome, Watch
from generator.settings.site import Site

OUTPUT = "_site"


def build(
    site: Site,
    watch: Watch,
    *,
    output: Path | None = None,
    jobs: int | None = None,
    full: bool = False,
) -> Outcome:
    """Make the site in `output`, or in _site/ beside site.toml.

    Raises:
        Problem: the folder cannot be written.
    """
    archive, problems = ingest.load(site)
    days = archive.days()
    figures = {"papers": sum(1 for _ in archive.papers()), "days": len(days)}
    unwritten = [day for day in days if not (site.content / page_path(str(day))).exists()]
    remarks = (
        (f"days without a page yet: {len(unwritten)}; `broadsheet pages` writes them",)
        if unwritten and "day" in site.kinds
        else ()
    )
    told = Outcome(figures, remarks, problems)
    target = output or site.folder / OUTPUT
    return told.then(run.run(site, archive, target, watch, jobs=jobs, full=full))
