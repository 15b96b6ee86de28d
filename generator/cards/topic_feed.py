"""The feed of a topic, which stands beside its page, and at the addresses that it had before."""

from generator.archive.reader import Archive
from generator.cards.entry import feed_of
from generator.model import address
from generator.model.feed import Feed


def feed(archive: Archive, slug: str) -> Feed:
    """Return the feed of a topic."""
    topic = archive.topic(slug)
    return feed_of(
        archive,
        archive.topic_papers(slug, archive.site.limits.feed_items),
        name=address.topic(slug),
        title=f"{topic.title} · {archive.site.identity.title}",
        description=topic.description or archive.site.words.say("new_papers_on", topic=topic.title),
        path=address.topic(slug),
    )
