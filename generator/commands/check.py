"""broadsheet check: read content, compare the site with what a build makes, and look into it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.archive import ingest
from generator.archive.known import stamp_of
from generator.archive.survey import Survey, survey
from generator.build import check as core
from generator.build.crew import Forked
from generator.model import annotation
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Problem
from generator.settings.folders import OUTPUT
from generator.settings.site import Site
from generator.store import records


def check(
    site: Site, watch: Watch, say: Callable[[str], None], *, output: Path | None = None
) -> Outcome:
    """Make the site in memory, and compare it with `output`, or with _site/ beside site.toml.

    Nothing is written, and nothing in .cache/ is believed: all is found out as if it were the
    first time. Within GitHub Actions it says each problem as an annotation too.

    Raises:
        Problem: a file of the site cannot be read, or the folder is not one for a site.
    """
    try:
        outcome = _checked(site, watch, output or site.folder / OUTPUT)
    except Problem as problem:
        _annotate((problem,), say)
        raise
    _annotate(outcome.problems, say)
    return outcome


def _checked(site: Site, watch: Watch, output: Path) -> Outcome:
    spread = Forked()
    found = survey(site, Survey(), spread)
    archive, problems = ingest.opened(site, found, spread, believe=False, keep=False)
    unknown = (
        problem
        for source in site.sources
        for day in records.days(site.content, source)
        for problem in records.unknown_keys(site.content, source, day)
    )
    compared = core.run(archive, output, stamp_of(site, found), watch, spread)
    return Outcome(problems=(*problems, *unknown)).then(compared)


def _annotate(problems: Iterable[Problem], say: Callable[[str], None]) -> None:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in problems:
            say(annotation.text(problem))
