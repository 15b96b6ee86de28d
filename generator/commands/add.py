"""broadsheet add: single papers by their arXiv ids, into a day that a person chooses."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.commands.fetch import learn, opened
from generator.commands.import_ import not_shown
from generator.fetch.client import Refused, Unreachable
from generator.fetch.pace import Pace
from generator.model.exchange import Batch, Unreadable
from generator.model.outcome import Outcome
from generator.model.paper import Author, PaperId, Record
from generator.model.problem import Exit, Problem
from generator.model.text import clean
from generator.settings.site import Site
from generator.sources import arxiv_api, manual
from generator.store import files, records

NAME = "manual"
ASKED = "arxiv_api"
PATIENCE = 3  # requests that arXiv may refuse, one after the other


def add(site: Site, texts: Sequence[str], *, day: date, today: date, by: str = "") -> Outcome:
    """Store the papers that `texts` name as papers of `day`, put on the list `by` somebody.

    What cannot be stored is told, and the others are.

    Raises:
        Problem: the day is yet to come, or what arXiv said cannot be stored.
    """
    if day > today:
        what = f"{day} is yet to come: today is {today}, by UTC"
        raise Problem(what, mend="name a day that has been", code=Exit.USAGE)
    named = {text: manual.typed(text) for text in texts}
    wanted = tuple(dict.fromkeys(filter(None, named.values())))
    problems = [_no_id(text) for text, name in named.items() if name is None]
    submitter = Author(" ".join(clean(by).split()))
    fresh = {
        record.id: replace(record, submitter=submitter) if submitter.name else record
        for record in _found(site, wanted, day, problems)
    }
    remarks = tuple(_told(site, fresh, day))
    changed = False
    if fresh:
        with files.alone(site.cache):
            learn(site, fresh.values())  # before the records that know no id give way to these
            changed = records.add(site.content, NAME, day, fresh.values(), {})
        if NAME not in site.sources:
            problems.append(not_shown(NAME))
    figures = {"papers added": len(fresh), "days changed": int(changed)}
    return Outcome(figures, remarks, tuple(problems))


def _found(
    site: Site, wanted: Sequence[PaperId], day: date, problems: list[Problem]
) -> Iterator[Record]:
    """Yield what arXiv says of papers; its source is asked as the site has it, or as it comes.

    An id that arXiv will not hear of spoils the answer for all that are asked for with it. Then
    each is asked for alone, as long as the server is willing.
    """
    source = site.sources.get(ASKED) or arxiv_api.Source()
    waiting = [wanted[at : at + source.batch] for at in range(0, len(wanted), source.batch)]
    refused = 0
    with opened(site, Pace(), source) as client:
        while waiting and refused < PATIENCE:
            asked = waiting.pop(0)
            try:
                batch = source.read(client.send(source.ask(day, asked)))
            except Unreachable as problem:
                problems.append(problem)
                waiting.insert(0, asked)
                break
            except (Refused, Unreadable) as error:
                refused += 1
                if len(asked) > 1:
                    waiting = [*([each] for each in asked), *waiting]
                else:
                    why = error.what if isinstance(error, Problem) else str(error)
                    problems.append(_not_read(asked[0], why))
                continue
            refused = 0
            yield from (record for record in batch.records if record.id in asked)
            problems.extend(_lacking(asked, batch))
    if left := [_said(each) for asked in waiting for each in asked]:
        what = f"not added: {', '.join(left)}"
        problems.append(Problem(what, mend="add them again later", code=Exit.NETWORK))


def _lacking(asked: Sequence[PaperId], batch: Batch) -> Iterator[Problem]:
    """Yield a Problem for each paper that was asked for and is not in the answer."""
    given = {record.id for record in batch.records}
    reasons = "; ".join(reject.reason for reject in batch.rejects)
    for name in asked:
        if name not in given and reasons:
            yield _not_read(name, f"what arXiv says cannot be read: {reasons}")
        elif name not in given:
            what = f"arXiv knows no paper {_said(name)}"
            yield Problem(what, mend="look for a digit that is wrong")


def _not_read(name: PaperId, why: str) -> Problem:
    return Problem(f"{_said(name)}: {why}", mend="try again later", code=Exit.NETWORK)


def _told(site: Site, found: Collection[PaperId], day: date) -> Iterator[str]:
    """Yield what the person should know of papers that the archive knows."""
    if not found:
        return
    archive, _ = ingest.load(site)
    known = set(archive.papers())
    for name in found:
        if archive.hides(name):
            yield f"{_said(name)} is hidden by a correction, and stays so"
        elif archive.id_of(name) in known:
            yield from _appears(archive, archive.id_of(name), day)


def _appears(archive: Archive, name: PaperId, day: date) -> Iterator[str]:
    days = archive.paper(name).days
    if day in days:
        yield f"{_said(name)} stands on {day} already"
    else:
        now = f"now on {day} too" if day > days[0] else f"from now on its day is {day}"
        yield f"{_said(name)} is in the archive already, listed on {days[0]}; {now}"


def _said(name: PaperId) -> str:
    return name.removeprefix("arxiv:")


def _no_id(text: str) -> Problem:
    what = f"{text!r} is no arXiv id"
    mend = "write one such as 2401.01234, or the address of its page"
    return Problem(what, mend=mend, code=Exit.USAGE)
