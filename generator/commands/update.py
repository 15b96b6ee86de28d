"""broadsheet update: fetch, pages and build in turn; none of them keeps the next from running."""

from collections.abc import Callable
from datetime import date

from generator.archive import ingest
from generator.archive.ingest import Known
from generator.build.crew import Forked
from generator.commands.build import build
from generator.commands.pages import write
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Problem
from generator.settings.site import Site


def update(site: Site, watch: Watch, *, today: date) -> Outcome:
    """Fetch the newest days, bring the pages up to date, make the site."""
    known: Known | None = None

    def fetched() -> Outcome:
        if not any(hasattr(source, "ask") for source in site.sources.values()):
            return Outcome()
        from generator.commands.fetch import fetch  # it loads the network, if there is any to ask

        return fetch(site, watch, today=today)

    def written() -> Outcome:
        nonlocal known
        known = ingest.known(site)
        spread = Forked()
        archive, problems = ingest.opened(site, ingest.surveyed(site, known, spread), known, spread)
        known = Known(archive.survey, archive.facts)
        return Outcome(problems=problems).then(write(archive, watch, spread))

    def built() -> Outcome:
        return build(site, watch, known=known)

    stages: tuple[Callable[[], Outcome], ...] = (fetched, written, built)
    outcome = Outcome()
    for stage in stages:
        try:
            outcome = outcome.then(stage())
        except Problem as problem:
            outcome = outcome.then(Outcome(problems=(problem,)))
    return outcome
