"""Feeds of the best: the most voted papers of each week that is over, and of the last month.

A week is over when the archive has a later one, so that nothing enters before its votes are in.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.archive.reader import Archive
from generator.cards.entry import feed_of
from generator.cards.ranking import BEST, voted
from generator.model import address
from generator.model.artifact import Output
from generator.model.feed import Feed
from generator.model.paper import Paper

WEEKS = 5  # that are told at a time
OF_MONTH = 50  # papers


def keys(archive: Archive) -> Iterable[str]:
    """Return the folders of the feeds; none while no votes have ever been read."""
    return [address.WEEKS, address.MONTHS] if archive.has_votes() else []


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the newest day."""
    return archive.newest()


def feed(archive: Archive, key: str) -> Feed:
    """Return the feed of weeks, or of months."""
    words, name = archive.site.words, archive.site.identity.title
    of = "feed_weeks" if key == address.WEEKS else "feed_months"
    return feed_of(
        archive,
        _papers(archive, key)[: archive.site.limits.feed_items],
        name=key,
        title=f"{words.say(of)} · {name}",
        description=words.say(f"{of}_told"),
        path=address.HOME,
    )


def _papers(archive: Archive, key: str) -> Sequence[Paper]:
    if key == address.MONTHS:
        months = archive.months()[-2:-1]
        return [paper for month in months for paper in voted(archive.month(month))[:OF_MONTH]]
    weeks = reversed(archive.weeks()[-1 - WEEKS : -1])
    return [paper for week in weeks for paper in voted(archive.week(week))[:BEST]]


NEEDS = ("home",)  # kinds that its feeds lead to

OUTPUTS = (Output("{key}", "feed", feed),)
