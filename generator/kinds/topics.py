"""The list of topics."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.chart import Chart, chart_of
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass

WEEKS = 26  # on a chart


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic, how many papers it has, and when the newest of them was listed."""

    title: str
    path: str
    description: str
    papers: int
    newest: date | None
    chart: Chart  # papers a week, of the last weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    """What topics.html may see."""

    head: Head
    topics: tuple[TopicRow, ...]
    charted: bool  # the archive is old enough for charts to say something
    weeks: int  # on a chart


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one list."""
    return [""]


def view(archive: Archive, key: str) -> TopicsView:
    """Return what the list of topics shows, by title."""
    topics = tuple(topic_row(archive, topic.slug) for topic in archive.topics())
    return TopicsView(
        head=Head(
            title="Topics",
            path=address.TOPICS,
            description="Papers by what they are about. Each topic has feeds of its own.",
        ),
        topics=topics,
        charted=len(archive.weeks()) > 1,
        weeks=WEEKS,
    )


def topic_row(archive: Archive, slug: str) -> TopicRow:
    """Return the row of a topic."""
    topic = archive.topic(slug)
    return TopicRow(
        topic.title,
        address.topic(slug),
        topic.description,
        archive.topic_count(slug),
        archive.topic_newest(slug),
        chart_of(archive.topic_weeks(slug, WEEKS)),
    )


NEEDS = ("topic",)  # kinds that its pages link to

OUTPUTS = (Output("topics/index.html", "html", view, template="topics.html"),)
