"""broadsheet import: take in a page that somebody saved."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.commands.fetch import learn
from generator.fetch.sieve import sifted
from generator.model.exchange import Answer, Reject, Request, Unreadable
from generator.model.outcome import Outcome
from generator.model.problem import Exit, Place, Problem
from generator.settings.site import Site
from generator.sources import saved_page
from generator.store import files, records, turns

NAME = "saved_page"


def import_(site: Site, file: Path, *, day: date, today: date, ids: Path | None = None) -> Outcome:
    """Store the papers of a saved page as those of `day`.

    Raises:
        Problem: the day is yet to come, or the page, or the table of ids, cannot be read.
    """
    if day > today:
        what = f"{day} is yet to come: today is {today}, by UTC"
        raise Problem(what, mend="name the day that the page lists", code=Exit.USAGE)
    source = site.sources.get(NAME) or saved_page.Source()
    try:
        answer = Answer(Request(str(file), day=day), _read(file))
        batch = sifted(source.read(answer), site.bounds)
    except Unreadable as error:
        mend = "save the page's text: select all, copy, paste into a file"
        raise Problem(str(error), at=Place(str(file)), mend=mend) from error
    known: Mapping[str, saved_page.Known] = {}
    if ids is not None:
        known = saved_page.read_ids(files.text_of(_read(ids), str(ids)), str(ids))
    found = {record.id: saved_page.identified(record, known) for record in batch.records}
    readings = {found[paper].id: reading for paper, reading in batch.readings.items()}
    with turns.alone(site.cache):
        learn(site, found.values())  # before the records that know no id give way to these
        changed = records.add(site.content, NAME, day, found.values(), readings)
        # A day may be saved as several pages: of others is what has its title not here.
        earlier = records.read_rejects(site.content, NAME, day, [])
        others = [each for each in earlier if _title(each).encode() not in answer.body]
        records.write_rejects(site.content, NAME, day, dict.fromkeys((*others, *batch.rejects)))
    remarks = tuple(f"a record was set aside: {reject.reason}" for reject in batch.rejects)
    figures = {
        "papers read": len(found),
        "without an arXiv id": sum(each.id.startswith("title:") for each in found.values()),
        "days changed": int(changed),
        "rejected": len(batch.rejects),
    }
    problems = () if NAME in site.sources else (not_shown(NAME),)
    return Outcome(figures, remarks, problems)


def _title(reject: Reject) -> str:
    """Return the first line of what was set aside."""
    return reject.text.strip().partition("\n")[0]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}"
        raise Problem(what, mend="name a file that is there", code=Exit.USAGE) from error


def not_shown(source: str) -> Problem:
    """Return the Problem of papers that are stored and belong to no source of the site."""
    what = f"site.toml does not name {source!r} among its sources: these papers are not shown"
    return Problem(what, mend=f"add a line [sources.{source}]", code=Exit.USAGE)
