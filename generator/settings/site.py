"""Site: what its site.toml says, read and checked, with a default for every key.

A key can be overridden for one run: `--set site.address=https://example.org/papers/`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.model.exchange import Bounds
from generator.model.frozen import dataclass, replace
from generator.model.problem import Exit, Place, Problem
from generator.model.slug import SLUG
from generator.model.topic import Topic
from generator.model.words import Words
from generator.settings import checks, faults, folders, plugin
from generator.settings.decode import Decoder, toml
from generator.settings.folders import FILE
from generator.settings.look import Look
from generator.settings.rules import rules_of
from generator.settings.tables import (
    SOURCES,
    Authors,
    Budgets,
    CustomFeed,
    Fetch,
    Identity,
    Limits,
    Mail,
    Related,
    Subscribe,
    Tables,
    Watched,
)
from generator.settings.words import words_of

LONGEST_PAUSE = 600  # seconds


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
    checks.check(decoder, tables, folder)
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
    if not checks.is_web_address(address):
        decoder.wrong(f"{path}.address", f"{address!r} is no web address", checks.ADDRESS)
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
