"""arXiv: authors, categories and abstracts with their TeX, by id or by the day of submission.

Asks: the arXiv API, `GET /api/query`, by `id_list` or `search_query`; no key needed, and one
request in three seconds (https://info.arxiv.org/help/api/tou.html).
Reads: Atom with elements of the namespaces arxiv and opensearch
(https://info.arxiv.org/help/api/user-manual.html). An error is an entry as well, and an id that
arXiv does not have is left out without a word. Times are UTC.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from generator.model.exchange import Answer, Batch, Reject, Request, Unreadable
from generator.model.paper import ARXIV, Author, PaperId, Record, arxiv_id
from generator.model.text import clean

TITLE = "arXiv"
NAMES = {
    "": "http://www.w3.org/2005/Atom",
    "arxiv": "http://arxiv.org/schemas/atom",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}
SHOWN = 2000  # characters of a reject
ABSTRACT_PAGE = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/abs/", re.IGNORECASE)
ERROR = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/api/errors\b", re.IGNORECASE)
CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")  # not an MSC class
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)

# "This paper has been withdrawn by the authors due to an error": a clause of the comment begins
# so, or the abstract, or a sentence of it that speaks of "this" paper. Others are told of in the
# middle of a sentence ("why a paper is withdrawn"), and a paper may be withdrawn from a conference.
PAPER = r"(?:paper|article|submission|manuscript|work)\s+"
WAS = r"(?:(?:has|have)\s+(?:now\s+)?been|is|was)\s+(?:now\s+|temporarily\s+)?"
GONE = r"withdrawn\b(?!-)(?!\s+from\b(?!\s+arxiv))"
ALONE = rf"{GONE}(?=\s*(?:$|[.;:,!)\]]|(?:as|because|by|due|for|owing|pending|since|until)\b))"
OPENING = rf"(?:{ALONE}|(?:(?:this|the|our)\s+)?{PAPER}(?:{WAS})?{GONE})"
COMMENT = re.compile(rf"(?:^|[.;:,!?*(\[]\s*){OPENING}", re.IGNORECASE)
ABSTRACT = re.compile(rf"^[*(\[]?\s*{OPENING}|[.!?*(\[]\s*this\s+{PAPER}{WAS}{GONE}", re.IGNORECASE)

MOST = 2000  # papers that arXiv gives at once, by its user manual


@dataclass(frozen=True, slots=True)
class Source:
    """The fields are the keys of this source's table in site.toml."""

    list: bool = False  # it adds to the papers that others list, and makes no days
    address: str = "https://export.arxiv.org"  # scheme and host, and a path before /api if any
    pause: float = 3.0  # seconds between two requests
    categories: tuple[str, ...] = ()  # such as "cs.CL": the papers of a day when it lists
    batch: int = 100  # ids or entries a request

    def __post_init__(self) -> None:
        """Refuse what cannot be asked for.

        Raises:
            ValueError: a value makes no sense; the words say which.
        """
        if not 1 <= self.batch <= MOST:
            raise ValueError(f"'batch' must be 1 to {MOST:,}")
        if self.list and not self.categories:
            raise ValueError('with `list = true` it needs `categories`, such as ["cs.CL"]')

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:
        """Return the request for papers that are known, or else for those submitted on `day`.

        Of `known` the arXiv ids are asked for, the first `batch` of them; whoever asks hands out
        no more. Without `known`, `day` is searched in the categories, in all if none is named.
        """
        return Request(f"{self.address}/api/query", self._query(day, known), day)

    def _query(self, day: date, known: Sequence[PaperId]) -> dict[str, str]:
        if known:
            ids = [each.removeprefix("arxiv:") for each in known if arxiv_id(each)][: self.batch]
            return {"id_list": ",".join(ids), "max_results": str(len(ids))}
        submitted = f"submittedDate:[{day:%Y%m%d}0000 TO {day:%Y%m%d}2359]"
        within = " OR ".join(f"cat:{category}" for category in self.categories)
        return {
            "search_query": f"({within}) AND {submitted}" if within else submitted,
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
            "start": "0",
            "max_results": str(self.batch),
        }

    def read(self, answer: Answer) -> Batch:
        """Return a record an entry, and the request for the rest of a search if there is one.

        Raises:
            Unreadable: the answer is no Atom feed in UTF-8, declares a document type, tells an
                error, or counts papers from here on and holds none.
        """
        feed = _feed(answer.body)
        entries = feed.findall("entry", NAMES)
        for entry in entries:
            if ERROR.match(_text(entry, "id")):
                told = _text(entry, "summary") or _text(entry, "title")
                raise Unreadable(f"arXiv answers with an error: {told[:SHOWN]}")
        records: list[Record] = []
        rejects: list[Reject] = []
        for entry in entries:
            try:
                records.append(_record(entry))
            except _Wrong as wrong:
                rejects.append(Reject(str(wrong)[:SHOWN], _shown(entry)))
        following = _following(feed, len(entries), answer.request)
        return Batch(tuple(records), rejects=tuple(rejects), next=following)


class _Wrong(Exception):  # noqa: N818 - a reason, told in a reject
    """An entry is not what the API promises; the words name the element."""


def _feed(body: bytes) -> ET.Element:
    """Return the Atom feed that an answer holds."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("the answer is not UTF-8") from error
    # Entities could grow without end or name files; arXiv's Atom has no use for any.
    if found := re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Unreadable(f"expected an Atom feed; the answer declares {found[0]}")
    # By a NUL the parser would know UTF-16, whatever it is told, and find what we did not.
    if "\0" in text:
        raise Unreadable("expected an Atom feed; the answer is not XML: it holds a NUL")
    parser = ET.XMLParser(encoding="utf-8")  # noqa: S314 - it meets no DTD
    try:
        feed = ET.fromstring(text.encode(), parser)  # noqa: S314 - as above
    except (ET.ParseError, ValueError) as error:
        raise Unreadable(f"expected an Atom feed; the answer is not XML: {error}") from error
    if feed.tag != f"{{{NAMES['']}}}feed":
        raise Unreadable(f"expected an Atom feed; the answer is <{feed.tag[:SHOWN]}>")
    return feed


def _following(feed: ET.Element, entries: int, request: Request) -> Request | None:
    """Return the request for what comes after these entries; None at the end, or if by id."""
    total = _number(_text(feed, "opensearch:totalResults"))
    start = _number(request.query.get("start", ""))
    read = start + entries
    if "search_query" not in request.query or read >= total:
        return None
    if not entries:  # it does so now and then; the next try brings them
        raise Unreadable(f"arXiv counts {total} papers and gives none after the first {start}")
    return request.asking(start=str(read))


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0


def _record(entry: ET.Element) -> Record:
    """Return what an entry says of its paper.

    Raises:
        _Wrong: it lacks an id or a title, or a date is none.
    """
    page = _text(entry, "id")
    name = ABSTRACT_PAGE.sub("", page, count=1)
    identity, found = arxiv_id(name), ARXIV.fullmatch(name)
    if not identity or not found:
        raise _Wrong(f"id is not that of an arXiv paper: {page!r}")
    title = _text(entry, "title")
    if not title:
        raise _Wrong("title is missing")
    abstract, comment = _text(entry, "summary"), _text(entry, "arxiv:comment")
    return Record(
        id=identity,
        title=title,
        abstract=abstract,
        authors=_authors(entry),
        subjects=_subjects(entry),
        published=_instant(entry, "published"),
        updated=_instant(entry, "updated"),
        version=_number(found["version"] or "") or None,
        withdrawn=bool(COMMENT.search(comment) or ABSTRACT.search(abstract)),
        comment=comment,
        doi=_text(entry, "arxiv:doi"),
        journal=_text(entry, "arxiv:journal_ref"),
    )


def _authors(entry: ET.Element) -> tuple[Author, ...]:
    """Return the authors; a name without a letter, such as the `:` after a group, is none."""
    return tuple(
        Author(_text(author, "name"), "; ".join(_texts(author, "arxiv:affiliation")))
        for author in entry.findall("author", NAMES)
        if any(character.isalnum() for character in _text(author, "name"))
    )


def _subjects(entry: ET.Element) -> tuple[str, ...]:
    """Return the arXiv categories, the primary one first, each once."""
    elements = (
        *entry.findall("arxiv:primary_category", NAMES),
        *entry.findall("category", NAMES),
    )
    terms = (element.get("term", "").strip() for element in elements)
    return tuple(dict.fromkeys(term for term in terms if CATEGORY.fullmatch(term)))


def _instant(entry: ET.Element, name: str) -> str:
    """Return an element's instant as `2026-05-09T00:00:00Z`; empty if there is none."""
    text = _text(entry, name)
    try:
        moment = datetime.fromisoformat(text if INSTANT.fullmatch(text) else "").astimezone(UTC)
    except (ValueError, OverflowError) as error:
        if not text:
            return ""
        raise _Wrong(f"{name} is not a date: {text!r}") from error
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _texts(element: ET.Element, name: str) -> tuple[str, ...]:
    """Return the texts of the children called `name`, white space collapsed, none of them empty."""
    texts = (
        " ".join(clean("".join(child.itertext())).split()) for child in element.findall(name, NAMES)
    )
    return tuple(filter(None, texts))


def _text(element: ET.Element, name: str) -> str:
    """Return the text of the first child called `name` that has any; else an empty one."""
    return next(iter(_texts(element, name)), "")


def _shown(entry: ET.Element) -> str:
    try:
        return ET.tostring(entry, encoding="unicode")[:SHOWN]
    except RecursionError:
        return "nested too deeply to be shown"
