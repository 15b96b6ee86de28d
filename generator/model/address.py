"""Addresses: a contract with readers, feeds and bookmarks. All are beneath the site's own.

They end in `/` where a page stands in a folder of its own, as `index.html`.
"""

from datetime import date

from generator.model.paper import PaperId, address_of

HOME = ""
LATEST = "latest/"
TOPICS = "topics/"
STATUS = "status/"
SUBSCRIBE = "subscribe/"
STATUS_JSON = "api/v1/status.json"
TRENDING = "trending/"
AUTHORS = "authors/"
ORGANIZATIONS = "organizations/"
STATISTICS = "statistics/"
SEARCH = "search/"
LOOK = "look.css"
WEEKS = "weeks/"
MONTHS = "months/"
CUSTOM_FEEDS = "feeds/"
FEED_STYLE = "feed.css"
FEED_LIST = "feeds.opml"
LIBRARY = "library/"
RECENT = "recent.json"  # what scripts ask which papers are new
WORDS = "words.json"  # what scripts say
OFFLINE = "offline/"
MANIFEST = "manifest.webmanifest"
LLMS = "llms.txt"
API = "api/"

# Where the files of the API stand; what is in braces is a name.
API_FILES = {
    "index": "api/v1/index.json",
    "day": "api/v1/days/{day}.json",
    "week": "api/v1/weeks/{week}.json",
    "topics": "api/v1/topics.json",
    "topic": "api/v1/topics/{topic}.json",
    "ids": "api/v1/ids/{year}.json",
    "counts": "api/v1/counts.json",
    "year": "api/v1/years/{year}.jsonl.gz",
    "status": STATUS_JSON,
    "schema": "api/v1/schema.json",
}


def day(day: date) -> str:
    """Return the address of a day."""
    return f"days/{day.isoformat()}/"


def week(week: str) -> str:
    """Return the address of a week such as `2025-W50`."""
    return f"{WEEKS}{week}/"


def month(month: str) -> str:
    """Return the address of a month such as `2025-12`."""
    return f"{MONTHS}{month}/"


def year(year: str) -> str:
    """Return the address of a year, a calendar."""
    return f"years/{year}/"


def paper(paper: PaperId) -> str:
    """Return the address of a paper."""
    return f"papers/{address_of(paper)}/"


def author(slug: str) -> str:
    """Return the address of an author, by name."""
    return f"{AUTHORS}{slug}/"


def organization(slug: str) -> str:
    """Return the address of an organization."""
    return f"{ORGANIZATIONS}{slug}/"


def topic(slug: str) -> str:
    """Return the address of a topic."""
    return f"{TOPICS}{slug}/"


def topic_month(slug: str, month: str) -> str:
    """Return the address of a month of a topic."""
    return f"{TOPICS}{slug}/{month}/"


def custom_feed(slug: str) -> str:
    """Return the folder of a feed of the site's own, which has no page."""
    return f"{CUSTOM_FEEDS}{slug}/"
