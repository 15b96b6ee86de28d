"""Trending: the papers whose votes are many and young."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.entry import feed_of
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.cards.ranking import Scored, formula, trending
from generator.model import address
from generator.model.artifact import Output
from generator.model.feed import Feed
from generator.model.frozen import dataclass

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendingView:
    """What trending.html may see."""

    head: Head
    formula: str
    rows: tuple[Scored, ...]


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page; none while no votes have ever been read."""
    return [""] if archive.has_votes() else []


def view(archive: Archive, key: str) -> TrendingView:
    """Return what the page shows."""
    rows = trending(archive, ROWS)
    title = archive.site.words.say("trending")
    return TrendingView(
        head=Head(
            title=title,
            path=address.TRENDING,
            description=archive.site.words.say("trending_told"),
            feeds=address.TRENDING,
            linked=linked_list(archive, title, (each.row.path for each in rows)),
        ),
        formula=formula(archive),
        rows=rows,
    )


def feed(archive: Archive, key: str) -> Feed:
    """Return the feed of what is trending, in the order of the page."""
    words = archive.site.words
    most = min(ROWS, archive.site.limits.feed_items)
    return feed_of(
        archive,
        [paper for paper, _ in archive.trending(most)],
        name=address.TRENDING,
        title=f"{words.say('trending')} · {archive.site.identity.title}",
        description=words.say("trending_told"),
        path=address.TRENDING,
    )


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (
    Output("trending/index.html", "html", view, template="trending.html"),
    Output("trending/", "feed", feed),
)
