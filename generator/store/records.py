"""Records as JSON lines: content/records/<source>/<year>/<day>.jsonl, counts beside them.

One line a paper, lines sorted by id, keys sorted, keys without a value left out: a diff reads as
news. A file has one writer, its source. Counts that move stand apart in <day>.counts.json, a
series of readings a paper that grows only when they change.
"""

import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from generator.model.exchange import Reject
from generator.model.frozen import asdict, builtins, dataclass, field, replace
from generator.model.json import LARGEST
from generator.model.paper import Alias, PaperId, Reading, Record, title_id
from generator.model.problem import Place, Problem
from generator.model.text import clean
from generator.store import conflicts, files, lines, tree

# What `arxiv_id` and `title_id` make, or once made: an id becomes an address, and stands in markers
# of pages.
ID = re.compile(
    r"arxiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})|title:[0-9a-f]{12}", re.ASCII
)

Series = tuple[Reading, ...]
T = TypeVar("T", Record, Reading)


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
    return tuple(sorted(sizes(content, source)))


def sizes(content: Path, source: str) -> dict[date, int]:
    """Return how many bytes a source's records of each day have; 0 where a link leads nowhere."""
    found = folder_of(content, source).glob("[0-9][0-9][0-9][0-9]/*.jsonl")
    return {day: tree.size(path) for path in found if (day := _day_of(path))}


def _day_of(path: Path) -> date | None:
    """Return the day for which a file is named, as `path_of` names it."""
    try:
        day = date.fromisoformat(path.stem)
    except ValueError:
        return None
    named = path.stem == day.isoformat() and path.parent.name == f"{day.year:04}"
    return day if named else None


def read(content: Path, source: str, day: date, problems: list[Problem]) -> Listing:
    """Return what a source said on a day, nothing if no file says so.

    A line that cannot be read is noted in `problems` and left out.
    """
    path = path_of(content, source, day)
    records = tuple(_records.lines(content, path, problems))
    counts = _counts.whole(content, path.with_suffix(".counts.json"), problems)
    return Listing(source, day, records, counts or {})


def _has_ids(record: Record | Alias) -> None:
    """Check the ids in a line: each becomes an address."""
    for name in (record.id, record.was) if isinstance(record, Alias) else (record.id,):
        if not ID.fullmatch(name):
            raise ValueError(f"{name!r} is no id of a paper")


def _are_counts(counts: Mapping[PaperId, Series]) -> None:
    """Check that readings hold numbers that can be counts."""
    for each in itertools.chain.from_iterable(counts.values()):
        numbers = (each.votes or 0, each.comments or 0, each.stars or 0)
        if min(numbers) < 0 or max(numbers) > LARGEST:
            raise ValueError("a count is too large, or less than none")


_WRONG = "no record can be read"
_records = lines.Reader(Record, _WRONG, check=_has_ids)
_aliases = lines.Reader(Alias, _WRONG, check=_has_ids)
_rejects = lines.Reader(Reject, _WRONG)
_counts = lines.Reader(
    dict[PaperId, tuple[Reading, ...]], "no counts can be read", check=_are_counts
)
_fit = lines.Reader(Record, "is no record", check=_has_ids)
_fit_counts = lines.Reader(dict[PaperId, Series], "has no counts", check=_are_counts)


def unfit(record: Record, reading: Reading | None) -> str:
    """Return why a record, or its counts, could not be read again once stored; empty if both could.

    What cannot be read ends all that is done with its day, until a person mends the file.
    """
    problems: list[Problem] = []
    try:
        _fit.each(line(record).encode(), "", problems)
        if reading:
            _fit_counts.one(_counts_text({record.id: (reading,)}).encode(), "", problems)
    except (TypeError, ValueError, AttributeError) as error:
        return f"is no record: {error}"
    return problems[0].what if problems else ""


def ids(text: bytes, file: str, problems: list[Problem]) -> list[PaperId]:
    """Return the ids of the records that stand in `text`, which is that of `file`.

    A line that cannot be read is noted in `problems`, and its id is not among them. So is a paper
    that stands there twice, unless it is on both sides of a conflict.
    """
    found = [record.id for record in _records.each(text, file, problems)]
    if len(set(found)) < len(found) and not conflicts.line_of(text):
        problems += _twice(text, file)
    return found


def _twice(text: bytes, file: str) -> Iterator[Problem]:
    """Yield which lines of a file tell of a paper that an earlier one tells of."""
    first: dict[PaperId, int] = {}
    for number, line in enumerate(text.split(b"\n"), 1):
        for record in _records.each(line, file, []) if line.strip() else ():
            if first.setdefault(record.id, number) != number:
                what = f"{record.id} stands in this file twice, on line {first[record.id]} too"
                yield Problem(what, at=Place(file, number), mend="delete one of the two lines")


def check_counts(text: bytes, file: str, problems: list[Problem]) -> None:
    """Note in `problems` if `text`, which is that of `file`, holds no counts."""
    _counts.table(text, file, problems)


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


def _lent(fresh: T, earlier: T | None) -> T:
    """Return a record, or a reading, with what only its earlier form said."""
    if earlier is None:
        return fresh
    lent = {name: getattr(earlier, name) for name, value in asdict(fresh).items() if _empty(value)}
    return replace(fresh, **lent)


def _joined(earlier: Series, own: Series) -> Series:
    """Return two series as one, a reading a day, if it is new; that of `own` is believed."""
    by_date = {reading.date: reading for reading in (*earlier, *own)}
    found: list[Reading] = []
    for _, reading in sorted(by_date.items()):
        if not found or not found[-1].same_as(reading):
            found.append(reading)
    return tuple(found)


def add(
    content: Path,
    source: str,
    day: date,
    records: Iterable[Record],
    readings: Mapping[PaperId, Reading],
) -> bool:
    """Store what an answer adds to a source's day and tell whether any byte changed.

    Keys that no field is for, such as a newer Broadsheet wrote, stay in their line: those of an
    author or an organization as long as it is named there.

    Raises:
        Problem: it cannot be written, or what is stored cannot be read: then it is left as it is,
            so that nothing in it is lost.
    """
    old = _whole(content, source, day)
    return write(content, merged(old, records, readings), _unknown(content, old))


def join(content: Path, ours: Path, source: str, day: date) -> None:
    """Bring what stands beneath `ours` of a source's day into `content`.

    Of what both say `ours` is believed, of two readings of one date too; no other one is lost.

    Raises:
        Problem: one of them cannot be read, or it cannot be written.
    """
    old, said = _whole(content, source, day), _whole(ours, source, day)
    counts = {
        paper: _joined(old.counts.get(paper, ()), said.counts.get(paper, ()))
        for paper in {**old.counts, **said.counts}
    }
    known, own = _unknown(content, old), _unknown(ours, said)
    unknown = {paper: {**known.get(paper, {}), **own.get(paper, {})} for paper in {**known, **own}}
    write(content, merged(replace(old, counts=counts), said.records, {}), unknown)


def _whole(content: Path, source: str, day: date) -> Listing:
    problems: list[Problem] = []
    found = read(content, source, day, problems)
    if problems:
        raise problems[0]
    return found


def _fuller(record: Record, earlier: Record | None) -> Record:
    """Return a record with what only its earlier form said, be it in words of the source."""
    known = earlier.extra if earlier else {}
    return replace(_lent(record, earlier), extra={**known, **record.extra})


# Where a thing stands in a line: its key, its name, and how many there have that name before it.
At = tuple[str | None, str, int]
Keys = Mapping[tuple[At, str], Any]  # which no field is for, of which thing, with what they say
Unknown = Mapping[PaperId, Keys]


def _unknown(content: Path, listing: Listing) -> Unknown:
    text = files.read_bytes(path_of(content, listing.source, listing.day)) or b""
    told = (json.loads(line) for line in text.split(b"\n") if line.strip())
    pairs = zip(told, listing.records, strict=True)
    return {record.id: _beyond(said, record) for said, record in pairs}


def unknown_keys(content: Path, source: str, day: date) -> Iterator[Problem]:
    """Yield which lines of a source's day have keys that no field is for."""
    path = path_of(content, source, day)
    file = lines.shown(content, path)
    for number, text in enumerate((lines.body(path, []) or b"").split(b"\n"), 1):
        for record in _records.each(text, file, []) if text.strip() else ():
            for _, key in _beyond(json.loads(text), record):
                mend = "take the version that wrote it, or mend the name of the key"
                yield Problem(f"unknown key {key!r}: it stays", at=Place(file, number), mend=mend)


def _beyond(said: Mapping[str, Any], record: Record) -> Keys:
    """Return the keys in what a line says that were not read."""
    known = dict(_things(builtins(record)))
    return {
        (at, key): each
        for at, thing in _things(said)
        for key, each in thing.items()
        if key not in known.get(at, thing)
    }


def _things(fields: Mapping[str, Any]) -> Iterator[tuple[At, Any]]:
    """Yield what in a line has keys: the record itself, and who is named in it."""
    yield (None, "", 0), fields
    before: Counter[tuple[str, str]] = Counter()
    for key, value in fields.items():
        for each in value if isinstance(value, list | tuple) else (value,):
            if isinstance(each, dict) and isinstance(name := each.get("name"), str):
                yield (key, name, before[key, name]), each
                before[key, name] += 1


def write(content: Path, listing: Listing, unknown: Unknown = MappingProxyType({})) -> bool:
    """Store a listing, with what is `unknown` in its lines, and tell whether any byte changed.

    Raises:
        Problem: it cannot be written.
    """
    path = path_of(content, listing.source, listing.day)
    text = "".join(line(record, unknown.get(record.id, {})) for record in listing.records)
    changed = files.write(path, text)
    if listing.counts:
        changed |= files.write(path.with_suffix(".counts.json"), _counts_text(listing.counts))
    return changed


def line(record: Record | Alias | Reject, unknown: Keys = MappingProxyType({})) -> str:
    """Return a record as its line: keys sorted, nothing that is empty, text as it is.

    What is `unknown` of a thing stands among its fields while that thing is there.
    """
    fields = _kept(builtins(record))
    things = dict(_things(fields))
    for (at, key), each in unknown.items():
        if at in things:
            things[at][key] = each
    return json.dumps(fields, ensure_ascii=False, sort_keys=True) + "\n"


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
    return value is None or value is False or value in ("", (), [], {})


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
    rows = (
        json.dumps(paper)
        + ": "
        + json.dumps([_kept(builtins(each)) for each in counts[paper]], sort_keys=True)
        for paper in sorted(counts)
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


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
    return tuple(_rejects.lines(content, path, problems))


def days_with_rejects(content: Path, source: str) -> tuple[date, ...]:
    """Return the days of which something could not be read, first to last."""
    found = folder_of(content, source).glob("[0-9][0-9][0-9][0-9]/*.rejects.jsonl")
    days_of = (_day_of(path.with_suffix("")) for path in found)
    return tuple(sorted(day for day in days_of if day))


def aliases(content: Path, problems: list[Problem]) -> tuple[Alias, ...]:
    """Return the ids that became others, as content/records/aliases.jsonl tells."""
    return tuple(_aliases.lines(content, content / "records" / "aliases.jsonl", problems))


def aliases_in(text: bytes, file: str, problems: list[Problem]) -> tuple[Alias, ...]:
    """Return the aliases that stand in `text`, which is that of `file`."""
    return tuple(_aliases.each(text, file, problems))


def write_aliases(content: Path, known: Iterable[Alias]) -> bool:
    """Store the ids that became others and tell whether any byte changed.

    Raises:
        Problem: they cannot be written.
    """
    path = content / "records" / "aliases.jsonl"
    text = "".join(
        line(alias) for alias in sorted(set(known), key=lambda alias: (alias.was, alias.id))
    )
    return bool(text or path.exists()) and files.write(path, text)
