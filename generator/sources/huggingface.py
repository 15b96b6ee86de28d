"""Hugging Face Daily Papers: the papers put on the list, by the day of the list.

Asks: `GET /api/daily_papers` by `date`, page `p` from 0; no key needed.
Reads: `[{"paper": {"id": …, "title": …}, "title": …, "numComments": …}, …]`, as the API gave it
from 2024-03 to 2026-06. Keys come and go with the years; one without a value is absent.

The outer `title` kept its TeX until 2025-03, `paper.title` never had it. The outer `publishedAt`
was never the day of publication, so it is not read. What moves by itself from day to day (votes,
comments, stars, followers) is not part of a record.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from generator.model.exchange import Answer, Batch, Reject, Request, Unreadable
from generator.model.paper import Author, Organization, PaperId, Reading, Record, arxiv_id
from generator.model.text import clean

TITLE = "Hugging Face"
T = TypeVar("T")

SHOWN = 2000  # characters of a reject
DEEPEST = 32  # levels within one paper; the API has five
INSTANT = (
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:(?P<time>T\d\d:\d\d:\d\d)(?:\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d))?"
)
HALVES = re.compile("[\ud800-\udfff]")  # of a surrogate pair, which UTF-8 cannot write
LARGEST = 2**53  # beyond it JavaScript, which may read what we write, loses digits

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

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:  # noqa: ARG002 - it lists
        """Return the request for the first page of `day`. It has no use for `known`."""
        query = {"date": day.isoformat(), "limit": "100", "p": "0"}
        return Request(f"{self.address}/api/daily_papers", query, day)

    def read(self, answer: Answer) -> Batch:
        """Return the records and readings of a page, and the next page unless this one is empty.

        The readings bear the day that was asked for, since a source knows no clock: whoever
        fetched the answer puts the day of reading in its place.

        Raises:
            Unreadable: the answer is not a JSON list.
        """
        page = _page(answer.body)
        records: list[Record] = []
        readings: dict[PaperId, Reading] = {}
        rejects: list[Reject] = []
        for listed in page:
            try:
                record, reading = _read(listed, answer.request.day)
            except _Wrong as wrong:
                rejects.append(Reject(str(wrong)[:SHOWN], _shown(listed)))
                continue
            records.append(record)
            if reading:
                readings[record.id] = reading
        following = _following(answer.request) if page else None
        return Batch(tuple(records), readings, tuple(rejects), following)


class _Wrong(Exception):  # noqa: N818 - a reason, told in a reject
    """A listed paper is not what the API promises; the words name the field."""


def _page(body: bytes) -> Sequence[Any]:
    """Return the list that an answer holds."""
    try:
        page = json.loads(body.decode("utf-8-sig"), parse_int=_whole)
    except UnicodeDecodeError as error:
        raise Unreadable("the answer is not UTF-8") from error
    except RecursionError as error:
        raise Unreadable("the answer is nested too deeply") from error
    except ValueError as error:
        found = "HTML" if body.lstrip().startswith(b"<") else f"not JSON: {error}"
        raise Unreadable(f"expected a JSON list of papers; the answer is {found}") from error
    if isinstance(page, dict) and isinstance(page.get("error"), str):
        raise Unreadable(f"the source answers with an error: {_shown(page['error'])}")
    if not isinstance(page, list):
        raise Unreadable(f"expected a JSON list of papers; the answer is {_sort(page)}")
    return page


def _whole(digits: str) -> float:
    """Return a whole number; one that no record may hold as infinity, however long it is."""
    return int(digits) if len(digits) < len(str(LARGEST)) + 2 else math.inf


def _following(request: Request) -> Request:
    page = request.query.get("p", "")
    return request.asking(p=str(int(page) + 1 if page.isdecimal() else 1))


def _read(listed: Any, day: date | None) -> tuple[Record, Reading | None]:  # noqa: ANN401 - JSON
    """Return a listed paper and its counts.

    Raises:
        _Wrong: it lacks an id or a title, a field is of the wrong sort, or it was listed on
            another day.
    """
    if reason := _unfit(listed):
        raise _Wrong(reason)
    if not isinstance(listed, dict):
        raise _Wrong(f"expected a paper with its fields, not {_sort(listed)}")
    outer = _Part("", listed)
    paper = outer.part("paper")
    record = _record(outer, paper)
    put = _instant(paper, "submittedOnDailyAt")[:10]
    if day and put and put != day.isoformat():
        raise _Wrong(f"listed on {put}, not on {day}")
    counts = paper.count("upvotes"), outer.count("numComments"), paper.count("githubStars")
    read = day and any(count is not None for count in counts)
    return record, Reading(day, *counts) if day and read else None


def _record(outer: "_Part", paper: "_Part") -> Record:
    identity = arxiv_id(paper.text("id"))
    if not identity:
        raise _Wrong(f"paper.id is not an arXiv id: {paper.text('id')!r}")
    title = outer.text("title") or paper.text("title")
    if not title:
        raise _Wrong("title is missing")
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
        published=_instant(paper, "publishedAt"),
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
            **(_beyond(outer.fields, KNOWN) or {}),
            **{key: part.fields[key] for part in (paper, outer) for key in KEPT if part.has(key)},
            **_refused(addresses),
        },
    )


def _refused(addresses: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return, by key, those texts that are no addresses."""
    refused = {
        key: [text for text in texts if not _is_address(text)] for key, texts in addresses.items()
    }
    return {key: texts for key, texts in refused.items() if texts}


def _author(part: "_Part") -> Author:
    if not part.text("name"):
        raise _Wrong(f"{part.path}name is missing")
    user = part.part("user")
    handle = user.text("user") or user.text("name")
    return Author(part.text("name"), handle=handle, hidden=part.flag("hidden"))


def _person(part: "_Part") -> Author | None:
    handle = part.text("name") or part.text("user")
    name = part.text("fullname") or handle
    return Author(name, handle=handle) if name else None


def _organization(part: "_Part") -> Organization | None:
    name = part.text("fullname") or part.text("name")
    return Organization(name, handle=part.text("name")) if name else None


def _is_address(text: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s/]\S*", text, re.IGNORECASE))


def _instant(part: "_Part", key: str) -> str:
    """Return a field's instant as `2026-05-09T00:00:00Z`, or its date; empty if it is absent."""
    text = part.text(key)
    found = re.fullmatch(INSTANT, text, re.ASCII)
    try:
        if found and found["time"]:
            moment = datetime.fromisoformat(found["day"] + found["time"] + found["zone"])
            return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        return date.fromisoformat(text if found else "").isoformat() if text else ""
    except (ValueError, OverflowError) as error:
        raise _Wrong(f"{part.path}{key} is not a date: {text!r}") from error


@dataclass(frozen=True, slots=True)
class _Part:
    """Fields of JSON, and the path that leads to them, so that a wrong one can be named."""

    path: str
    fields: Mapping[str, Any]

    def has(self, key: str) -> bool:
        return self.fields.get(key) is not None

    def field(self, key: str, kind: type[T], default: T) -> T:
        value = self.fields.get(key)
        if value is None:
            return default
        if type(value) is not kind:  # true is no number here
            raise _Wrong(f"{self.path}{key} must be {SORTS[kind]}, not {_sort(value)}")
        return value

    def text(self, key: str) -> str:
        return " ".join(clean(self.field(key, str, "")).split())

    def flag(self, key: str) -> bool:
        return self.field(key, bool, default=False)

    def count(self, key: str) -> int | None:
        return self.field(key, int, 0) if self.has(key) else None

    def part(self, key: str) -> "_Part":
        return _Part(f"{self.path}{key}.", self.field(key, dict, {}))

    def each(self, key: str) -> "_Part":
        """Return a list as fields named by their places, so that a wrong one can be named."""
        values = self.field(key, list, [])
        return _Part(self.path, {f"{key}[{at}]": value for at, value in enumerate(values)})

    def parts(self, key: str) -> tuple["_Part", ...]:
        each = self.each(key)
        return tuple(each.part(name) for name in each.fields)

    def texts(self, key: str) -> tuple[str, ...]:
        each = self.each(key)
        return tuple(filter(None, map(each.text, each.fields)))

    def address(self, key: str) -> tuple[str, ...]:
        """Return a text, if there is one, without the line ends that browsers ignore too.

        See https://url.spec.whatwg.org/#url-parsing.
        """
        text = re.sub(r"[\t\r\n]", "", self.field(key, str, "")).strip()
        return (text,) if text else ()

    def addresses(self, key: str) -> tuple[str, ...]:
        each = self.each(key)
        return tuple(text for name in each.fields for text in each.address(name))


SORTS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "a mapping",
    list: "a list",
    type(None): "nothing",
}


def _sort(value: Any) -> str:  # noqa: ANN401 - any JSON
    return SORTS[type(value)]


def _beyond(value: Any, known: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
    """Return what of `value` the table `known` does not account for; None if that is nothing."""
    if known is None:
        return None
    if isinstance(value, list):
        rests = {str(at): _beyond(each, known) for at, each in enumerate(value)}
    elif isinstance(value, dict):
        rests = {
            key: _beyond(each, known[key]) if key in known else each for key, each in value.items()
        }
    else:
        return None
    return {key: rest for key, rest in rests.items() if rest is not None} or None


def _unfit(value: Any, depth: int = 0) -> str:  # noqa: ANN401 - any JSON
    """Return why no file of records can hold `value`; empty if one can."""
    if depth > DEEPEST:
        return f"nested deeper than {DEEPEST} levels"
    if isinstance(value, str):
        broken = not value.isascii() and HALVES.search(value)
        return "holds half a surrogate pair" if broken else ""
    if isinstance(value, (int, float)):
        return "" if abs(value) <= LARGEST else "holds a number too large, or none"
    inner = [*value, *value.values()] if isinstance(value, dict) else value or ()
    for each in inner:
        if reason := _unfit(each, depth + 1):
            return reason
    return ""


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return `value` as JSON, shortened, in characters that UTF-8 can write."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        text = "nested too deeply to be shown"
    return text[:SHOWN].encode(errors="backslashreplace").decode()[:SHOWN]
