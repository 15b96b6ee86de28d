"""A topic: its essay, its newest papers, its months, its feeds."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards import topic_feed
from generator.cards.card import Card, card_of
from generator.cards.chart import Timeline, timeline_of
from generator.cards.head import Head, described
from generator.cards.linked import linked_list
from generator.cards.way import Way
from generator.markup import markdown
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.page import Page

NEWEST = 20  # cards on a topic's own page; its months have the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """What topic.html may see."""

    head: Head
    title: str
    essay: Html
    cards: tuple[Card, ...]
    months: tuple[Way, ...]
    timeline: Timeline | None
    near: tuple[tuple[str, str], ...]  # titles and addresses of topics that share papers with it
    count: int


def keys(archive: Archive) -> Iterable[str]:
    """Return the slugs of all topics."""
    return [topic.slug for topic in archive.topics()]


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the day of the topic's newest paper."""
    return archive.topic_newest(key)


def view(archive: Archive, key: str) -> TopicView:
    """Return what the page of a topic shows."""
    topic = archive.topic(key)
    count, words = archive.topic_count(key), archive.site.words
    months = archive.topic_months(key)
    page = archive.page(f"topics/{key}.md") or Page()
    cards = tuple(card_of(archive, paper) for paper in archive.topic_papers(key, NEWEST))
    return TopicView(
        head=Head(
            title=topic.title,
            path=address.topic(key),
            description=described(topic.description)
            or words.say("papers_on", papers=words.tally(count, "paper"), topic=topic.title),
            feeds=address.topic(key),
            source=f"topics/{key}.md",
            linked=linked_list(archive, topic.title, (card.path for card in cards)),
        ),
        title=topic.title,
        essay=markdown.html(page.prose, archive.base),
        cards=cards,
        months=tuple(
            Way(words.long_month(month), address.topic_month(key, month), papers)
            for month, papers in months
        ),
        timeline=timeline_of(words, dict(months)),
        near=tuple((each.title, address.topic(each.slug)) for each in archive.near_topics(key)),
        count=count,
    )


NEEDS = ("paper", "topic_month")  # kinds that its pages link to

OUTPUTS = (
    Output("topics/{key}/index.html", "html", view, template="topic.html"),
    Output("topics/{key}/", "feed", topic_feed.feed),
)
