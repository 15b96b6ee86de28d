"""broadsheet check: compare the site with what a build would make, and judge its weight."""

from pathlib import Path

from generator.archive import ingest
from generator.archive.known import stamp_of
from generator.archive.survey import Survey, survey
from generator.build import check as core
from generator.build.crew import Forked
from generator.model.outcome import Outcome, Watch
from generator.settings.folders import OUTPUT
from generator.settings.site import Site


def check(site: Site, watch: Watch, *, output: Path | None = None) -> Outcome:
    """Make the site in memory, and compare it with `output`, or with _site/ beside site.toml.

    Nothing is written, and nothing in .cache/ is believed: all is found out as if it were the
    first time.

    Raises:
        Problem: a file of the site cannot be read, or the folder is not one for a site.
    """
    spread = Forked()
    found = survey(site, Survey(), spread)
    archive, problems = ingest.opened(site, found, spread, believe=False, keep=False)
    target = output or site.folder / OUTPUT
    compared = core.run(archive, target, stamp_of(site, found), watch, spread)
    return Outcome(problems=problems).then(compared)
