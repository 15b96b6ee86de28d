"""broadsheet fetch: ask the sources, and store what they say."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlsplit

from generator.archive import ingest, merge
from generator.fetch import run
from generator.fetch.client import Client
from generator.fetch.manner import Asks, Manner
from generator.fetch.pace import Pace
from generator.model.day import days_between
from generator.model.outcome import Outcome, Watch, silent
from generator.model.paper import Record
from generator.model.problem import Exit, Problem
from generator.settings.decode import did_you_mean
from generator.settings.site import Site
from generator.store import records, turns

FOUNDED = date(2025, 1, 1)  # a clock that says less was never set


def fetch(
    site: Site,
    watch: Watch,
    *,
    today: date,
    first: date | None = None,
    last: date | None = None,
    source: str | None = None,
    again: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Fetch the days from `first` to `last` that have not settled, from all sources or one.

    Without either, each source is asked from the first day in its ledger on. The last day is today
    by default; the first is `fetch.first_days` before it. `again` asks for settled days too. `say`
    is told what is waited for.

    Raises:
        Problem: there is no such source, the days run backwards, or the clock was never set.
    """
    if today < FOUNDED:
        what = f"the clock of this machine says {today}"
        raise Problem(what, mend="set it right", code=Exit.USAGE)
    ranged = first is not None or last is not None
    last = min(last or today, today)
    before = min(site.fetch.first_days, last.toordinal()) - 1  # the year 1 has none before it
    first = first or last - timedelta(days=before)
    if first > today:
        what = f"{first} is yet to come: today is {today}, by UTC"
        raise Problem(what, mend="name a day that has been", code=Exit.USAGE)
    if first > last:
        what = f"the first day, {first}, is after the last, {last}"
        raise Problem(what, mend="swap --from and --to", code=Exit.USAGE)
    sources = {name: each for name, each in site.sources.items() if hasattr(each, "ask")}
    if source is not None and source not in sources:
        what = f"no source to be fetched is called {source!r}"
        raise Problem(what, mend=did_you_mean(source, sources), code=Exit.USAGE)
    this = run.Run(
        content=site.content,
        sources=sources,
        listing=[name for name, each in site.sources.items() if each.list],
        today=today,
        settings=site.fetch,
        opens=partial(opened, site, pace_of(site, say)),
        watch=watch,
        days=days_between(first, last) if ranged else None,
        again=again,
    )
    with turns.alone(site.cache):
        outcome = run.run(this, sources if source is None else (source,))
        try:
            learn(site)
        except Problem as problem:
            outcome = outcome.then(Outcome(problems=(problem,)))
    return outcome


def pace_of(site: Site, say: Callable[[str], None]) -> Pace:
    """Return the pace that all commands of a site keep together, one after the other or at once."""
    return Pace(site.cache / "asked", say)


def opened(site: Site, pace: Pace, source: Asks) -> Client:
    """Return a client for a source, which may be asked at its own hosts alone."""
    address = urlsplit(str(getattr(source, "address", "")))
    return Client(
        pause=source.pause,
        about=site.identity.contact or site.identity.address,
        hosts={address.hostname or "", *Manner.of(source).hosts},
        pace=pace,
        plain=address.scheme == "http",
        bounds=site.bounds,
    )


def learn(site: Site, fresh: Iterable[Record] = ()) -> None:
    """Store the arXiv ids that have become known of papers that had none.

    `fresh` are records that are about to be stored.

    Raises:
        Problem: they cannot be stored, or what is stored cannot be read: then it is left as it is.
    """
    problems: list[Problem] = []
    known = records.aliases(site.content, problems)
    if problems:
        raise problems[0]
    everything = (*ingest.all_records(site), *fresh)
    records.write_aliases(site.content, merge.learned(everything, known))
