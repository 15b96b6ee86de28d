"""Hugging Face Daily Papers: the papers put on the list, by the day of the list.

Asks: `GET /api/daily_papers` by `date`, page `p` from 0; by `week` or `month` as a cross-check;
`GET /api/papers/<id>` for the details of a paper. No key needed.
Reads: `[{"paper": {"id": …, "title": …}, "title": …, "numComments": …}, …]`, as the API gave it
from 2024-03 to 2026-06, and of details what is linked to a paper. Keys come and go with the years;
one without a value is absent.

The outer `title` kept its TeX until 2025-03, `paper.title` never had it. The outer `publishedAt`
was never the day of publication, so it is not read. What moves by itself from day to day (votes,
comments, stars, followers) is not part of a record. A `paper.publishedAt` days after the day of the
list cannot be; it is kept in `extra` and the paper has no date of publication.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from generator.model import json
from generator.model.arxiv import FORM
from generator.model.day import month_of, week_of
from generator.model.exchange import TOLD, Answer, Batch, Reject, Request, Unreadable, Wrong
from generator.model.frozen import dataclass
from generator.model.instant import instant
from generator.model.json import Part
from generator.model.names import alone
from generator.model.paper import Author, Organization, PaperId, Reading, Record, arxiv_id

TITLE = "Hugging Face"

SOON = timedelta(days=2)  # a date further beyond the day of the list is a mistake
LONG_YEAR = "-W53"  # a week that the API does not know, though some years have one
CHECKS = ("week", "month", "")
DETAIL = "/api/papers/"

HANDLE = re.compile(r"\b[\w.-]+\b/\b[\w.-]+\b", re.ASCII)  # of a model, a dataset or a Space
TOTALS = ("numTotalModels", "numTotalDatasets", "numTotalSpaces")

KEPT = ("discussionId", "githubRepoAddedBy", "isAuthorParticipating")  # in `extra`, by name


def _keys(names: str, **inner: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table of keys: None beside one that is known whole, else the table beneath it."""
    return {**dict.fromkeys(names.split()), **inner}


# Every key that is read, kept by name or left out on purpose; what else comes goes to `extra`.
USER = _keys(
    "_id id avatarUrl followerCount fullname isHf isHfAdmin isMod isPro isUserFollowing name type "
    "user"
)
ORGANIZATION = _keys("_id avatar fullname name")
PAPER = _keys(
    "id title summary publishedAt upvotes discussionId githubRepo githubRepoAddedBy githubStars "
    "projectPage mediaUrls ai_keywords ai_summary ai_summary_model submittedOnDailyAt",
    authors=_keys("_id hidden name status statusLastChangedAt", user=USER),
    organization=ORGANIZATION,
    submittedOnDailyBy=USER,
)
KNOWN = _keys(
    "title summary publishedAt numComments thumbnail mediaUrl mediaUrls isAuthorParticipating",
    paper=PAPER,
    organization=ORGANIZATION,
    submitterOrganization=ORGANIZATION,
    submittedBy=USER,
)


@dataclass(frozen=True, slots=True)
class Source:
    """The fields are the keys of this source's table in site.toml."""

    list: bool = True  # the days of this list are the days of the archive
    address: str = "https://huggingface.co"  # scheme and host, and a path before /api if any
    pause: float = 1.0  # seconds between two requests
    check: str = "week"  # what a run's days are compared with: lists by week, by month, or none
    details: bool = False  # ask for each paper's models, datasets and Spaces: a request a paper

    skips: ClassVar[tuple[str, ...]] = ("Saturday", "Sunday")
    quiet: ClassVar[str] = "Hugging Face lists nothing at weekends"

    def __post_init__(self) -> None:
        """Refuse what cannot be asked for.

        Raises:
            ValueError: a value makes no sense; the words say which.
        """
        if self.check not in CHECKS:
            raise ValueError('\'check\' must be "week", "month" or empty')

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:  # noqa: ARG002 - it lists
        """Return the request for the first page of `day`. It has no use for `known`."""
        query = {"date": day.isoformat(), "limit": "100", "p": "0"}
        return Request(f"{self.address}/api/daily_papers", query, day)

    def checks(self, days: Sequence[date]) -> Sequence[Request]:
        """Return requests for the lists over several days that hold `days`, the oldest first."""
        spans: dict[tuple[str, str], None] = {}
        for day in sorted(days) if self.check else ():
            by_week = self.check == "week" and not week_of(day).endswith(LONG_YEAR)
            spans["week" if by_week else "month", week_of(day) if by_week else month_of(day)] = None
        return [
            Request(f"{self.address}/api/daily_papers", {key: span, "limit": "100", "p": "0"})
            for key, span in spans
        ]

    def detail(self, paper: PaperId, day: date) -> Request | None:
        """Return the request for what is linked to a paper; None if nobody wants to know."""
        if not self.details or not paper.startswith("arxiv:"):
            return None
        return Request(f"{self.address}{DETAIL}{paper.removeprefix('arxiv:')}", {}, day)

    def read(self, answer: Answer) -> Batch:
        """Return the records and readings of a page, and the next page unless this one is empty.

        The readings bear the day that was asked for, since a source knows no clock: whoever
        fetched the answer puts the day of reading in its place. A list over several days has no
        readings, but tells the day of each paper. The details of a paper are one record.

        Raises:
            Unreadable: the answer is not a JSON list, or is the list of another day.
        """
        if answer.request.address.startswith(f"{self.address}{DETAIL}"):
            return Batch((_linked(answer.body),))
        day = answer.request.day
        page = _page(answer.body)
        records: list[Record] = []
        readings: dict[PaperId, Reading] = {}
        rejects: list[Reject] = []
        days: dict[PaperId, date] = {}
        strays: list[date] = []
        for listed in page:
            try:
                record, put, reading = _read(listed, day)
            except Wrong as wrong:
                rejects.append(Reject.of(wrong, json.written(listed)))
                strays += [wrong.day] if isinstance(wrong, _Stray) else []
                continue
            records.append(record)
            if reading:
                readings[record.id] = reading
            if put and not day:
                days.setdefault(record.id, put)
        if strays and len(strays) == len(page) and len(set(strays)) == 1:
            raise Unreadable(f"this is the list of {strays[0]}, not of {day}")
        following = _following(answer.request) if page else None
        return Batch(tuple(records), readings, tuple(rejects), following, days=days)

    @staticmethod
    def again(text: str) -> bytes:
        """Return an answer that holds the text of one reject."""
        return f"[{text}]".encode()


class _Stray(Wrong):
    """A paper was listed on another day."""

    def __init__(self, day: date, asked: date) -> None:
        super().__init__(f"listed on {day}, not on {asked}")
        self.day = day


def _page(body: bytes) -> Sequence[Any]:
    """Return the list that an answer holds."""
    expected = "a JSON list of papers"
    page = json.value_of(body, expected)
    if not isinstance(page, list):
        raise Unreadable(f"expected {expected}; the answer is {json.sort_of(page)}")
    return page


def _linked(body: bytes) -> Record:
    """Return what is linked to a paper, by its details. They are previews: a few of each.

    Nothing else there is looked at, so nothing else can make it unreadable.
    """
    expected = "the details of a paper"
    fields = json.value_of(body, expected)
    if not isinstance(fields, dict):
        raise Unreadable(f"expected {expected}; the answer is {json.sort_of(fields)}")
    try:
        paper = Part("", fields)
        return Record(
            id=_id(paper, "id"),
            models=_handles(paper, "linkedModels"),
            datasets=_handles(paper, "linkedDatasets"),
            spaces=_handles(paper, "linkedSpaces"),
            extra={key: paper.count(key) for key in TOTALS if _is_count(fields.get(key))},
        )
    except Wrong as wrong:
        raise Unreadable(f"{expected} cannot be read: {wrong}"[:TOLD]) from wrong


def _is_count(value: Any) -> bool:  # noqa: ANN401 - JSON
    return type(value) is int and value >= 0 and not json.unfit(value)


def _handles(paper: Part, key: str) -> tuple[str, ...]:
    """Return the handles of what is linked, each once; what has none cannot be linked to."""
    ids = (each.get("id") for each in paper.field(key, list, []) if isinstance(each, dict))
    texts = (each for each in ids if isinstance(each, str))
    return tuple(dict.fromkeys(filter(HANDLE.fullmatch, texts)))


def _following(request: Request) -> Request:
    page = request.query.get("p", "")
    return request.asking(p=str(int(page) + 1 if page.isdecimal() else 1))


def _read(
    listed: Any,  # noqa: ANN401 - JSON
    day: date | None,
) -> tuple[Record, date | None, Reading | None]:
    """Return a listed paper, the day on which it was listed if it says so, and its counts.

    Raises:
        Wrong: it lacks an id or a title, a field is of the wrong sort, or it was listed on
            another day.
    """
    if reason := json.unfit(listed):
        raise Wrong(reason)
    if not isinstance(listed, dict):
        raise Wrong(f"expected a paper with its fields, not {json.sort_of(listed)}")
    outer = Part("", listed)
    paper = outer.part("paper")
    told = _instant(paper, "submittedOnDailyAt")[:10]
    put = date.fromisoformat(told) if told else None
    record = _record(outer, paper, put or day)
    if day and put and put != day:
        raise _Stray(put, day)
    counts = paper.count("upvotes"), outer.count("numComments"), paper.count("githubStars")
    read = day and any(count is not None for count in counts)
    return record, put, Reading(day, *counts) if day and read else None


def _id(part: Part, key: str) -> PaperId:
    identity = arxiv_id(part.text(key))
    if not identity:
        raise Wrong(f"{part.path}{key} is not an arXiv id: {part.text(key)!r}; {FORM}")
    return identity


def _record(outer: Part, paper: Part, day: date | None) -> Record:
    identity = _id(paper, "id")
    title = outer.text("title") or paper.text("title")
    if not title:
        raise Wrong("title is missing")
    published = _instant(paper, "publishedAt")
    # No paper is published after it was listed, but a wrong date is no reason to lose one.
    early = bool(day and published and date.fromisoformat(published[:10]) - day > SOON)
    addresses = {
        "githubRepo": paper.address("githubRepo"),
        "projectPage": paper.address("projectPage"),
        "mediaUrls": outer.addresses("mediaUrls")
        or paper.addresses("mediaUrls")
        or outer.address("mediaUrl"),
    }
    code, project, media = (tuple(filter(_is_address, texts)) for texts in addresses.values())
    return Record(
        id=identity,
        title=title,
        abstract=paper.text("summary") or outer.text("summary"),
        authors=tuple(_author(author) for author in paper.parts("authors")),
        published="" if early else published,
        organization=_organization(paper.part("organization"))
        or _organization(outer.part("organization"))
        or _organization(outer.part("submitterOrganization")),
        code="".join(code),
        project="".join(project),
        media=media,
        submitter=_person(outer.part("submittedBy")) or _person(paper.part("submittedOnDailyBy")),
        summary=paper.text("ai_summary"),
        summary_model=paper.text("ai_summary_model"),
        keywords=paper.texts("ai_keywords"),
        extra={
            **(json.beyond(outer.fields, KNOWN) or {}),
            **{key: part.fields[key] for part in (paper, outer) for key in KEPT if part.has(key)},
            **_refused(addresses),
            **({"publishedAt": published} if early else {}),
        },
    )


def _refused(addresses: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return, by key, those texts that are no addresses."""
    refused = {
        key: [text for text in texts if not _is_address(text)] for key, texts in addresses.items()
    }
    return {key: texts for key, texts in refused.items() if texts}


def _author(part: Part) -> Author:
    if not part.text("name"):
        raise Wrong(f"{part.path}name is missing")
    user = part.part("user")
    handle = user.text("user") or user.text("name")
    return Author(alone(part.text("name")), handle=handle, hidden=part.flag("hidden"))


def _person(part: Part) -> Author | None:
    handle = part.text("name") or part.text("user")
    name = part.text("fullname") or handle
    return Author(name, handle=handle) if name else None


def _organization(part: Part) -> Organization | None:
    name = part.text("fullname") or part.text("name")
    return Organization(name, handle=part.text("name")) if name else None


def _is_address(text: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s/]\S*", text, re.IGNORECASE))


def _instant(part: Part, key: str) -> str:
    """Return a field's instant as `2026-05-09T00:00:00Z`, or its date; empty if it is absent."""
    text = part.text(key)
    try:
        return instant(text) if text else ""
    except ValueError as error:
        raise Wrong(f"{part.path}{key} is not a date: {text!r}") from error
