"""broadsheet digest: a day or a week as a message, in a file or to readers, to none twice."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from email.utils import parseaddr
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.cards import digest as cards
from generator.model.day import WEEK
from generator.model.digest import Digest, Letter
from generator.model.ledger import State
from generator.model.outcome import Outcome
from generator.model.problem import Exit, Problem
from generator.model.text import number
from generator.settings.decode import did_you_mean
from generator.settings.site import Site
from generator.settings.tables import Mail
from generator.store import mailed, turns

OUTSIDE = "[mail] in site.toml says where it goes: `host`, `sender` and `to`"


def digest(
    site: Site,
    *,
    now: datetime,
    day: date | None = None,
    week: str = "",
    topic: str = "",
    output: Path | None = None,
    dry: bool = False,
) -> Outcome:
    """Write the digest of a day, or send it to whom it did not go.

    Where none is named it is the newest day that is over.

    `dry` tells what would be sent, and sends nothing.

    Raises:
        Problem: there is no such day, week or topic; or mail cannot be sent.
    """
    archive, problems = ingest.load(site)
    told = _digest(archive, now.date(), day, week, topic)
    outcome = Outcome(problems=problems)
    if not told.papers:
        return outcome.then(Outcome(remarks=(f"{told.title} has no papers: nothing is sent",)))
    if output:
        return outcome.then(_written(site.mail, told, output, now))
    if not (site.mail.host and site.mail.to and site.mail.sender):
        mend = f"{OUTSIDE}; or write it to a file with --output"
        raise Problem("nobody is there to send it to", mend=mend, code=Exit.USAGE)
    if dry:
        left = _left(site, told, mailed.read(site.content))
        papers = number(len(told.papers), "paper")
        line = f"{told.title}: {papers}, to {', '.join(left) or 'nobody, since all have it'}"
        return outcome.then(Outcome({"letters": len(left)}, (line,)))
    return outcome.then(_sent(site, told, now))


def _digest(archive: Archive, today: date, day: date | None, week: str, topic: str) -> Digest:
    if topic and topic not in (known := [each.slug for each in archive.topics()]):
        mend = did_you_mean(topic, known)
        raise Problem(f"no topic is called {topic!r}", mend=mend, code=Exit.USAGE)
    if week and not (WEEK.fullmatch(week) and week in archive.weeks()):
        mend = "name one that has papers, such as 2025-W50"
        raise Problem(f"there is no week {week!r}", mend=mend, code=Exit.USAGE)
    if week:
        return cards.of_week(archive, week, topic)
    day = day or _newest(archive, today)
    if day is None or not archive.is_day(day):
        newest = archive.newest()
        none = "no day is over yet" if newest else "there are no papers yet"
        what = f"there are no papers of {day}" if day else none
        mend = f"name a day that has some, such as {newest}" if day and newest else "fetch some"
        raise Problem(what, mend=mend, code=Exit.USAGE)
    return cards.of_day(archive, day, topic)


def _newest(archive: Archive, today: date) -> date | None:
    """Return the newest day that has papers and is over: what comes later goes to nobody."""
    day = archive.newest()
    while day and (not archive.count(day) or _is_pending(archive, day, today)):
        day = archive.before(day)
    return day


def _is_pending(archive: Archive, day: date, today: date) -> bool:
    """Tell whether more may come on a day; where no source says, as of what people add, by date."""
    states = archive.listing_states(day).values()
    return any(each.state is State.PENDING for each in states) if states else day >= today


def _written(mail: Mail, told: Digest, output: Path, now: datetime) -> Outcome:
    from generator.formats import mail as letters

    body = letters.write(_letter(mail, told, mail.to[0] if mail.to else ""), now)
    try:
        output.write_bytes(body)
    except OSError as error:
        raise Problem(f"{output} cannot be written: {error.strerror}") from error
    return Outcome({"letters written": 1})


def _sent(site: Site, told: Digest, now: datetime) -> Outcome:
    """Send a digest. It is noted before it goes: better one reader lacks it than has it twice.

    An address that is no longer there keeps it from nobody else.
    """
    from generator.fetch import post
    from generator.formats import mail as letters

    problems = []
    with turns.alone(site.cache):
        ledger = mailed.read(site.content)
        left = _left(site, told, ledger)
        if left:
            with post.opened(site.mail, os.environ) as server:
                for to in left:
                    letter = letters.message(_letter(site.mail, told, to), now)
                    noted = [*ledger, mailed.sent(told.name, to)]
                    mailed.write(site.content, noted)
                    try:
                        post.post(server, letter)
                        ledger = noted
                    except Problem as problem:
                        mailed.write(site.content, ledger)
                        problems.append(problem)
    sent = len(left) - len(problems)
    figures = {"letters sent": sent, "sent before": len(site.mail.to) - len(left)}
    return Outcome(figures, problems=tuple(problems))


def _left(site: Site, told: Digest, ledger: Sequence[mailed.Sent]) -> list[str]:
    """Return the addresses to which a digest did not go yet."""
    return [to for to in dict.fromkeys(site.mail.to) if mailed.sent(told.name, to) not in ledger]


def _letter(mail: Mail, told: Digest, to: str) -> Letter:
    domain = parseaddr(mail.sender)[1].rpartition("@")[2] or "localhost"
    name = uuid5(NAMESPACE_URL, f"{told.name} {to}")
    return Letter(
        digest=told,
        sender=mail.sender,
        to=to,
        unsubscribe=mail.unsubscribe,
        id=f"<{name}@{domain}>",
    )
