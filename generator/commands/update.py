"""broadsheet update: fetch, pages and build in turn; none of them keeps the next from running."""

from collections.abc import Callable
from datetime import date
from functools import partial

from generator.commands.build import build
from generator.commands.fetch import fetch
from generator.commands.pages import pages
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Problem
from generator.settings.site import Site


def update(site: Site, watch: Watch, *, today: date) -> Outcome:
    """Fetch the newest days, bring the pages up to date, make the site."""
    stages: tuple[Callable[[], Outcome], ...] = (
        partial(fetch, site, watch, today=today),
        partial(pages, site, watch),
        partial(build, site, watch),
    )
    outcome = Outcome()
    for stage in stages:
        try:
            outcome = outcome.then(stage())
        except Problem as problem:
            outcome = outcome.then(Outcome(problems=(problem,)))
    return outcome
