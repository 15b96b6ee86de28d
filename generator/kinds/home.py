"""Home: the newest day, the most voted of its week, topics, and the way to everything else."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.calendar import CalendarMonth, month_calendar
from generator.cards.card import Card, Row, card_of, row_of
from generator.cards.entry import feed_of
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.cards.ranking import Scored, formula, trending
from generator.cards.way import Way
from generator.markup import markdown
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import month_of, week_of
from generator.model.feed import Feed
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.page import Page

ROWS = 10  # of the week
TRENDING = 5
MONTHS = 12
TOPICS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What home.html may see. An archive without a day has no `day`."""

    head: Head
    prose: Html
    day: date | None
    weekday: str
    count: int  # of papers on that day
    cards: tuple[Card, ...]
    week: str
    rows: tuple[Row, ...]
    trending: tuple[Scored, ...]
    formula: str  # of what is trending
    calendar: CalendarMonth | None
    calendar_name: str
    topics: tuple[Way, ...]
    months: tuple[Way, ...]
    years: tuple[Way, ...]


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one home page."""
    return [""]


def view(archive: Archive, key: str) -> HomeView:
    """Return what the home page shows."""
    identity, words = archive.site.identity, archive.site.words
    opening = archive.page("index.md") or Page()  # what people wrote to stand above the newest day
    day = archive.newest()
    papers = archive.day(day) if day else ()
    cards = tuple(card_of(archive, paper, day) for paper in papers[: archive.site.look.home_cards])
    week = week_of(day) if day else ""
    return HomeView(
        head=Head(
            title=identity.title,
            path=address.HOME,
            description=identity.description,
            feeds=address.HOME,
            linked=linked_list(archive, identity.title, (card.path for card in cards)),
        ),
        prose=markdown.html(opening.prose, archive.base),
        day=day,
        weekday=words.weekday(day) if day else "",
        count=len(papers),
        cards=cards,
        week=week,
        rows=_rows(archive, week) if week else (),
        trending=trending(archive, TRENDING),
        formula=formula(archive),
        calendar=month_calendar(archive, month_of(day)) if day else None,
        calendar_name=words.long_month(month_of(day)) if day else "",
        topics=_topics(archive),
        months=tuple(
            Way(words.long_month(month), address.month(month), archive.month_count(month))
            for month in reversed(archive.months()[-MONTHS:])
        ),
        years=tuple(
            Way(year, address.year(year), _papers_of(archive, year))
            for year in reversed(archive.years())
        ),
    )


def _rows(archive: Archive, week: str) -> tuple[Row, ...]:
    """Return the first papers of a week by votes."""
    papers = archive.week(week)[:ROWS]
    return tuple(row_of(archive, paper) for paper in papers if not paper.withdrawn)


def _topics(archive: Archive) -> tuple[Way, ...]:
    """Return the topics that have the most papers, by title."""
    counted = [
        Way(topic.title, address.topic(topic.slug), archive.topic_count(topic.slug))
        for topic in archive.topics()
    ]
    most = sorted(counted, key=lambda way: -way.papers)[:TOPICS]
    return tuple(sorted((way for way in most if way.papers), key=lambda way: way.words.casefold()))


def _papers_of(archive: Archive, year: str) -> int:
    months = (month for month in archive.months() if month.startswith(f"{year}-"))
    return sum(map(archive.month_count, months))


def feed(archive: Archive, key: str) -> Feed:
    """Return the feed of the whole site."""
    identity = archive.site.identity
    return feed_of(
        archive,
        archive.newest_papers(archive.site.limits.feed_items),
        name="",
        title=identity.title,
        description=identity.description,
        path=address.HOME,
    )


NEEDS = ("paper", "day")  # kinds that its pages link to

OUTPUTS = (
    Output("index.html", "html", view, template="home.html"),
    Output("", "feed", feed),
)
