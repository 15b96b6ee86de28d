"""arXiv by OAI-PMH: what changed on a day, with the abstract's own TeX, versions and comments.

Asks: `ListRecords` from a day until the same day (https://info.arxiv.org/help/oa/index.html), then
what resumption tokens lead to; no key needed, and one request in three seconds.
Reads: OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html) with metadata as
arXivRaw, arXiv or oai_dc; a bare `<record>` too. A datestamp is that of the last change, whatever
it was, so it moves: this source makes no days.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import ClassVar

from generator.model import arxiv, xml
from generator.model.exchange import (
    LARGEST,
    TOLD,
    Answer,
    Batch,
    Reject,
    Request,
    Unreadable,
    Wrong,
)
from generator.model.frozen import dataclass
from generator.model.instant import mailed
from generator.model.names import alone, authors, is_name, spelled
from generator.model.paper import Author, PaperId, Record

TITLE = "arXiv OAI"

EXTRA = ("license", "report-no", "msc-class", "acm-class")  # kept in `extra`
GROUPS = ("cs", "econ", "eess", "math", "q-bio", "q-fin", "stat")  # all others are of physics
COMMENT = re.compile(r"comments?: *", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """The fields are the keys of this source's table in site.toml."""

    list: bool = False  # it adds to the papers that others list, and can make no days
    address: str = "https://oaipmh.arxiv.org/oai"  # the whole base address
    form: str = "arXivRaw"  # arXivRaw (knows the versions), arXiv or oai_dc
    categories: tuple[str, ...] = ()  # such as "cs.CL": no other papers; all if none is named
    pause: float = 3.0  # seconds between two requests

    by_day: ClassVar[bool] = True
    skips: ClassVar[tuple[str, ...]] = arxiv.SKIPS
    quiet: ClassVar[str] = arxiv.QUIET

    def __post_init__(self) -> None:
        """Refuse what cannot be asked for.

        Raises:
            ValueError: a value makes no sense; the words say which.
        """
        if self.list:
            raise ValueError(
                "`list = true` makes no sense here: a datestamp moves with every change of a "
                "paper, so it is not the day of the paper"
            )
        if self.form not in FORMS:
            raise ValueError(f"'form' must be one of {', '.join(FORMS)}")
        arxiv.checked(self.categories)

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:  # noqa: ARG002 - by day
        """Return the request for what changed on `day`. It has no use for `known`.

        One request can name one set; where the categories are of several, all are asked for.
        """
        query = {"verb": "ListRecords", "metadataPrefix": self.form}
        query |= {"from": day.isoformat(), "until": day.isoformat()}
        sets = {_set_of(category) for category in self.categories}
        if len(sets) == 1:
            query["set"] = sets.pop()
        return Request(self.address, query, day)

    def read(self, answer: Answer) -> Batch:
        """Return a record each, papers that were taken out, and the next request by its token.

        Papers of other categories than those asked for are left out; where the answer does not
        tell a paper's categories, it stays.

        Raises:
            Unreadable: the answer is no OAI-PMH in UTF-8, declares a document type, or is an error.
        """
        root = xml.root_of(answer.body, "OAI-PMH with records", "OAI-PMH", "record")
        if _found_nothing(root):
            return Batch()
        records: list[Record] = []
        rejects: list[Reject] = []
        gone: list[PaperId] = []
        for each in _records(root):
            if _is_deleted(each):
                with suppress(Wrong):  # what is no paper of arXiv's concerns nobody
                    gone.append(_identified(each))
                continue
            try:
                record = _read(each)
            except Wrong as wrong:
                rejects.append(xml.reject(wrong, each))
                continue
            if self._wants(record):
                records.append(record)
        token = next(iter(xml.children(root, "ListRecords", "resumptionToken")), None)
        return Batch(
            tuple(records),
            rejects=tuple(rejects),
            next=_following(token, answer.request),
            # It counts whatever the set holds, be it wanted or not, taken out or not.
            total=None if self.categories or gone else _total(token),
            gone=tuple(gone),
        )

    def _wants(self, record: Record) -> bool:
        if not self.categories or not record.subjects:
            return True
        return arxiv.within(record.subjects, self.categories)

    @staticmethod
    def again(text: str) -> bytes:
        """Return an answer that holds the text of one reject."""
        return text.encode()


def _set_of(category: str) -> str:
    """Return the set that holds a category: `cs`, `physics:hep-th`."""
    archive = category.partition(".")[0]
    return archive if archive in GROUPS else f"physics:{archive}"


def _found_nothing(root: xml.Element) -> bool:
    """Tell whether the answer says that there are no records.

    Raises:
        Unreadable: it tells of another error.
    """
    errors = xml.children(root, "error")
    for error in errors:
        code = error.get("code", "")
        if code != "noRecordsMatch":
            words = " ".join("".join(error.itertext()).split())
            told = f"{code}: {words}" if words else code
            raise Unreadable(f"arXiv answers with an error: {told[:TOLD]}")
    return bool(errors)


def _records(root: xml.Element) -> Sequence[xml.Element]:
    """Return the records of an answer.

    Raises:
        Unreadable: the answer is one to another question.
    """
    if xml.name_of(root) == "record":
        return [root]
    lists = (*xml.children(root, "ListRecords"), *xml.children(root, "GetRecord"))
    if not lists:
        names = (xml.name_of(each) for each in root)
        kind = next((name for name in names if name not in ("responseDate", "request")), "nothing")
        raise Unreadable(f"expected OAI-PMH with records; the answer holds {kind[:TOLD]}")
    return [record for each in lists for record in xml.children(each, "record")]


def _following(token: xml.Element | None, request: Request) -> Request | None:
    """Return the request that a resumption token stands for; an empty token ends the list."""
    text = "" if token is None else (token.text or "").strip()
    if not text:
        return None
    return Request(request.address, {"verb": "ListRecords", "resumptionToken": text}, request.day)


def _total(token: xml.Element | None) -> int | None:
    return None if token is None else arxiv.number(token.get("completeListSize", ""))


def _is_deleted(record: xml.Element) -> bool:
    return any(each.get("status") == "deleted" for each in xml.children(record, "header"))


def _identified(record: xml.Element) -> PaperId:
    """Return the paper that a record is of.

    Raises:
        Wrong: its header names none.
    """
    return arxiv.identified(xml.field(record, "header", "identifier"), "identifier")[0]


def _read(record: xml.Element) -> Record:
    """Return what a record says.

    Raises:
        Wrong: it lacks an id, a title, or metadata that we can read, or a field is damaged.
    """
    paper = _identified(record)
    header = next(iter(xml.children(record, "header")))
    for form, reads in FORMS.items():
        for metadata in xml.children(record, "metadata", FORM_NAMES.get(form, form)):
            read = reads(paper, metadata, _categories(header))
            if not read.title:
                raise Wrong("title is missing")
            return read
    raise Wrong(f"metadata is none of {', '.join(FORMS)}")


def _categories(header: xml.Element) -> tuple[str, ...]:
    """Return the categories that sets tell: `cs:cs:CL` is cs.CL, `physics:hep-th` is hep-th.

    A set such as `cs` or `physics:astro-ph` may be a whole archive, and tells none.
    """
    found: list[str] = []
    for name in xml.texts(header, "setSpec"):
        group, *rest = name.split(":")
        archive, *subject = rest or [group]
        if subject:
            found.append(archive if subject[0] == archive else f"{archive}.{subject[0]}")
        elif archive in WHOLE:
            found.append(archive)
    return arxiv.categories(found)


WHOLE = (  # archives that are one category each
    *("gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nucl-ex", "nucl-th"),
    "quant-ph",
)


def _raw(paper: PaperId, metadata: xml.Element, categories: Sequence[str]) -> Record:
    """Return a record in the form arXivRaw, the only one that tells versions."""
    versions = dict(map(_version, xml.children(metadata, "version")))
    newest = max(versions, default=0)
    return _arxiv(
        paper,
        metadata,
        categories,
        authors=tuple(
            each for line in xml.fields(metadata, "authors", most=LARGEST) for each in authors(line)
        ),
        published=versions.get(1, ""),
        updated=versions.get(newest, ""),
        version=newest or None,
    )


def _version(element: xml.Element) -> tuple[int, str]:
    """Return the number of a version and its instant."""
    number = arxiv.number(element.get("version", "").removeprefix("v"))
    date_of = xml.text(element, "date")
    try:
        return number or 0, mailed(date_of) if date_of else ""
    except ValueError as error:
        raise Wrong(f"version/date is not a date: {date_of!r}") from error


def _structured(paper: PaperId, metadata: xml.Element, categories: Sequence[str]) -> Record:
    """Return a record in the form arXiv, which tells the parts of names."""
    named = (
        (each, " ".join(xml.field(each, part) for part in ("forenames", "keyname", "suffix")))
        for each in xml.children(metadata, "authors", "author")
    )
    created = arxiv.dated(xml.text(metadata, "created"), "created")
    return _arxiv(
        paper,
        metadata,
        categories,
        authors=tuple(
            Author(
                alone(spelled(" ".join(name.split()))), "; ".join(xml.fields(each, "affiliation"))
            )
            for each, name in named
            if is_name(name)
        ),
        published=created,
        updated=arxiv.dated(xml.text(metadata, "updated"), "updated") or created,
    )


def _arxiv(
    paper: PaperId,
    metadata: xml.Element,
    categories: Sequence[str],
    *,
    authors: tuple[Author, ...],
    published: str,
    updated: str,
    version: int | None = None,
) -> Record:
    """Return what arXivRaw and arXiv say in the same way."""
    abstract, comment = xml.field(metadata, "abstract"), xml.field(metadata, "comments")
    doi, dois = arxiv.dois(xml.field(metadata, "doi"))
    kept = {name: xml.field(metadata, name) for name in EXTRA}
    return Record(
        id=paper,
        title=xml.field(metadata, "title"),
        abstract=abstract,
        authors=authors,
        subjects=arxiv.categories(xml.field(metadata, "categories").split()) or tuple(categories),
        published=published,
        updated=updated,
        version=version,
        withdrawn=arxiv.is_withdrawn(comment, abstract),
        comment=comment,
        doi=doi,
        journal=xml.field(metadata, "journal-ref"),
        extra={**dois, **{name: text for name, text in kept.items() if text}},
    )


def _dublin(paper: PaperId, metadata: xml.Element, categories: Sequence[str]) -> Record:
    """Return a record in Dublin Core, the plainest form.

    The first description is the abstract. Of the identifiers one is the address of the abstract,
    one may begin in `doi:`, and what else there is refers to a journal.
    """
    descriptions = xml.fields(metadata, "description")
    abstract = next((each for each in descriptions if not COMMENT.match(each)), "")
    comment = next((COMMENT.sub("", each, 1) for each in descriptions if COMMENT.match(each)), "")
    names = [each for each in xml.fields(metadata, "identifier") if "/abs/" not in each]
    dates = sorted(arxiv.dated(each, "date") for each in xml.texts(metadata, "date"))
    return Record(
        id=paper,
        title=xml.field(metadata, "title"),
        abstract=abstract,
        authors=tuple(
            Author(alone(spelled(_turned(name))))
            for name in xml.fields(metadata, "creator")
            if is_name(name)
        ),
        subjects=tuple(categories),
        published=dates[0] if dates else "",
        updated=dates[-1] if dates else "",
        withdrawn=arxiv.is_withdrawn(comment, abstract),
        comment=comment,
        doi=next((each[4:].strip() for each in names if each.lower().startswith("doi:")), ""),
        journal=next((each for each in names if not each.lower().startswith("doi:")), ""),
    )


def _turned(name: str) -> str:
    """Return `Hazel, Teun van, Jr` as `Teun van Hazel Jr`."""
    last, *first = (part.strip() for part in name.split(","))
    return " ".join((*first[:1], last, *first[1:]))


Reads = Callable[[PaperId, xml.Element, Sequence[str]], Record]

FORMS: Mapping[str, Reads] = {"arXivRaw": _raw, "arXiv": _structured, "oai_dc": _dublin}
FORM_NAMES = {"oai_dc": "dc"}  # of the element, where it is not that of the form
