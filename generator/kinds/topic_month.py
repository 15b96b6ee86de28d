"""A month of a topic: a block a day, so that a new day adds to it and an old one never moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.archive.reader import Archive
from generator.cards.card import Row, notice_of, number, row_of, short_authors
from generator.cards.head import Head
from generator.markup import blocks as sections
from generator.markup import markdown
from generator.model import address
from generator.model.artifact import Output, PageFile
from generator.model.day import long_day, long_month
from generator.model.html import Html
from generator.model.page import Block, Page
from generator.model.paper import Paper

PREFIX = "day/"


@dataclass(frozen=True, slots=True)
class TopicDay:
    """A day of the month: rows, or people's words instead of them, and prose that follows."""

    day: date | None  # none where people wrote a block of their own
    path: str
    rows: tuple[Row, ...]
    words: Html
    prose: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMonthView:
    """What topic_month.html may see."""

    head: Head
    topic: str
    topic_path: str
    month: str
    month_path: str
    earlier: str  # the address of the topic's month before, or empty
    later: str
    prose: Html
    days: tuple[TopicDay, ...]
    count: int


def keys(archive: Archive) -> Iterable[str]:
    """Return `topic/month` for every month in which a topic has papers or a page."""
    return [
        f"{topic.slug}/{month}"
        for topic in archive.topics()
        for month, _ in archive.topic_months(topic.slug)
    ]


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the newest day that the page tells of."""
    return next(iter(archive.topic_days(*key.split("/"))), None)


def title(archive: Archive, key: str) -> str:
    """Return the title of a month of a topic."""
    slug, month = key.split("/")
    return f"{archive.topic(slug).title}, {long_month(month)}"


def _by_day(archive: Archive, key: str) -> list[tuple[date, list[Paper]]]:
    papers = archive.topic_month(*key.split("/"))
    return [(day, list(group)) for day, group in groupby(papers, key=lambda paper: paper.day)]


def blocks(archive: Archive, key: str) -> Sequence[Block]:
    """Return a block for each day of the month, the first day first."""
    return [
        sections.fresh(f"{PREFIX}{day.isoformat()}", _text(day, papers))
        for day, papers in reversed(_by_day(archive, key))
    ]


def _text(day: date, papers: Sequence[Paper]) -> str:
    lines = [f"### {long_day(day)}", ""]
    for paper in papers:
        words = markdown.escaped(paper.title)
        if paper.id.startswith("arxiv:"):
            words = f"[{words}](https://arxiv.org/abs/{paper.id.removeprefix('arxiv:')})"
        authors = markdown.escaped(short_authors(paper.authors, paper.author_count))
        notice = markdown.escaped(notice_of(paper))
        lines.append("- " + " · ".join(filter(None, (words, authors, notice))))
    return "\n".join(lines) + "\n"


def view(archive: Archive, key: str) -> TopicMonthView:
    """Return what a month of a topic shows, the newest day first."""
    slug, month = key.split("/")
    topic = archive.topic(slug)
    page = archive.page(f"topics/{key}.md") or Page()
    opening, pairs = sections.laid_out(page.sections)
    papers = archive.topic_month(slug, month)
    later, earlier = archive.beside_topic_month(slug, month)
    return TopicMonthView(
        head=Head(
            title=page.fields.get("title") or title(archive, key),
            path=address.topic_month(slug, month),
            description=f"{number(len(papers), 'paper')} on {topic.title} in {long_month(month)}.",
            feeds=address.topic(slug),
        ),
        topic=topic.title,
        topic_path=address.topic(slug),
        month=long_month(month),
        month_path=address.month(month),
        earlier=address.topic_month(slug, earlier) if earlier else "",
        later=address.topic_month(slug, later) if later else "",
        prose=markdown.html(opening, archive.base),
        days=_days(archive, _by_day(archive, key), pairs),
        count=len(papers),
    )


def _days(
    archive: Archive,
    by_day: Sequence[tuple[date, list[Paper]]],
    pairs: Sequence[tuple[Block, str]],
) -> tuple[TopicDay, ...]:
    papers = {day.isoformat(): of_day for day, of_day in by_day}
    written = {block.name.removeprefix(PREFIX): (block, prose) for block, prose in pairs}
    found = []
    for name in sorted({*papers, *written}, reverse=True):
        block, prose = written.get(name, (None, ""))
        edited = block is not None and block.edited
        rows = () if edited else tuple(row_of(archive, paper) for paper in papers.get(name, ()))
        words = markdown.html(block.text, archive.base) if block and edited else Html()
        day = date.fromisoformat(name) if name in papers else None
        path = address.day(day) if day else ""
        shown = TopicDay(day, path, rows, words, markdown.html(prose, archive.base))
        if shown.rows or shown.words or shown.prose:
            found.append(shown)
    return tuple(found)


PAGES = (PageFile("topics/{key}.md", title, blocks),)

NEEDS = ("paper", "topic")  # kinds that its pages link to

OUTPUTS = (Output("topics/{key}/index.html", "html", view, template="topic_month.html"),)
