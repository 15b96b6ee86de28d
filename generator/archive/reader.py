"""Archive: read-only questions about everything that is known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from generator.archive import votes
from generator.archive.freshness import Freshness, Rejects, combined
from generator.model.day import days_of_week, month_of, week_of, year_of
from generator.model.ledger import DayState, Ledger
from generator.model.page import Page
from generator.model.paper import Alias, Paper, PaperId, address_of
from generator.model.topic import Reason, Topic
from generator.settings.site import Site


class Archive:
    """Papers, days, topics and pages of one site.

    Lists of papers run from the most voted to the least, then as their source had them; those
    that were withdrawn stand last.
    """

    def __init__(
        self,
        site: Site,
        *,
        papers: Mapping[PaperId, Paper],
        hidden: frozenset[PaperId] = frozenset(),
        aliases: Sequence[Alias] = (),
        topics: Sequence[Topic] = (),
        reasons: Mapping[PaperId, tuple[Reason, ...]] | None = None,
        pages: Mapping[str, Page] | None = None,
        freshness: Freshness | None = None,
    ) -> None:
        self.site = site
        self._papers = papers
        self._hidden = hidden
        self._aliases = {alias.was: alias.id for alias in aliases}
        self._topics = {topic.slug: topic for topic in topics}
        self._reasons = reasons or {}
        self._pages = pages or {}
        self._freshness = freshness or Freshness()

    @property
    def base(self) -> str:
        """Return the path that begins every link within the site; it ends in `/`."""
        return self.site.identity.base

    def papers(self) -> Iterable[PaperId]:
        """Return the ids of all papers that are shown."""
        return self._papers.keys()

    def paper(self, paper: PaperId) -> Paper:
        """Return a paper by its id."""
        return self._papers[paper]

    @cached_property
    def _by_address(self) -> Mapping[str, Paper]:
        return {address_of(name): paper for name, paper in self._papers.items()}

    def at(self, address: str) -> Paper:
        """Return the paper at an address segment such as `2501.07563`."""
        return self._by_address[address]

    @cached_property
    def _moved(self) -> Mapping[str, tuple[PaperId, PaperId]]:
        now_shown = ((was, now) for was, now in self._aliases.items() if now in self._papers)
        return {address_of(was): (was, now) for was, now in now_shown}

    def moved(self) -> Mapping[str, tuple[PaperId, PaperId]]:
        """Return old address segments, with the id that the paper had and the one it has now."""
        return self._moved

    def hides(self, paper: PaperId) -> bool:
        """Tell whether a correction hides a paper everywhere."""
        return self.id_of(paper) in self._hidden

    def tombs(self) -> Sequence[str]:
        """Return the address segments that papers had which a correction hides, sorted."""
        was = (was for was, now in self._aliases.items() if now in self._hidden)
        found = {address_of(name) for name in (*self._hidden, *was)}
        return sorted(found - self._by_address.keys())

    def id_of(self, paper: PaperId) -> PaperId:
        """Return the id that a paper has now, whatever it had before."""
        return self._aliases.get(paper, paper)

    @cached_property
    def _by_day(self) -> Mapping[date, list[Paper]]:
        found: dict[date, list[Paper]] = defaultdict(list)
        for paper in self._papers.values():
            for day in paper.days:
                found[day].append(paper)
        for day, papers in found.items():
            papers.sort(key=lambda paper, day=day: _rank(paper, day))  # type: ignore[misc]
        return found

    @cached_property
    def _days(self) -> tuple[date, ...]:
        written = (_day_of(path) for path in self._pages if path.startswith("days/"))
        return tuple(sorted({*self._by_day, *filter(None, written)}))

    def days(self) -> tuple[date, ...]:
        """Return the days that have papers, or a page, first to last."""
        return self._days

    @cached_property
    def _told_days(self) -> tuple[date, ...]:
        known = (ledger.days for name, ledger in self.ledgers().items() if self._lists(name))
        return tuple(sorted({*self._days, *chain.from_iterable(known)}))

    def told_days(self) -> tuple[date, ...]:
        """Return the days that have papers, a page, or a state by a source that lists papers."""
        return self._told_days

    def ledgers(self) -> Mapping[str, Ledger]:
        """Return the ledgers by source, in the order of site.toml, of those that have one."""
        return self._freshness.ledgers

    def rejects(self) -> Mapping[str, Rejects]:
        """Return what could not be read, by source and day."""
        return self._freshness.rejects

    def states(self, day: date) -> Mapping[str, DayState]:
        """Return the states that sources know a day to be in."""
        ledgers = self.ledgers().items()
        return {name: ledger.days[day] for name, ledger in ledgers if day in ledger.days}

    def listing_states(self, day: date) -> Mapping[str, DayState]:
        """Return the states of a day by those sources that make days."""
        return {name: state for name, state in self.states(day).items() if self._lists(name)}

    def state(self, day: date) -> DayState | None:
        """Return the state of a day by all sources that make days; None if none knows the day."""
        states = tuple(self.listing_states(day).values())
        return combined(states) if states else None

    def _lists(self, source: str) -> bool:
        return bool(self.site.sources[source].list)

    def day(self, day: date) -> Sequence[Paper]:
        """Return the papers that were listed on a day, be it for the first time or again."""
        return self._by_day.get(day, ())

    def new_on(self, day: date) -> Sequence[Paper]:
        """Return the papers whose first day this is."""
        return [paper for paper in self.day(day) if paper.day == day]

    def newest(self) -> date | None:
        """Return the newest day that has papers."""
        return max(self._by_day, default=None)

    @cached_property
    def _weeks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(week_of, self._days)))

    def weeks(self) -> tuple[str, ...]:
        """Return the weeks that have days, first to last."""
        return self._weeks

    def months(self) -> tuple[str, ...]:
        """Return the months that have days, first to last."""
        return tuple(self._by_month)

    def years(self) -> tuple[str, ...]:
        """Return the years that have days, first to last."""
        return tuple(dict.fromkeys(map(year_of, self._days)))

    def week(self, week: str) -> Sequence[Paper]:
        """Return the papers whose day is in a week, the most voted first."""
        return _ranked(self._by_day, days_of_week(week))

    @cached_property
    def _by_month(self) -> Mapping[str, list[date]]:
        found: dict[str, list[date]] = defaultdict(list)
        for day in self._days:
            found[month_of(day)].append(day)
        return found

    def days_of_month(self, month: str) -> Sequence[date]:
        """Return the days of a month, first to last."""
        return self._by_month[month]

    def month(self, month: str) -> Sequence[Paper]:
        """Return the papers whose day is in a month, the most voted first."""
        return _ranked(self._by_day, self._by_month[month])

    def topics(self) -> Sequence[Topic]:
        """Return all topics, by title."""
        return tuple(self._topics.values())

    def topic(self, slug: str) -> Topic:
        """Return a topic by its slug."""
        return self._topics[slug]

    def reasons(self, paper: PaperId) -> tuple[Reason, ...]:
        """Return the topics of a paper, and why it has each."""
        return self._reasons.get(paper, ())

    @cached_property
    def _by_topic(self) -> Mapping[str, Mapping[str, list[Paper]]]:
        found: dict[str, dict[str, list[Paper]]] = {slug: {} for slug in self._topics}
        for day in reversed(self._days):
            for paper in self.new_on(day):
                for reason in self.reasons(paper.id):
                    found[reason.topic].setdefault(month_of(day), []).append(paper)
        for path in self._pages:  # people may have written about a month that has no paper now
            folder, _, month = path.removesuffix(".md").rpartition("/")
            if folder.startswith("topics/") and (slug := folder.removeprefix("topics/")) in found:
                found[slug].setdefault(month, [])
        return {slug: dict(sorted(months.items(), reverse=True)) for slug, months in found.items()}

    def topic_months(self, slug: str) -> Sequence[str]:
        """Return the months in which a topic has papers or a page, newest first."""
        return tuple(self._by_topic[slug])

    def topic_month(self, slug: str, month: str) -> Sequence[Paper]:
        """Return the papers of a topic whose day is in a month, newest day first."""
        return self._by_topic[slug].get(month, ())

    def topic_papers(self, slug: str) -> Sequence[Paper]:
        """Return all papers of a topic, newest day first."""
        return [paper for papers in self._by_topic[slug].values() for paper in papers]

    def newest_papers(self, limit: int) -> Sequence[Paper]:
        """Return the papers of the newest days, no more than `limit`."""
        found: list[Paper] = []
        for day in reversed(self._days):
            found.extend(self.new_on(day))
            if len(found) >= limit:
                break
        return found[:limit]

    @cached_property
    def _last_read(self) -> date | None:
        read = (paper.series[-1].date for paper in self._papers.values() if paper.series)
        return max(read, default=None)

    def counted(self) -> date | None:
        """Return the newest day of the archive, readings included; None if no votes were read."""
        return max(self._last_read, self.newest() or self._last_read) if self._last_read else None

    @cached_property
    def _trending(self) -> Sequence[tuple[Paper, float]]:
        newest = self.counted()
        half_life = self.site.limits.half_life_days
        return votes.trending(self._papers.values(), newest, half_life) if newest else ()

    def trending(self) -> Sequence[tuple[Paper, float]]:
        """Return the papers that gain votes, with what these are worth on the day `counted`."""
        return self._trending

    def page(self, path: str) -> Page | None:
        """Return the Markdown page at a path beneath content/, if there is one to be read."""
        return self._pages.get(path)

    def pages(self) -> Iterable[str]:
        """Return the paths of all Markdown pages, sorted."""
        return sorted(self._pages)

    def prose(self) -> Sequence[tuple[str, str]]:
        """Return the names and titles of the pages that stand directly beneath content/.

        content/index.md is not one of them: it stands on the home page.
        """
        return [
            (name, self._pages[path].fields.get("title") or name.capitalize())
            for path in self.pages()
            if "/" not in path and (name := path.removesuffix(".md")) != "index"
        ]


def _rank(paper: Paper, day: date) -> tuple[bool, int, int, str]:
    return (bool(paper.withdrawn), -paper.votes, paper.positions.get(day, 0), paper.id)


def _ranked(by_day: Mapping[date, list[Paper]], days: Iterable[date]) -> Sequence[Paper]:
    found = [paper for day in days for paper in by_day.get(day, ()) if paper.day == day]
    ranks = {paper.id: _rank(paper, paper.day) for paper in found}
    return sorted(found, key=lambda paper: (*ranks[paper.id][:2], paper.day, ranks[paper.id]))


def _day_of(path: str) -> date | None:
    try:
        return date.fromisoformat(path.rpartition("/")[2].removesuffix(".md"))
    except ValueError:
        return None
