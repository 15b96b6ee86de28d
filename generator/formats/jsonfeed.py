"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from functools import lru_cache

from generator.model.feed import ENTRIES, Entry, Feed
from generator.model.frozen import json_text

TITLE = "JSON Feed"  # as readers know it
FILE = "feed.json"
TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed."""
    told = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.folder + FILE,
        "description": feed.description,
        "language": feed.language,
    }
    entries = ",\n".join(map(_item, feed.entries))
    return f'{json_text(told)[:-1]},"items":[\n{entries}\n]}}\n'.encode()


@lru_cache(ENTRIES)
def _item(entry: Entry) -> str:
    told = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": str(entry.body),
        "date_published": entry.date,
        "authors": [{"name": name} for name in entry.authors],
        "tags": entry.topics,
    }
    return json_text({**told, "language": entry.language} if entry.language else told)
