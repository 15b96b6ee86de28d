"""A day: its papers as cards, in the words of people where they have written any."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.archive.places import day_page
from generator.archive.reader import Archive
from generator.cards import part
from generator.cards.card import Card, card_of, heading_of, notice_of, short_authors
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.cards.part import Part
from generator.cards.standing import Standing, standings
from generator.markup import blocks as sections
from generator.markup import markdown, sentence
from generator.model.artifact import Output, PageFile
from generator.model.day import month_of, week_of, year_of
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.ledger import State
from generator.model.page import Block, Page
from generator.model.paper import Paper, PaperId, address_of
from generator.model.words import Words

BEFORE = 8  # days that are shown before it
PREFIX = "paper/"
UNSETTLED = (State.PARTIAL, State.FAILED, State.PENDING)
DATE = len("2025-12-12")  # what a key begins with; the number of a part may follow
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


@dataclass(frozen=True, slots=True)
class Beside:
    """A day beside the page's own, or that itself; `height` is per cent of the fullest of them."""

    day: date
    papers: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """What day.html may see."""

    head: Head
    day: date
    weekday: str
    before: date | None
    after: date | None
    beside: tuple[Beside, ...]  # the days before it, itself, and the one after it
    week: str
    month: str
    year: str
    prose: Html
    shown: tuple[Shown, ...]
    count: int
    parts: tuple[Part, ...]  # of a day that has too many papers for one page
    standings: tuple[Standing, ...]  # where not all is as it should be


def keys(archive: Archive) -> Iterable[str]:
    """Return the days of the archive."""
    return [day.isoformat() for day in archive.days()]


def parts(archive: Archive, key: str) -> Iterable[str]:
    """Return the keys of the pages of a day: one, or more where it has many papers."""
    return part.of_day(archive, date.fromisoformat(key))


def tells_of(archive: Archive, key: str) -> date:
    """Return the day that a page tells of."""
    return date.fromisoformat(key)


def title(archive: Archive, key: str) -> str:
    """Return the title of a day."""
    words = archive.site.words
    return words.say("papers_of", day=words.long_day(date.fromisoformat(key)))


def blocks(archive: Archive, key: str) -> Sequence[Block]:
    """Return a block for each paper of a day, in the order of the archive.

    A paper whose id has changed keeps the name that its block has on the page. Of a hidden one
    nothing is left but an empty block where people wrote behind it, so that their words stay
    about no other paper.
    """
    page = archive.page(day_page(date.fromisoformat(key))) or Page()
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
    words = archive.site.words
    topics = words.row(topic.title for topic, _ in archive.topics_of(paper))
    authors = short_authors(words, paper.authors, paper.author_count)
    line = " · ".join(markdown.escaped(said) for said in (authors, topics) if said)
    abstract = markdown.escaped(sentence.first_sentence(paper.abstract))
    notice = markdown.escaped(notice_of(archive, paper))
    parts = (f"### {heading_of(paper)}", notice and f"**{notice}**", line, abstract)
    return "\n\n".join(filter(None, parts)) + "\n"


def view(archive: Archive, key: str) -> DayView:
    """Return what the page of a day, or of a part of it, shows."""
    name = key[:DATE]
    day, nth = date.fromisoformat(name), part.number_of(key, name)
    papers = archive.day(day)
    cuts = part.cut(sorted(papers, key=lambda paper: paper.id), archive.site.limits.day_cards)
    page = archive.page(day_page(day)) or Page()
    opening, pairs = sections.laid_out(page.sections)
    count = len(papers)
    if len(cuts) > 1:
        papers, pairs = _of_part(archive, papers, pairs, cuts[nth - 1], first=nth == 1)
    around = _beside(archive, day)
    words = archive.site.words
    heading = page.fields.get("title") or title(archive, name)
    shown = _shown(archive, papers, pairs, day, by_page=page.fields.get("order") == "page")
    heading = words.say("part", title=heading, part=nth) if nth > 1 else heading
    return DayView(
        head=Head(
            title=heading,
            path=f"days/{key}/",
            description=words.say(
                "listed_on_day", papers=words.tally(count, "paper"), day=words.long_day(day)
            ),
            source=day_page(day) if page.sections or page.fields else "",
            linked=linked_list(archive, heading, (each.card.path for each in shown if each.card)),
        ),
        day=day,
        weekday=words.weekday(day),
        before=max((each.day for each in around if each.day < day), default=None),
        after=max((each.day for each in around if each.day > day), default=None),
        beside=around,
        week=week_of(day),
        month=month_of(day),
        year=year_of(day),
        prose=markdown.html(opening if nth == 1 else "", archive.base),
        shown=shown,
        count=count,
        parts=_ways(words, day, cuts, nth),
        standings=_unsettled(archive, day) if papers else standings(archive, day),
    )


def _beside(archive: Archive, day: date) -> tuple[Beside, ...]:
    around = archive.around(day, BEFORE)
    most = max(papers for _, papers in around) or 1
    return tuple(Beside(each, papers, round(100 * papers / most)) for each, papers in around)


def _of_part(
    archive: Archive,
    papers: Sequence[Paper],
    pairs: Sequence[tuple[Block, str]],
    cut: Sequence[Paper],
    *,
    first: bool,
) -> tuple[Sequence[Paper], tuple[tuple[Block, str], ...]]:
    """Return what of a day stands on one part; blocks of no paper of it stand on the first."""
    listed = {paper.id for paper in papers}
    here = {paper.id for paper in cut}

    def stands_here(block: Block) -> bool:
        name = archive.id_of(PaperId(block.name.removeprefix(PREFIX)))
        return name in here or (first and name not in listed)

    return (
        [paper for paper in papers if paper.id in here],
        tuple(pair for pair in pairs if stands_here(pair[0])),
    )


def _ways(words: Words, day: date, cuts: Sequence[Sequence[Paper]], nth: int) -> tuple[Part, ...]:
    """Return the way to the parts of a day; none if it is whole."""
    if len(cuts) == 1:
        return ()
    ends = ([address_of(papers[at].id) for at in (0, -1)] for papers in cuts)
    names = [words.say("span", first=first, last=last) for first, last in ends]
    return part.ways("days/", day.isoformat(), names, nth)


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
    if not by_page:  # a block that nobody touched says nothing that its paper does not
        pairs = [pair for pair in pairs if pair[1] or pair[0].edited]
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
