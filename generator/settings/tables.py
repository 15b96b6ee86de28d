"""Tables: what site.toml may say, typed, with a default for every key."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from generator.model.exchange import Bounds
from generator.model.frozen import dataclass, field
from generator.settings.look import Look

KINDS = (
    *("home", "latest", "day", "bare_day", "week", "month", "year", "paper", "moved", "hidden"),
    *("trending", "topics", "topic", "topic_month", "topic_moved", "topic_month_moved"),
    *("authors", "author", "author_moved", "organizations", "organization"),
    *("best", "watched", "custom_feed", "feeds", "subscribe"),
    *("bibliography", "api", "year_file", "api_page", "twin", "llms"),
    *("search", "search_index", "search_votes"),
    *("statistics", "status", "prose", "missing", "robots", "look"),
    *("words", "library", "offline"),
)

FEEDS = ("atom", "rss", "jsonfeed")

SOURCES = ("arxiv_api", "manual", "huggingface", "saved_page")


@dataclass(frozen=True, slots=True)
class Identity:
    """The table [site]."""

    title: str = ""  # the name of the repository if empty
    description: str = "A daily papers archive"
    address: str = "http://localhost:5500/"
    language: str = "en"
    papers_language: str = "en"  # of titles and abstracts
    contact: str = ""  # told to the sources that are asked, so that they can complain
    repository: str = ""  # its address on GitHub, for links that edit and report
    branch: str = "main"  # the one that has content/

    @property
    def root(self) -> str:
        """The address, ending in `/`."""
        return self.address.rstrip("/") + "/"

    @property
    def base(self) -> str:
        """The path in it, which begins every link: `/` or such as `/papers/`."""
        return urlsplit(self.root).path

    @property
    def foreign(self) -> str:
        """The language of papers; empty if it is the site's. `en-GB` is no other than `en`."""
        both = (self.papers_language, self.language)
        theirs, ours = (each.partition("-")[0].lower() for each in both)
        return "" if theirs == ours else self.papers_language


@dataclass(frozen=True, slots=True)
class Limits:
    """The table [limits]."""

    feed_items: int = 100  # entries in a feed
    card_authors: int = 12  # names on a card; the paper's own page has all
    day_cards: int = 75  # cards on a page; a day that has more is cut by id
    list_rows: int = 800  # rows on a page; a topic's month that has more is cut by days
    half_life_days: int = 7  # after which a vote counts half for what is trending


@dataclass(frozen=True, slots=True)
class Authors:
    """The table [authors]."""

    min_papers: int = 12  # that bear a name, from which on it has a page


@dataclass(frozen=True, slots=True)
class Watched:
    """The table [watch]: who has feeds, and a page from the first paper on."""

    authors: tuple[str, ...] = ()  # names
    organizations: tuple[str, ...] = ()  # handles on Hugging Face


@dataclass(frozen=True, slots=True)
class CustomFeed:
    """A table [custom_feeds.<slug>]: a feed of the papers that a rule finds."""

    title: str
    rule: Any
    description: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """The table [mail]: how `broadsheet digest` sends, and to whom."""

    sender: str = ""
    to: tuple[str, ...] = ()
    papers: int = 20  # in a digest
    unsubscribe: str = ""  # https: or mailto:, told to programs that show mail
    host: str = ""
    port: int = 587
    security: str = "starttls"  # or "tls"
    user: str = ""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The table [subscribe]."""

    form: str = ""  # where a service takes an address as `email`, which its form posts


@dataclass(frozen=True, slots=True)
class Related:
    """The table [related]."""

    papers: int = 5  # on the page of a paper; 0 for none


@dataclass(frozen=True, slots=True)
class Fetch:
    """The table [fetch]."""

    since: date | None = None  # the first day; without it `first_days` before the first fetch
    first_days: int = 14
    settle_days: int = 14  # a day's list is asked for again until so long after it
    count_days: int = 30  # and so long if it has votes
    stale_days: int = 7  # without new papers, after which `broadsheet stale` complains


@dataclass(frozen=True, slots=True)
class Budgets:
    """The table [budgets]: what the site may weigh. A MB is 1,000,000 bytes, a kB 1,000."""

    site_mb: int = 750
    files: int = 65_000
    page_kb: int = 300  # the largest page, but for those of single papers
    feed_kb: int = 512  # the largest feed
    paper_kb: int = 8  # half of the papers' pages, beyond its own words


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of site.toml. The order of the sources is the order of trust."""

    site: Identity = field(default_factory=Identity)
    kinds: tuple[str, ...] = KINDS
    feeds: tuple[str, ...] = FEEDS
    look: Look = field(default_factory=Look)
    limits: Limits = field(default_factory=Limits)
    authors: Authors = field(default_factory=Authors)
    related: Related = field(default_factory=Related)
    watch: Watched = field(default_factory=Watched)
    custom_feeds: Mapping[str, Any] = field(default_factory=dict)
    subscribe: Subscribe = field(default_factory=Subscribe)
    mail: Mail = field(default_factory=Mail)
    budgets: Budgets = field(default_factory=Budgets)
    fetch: Fetch = field(default_factory=Fetch)
    bounds: Bounds = field(default_factory=Bounds)
    sources: Mapping[str, Any] = field(default_factory=lambda: {name: {} for name in SOURCES})
