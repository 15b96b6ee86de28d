"""Site: everything that site.toml says, typed, with a default for every key.

A key can be overridden for one run: `--set site.address=https://example.org/papers/`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.model.exchange import DEEPEST, LONGEST, Bounds
from generator.model.frozen import asdict, dataclass, field, replace
from generator.model.problem import Exit, Place, Problem
from generator.model.slug import SLUG
from generator.model.topic import Topic
from generator.model.words import Words
from generator.settings import faults, folders, plugin
from generator.settings.decode import Decoder, did_you_mean, toml
from generator.settings.folders import FILE
from generator.settings.look import Look, wrong
from generator.settings.rules import rules_of
from generator.settings.words import words_of

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

SECURITY = ("starttls", "tls")
# An address is ASCII, as headers are (RFC 5322); what has a meaning of its own there stands in
# quotes before it, or one mailbox would be two.
ATOMS = r"[\w!#$%&'*+./=?^`{|}~-]+"
NAME = r'[^<>()@,:;"\\]+|"[^"\\]+"'
MAILBOX = re.compile(rf"(?a:{ATOMS}@{ATOMS})|({NAME}) <(?a:{ATOMS}@{ATOMS})>")
UNSUBSCRIBE = re.compile(r"(?:https://|mailto:)[!-;=?-~]+")
# A tag as browsers read it (BCP 47): another stops scripts that sort and tell times by it.
LANGUAGE = re.compile(
    r"([a-z]{2,3}|[a-z]{5,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
LONGEST_PAUSE = 600  # seconds
MOST = 10_000
# The greatest number of a table, and of keys that are bound otherwise.
GREATEST = {"limits": MOST, "authors": MOST, "fetch": MOST, "budgets": 10_000_000, "bounds": MOST}
NO_MORE = {"bounds.authors": 500_000, "bounds.letters": LONGEST, "bounds.levels": DEEPEST}
RELATED = 20
ADDRESS = "write one such as https://example.org/papers/, without `?` and `#`"
SENT = "write it as it is sent, such as https://xn--bcher-kva.example/p%C3%A4pers/"
ONE_SLASH = "write one such as https://example.org/papers/, with one `/` at a time"
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


@dataclass(frozen=True, slots=True)
class Site:
    """A site: the folder that has the site.toml, what that says, and the words that it names."""

    folder: Path
    identity: Identity
    words: Words  # of its language
    kinds: tuple[str, ...]
    feeds: tuple[str, ...]
    look: Look
    limits: Limits
    authors: Authors
    related: Related
    watch: Watched
    custom_feeds: tuple[Topic, ...]  # by their slugs: a rule makes a feed as it makes a topic
    subscribe: Subscribe
    mail: Mail
    budgets: Budgets
    fetch: Fetch
    bounds: Bounds
    sources: Mapping[str, Any]  # name -> generator.sources.<name>.Source, the most trusted first

    @property
    def content(self) -> Path:
        """The folder of records and pages."""
        return self.folder / "content"

    @property
    def shows_related(self) -> bool:
        """Whether pages of papers show those that are related to them."""
        return self.related.papers > 0 and "paper" in self.kinds

    @property
    def cache(self) -> Path:
        """The folder of what may be deleted without regret."""
        return self.folder / folders.CACHE


def load(folder: Path, overrides: Sequence[str] = ()) -> Site:
    """Return the site that stands in `folder`, with `KEY=VALUE` overrides for this run.

    Raises:
        Problem: site.toml, an override, or the words of its language cannot be used. Of several
            problems the first is raised and the others are its `__notes__`.
    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8-sig")
    except OSError as error:
        what = f"{folder / FILE} cannot be read: {error.strerror}"
        raise Problem(what, mend="make one, or name another folder", code=Exit.USAGE) from error
    except UnicodeDecodeError as error:
        at = Place(FILE, 1 + error.object.count(b"\n", 0, error.start))
        mend = "save it as UTF-8"
        raise Problem("this is not UTF-8 text", at=at, mend=mend, code=Exit.USAGE) from error
    given, lines = toml(text, FILE)
    given.setdefault("sources", {name: {} for name in SOURCES})  # before an override names one
    said = {_override(given, override) for override in overrides}
    lines = {**lines, **dict.fromkeys(said)}  # what was overridden stands in no line
    decoder = Decoder(FILE, lines, Exit.USAGE)
    tables = decoder.decode(Tables, given) or Tables()
    sources = {name: _source(decoder, name, table) for name, table in tables.sources.items()}
    feeds = tuple(_custom_feeds(decoder, tables.custom_feeds))
    _check(decoder, tables)
    _check_files(decoder, tables.look, folder)
    if decoder.problems:
        raise decoder.problem()
    return Site(
        folder=folder,
        identity=_named(tables.site),
        words=words_of(folder, tables.site.language, lines.get("site.language")),
        kinds=tables.kinds,
        feeds=tables.feeds,
        look=tables.look,
        limits=tables.limits,
        authors=tables.authors,
        related=tables.related,
        watch=tables.watch,
        custom_feeds=feeds,
        subscribe=tables.subscribe,
        mail=tables.mail,
        budgets=tables.budgets,
        fetch=tables.fetch,
        bounds=tables.bounds,
        sources=sources,
    )


def _named(identity: Identity) -> Identity:
    """Return it with a title: that of its repository, or ours, where it says none.

    A repository may be told as git clones it: pages of GitHub beneath it have no `.git`.
    """
    repository = identity.repository.rstrip("/").removesuffix(".git")
    name = repository.rpartition("/")[2].replace("-", " ")
    title = identity.title or name[:1].upper() + name[1:] or "Broadsheet"
    return replace(identity, title=title, repository=repository)


def _override(given: dict[str, Any], override: str) -> str:
    """Set a key for this run and return which."""
    key, equals, value = override.partition("=")
    if not equals or not key:
        mend = "write it as --set site.address=https://example.org/"
        raise Problem(f"--set {override}: no `=`", mend=mend, code=Exit.USAGE)
    *path, name = key.strip().split(".")
    table = given
    for step in path:
        if not isinstance(table.setdefault(step, {}), dict):
            raise Problem(f"--set {key}: {step!r} is no table", code=Exit.USAGE)
        table = table[step]
    table[name] = _literal(value)
    return key.strip()


def _literal(value: str) -> Any:  # noqa: ANN401 - whatever TOML can say
    """Return what TOML reads in `value`, or the text itself if it reads nothing."""
    try:
        read = tomllib.loads(f"value = {value}")
    except (ValueError, RecursionError):
        return value
    return read["value"] if len(read) == 1 else value


def _source(decoder: Decoder, name: str, table: Any) -> Any:  # noqa: ANN401 - a source is any class
    path = f"sources.{name}"
    try:
        module = plugin.load("sources", name, Place(FILE, decoder.lines.get(path)))
    except Problem as problem:
        decoder.problems.append(problem)
        return None
    if not isinstance(table, dict):
        decoder.wrong(path, f"{name!r} must be a table of keys and values")
        return None
    if isinstance(table.get("address"), str):  # a path comes behind it, which begins with a slash
        table = {**table, "address": table["address"].rstrip("/")}
    try:
        source = decoder.decode(module.Source, table, f"{path}.")
    except Exception as error:  # noqa: BLE001 - it may be somebody's own
        decoder.problems.append(faults.fault(module.__name__, error))
        return None
    address = getattr(source, "address", "https://example.org/")
    if not _is_web_address(address):
        decoder.wrong(f"{path}.address", f"{address!r} is no web address", ADDRESS)
    if not 0 <= getattr(source, "pause", 0) <= LONGEST_PAUSE:
        decoder.wrong(f"{path}.pause", f"'pause' must be 0 to {LONGEST_PAUSE} seconds")
    return source


def _custom_feeds(decoder: Decoder, tables: Mapping[str, Any]) -> Iterator[Topic]:
    for slug, table in sorted(tables.items()):
        path = f"custom_feeds.{slug}"
        if not SLUG.fullmatch(slug):
            mend = "name it with small letters, digits and hyphens: robot-hands"
            decoder.wrong(path, "the name of a feed is its address", mend)
        if not isinstance(table, dict):
            decoder.wrong(path, f"{slug!r} must be a table of keys and values")
        elif feed := decoder.decode(CustomFeed, table, f"{path}."):
            rules = rules_of(decoder, feed.rule, f"{path}.rule")
            yield Topic(slug=slug, title=feed.title, rules=rules, description=feed.description)


def _check_files(decoder: Decoder, look: Look, folder: Path) -> None:
    """Note files that a look names and that are not there."""
    for key in ("font", "logo"):
        name = getattr(look, key)
        if name and not any((root / name).is_file() for root in folders.overlaid(folder, "static")):
            decoder.wrong(f"look.{key}", f"there is no file static/{name}")


def _check(decoder: Decoder, tables: Tables) -> None:
    """Note values that have the right type and are wrong nevertheless."""
    _check_identity(decoder, tables.site)
    _check_mail(decoder, tables.mail)
    if tables.subscribe.form and not tables.subscribe.form.startswith("https://"):
        what = f"{tables.subscribe.form!r} is no address of https"
        decoder.wrong("subscribe.form", what, "write the address that the form of your service has")
    for key, what, mend in wrong(tables.look):
        decoder.wrong(f"look.{key}", what, mend)
    _check_names(decoder, tables)
    if not 0 <= tables.related.papers <= RELATED:
        decoder.wrong("related.papers", f"'papers' must be 0 to {RELATED}")
    for table, largest in GREATEST.items():
        for key, value in asdict(getattr(tables, table)).items():
            most = NO_MORE.get(f"{table}.{key}", largest)
            if isinstance(value, int | float) and not 1 <= value <= most:
                decoder.wrong(f"{table}.{key}", f"{key!r} must be 1 to {most:,}")


def _check_identity(decoder: Decoder, site: Identity) -> None:
    if not _is_web_address(site.address):
        decoder.wrong("site.address", f"{site.address!r} is no web address", ADDRESS)
    elif site.base.startswith("//"):
        what = f"links would begin with {site.base!r}, which leads to another server"
        decoder.wrong("site.address", what, ONE_SLASH)
    elif not site.address.isascii():
        what = "'address' stands in feeds and is told to servers, which want ASCII"
        decoder.wrong("site.address", what, SENT)
    for key in ("language", "papers_language"):
        if not LANGUAGE.fullmatch(language := getattr(site, key)):
            what = f"browsers know no language {language!r}"
            decoder.wrong(f"site.{key}", what, "write one such as pt or pt-BR")
    if not site.contact.isascii():
        decoder.wrong("site.contact", "'contact' is sent to servers, which want ASCII")
    if site.repository and not _is_web_address(site.repository):
        mend = "write one such as https://github.com/someone/papers"
        decoder.wrong("site.repository", f"{site.repository!r} is no web address", mend)


def _check_mail(decoder: Decoder, mail: Mail) -> None:
    if mail.security not in SECURITY:
        mend = did_you_mean(mail.security, SECURITY)
        decoder.wrong("mail.security", f"no security is called {mail.security!r}", mend)
    for key, most in (("port", 65535), ("papers", MOST)):
        if not 1 <= getattr(mail, key) <= most:
            decoder.wrong(f"mail.{key}", f"{key!r} must be 1 to {most:,}")
    for key, each in (("sender", mail.sender), *(("to", to) for to in mail.to)):
        if each and not MAILBOX.fullmatch(each):
            mend = 'write one such as papers@example.org, or "Loom, The" <papers@example.org>'
            decoder.wrong(f"mail.{key}", f"{each!r} is no address for mail", mend)
    if mail.unsubscribe and not UNSUBSCRIBE.fullmatch(mail.unsubscribe):
        mend = "write one such as https://example.org/bye or mailto:bye@example.org"
        decoder.wrong("mail.unsubscribe", f"{mail.unsubscribe!r} is no such address", mend)


def _check_names(decoder: Decoder, tables: Tables) -> None:
    """Note kinds and feeds that are none, or that stand twice."""
    for key, room in (("kinds", "kinds"), ("feeds", "formats")):
        for name in dict.fromkeys(getattr(tables, key)):
            if name not in (known := plugin.names(room)):
                mend = did_you_mean(name, known)
                decoder.wrong(key, f"no {room.removesuffix('s')} is called {name!r}", mend)
            elif getattr(tables, key).count(name) > 1:
                decoder.wrong(key, f"{name!r} stands in `{key}` twice", "keep one of them")
            elif key == "feeds" and not _is_feed(name):
                decoder.wrong(key, f"{name!r} is no format of feeds", did_you_mean(name, FEEDS))


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
    except ValueError:  # such as http://[
        return False
    plain = not address.query and not address.fragment and not re.search(r"\s", text)
    return plain and address.scheme in ("http", "https") and bool(address.hostname)


def _is_feed(name: str) -> bool:
    return name in FEEDS or hasattr(plugin.load("formats", name), "FILE")
