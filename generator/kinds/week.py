"""A week, by ISO 8601: its most voted papers, then all of them day by day."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.daybyday import DayRows, day_by_day
from generator.cards.feeds import of_ranking
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.cards.ranking import Ranking, best_of
from generator.cards.standing import state_name
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import days_of_week
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the week; `path` is empty if it has no page."""

    name: str
    day: date
    path: str
    papers: int
    state: str  # where it has no papers and a source tells why


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """What week.html may see."""

    head: Head
    first: date
    last: date
    days: tuple[WeekDay, ...]
    ranking: Ranking
    list: tuple[DayRows, ...]
    count: int
    before: str | None  # a week
    after: str | None


def keys(archive: Archive) -> Iterable[str]:
    """Return the weeks of the archive."""
    return archive.weeks()


def tells_of(archive: Archive, key: str) -> date:
    """Return the last day of the week that the archive has."""
    return max(filter(archive.is_day, days_of_week(key)))


def view(archive: Archive, key: str) -> WeekView:
    """Return what the page of a week shows."""
    days = days_of_week(key)
    papers, words = archive.week(key), archive.site.words
    before, after = archive.beside_week(key)
    ranking, title = best_of(archive, papers), words.long_week(key)
    return WeekView(
        head=Head(
            title=title,
            path=address.week(key),
            description=words.say(
                "papers_from_to",
                papers=words.tally(len(papers), "paper"),
                first=words.long_day(days[0]),
                last=words.long_day(days[-1]),
            ),
            feeds=of_ranking(archive, address.WEEKS),
            feeds_title=words.say("feed_weeks"),
            linked=linked_list(archive, title, (row.path for row in ranking.rows)),
        ),
        first=days[0],
        last=days[-1],
        days=tuple(_week_day(archive, day) for day in days),
        ranking=ranking,
        list=day_by_day(archive, filter(archive.is_day, days), len(papers)),
        count=len(papers),
        before=before,
        after=after,
    )


def _week_day(archive: Archive, day: date) -> WeekDay:
    papers = archive.count(day)
    state = None if papers else archive.state(day)
    here = archive.is_day(day) or (state and "bare_day" in archive.site.kinds)
    path = address.day(day) if here else ""
    words = archive.site.words
    name = state_name(words, state.state) if state else ""
    told = words.say("dateline", weekday=words.weekday(day), day=words.short_day(day))
    return WeekDay(told, day, path, papers, name)


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("weeks/{key}/index.html", "html", view, template="week.html"),)
