"""broadsheet update: fetch, pages and build in turn; none of them keeps the next from running."""

from collections.abc import Callable
from datetime import date

from generator.archive.reader import Archive
from generator.build.crew import Forked
from generator.commands.build import build
from generator.commands.pages import opened, write
from generator.model.outcome import Outcome, Watch, silent
from generator.model.problem import Problem
from generator.settings.site import Site
from generator.store import premises


def update(
    site: Site, watch: Watch, *, today: date, say: Callable[[str], None] = silent
) -> Outcome:
    """Fetch the newest days, bring the pages up to date, make the site."""
    premises.premises()  # of what runs: another version may take its place while sources answer
    archive: Archive | None = None

    def fetched() -> Outcome:
        if not any(hasattr(source, "ask") for source in site.sources.values()):
            return Outcome()
        from generator.commands.fetch import fetch  # it loads the network

        return fetch(site, watch, today=today, say=say)

    def written() -> Outcome:
        nonlocal archive
        spread = Forked()
        found, problems = opened(site, spread)
        archive, outcome = write(found, watch, spread)
        return Outcome(problems=problems).then(outcome)

    def built() -> Outcome:
        return build(site, watch, archive=archive)

    stages: tuple[Callable[[], Outcome], ...] = (fetched, written, built)
    outcome = Outcome()
    for stage in stages:
        try:
            outcome = outcome.then(stage())
        except Problem as problem:
            outcome = outcome.then(Outcome(problems=(problem,)))
    return outcome
