"""arXiv: authors, categories and abstracts with their TeX, by id or by the day of submission.

Asks: the arXiv API, `GET /api/query`, by `id_list` or `search_query`; no key needed, and one
request in three seconds (https://info.arxiv.org/help/api/tou.html).
Reads: Atom with elements of the namespaces arxiv and opensearch
(https://info.arxiv.org/help/api/user-manual.html). An error is an entry as well, and an id that
arXiv does not have is left out without a word. Times are UTC.
"""

import re
from collections.abc import Sequence
from datetime import date

from generator.model import arxiv, xml
from generator.model.exchange import TOLD, Answer, Batch, Reject, Request, Unreadable, Wrong
from generator.model.frozen import dataclass
from generator.model.names import alone, is_name
from generator.model.paper import Author, PaperId, Record, arxiv_id

TITLE = "arXiv"

ERROR = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/api/errors\b", re.IGNORECASE)

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
        arxiv.checked(self.categories)

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
        within = " OR ".join(f"cat:{name}" for each in self.categories for name in _names(each))
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
        feed = xml.root_of(answer.body, "an Atom feed", "feed")
        entries = xml.children(feed, "entry")
        for entry in entries:
            if ERROR.match(xml.text(entry, "id")):
                told = xml.text(entry, "summary") or xml.text(entry, "title")
                raise Unreadable(f"arXiv answers with an error: {told[:TOLD]}")
        records: list[Record] = []
        rejects: list[Reject] = []
        for entry in entries:
            try:
                records.append(_record(entry))
            except Wrong as wrong:
                rejects.append(xml.reject(wrong, entry))
        if "search_query" not in answer.request.query:
            return Batch(tuple(records), rejects=tuple(rejects))
        total = arxiv.number(xml.text(feed, "totalResults"))
        following = _following(total or 0, len(entries), answer.request)
        return Batch(tuple(records), rejects=tuple(rejects), next=following, total=total)

    @staticmethod
    def again(text: str) -> bytes:
        """Return an answer that holds the text of one reject."""
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{text}</feed>'.encode()


def _names(category: str) -> tuple[str, ...]:
    """Return what a search finds a category by: one such as `math` may hold others, `math.NT`."""
    return (category,) if "." in category else (category, f"{category}.*")


def _following(total: int, entries: int, request: Request) -> Request | None:
    """Return the request for what comes after these entries; None at the end."""
    start = arxiv.number(request.query.get("start", "")) or 0
    read = start + entries
    if read >= total:
        return None
    if not entries:  # it does so now and then; the next try brings them
        raise Unreadable(f"arXiv counts {total} papers and gives none after the first {start}")
    return request.asking(start=str(read))


def _record(entry: xml.Element) -> Record:
    """Return what an entry says of its paper.

    Raises:
        Wrong: it lacks an id or a title, a date is none, or a field is too long.
    """
    identity, version = arxiv.identified(xml.field(entry, "id"), "id")
    title = xml.field(entry, "title")
    if not title:
        raise Wrong("title is missing")
    abstract, comment = xml.field(entry, "summary"), xml.field(entry, "comment")
    doi, dois = arxiv.dois(xml.field(entry, "doi"))
    subjects = (*xml.children(entry, "primary_category"), *xml.children(entry, "category"))
    return Record(
        id=identity,
        title=title,
        abstract=abstract,
        authors=tuple(
            Author(alone(xml.field(author, "name")), "; ".join(xml.fields(author, "affiliation")))
            for author in xml.children(entry, "author")
            if is_name(xml.text(author, "name"))
        ),
        subjects=arxiv.categories(each.get("term", "") for each in subjects),
        published=arxiv.dated(xml.text(entry, "published"), "published"),
        updated=arxiv.dated(xml.text(entry, "updated"), "updated"),
        version=version,
        withdrawn=arxiv.is_withdrawn(comment, abstract),
        comment=comment,
        doi=doi,
        journal=xml.field(entry, "journal_ref"),
        extra=dois,
    )
