"""Records as JSON lines: content/records/<source>/<year>/<day>.jsonl, counts beside them.

One line a paper, lines sorted by id, keys sorted, keys without a value left out: a diff reads as
news. A file has one writer, its source. Counts that move stand apart in <day>.counts.json, a
series of readings a paper that grows only when they change.
"""

import dataclasses
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from generator.model.exchange import Reject
from generator.model.json import LARGEST
from generator.model.paper import Alias, PaperId, Reading, Record, title_id
from generator.model.problem import Place, Problem
from generator.model.text import clean
from generator.store import files

# What `arxiv_id` and `title_id` make: an id becomes an address, and stands in markers of pages.
ID = re.compile(
    r"arxiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})|title:[0-9a-f]{12}", re.ASCII
)

Series = tuple[Reading, ...]

_record = msgspec.json.Decoder(Record)
_alias = msgspec.json.Decoder(Alias)
_reject = msgspec.json.Decoder(Reject)
_counts = msgspec.json.Decoder(dict[PaperId, tuple[Reading, ...]])


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source said on one day."""

    source: str
    day: date
    records: tuple[Record, ...] = ()
    counts: Mapping[PaperId, Series] = field(default_factory=dict)


def folder_of(content: Path, source: str) -> Path:
    """Return the folder that belongs to a source."""
    return content / "records" / source


def path_of(content: Path, source: str, day: date) -> Path:
    """Return the path of a source's records of a day."""
    return folder_of(content, source) / f"{day.year:04}" / f"{day.isoformat()}.jsonl"


def days(content: Path, source: str) -> tuple[date, ...]:
    """Return the days of which a source has records, first to last."""
    found = folder_of(content, source).glob("[0-9][0-9][0-9][0-9]/*.jsonl")
    return tuple(sorted(day for path in found if (day := _day_of(path))))


def _day_of(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.stem)
    except ValueError:
        return None


def read(content: Path, source: str, day: date, problems: list[Problem]) -> Listing:
    """Return what a source said on a day, nothing if no file says so.

    A line that cannot be read is noted in `problems` and left out.
    """
    path = path_of(content, source, day)
    records = tuple(_lines(content, path, _record, problems))
    return Listing(source, day, records, _read_counts(content, path, problems))


def _read_counts(content: Path, path: Path, problems: list[Problem]) -> Mapping[PaperId, Series]:
    path = path.with_suffix(".counts.json")
    text = _bytes(path, problems)
    if text is None:
        return {}
    try:
        counts = _counts.decode(text)
        if not all(map(_is_count, itertools.chain.from_iterable(counts.values()))):
            raise msgspec.ValidationError("a count is too large, or less than none")
    except UNREADABLE as error:
        place = Place(_shown(content, path))
        problems.append(Problem(f"no counts can be read: {error}", at=place, mend=MEND))
        return {}
    return counts


def _is_count(reading: Reading) -> bool:
    counts = (reading.votes or 0, reading.comments or 0, reading.stars or 0)
    return min(counts) >= 0 and max(counts) <= LARGEST


EMPTY: tuple[Any, ...] = ("", None, False, (), {})
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)
MEND = "mend the line, or take the file back from version control (git checkout)"


def _lines(
    content: Path, path: Path, decoder: "msgspec.json.Decoder[Any]", problems: list[Problem]
) -> Iterator[Any]:
    for number, line in enumerate((_bytes(path, problems) or b"").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = decoder.decode(line)
            for name in _ids(record):
                if not ID.fullmatch(name):
                    raise msgspec.ValidationError(f"{name!r} is no id of a paper")
            yield record
        except UNREADABLE as error:
            place = Place(_shown(content, path), number)
            problems.append(Problem(f"no record can be read: {error}", at=place, mend=MEND))


def _bytes(path: Path, problems: list[Problem]) -> bytes | None:
    """Return the content of a file, None where there is none; why it cannot be read is noted."""
    try:
        return files.read_bytes(path)
    except Problem as problem:
        problems.append(problem)
        return None


def _ids(record: Record | Alias | Reject) -> tuple[PaperId, ...]:
    """Return the ids in a line: each becomes an address."""
    if isinstance(record, Alias):
        return record.id, record.was
    return () if isinstance(record, Reject) else (record.id,)


def _shown(content: Path, path: Path) -> str:
    return path.relative_to(content.parent).as_posix()


def merged(old: Listing, records: Iterable[Record], readings: Mapping[PaperId, Reading]) -> Listing:
    """Return `old` with what an answer adds: an answer can only add, or say a thing anew.

    A record takes the place of its own earlier form, which lends it what it does not say. Where a
    title stands twice, once with an id and once without, the one with the id stays. A reading is
    appended where it differs from the last one; a day has one, and no reading is younger than the
    newest: a clock may have been wrong.
    """
    by_id = {record.id: record for record in old.records}
    for record in records:
        by_id[record.id] = _fuller(record, by_id.get(record.id))
    counts = dict(old.counts)
    named = {
        title_id(record.title): paper
        for paper, record in by_id.items()
        if not paper.startswith("title:")
    }
    for nameless in by_id.keys() & named.keys():
        del by_id[nameless]
        if nameless in counts:
            paper = named[nameless]
            counts[paper] = _joined(counts.pop(nameless), counts.get(paper, ()))
    for each, reading in readings.items():
        paper = named.get(each, each)
        known = counts.get(paper, ())
        earlier = tuple(old for old in known if old.date < reading.date)
        today = next((old for old in known if old.date == reading.date), None)
        fresh = _lent(reading, today)
        same = bool(earlier) and earlier[-1].same_as(fresh)
        counts[paper] = earlier if same else (*earlier, fresh)
    ordered = tuple(by_id[paper] for paper in sorted(by_id))
    return Listing(old.source, old.day, ordered, counts)


def _lent(reading: Reading, earlier: Reading | None) -> Reading:
    """Return a reading with what only an earlier one of the same day counted."""
    if earlier is None:
        return reading
    lent = {
        each.name: getattr(earlier, each.name)
        for each in dataclasses.fields(reading)
        if getattr(reading, each.name) is None
    }
    return dataclasses.replace(reading, **lent)


def _joined(earlier: Series, own: Series) -> Series:
    """Return two series as one, a reading a day; that of `own` is believed."""
    by_date = {reading.date: reading for reading in (*earlier, *own)}
    return tuple(by_date[day] for day in sorted(by_date))


def add(
    content: Path,
    source: str,
    day: date,
    records: Iterable[Record],
    readings: Mapping[PaperId, Reading],
) -> bool:
    """Store what an answer adds to a source's day and tell whether any byte changed.

    Raises:
        Problem: it cannot be written, or what is stored cannot be read: then it is left as it is,
            so that nothing in it is lost.
    """
    problems: list[Problem] = []
    old = read(content, source, day, problems)
    if problems:
        raise problems[0]
    return write(content, merged(old, records, readings))


def _fuller(record: Record, earlier: Record | None) -> Record:
    """Return a record with what only its earlier form said."""
    if earlier is None:
        return record
    lent = {
        each.name: getattr(earlier, each.name)
        for each in dataclasses.fields(record)
        if getattr(record, each.name) in EMPTY
    }
    return dataclasses.replace(record, **lent | {"extra": {**earlier.extra, **record.extra}})


def write(content: Path, listing: Listing) -> bool:
    """Store a listing and tell whether any byte changed.

    Raises:
        Problem: it cannot be written.
    """
    path = path_of(content, listing.source, listing.day)
    text = "".join(line(record) for record in listing.records)
    changed = files.write(path, text)
    if listing.counts:
        changed |= files.write(path.with_suffix(".counts.json"), _counts_text(listing.counts))
    return changed


def line(record: Record | Alias | Reject) -> str:
    """Return a record as its line: keys sorted, nothing that is empty, text as it is."""
    return json.dumps(_kept(msgspec.to_builtins(record)), ensure_ascii=False, sort_keys=True) + "\n"


NEEDED = {"id", "was", "name", "reason", "text"}  # no line can be read without them


def _kept(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a record's builtins without what is empty and what no text may hold.

    `extra` stays as the source gave it, as far as it can be written.
    """
    if isinstance(value, dict):
        kept = {key: _said(each) if key == "extra" else _kept(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if key in NEEDED or not _empty(each)}
    if isinstance(value, list | tuple):
        return [_kept(each) for each in value]
    return clean(value) if isinstance(value, str) else value


def _empty(value: object) -> bool:
    return value is None or value is False or value in ("", [], {})


def _said(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return what a source said in words of its own, without what makes a line unreadable."""
    if isinstance(value, dict):
        return {clean(key): _said(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return clean(value) if isinstance(value, str) else value


def _counts_text(counts: Mapping[PaperId, Series]) -> str:
    lines = (
        json.dumps(paper)
        + ": "
        + json.dumps([_kept(msgspec.to_builtins(each)) for each in counts[paper]], sort_keys=True)
        for paper in sorted(counts)
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_rejects(content: Path, source: str, day: date, rejects: Iterable[Reject]) -> None:
    """Keep what could not be read of a day beside its records, with the reasons; none if none.

    Raises:
        Problem: it cannot be written.
    """
    path = path_of(content, source, day).with_suffix(".rejects.jsonl")
    text = "".join(sorted(line(reject) for reject in rejects))
    if text:
        files.write(path, text)
    else:
        files.remove(path)


def read_rejects(
    content: Path, source: str, day: date, problems: list[Problem]
) -> tuple[Reject, ...]:
    """Return what could not be read of a day; a line of it that is none is noted in `problems`."""
    path = path_of(content, source, day).with_suffix(".rejects.jsonl")
    return tuple(_lines(content, path, _reject, problems))


def days_with_rejects(content: Path, source: str) -> tuple[date, ...]:
    """Return the days of which something could not be read, first to last."""
    found = folder_of(content, source).glob("[0-9][0-9][0-9][0-9]/*.rejects.jsonl")
    days_of = (_day_of(path.with_suffix("")) for path in found)
    return tuple(sorted(day for day in days_of if day))


def aliases(content: Path, problems: list[Problem]) -> tuple[Alias, ...]:
    """Return the ids that became others, as content/records/aliases.jsonl tells."""
    return tuple(_lines(content, content / "records" / "aliases.jsonl", _alias, problems))


def write_aliases(content: Path, known: Iterable[Alias]) -> bool:
    """Store the ids that became others and tell whether any byte changed.

    Raises:
        Problem: they cannot be written.
    """
    path = content / "records" / "aliases.jsonl"
    text = "".join(line(alias) for alias in sorted(set(known), key=lambda alias: alias.was))
    return bool(text or path.exists()) and files.write(path, text)
