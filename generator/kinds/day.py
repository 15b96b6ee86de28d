"""A day: its papers as cards, in the words of people where they have written any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.archive.reader import Archive
from generator.cards.card import Card, card_of, number, short_authors
from generator.cards.head import Head
from generator.markup import blocks as sections
from generator.markup import markdown, sentence
from generator.model import address
from generator.model.artifact import Output, PageFile
from generator.model.day import long_day, month_of, week_of, weekday, year_of
from generator.model.html import Html
from generator.model.page import Block, Page
from generator.model.paper import Paper, PaperId

PREFIX = "paper/"


@dataclass(frozen=True, slots=True)
class Shown:
    """A place on the page: a card, or people's words instead of it, and prose that follows."""

    card: Card | None
    words: Html
    prose: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """What day.html may see."""

    head: Head
    day: date
    weekday: str
    before: date | None
    after: date | None
    week: str
    month: str
    year: str
    prose: Html
    shown: tuple[Shown, ...]
    count: int


def keys(archive: Archive) -> Iterable[str]:
    """Return the days of the archive."""
    return [day.isoformat() for day in archive.days()]


def tells_of(archive: Archive, key: str) -> date:
    """Return the day that a page tells of."""
    return date.fromisoformat(key)


def page_path(key: str) -> str:
    """Return where the Markdown page of a day stands beneath content/."""
    return f"days/{key:.4}/{key}.md"


def title(archive: Archive, key: str) -> str:
    """Return the title of a day."""
    return f"Papers of {long_day(date.fromisoformat(key))}"


def blocks(archive: Archive, key: str) -> Sequence[Block]:
    """Return a block for each paper of a day, in the order of the archive.

    A paper whose id has changed keeps the name that its block has on the page.
    """
    page = archive.page(page_path(key))
    written = {block.name for block in page.blocks} if page else set()
    found = []
    for paper in archive.day(date.fromisoformat(key)):
        earlier = PREFIX + paper.first_id
        name = earlier if earlier in written else PREFIX + paper.id
        found.append(sections.fresh(name, _text(archive, paper)))
    return found


def _text(archive: Archive, paper: Paper) -> str:
    heading = markdown.escaped(paper.title)
    if paper.id.startswith("arxiv:"):
        heading = f"[{heading}](https://arxiv.org/abs/{paper.id.removeprefix('arxiv:')})"
    topics = ", ".join(archive.topic(each.topic).title for each in archive.reasons(paper.id))
    authors = short_authors(paper.authors, paper.author_count)
    line = " · ".join(markdown.escaped(part) for part in (authors, topics) if part)
    abstract = markdown.escaped(sentence.first_sentence(paper.abstract))
    return "".join(f"{part}\n" for part in (f"### {heading}", line, abstract) if part)


def view(archive: Archive, key: str) -> DayView:
    """Return what the page of a day shows."""
    day = date.fromisoformat(key)
    papers = archive.day(day)
    page = archive.page(page_path(key)) or Page()
    opening, pairs = sections.laid_out(page.sections)
    before, after = archive.beside(day)
    heading = str(page.fields.get("title") or "") or title(archive, key)
    return DayView(
        head=Head(
            title=heading,
            path=address.day(day),
            description=f"{number(len(papers), 'paper')} listed on {long_day(day)}.",
        ),
        day=day,
        weekday=weekday(day),
        before=before,
        after=after,
        week=week_of(day),
        month=month_of(day),
        year=year_of(day),
        prose=markdown.html(opening),
        shown=_shown(archive, papers, pairs, day, by_page=page.fields.get("order") == "page"),
        count=len(papers),
    )


def _shown(
    archive: Archive,
    papers: Sequence[Paper],
    pairs: Sequence[tuple[Block, str]],
    day: date,
    *,
    by_page: bool,
) -> tuple[Shown, ...]:
    """Return the places of a page in their order: by votes, or as the page has its blocks."""
    ids = {paper.id: place for place, paper in enumerate(papers)}
    written = {
        _paper_of(archive, block): (at, block, prose) for at, (block, prose) in enumerate(pairs)
    }
    nowhere = len(papers) + len(pairs)
    found: list[tuple[tuple[int, int], Shown]] = []
    for name in dict.fromkeys([*ids, *written]):
        at, block, prose = written.get(name, (nowhere, None, ""))
        order = (at, ids.get(name, nowhere)) if by_page else (ids.get(name, nowhere), at)
        kept = block is not None and block.edited and not archive.hides(name)
        words = markdown.html(block.text) if kept and block else Html()
        card = None
        if name in ids and not kept:
            card = card_of(archive, papers[ids[name]], day)
        shown = Shown(card, words, markdown.html(prose))
        if shown.card or shown.words or shown.prose:
            found.append((order, shown))
    return tuple(shown for _, shown in sorted(found, key=lambda pair: pair[0]))


def _paper_of(archive: Archive, block: Block) -> PaperId:
    return archive.id_of(PaperId(block.name.removeprefix(PREFIX)))


PAGES = (PageFile("days/{key:.4}/{key}.md", title, blocks),)

OUTPUTS = (Output("days/{key}/index.html", "html", view, template="day.html"),)
