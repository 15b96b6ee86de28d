"""broadsheet add: single papers by their arXiv ids, into a day that a person chooses."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import chain

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.commands.fetch import learn, opened, pace_of
from generator.commands.import_ import not_shown
from generator.fetch.gather import Gathered, parts
from generator.fetch.pace import Pace
from generator.model.frozen import replace
from generator.model.outcome import Outcome, silent
from generator.model.paper import Author, PaperId, Record
from generator.model.problem import Exit, Problem
from generator.model.text import clean
from generator.settings.site import Site
from generator.sources import arxiv_api, manual
from generator.store import records, turns

NAME = "manual"
ASKED = "arxiv_api"


def add(
    site: Site,
    texts: Sequence[str],
    *,
    day: date,
    today: date,
    by: str = "",
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Store the papers that `texts` name as papers of `day`, put on the list `by` somebody.

    What cannot be stored is told, and the others are. `say` is told what is waited for.

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
        for record in _found(site, wanted, day, problems, pace_of(site, say))
    }
    remarks = tuple(_told(site, fresh, day))
    changed = False
    if fresh:
        with turns.alone(site.cache):
            learn(site, fresh.values())  # before the records that know no id give way to these
            changed = records.add(site.content, NAME, day, fresh.values(), {})
        if NAME not in site.sources:
            problems.append(not_shown(NAME))
    figures = {"papers added": len(fresh), "days changed": int(changed)}
    return Outcome(figures, remarks, tuple(problems))


def _found(
    site: Site, wanted: Sequence[PaperId], day: date, problems: list[Problem], pace: Pace
) -> Iterator[Record]:
    """Yield what arXiv says of papers; its source is asked as the site has it, or as it comes."""
    source = site.sources.get(ASKED) or arxiv_api.Source()
    batches = [wanted[at : at + source.batch] for at in range(0, len(wanted), source.batch)]
    left: list[PaperId] = []
    with opened(site, pace, source) as client:
        for part, found in chain.from_iterable(
            parts(source, client, day, batch) for batch in batches
        ):
            if found.whole:
                yield from (found.records[name] for name in part if name in found.records)
                problems.extend(_lacking(part, found))
            elif found.spoiled and len(part) == 1:
                problems.append(_not_read(part[0], found.reason))
            else:
                if found.problem and found.problem not in problems:
                    problems.append(found.problem)
                left.extend(part)
    if left:
        what = f"not added: {', '.join(map(_said, left))}"
        problems.append(Problem(what, mend="add them again later", code=Exit.NETWORK))


def _lacking(asked: Sequence[PaperId], found: Gathered) -> Iterator[Problem]:
    """Yield a Problem for each paper that was asked for and is not in the answer."""
    reasons = "; ".join(reject.reason for reject in found.rejects)
    for name in asked:
        if name not in found.records and reasons:
            yield _not_read(name, f"what arXiv says cannot be read: {reasons}")
        elif name not in found.records:
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
