"""broadsheet status: how fresh the archive is, as text for a terminal or as JSON."""

import textwrap
from collections.abc import Callable, Iterator

from generator.archive import ingest
from generator.cards.standing import SIGNS
from generator.formats import json
from generator.kinds import status as kind
from generator.model.outcome import Outcome
from generator.model.text import number
from generator.settings.site import Site

WIDTH = 80  # columns
UNKNOWN = "-"  # a day that was not asked for
TOGETHER = "\xa0"  # a space at which no line ends


def status(site: Site, say: Callable[[str | bytes], None], *, as_json: bool) -> Outcome:
    """Say what /status/ tells, or what status.json holds; return what could not be read."""
    archive, problems = ingest.load(site)
    if as_json:
        say(json.write(kind.told_json(archive, "")).rstrip(b"\n"))
    else:
        say("\n".join(_lines(kind.view(archive, ""))))
    return Outcome(problems=problems)


def _lines(view: kind.StatusView) -> Iterator[str]:
    if not view.sources:
        yield "No source was fetched yet: broadsheet fetch"
        return
    for source in view.sources:
        yield from _source_lines(source)
        yield ""
    yield from _wrapped("One letter a day: " + ", ".join(_legend()) + ".", "")
    if view.unasked:
        yield from _wrapped(f"Not fetched so far: {', '.join(view.unasked)}.", "")


def _legend() -> Iterator[str]:
    yield from (f"{sign.letter}{TOGETHER}{state}" for state, sign in SIGNS.items())
    yield f"{UNKNOWN}{TOGETHER}not asked for"


def _source_lines(source: kind.SourceStatus) -> Iterator[str]:
    makes = "makes days" if source.lists else "adds to papers"
    yield f"{source.title} ({source.name}, {makes})"
    facts = (
        ("newest day", source.newest),
        ("last good fetch", source.fetched or "none yet"),
        ("since", source.since),
    )
    yield from _wrapped(" · ".join(f"{name} {fact}" for name, fact in facts if fact))
    if source.trouble:
        yield from _wrapped(f"The last fetch brought nothing: {source.trouble}.")
    if source.strip:
        yield f"  {_strip(source)}"
        first, last = source.strip[0].day, source.strip[-1].day
        yield from _wrapped(f"{first} to {last}: {source.summary}.")
    for each in source.troubled:
        if each.state and each.sign:
            count = f", {each.count}" if each.count else ""
            yield from _wrapped(
                f"{each.sign.letter} {each.day} {each.state.state}{count}: {each.words}", more=4
            )
    if source.older:
        yield from _wrapped(
            f"Not all there: {number(source.older, 'earlier day')}, see status --json"
        )
    if source.gap:
        first, last = source.gap
        days = number(source.unasked, "day")
        yield from _wrapped(
            f"Never asked for: {days} between {first} and {last}; "
            f"broadsheet fetch --source {source.name} --from {first} --to {last}"
        )
    if source.rejects:
        told = number(source.rejected, "record")
        yield from _wrapped(f"In quarantine: {told} that could not be read")
    for line in source.rejects:
        times = f" ({line.count:,} times)" if line.count > 1 else ""
        yield from _wrapped(f"! {line.day} {line.reason}{times}", more=4)
    if source.unshown:
        yield f"  … and {number(source.unshown, 'reason')} more: see status --json"


def _strip(source: kind.SourceStatus) -> str:
    """Return a letter a day, with a space before each Monday."""
    letters = (
        (" " if day.day.weekday() == 0 else "") + (day.sign.letter if day.sign else UNKNOWN)
        for day in source.strip
    )
    return "".join(letters).strip()


def _wrapped(text: str, indent: str = "  ", more: int | None = None) -> list[str]:
    """Return lines that fit a terminal; those after the first stand in by `more` columns."""
    later = indent if more is None else " " * more
    lines = textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=later)
    return [line.replace(TOGETHER, " ") for line in lines]
