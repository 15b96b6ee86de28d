"""A day: its papers as cards, in the words of people where they have written any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.archive.reader import Archive
from generator.cards.card import Card, card_of, notice_of, number, short_authors
from generator.cards.head import Head
from generator.cards.standing import Standing, standings
from generator.markup import blocks as sections
from generator.markup import markdown, sentence
from generator.model import address
from generator.model.artifact import Output, PageFile
from generator.model.day import long_day, month_of, week_of, weekday, year_of
from generator.model.html import Html
from generator.model.ledger import State
from generator.model.page import Block, Page
from generator.model.paper import Paper, PaperId

PREFIX = "paper/"
UNSETTLED = (State.PARTIAL, State.FAILED, State.PENDING)
PAGE = "days/{key:.4}/{key}.md"  # {key:.4} is the year


@dataclass(frozen=True, slots=True)
class Shown:
    """A place on the page: a paper's card, or people's words `by_hand` instead; then prose.

    Where they took all words out nothing is shown but the prose.
    """

    card: Card | None  # of the paper that the place is about, shown or not
    words: Html
    prose: Html
    by_hand: bool


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
    standings: tuple[Standing, ...]  # where not all is as it should be


def keys(archive: Archive) -> Iterable[str]:
    """Return the days of the archive."""
    return [day.isoformat() for day in archive.days()]


def tells_of(archive: Archive, key: str) -> date:
    """Return the day that a page tells of."""
    return date.fromisoformat(key)


def page_path(key: str) -> str:
    """Return where the Markdown page of a day stands beneath content/."""
    return PAGE.format(key=key)


def title(archive: Archive, key: str) -> str:
    """Return the title of a day."""
    return f"Papers of {long_day(date.fromisoformat(key))}"


def blocks(archive: Archive, key: str) -> Sequence[Block]:
    """Return a block for each paper of a day, in the order of the archive.

    A paper whose id has changed keeps the name that its block has on the page. Of a hidden one
    nothing is left but an empty block where people wrote behind it, so that their words stay
    about no other paper.
    """
    page = archive.page(page_path(key)) or Page()
    written = {block.name for block in page.blocks}
    found = [
        sections.fresh(block.name, "")
        for block, prose in sections.laid_out(page.sections)[1]
        if prose.strip() and archive.hides(PaperId(block.name.removeprefix(PREFIX)))
    ]
    for paper in archive.day(date.fromisoformat(key)):
        earlier = PREFIX + paper.first_id
        name = earlier if earlier in written else PREFIX + paper.id
        found.append(sections.fresh(name, _text(archive, paper)))
    return found


def _text(archive: Archive, paper: Paper) -> str:
    heading = markdown.escaped(paper.title)
    if paper.id.startswith("arxiv:"):
        heading = f"[{heading}](https://arxiv.org/abs/{paper.id.removeprefix('arxiv:')})"
    topics = ", ".join(topic.title for topic, _ in archive.topics_of(paper))
    authors = short_authors(paper.authors, paper.author_count)
    line = " · ".join(markdown.escaped(part) for part in (authors, topics) if part)
    abstract = markdown.escaped(sentence.first_sentence(paper.abstract))
    notice = markdown.escaped(notice_of(paper))
    parts = (f"### {heading}", notice and f"**{notice}**", line, abstract)
    return "\n\n".join(filter(None, parts)) + "\n"


def view(archive: Archive, key: str) -> DayView:
    """Return what the page of a day shows."""
    day = date.fromisoformat(key)
    papers = archive.day(day)
    page = archive.page(page_path(key)) or Page()
    opening, pairs = sections.laid_out(page.sections)
    heading = page.fields.get("title") or title(archive, key)
    return DayView(
        head=Head(
            title=heading,
            path=address.day(day),
            description=f"{number(len(papers), 'paper')} listed on {long_day(day)}.",
        ),
        day=day,
        weekday=weekday(day),
        before=archive.before(day),
        after=archive.after(day),
        week=week_of(day),
        month=month_of(day),
        year=year_of(day),
        prose=markdown.html(opening, archive.base),
        shown=_shown(archive, papers, pairs, day, by_page=page.fields.get("order") == "page"),
        count=len(papers),
        standings=_unsettled(archive, day) if papers else standings(archive, day),
    )


def _unsettled(archive: Archive, day: date) -> tuple[Standing, ...]:
    """Return how a day stands by the sources that may have more papers of it."""
    return tuple(each for each in standings(archive, day) if each.state in UNSETTLED)


def _shown(
    archive: Archive,
    papers: Sequence[Paper],
    pairs: Sequence[tuple[Block, str]],
    day: date,
    *,
    by_page: bool,
) -> tuple[Shown, ...]:
    """Return the places of a page in their order: by votes, or as the page has its blocks."""
    listed = {paper.id: place for place, paper in enumerate(papers)}
    nowhere = len(papers) + len(pairs)
    found: list[tuple[tuple[int, int], Shown]] = []
    written: set[PaperId] = set()
    for at, (block, prose) in enumerate(pairs):
        name = archive.id_of(PaperId(block.name.removeprefix(PREFIX)))
        kept = block.edited and not archive.hides(name)
        card = None
        if name in listed and name not in written:
            card = card_of(archive, papers[listed[name]], day)
        written.add(name)
        words = markdown.html(block.text, archive.base) if kept else Html()
        shown = Shown(card, words, markdown.html(prose, archive.base), by_hand=kept)
        place = listed.get(name, nowhere)
        found.append(((at, place) if by_page else (place, at), shown))
    for place, paper in enumerate(papers):
        if paper.id not in written:
            shown = Shown(card_of(archive, paper, day), Html(), Html(), by_hand=False)
            found.append(((nowhere, place) if by_page else (place, nowhere), shown))
    return tuple(shown for _, shown in sorted(found, key=lambda pair: pair[0]))


PAGES = (PageFile(PAGE, title, blocks),)

NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("days/{key}/index.html", "html", view, template="day.html"),)
