"""A month of a topic: a block a day, so that a new day adds to it and an old one never moves."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from generator.archive.reader import Archive
from generator.cards import part
from generator.cards.card import Row, heading_of, notice_of, row_of, short_authors
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.cards.part import Part
from generator.markup import blocks as sections
from generator.markup import markdown
from generator.model import address
from generator.model.artifact import Output, PageFile
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.page import Block, Page
from generator.model.paper import Paper
from generator.model.words import Words

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
    earlier_month: str  # in words, as `month` is
    later_month: str
    parts: tuple[Part, ...]  # of a month that has too many papers for one page
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


def parts(archive: Archive, key: str) -> Iterable[str]:
    """Return the keys of the pages of a month: one, or more where it has many papers."""
    return part.keys(key, len(_cut(archive, key)))


def _cut(archive: Archive, key: str) -> list[list[date]]:
    """Return the days of a month, newest first, in parts that have no more rows than a list may."""
    found: list[list[date]] = [[]]
    rows = 0
    for day, papers in archive.topic_days(*key.split("/")):
        if rows and rows + papers > archive.site.limits.list_rows:
            found.append([])
            rows = 0
        found[-1].append(day)
        rows += papers
    return found


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the newest day that the page tells of."""
    return next((day for day, _ in archive.topic_days(*key.split("/"))), None)


def title(archive: Archive, key: str) -> str:
    """Return the title of a month of a topic."""
    slug, month = key.split("/")
    words = archive.site.words
    return words.say("topic_month", topic=archive.topic(slug).title, month=words.long_month(month))


def _by_day(archive: Archive, slug: str, days: Iterable[date]) -> list[tuple[date, list[Paper]]]:
    return [(day, list(archive.of_topic(slug, (day,)))) for day in days]


def blocks(archive: Archive, key: str) -> Sequence[Block]:
    """Return a block for each day of the month, the first day first."""
    slug, month = key.split("/")
    days = [day for day, _ in reversed(archive.topic_days(slug, month))]
    return [
        sections.fresh(f"{PREFIX}{day.isoformat()}", _text(archive, day, papers))
        for day, papers in _by_day(archive, slug, days)
    ]


def _text(archive: Archive, day: date, papers: Sequence[Paper]) -> str:
    lines = [archive.once("line", paper.id, partial(_line, archive, paper)) for paper in papers]
    return "\n".join((f"### {archive.site.words.long_day(day)}", "", *lines, ""))


def _line(archive: Archive, paper: Paper) -> str:
    """Return a paper as each of its topics lists it."""
    names = short_authors(archive.site.words, paper.authors, paper.author_count)
    notice = markdown.escaped(notice_of(archive, paper))
    return "- " + " · ".join(filter(None, (heading_of(paper), markdown.escaped(names), notice)))


def view(archive: Archive, key: str) -> TopicMonthView:
    """Return what a month of a topic, or a part of it, shows, the newest day first."""
    slug, month, *_ = key.split("/")
    whole = f"{slug}/{month}"
    cuts, nth = _cut(archive, whole), part.number_of(key, whole)
    topic, words = archive.topic(slug), archive.site.words
    page = archive.page(f"topics/{whole}.md") or Page()
    opening, pairs = sections.laid_out(page.sections)
    if len(cuts) > 1:
        pairs = _of_part(cuts, pairs, nth)
    count = sum(papers for _, papers in archive.topic_days(slug, month))
    later, earlier = archive.beside_topic_month(slug, month)
    days = _days(archive, _by_day(archive, slug, cuts[nth - 1]), pairs)
    heading = page.fields.get("title") or title(archive, whole)
    return TopicMonthView(
        head=Head(
            title=words.say("part", title=heading, part=nth) if nth > 1 else heading,
            path=f"topics/{key}/",
            description=words.say(
                "papers_on_in",
                papers=words.tally(count, "paper"),
                topic=topic.title,
                month=words.long_month(month),
            ),
            feeds=address.topic(slug),
            source=f"topics/{whole}.md" if page.sections or page.fields else "",
            linked=linked_list(archive, heading, (row.path for day in days for row in day.rows)),
        ),
        topic=topic.title,
        topic_path=address.topic(slug),
        month=words.long_month(month),
        month_path=address.month(month),
        earlier=address.topic_month(slug, earlier) if earlier else "",
        later=address.topic_month(slug, later) if later else "",
        earlier_month=words.long_month(earlier) if earlier else "",
        later_month=words.long_month(later) if later else "",
        parts=_ways(words, whole, cuts, nth),
        prose=markdown.html(opening if nth == 1 else "", archive.base),
        days=days,
        count=count,
    )


def _of_part(
    cuts: Sequence[Sequence[date]], pairs: Sequence[tuple[Block, str]], nth: int
) -> tuple[tuple[Block, str], ...]:
    """Return the blocks of one part; those of no day of the month stand on the first."""
    parts = {f"{PREFIX}{day.isoformat()}": at for at, days in enumerate(cuts, 1) for day in days}
    return tuple(pair for pair in pairs if parts.get(pair[0].name, 1) == nth)


def _ways(words: Words, whole: str, cuts: Sequence[Sequence[date]], nth: int) -> tuple[Part, ...]:
    """Return the way to the parts of a month; none if it is whole."""
    if len(cuts) == 1:
        return ()
    names = [part.span(words, words.short_day(days[-1]), words.short_day(days[0])) for days in cuts]
    return part.ways("topics/", whole, names, nth)


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
