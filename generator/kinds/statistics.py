"""Statistics: papers a day, topics over time, the most voted, the busiest organizations; as CSV."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from generator.archive.reader import Archive
from generator.cards.card import Row, row_of
from generator.cards.chart import Chart, Timeline, chart_of, timeline_of
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import days_between, month_of, months_between, year_of
from generator.model.frozen import dataclass
from generator.model.topic import Topic

DAYS = 90  # on the chart of days
TOPICS = 24  # those with the most papers; the CSV has all of them
VOTED = 20
BUSIEST = 20

Cells = Iterable[Sequence[object]]  # of a CSV: rows, the first of which names the columns


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month: its papers, on how many days they came, and how many on the fullest of these."""

    month: str
    papers: int
    days: int
    most: int


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic: its papers by month as a chart, by year as figures."""

    title: str
    path: str
    chart: Chart
    years: tuple[int, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    """An organization, and how many papers it has."""

    name: str
    path: str
    papers: int
    share: int  # of a hundred, of the busiest


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """What statistics.html may see. An archive without papers has no `last`."""

    head: Head
    count: int
    first: date | None
    last: date | None
    days: Chart  # the last ones
    days_from: date | None
    timeline: Timeline | None  # all months
    months: tuple[MonthLine, ...]  # newest first
    years: tuple[str, ...]
    topics: tuple[TopicLine, ...]
    voted: tuple[Row, ...]
    organizations: tuple[OrganizationLine, ...]
    first_seen: tuple[tuple[str, int], ...]  # words, and how many papers of the newest month


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> StatisticsView:
    """Return what the page shows."""
    counts, words = archive.new_counts(), archive.site.words
    first, last = min(counts, default=None), max(counts, default=None)
    since = max(first, last - timedelta(DAYS - 1)) if first and last else None
    shown = days_between(since, last) if since and last else ()
    by_month = Counter[str]()
    for day, papers in counts.items():
        by_month[month_of(day)] += papers
    years = tuple(dict.fromkeys(map(year_of, sorted(counts))))
    return StatisticsView(
        head=Head(
            title=words.say("statistics"),
            path=address.STATISTICS,
            description=words.say("statistics_told"),
        ),
        count=sum(counts.values()),
        first=first,
        last=last,
        days=chart_of([counts.get(day, 0) for day in shown]),
        days_from=since,
        timeline=timeline_of(words, by_month),
        months=tuple(_months(counts)),
        years=years,
        topics=tuple(_topic(archive, topic, by_month, years) for topic in _largest(archive)),
        voted=tuple(row_of(archive, paper) for paper in archive.most_voted(VOTED)),
        organizations=tuple(_organizations(archive)),
        first_seen=tuple(archive.first_seen()),
    )


def _months(counts: Mapping[date, int]) -> Iterable[MonthLine]:
    """Yield the months, newest first."""
    by_month: dict[str, list[int]] = {}
    for day in sorted(counts, reverse=True):
        by_month.setdefault(month_of(day), []).append(counts[day])
    for month, papers in by_month.items():
        yield MonthLine(month, sum(papers), len(papers), max(papers))


def _largest(archive: Archive) -> Sequence[Topic]:
    """Return the topics that have the most papers, by title."""
    papers = {topic.slug: archive.topic_count(topic.slug) for topic in archive.topics()}
    ranked = sorted(papers, key=lambda slug: -papers[slug])[:TOPICS]
    return [topic for topic in archive.topics() if topic.slug in ranked and papers[topic.slug]]


def _topic(
    archive: Archive, topic: Topic, months: Mapping[str, int], years: Iterable[str]
) -> TopicLine:
    counts = dict(archive.topic_months(topic.slug))
    every = months_between(min(months), max(months))
    return TopicLine(
        topic.title,
        address.topic(topic.slug),
        chart_of([counts.get(month, 0) for month in every]),
        tuple(sum(n for month, n in counts.items() if month[:4] == year) for year in years),
        sum(counts.values()),
    )


def _organizations(archive: Archive) -> Iterable[OrganizationLine]:
    found = archive.organizations()[:BUSIEST]
    for slug, organization, papers in found:
        path = address.organization(slug) if "organization" in archive.site.kinds else ""
        yield OrganizationLine(organization.name, path, papers, papers * 100 // found[0][2])


def papers_csv(archive: Archive, key: str) -> Cells:
    """Return the papers of each day that has any."""
    return [("day", "papers"), *sorted(archive.new_counts().items())]


def topics_csv(archive: Archive, key: str) -> Cells:
    """Return the papers of each topic by month."""
    return [
        ("month", "topic", "title", "papers"),
        *(
            (month, topic.slug, topic.title, papers)
            for topic in archive.topics()
            for month, papers in reversed(archive.topic_months(topic.slug))
        ),
    ]


def voted_csv(archive: Archive, key: str) -> Cells:
    """Return the most voted papers."""
    return [
        ("votes", "day", "id", "title"),
        *((paper.votes, paper.day, paper.id, paper.title) for paper in archive.most_voted(VOTED)),
    ]


def organizations_csv(archive: Archive, key: str) -> Cells:
    """Return the papers of each organization, the busiest first."""
    return [
        ("handle", "name", "papers"),
        *((each.handle, each.name, papers) for _, each, papers in archive.organizations()),
    ]


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (
    Output("statistics/index.html", "html", view, template="statistics.html"),
    Output("statistics/papers.csv", "csv", papers_csv),
    Output("statistics/topics.csv", "csv", topics_csv),
    Output("statistics/voted.csv", "csv", voted_csv),
    Output("statistics/organizations.csv", "csv", organizations_csv),
)
