"""The addresses that months of topics had before: each leads to the present one."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.turn import Turn, turn_to
from generator.model import address
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return `former topic/month` for every month of a topic that had another slug before."""
    return [
        f"{former}/{month}"
        for former, now in archive.topics_moved().items()
        for month, _ in archive.topic_months(now)
    ]


def view(archive: Archive, key: str) -> Turn:
    """Return where a former address leads."""
    former, month = key.split("/")
    now = archive.topics_moved()[former]
    words = archive.site.words
    return turn_to(
        address.topic_month(former, month),
        address.topic_month(now, month),
        words.say("topic_month", topic=archive.topic(now).title, month=words.long_month(month)),
    )


NEEDS = ("topic_month",)  # kinds that its pages link to

OUTPUTS = (Output("topics/{key}/index.html", "html", view, template="turn.html", listed=False),)
