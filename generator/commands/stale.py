"""broadsheet stale: whether the archive is older than it may be, by today's date."""

from collections.abc import Callable
from datetime import date

from generator.archive import freshness
from generator.model.outcome import Outcome
from generator.model.problem import Problem
from generator.model.text import number
from generator.settings.site import Site


def stale(site: Site, say: Callable[[str], None], *, today: date) -> Outcome:
    """Say of when the newest papers are; they are a Problem if that is `fetch.stale_days` ago.

    Sources that ask nobody do not count, and neither does an archive that was never fetched. Where
    no papers came yet they are as old as the first day that was asked for. What else is wrong with
    records makes none that is fresh stale: other commands tell it.
    """
    known = freshness.load(site)
    ledgers = [
        ledger
        for name, ledger in known.ledgers.items()
        if site.sources[name].list and hasattr(site.sources[name], "ask")
    ]
    came = [freshness.newest(ledger) for ledger in ledgers]
    asked = (day or ledger.since for day, ledger in zip(came, ledgers, strict=True))
    newest = max(filter(None, asked), default=None)
    if newest is None:
        say("Nothing was fetched yet.")
        return Outcome(problems=known.problems)
    ago = (today - newest).days
    told = f"the newest papers are of {newest}" if newest in came else f"no papers since {newest}"
    if ago <= site.fetch.stale_days:
        say(f"{told[0].upper()}{told[1:]}.")
        return Outcome()
    what = f"{told}, {number(ago, 'day')} ago"
    problem = Problem(what, mend="`broadsheet status` tells what each source said last")
    return Outcome(problems=(*known.problems, problem))
