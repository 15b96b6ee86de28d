"""A saved Daily Papers page of Hugging Face: its text, as a browser copies or saves it.

Reads, for each paper, its title, its abstract and the lines below, with an empty line between:

      • 4 authors
    ·
    Oct 9, 2023 2

Above the authors or in their place may stand an organization: its handle, which is the text of
its picture and has no space, then its name. A date without a year is of the year of the page; the
number after a date counts comments. The page tells no arXiv ids: `read_ids` reads a table of
them, made by hand, and `identified` applies it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from generator.model.arxiv import CATEGORY
from generator.model.day import MONTHS
from generator.model.exchange import Answer, Batch, Reject, Unreadable, Wrong
from generator.model.frozen import dataclass, replace
from generator.model.paper import (
    Author,
    Organization,
    PaperId,
    Reading,
    Record,
    arxiv_id,
    folded,
    title_id,
)
from generator.model.problem import Place, Problem

PROSE = 250  # characters: a longer paragraph is an abstract's, whatever it ends in
SHORT = tuple(month[:3] for month in MONTHS)
DATE = re.compile(
    rf"(?P<month>{'|'.join(SHORT)}) (?P<day>\d\d?)(?:, (?P<year>\d{{4}}))?"
    r"(?: (?P<comments>\d{1,9}))?",
    re.ASCII,
)
END = re.compile(r"^·$\n*(?P<date>.*)$", re.MULTILINE)  # of a paper
AUTHORS = re.compile(r"(?:• ?)?(?P<count>\d{1,6}) authors?", re.ASCII)

COLUMNS = ("title", "arxiv_id", "authors", "categories")


@dataclass(frozen=True, slots=True)
class Source:
    """The fields are the keys of this source's table in site.toml. It asks nothing of anybody."""

    list: bool = True  # the days of these pages are days of the archive

    def read(self, answer: Answer) -> Batch:
        """Return the papers of a page in its order; the request's day is the day of the page.

        A paper's id is made from its title. Comments alone are read as counts, and a paper beside
        which none are counted has no reading.

        Raises:
            Unreadable: the page has no day, is not UTF-8, or holds no paper.
        """
        day = answer.request.day
        if not day:
            raise Unreadable("the day of a saved page must be given")
        records: list[Record] = []
        readings: dict[PaperId, Reading] = {}
        rejects: list[Reject] = []
        for position, (text, dated) in enumerate(_papers(answer.body), 1):
            try:
                published, comments = _dated(dated, day.year)
                record = _record(text, position, published)
            except Wrong as wrong:
                rejects.append(Reject.of(wrong, f"{text}·\n{dated}"))
                continue
            records.append(record)
            if comments is not None:
                readings[record.id] = Reading(day, comments=comments)
        if not records and not rejects:
            raise Unreadable(
                "no paper found: expected the text of a Daily Papers page, where each paper ends "
                "in lines such as `• 4 authors`, `·` and `Oct 9, 2023`"
            )
        return Batch(tuple(records), readings, tuple(rejects))


def _papers(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield each paper's text down to its `·`, and the line below that; white space collapsed.

    Of a page that was cut off within an abstract, what is left of the paper comes last, undated.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("the saved page is not UTF-8") from error
    text = "\n".join(" ".join(line.split()) for line in re.split(r"\r\n?|\n", text))
    start = 0
    for end in END.finditer(text):
        yield text[start : end.start()], end["date"]
        start = end.end()
    if start and any(len(line) > PROSE for line in text[start:].split("\n")):
        yield text[start:], ""


def _dated(text: str, year: int) -> tuple[date, int | None]:
    """Return the date, of `year` unless it names its own, and the count of comments if any."""
    found = DATE.fullmatch(text)
    if not text:
        raise Wrong("the page ends before the date of this paper")
    if not found:
        raise Wrong(f"expected a date such as `Oct 9, 2023`, not {text!r}")
    month = SHORT.index(found["month"]) + 1
    try:
        published = date(int(found["year"] or year), month, int(found["day"]))
    except ValueError as error:
        raise Wrong(f"there is no such date: {text!r}") from error
    return published, int(found["comments"]) if found["comments"] else None


def _record(text: str, position: int, published: date) -> Record:
    paragraphs = [part.split("\n") for part in re.split(r"\n{2,}", text.strip("\n"))]
    dates = [at for at, lines in enumerate(paragraphs) if DATE.fullmatch(lines[0])]
    if dates:  # all down to the date of the page is its head
        del paragraphs[: dates[-1] + 1]
    byline: list[str] = []
    if paragraphs and (AUTHORS.fullmatch(paragraphs[-1][-1]) or not text.endswith("\n\n")):
        byline = paragraphs.pop()
    title, abstract = _title_and_abstract([" ".join(lines) for lines in paragraphs])
    if not folded(title):
        raise Wrong("the title is missing, or has neither letter nor digit")
    counts = [int(found["count"]) for line in byline if (found := AUTHORS.fullmatch(line))]
    names = [line for line in byline if not AUTHORS.fullmatch(line)]
    return Record(
        id=title_id(title),
        title=title,
        abstract=abstract,
        author_count=counts[0] if counts else None,
        published=published.isoformat(),
        organization=_organization(names[0]) if names else None,
        position=position,
    )


def _title_and_abstract(paragraphs: list[str]) -> tuple[str, str]:
    """Return the title and the abstract; paragraphs before the title belong to neither.

    Of two paragraphs the first is the title. Of more, the abstract begins with the first but one
    that reads like prose; if none does, the last is a title without an abstract.
    """
    if len(paragraphs) <= 2:  # noqa: PLR2004 - title and abstract
        title, abstract, *_ = *paragraphs, "", ""
        return title, abstract
    prose = (at for at, text in enumerate(paragraphs) if at and _is_prose(text))
    start = next(prose, len(paragraphs))
    return paragraphs[start - 1], " ".join(paragraphs[start:])


def _is_prose(text: str) -> bool:
    return text.endswith(".") or len(text) > PROSE


def _organization(line: str) -> Organization:
    handle, _, name = line.partition(" ")
    return Organization(name, handle) if name else Organization(line)


@dataclass(frozen=True, slots=True)
class Known:
    """What a table of ids says of a paper; empty where it says nothing."""

    id: PaperId | None
    authors: tuple[str, ...]
    subjects: tuple[str, ...]


def read_ids(text: str, file: str) -> dict[str, Known]:
    """Return what a table of ids says, by title as `folded` gives it.

    The table has the columns title, arxiv_id, authors and categories with tabs between, named in
    its first line; authors and categories are separated by `; `. An empty cell, or `?`, says that
    the value is not known.

    Raises:
        Problem: a line is not of this form, or tells of a title or an id for the second time.
    """
    rows = [line.split("\t") for line in re.split(r"\r\n?|\n", text.removeprefix("\ufeff"))]
    if tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        mend = f"name the columns {', '.join(COLUMNS)}, with tabs between"
        raise Problem("this is not a table of ids", at=Place(file, 1), mend=mend)
    known: dict[str, Known] = {}
    lines: dict[str, int] = {}  # on which a title or an id stands
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        place = Place(file, number)
        title, each = _known(row, place)
        for name in filter(None, (title, each.id)):
            if name in lines:
                what = f"this title or id stands on line {lines[name]} already"
                raise Problem(what, at=place, mend="keep one of the two lines")
            lines[name] = number
        known[title] = each
    return known


def _known(row: list[str], place: Place) -> tuple[str, Known]:
    if len(row) != len(COLUMNS):
        what = f"expected {len(COLUMNS)} cells with tabs between, not {len(row)}"
        raise Problem(what, at=place, mend="write `?` where a value is not known")
    title, identity, authors, categories = (_cell(cell) for cell in row)
    if not folded(title):
        raise Problem("the title is missing", at=place, mend="write it as the page does")
    if identity and not arxiv_id(identity):
        mend = "write it like 2401.01234, or `?` if it is not known"
        raise Problem(f"{identity!r} is not an arXiv id", at=place, mend=mend)
    subjects = _several(categories)
    for subject in subjects:
        if not CATEGORY.fullmatch(subject):
            mend = "write categories like cs.CL; cs.LG"
            raise Problem(f"{subject!r} is not an arXiv category", at=place, mend=mend)
    return folded(title), Known(arxiv_id(identity), _several(authors), subjects)


def _cell(text: str) -> str:
    text = " ".join(text.split())
    return "" if text == "?" else text


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for cell in text.split(";") if (part := cell.strip()))


def identified(record: Record, known: Mapping[str, Known]) -> Record:
    """Return `record` with the id, the authors and the subjects that `known` has for its title.

    What `known` does not say stays as it is. The count of authors goes when they are named, but
    stays where it differs from the number of names.
    """
    each = known.get(folded(record.title))
    if not each:
        return record
    counted = record.author_count if record.author_count != len(each.authors) else None
    return replace(
        record,
        id=each.id or record.id,
        authors=tuple(Author(name) for name in each.authors) or record.authors,
        author_count=counted,
        subjects=each.subjects or record.subjects,
    )
