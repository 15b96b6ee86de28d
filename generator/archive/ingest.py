"""From content/ to an Archive. Whatever cannot be read is a Problem, and the rest goes on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, TypeVar

from generator.archive import corrections, freshness, merge
from generator.archive.classify import Classifier, words_of
from generator.archive.reader import Archive
from generator.model.page import Page
from generator.model.paper import Alias, Paper, PaperId, Record, address_of
from generator.model.problem import Place, Problem
from generator.model.topic import Rule, Topic
from generator.settings.decode import Decoder
from generator.settings.site import Site
from generator.store import pages, records

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PATTERNS = ("*.md", "topics/*.md", "days/[0-9][0-9][0-9][0-9]/*.md", "topics/*/*.md")

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class TopicFront:
    """The front matter of content/topics/<topic>.md."""

    title: str
    rule: Any = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class DayFront:
    """The front matter of content/days/<year>/<day>.md."""

    title: str = ""
    order: str = "votes"  # or `page`


@dataclass(frozen=True, slots=True)
class ProseFront:
    """The front matter of any other page."""

    title: str = ""
    description: str = ""


def load(site: Site) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site, and what a person should mend in its content."""
    problems: list[Problem] = []
    aliases = records.aliases(site.content, problems)
    papers, hidden = _papers(site, aliases, problems)
    markdown = _pages(site, problems)
    topics = _topics(markdown, problems)
    _check(site, markdown, problems)
    classifier = Classifier(topics)
    reasons = {paper.id: classifier.reasons(paper) for paper in papers.values()}
    archive = Archive(
        site,
        papers=papers,
        hidden=hidden,
        aliases=aliases,
        topics=topics,
        reasons=reasons,
        pages=markdown,
        freshness=freshness.load(site, problems),
    )
    return archive, tuple(problems)


def all_records(site: Site) -> Iterator[Record]:
    """Yield every record of the site's sources."""
    for source in site.sources:
        for day in records.days(site.content, source):
            yield from records.read(site.content, source, day, []).records


def _papers(
    site: Site, aliases: Sequence[Alias], problems: list[Problem]
) -> tuple[dict[PaperId, Paper], frozenset[PaperId]]:
    now = {alias.was: alias.id for alias in aliases}
    first = {alias.id: alias.was for alias in reversed(aliases)}
    told: dict[PaperId, list[merge.Told]] = defaultdict(list)
    for each in _told(site, problems):
        told[now.get(each.record.id, each.record.id)].append(each)
    corrected = corrections.read(site.content, _slugs(site), problems)
    papers: dict[PaperId, Paper] = {}
    hidden: set[PaperId] = set()
    taken: dict[str, PaperId] = {}
    known: set[str] = set()  # the addresses of papers, now and before their arXiv id was known
    for name in sorted(told):
        paper = merge.merged(name, first.get(name, name), told[name])
        if paper is None:
            continue
        address, before = address_of(name), address_of(paper.first_id)
        if address in taken:
            what = f"{name} and {taken[address]} would stand at the same address, papers/{address}/"
            problems.append(Problem(what, mend="hide one of them with a correction"))
            continue
        taken[address] = name
        known |= {address, before}
        files = dict(filter(None, (corrected.get(address), corrected.get(before))))
        file, *others = files or [""]
        correction = files.get(file)
        problems.extend(corrections.doubled(other, file) for other in others)
        if correction and correction.hidden:
            hidden.add(name)
            continue
        papers[name] = corrections.applied(correction, paper) if correction else paper
    problems.extend(
        corrections.unused(file) for address, (file, _) in corrected.items() if address not in known
    )
    return papers, frozenset(hidden)


def _told(site: Site, problems: list[Problem]) -> Iterator[merge.Told]:
    for rank, (name, source) in enumerate(site.sources.items()):
        for day in records.days(site.content, name):
            listing = records.read(site.content, name, day, problems)
            for record in listing.records:
                readings = listing.counts.get(record.id, ())
                yield merge.Told(rank, name, source.list, day, record, readings)


def _pages(site: Site, problems: list[Problem]) -> dict[str, Page]:
    """Return the pages that can be read: prose, topics, days, months of topics."""
    found: dict[str, Page] = {}
    for pattern in PATTERNS:
        for path in pages.names(site.content, pattern):
            try:
                _check_name(path)
                page = pages.read(site.content, path)
            except Problem as problem:
                problems.append(_shown_anew(problem) if path.startswith("days/") else problem)
                continue
            if page is not None:
                found[path] = page if pattern == "topics/*.md" else _checked(path, page, problems)
    return found


def _shown_anew(problem: Problem) -> Problem:
    """Return the Problem of a day's page with what comes of it until it is mended."""
    until = "until then its day is built from records alone, with papers that were hidden here"
    mend = f"{problem.mend}; {until}" if problem.mend else until
    return Problem(problem.what, at=problem.at, mend=mend, code=problem.code)


def _check_name(path: str) -> None:
    """Raise a Problem if a page in a folder of days or months bears the name of none."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if not folder and not SLUG.fullmatch(name):
        mend = "name it with small letters, digits and hyphens: reading-group.md"
        raise Problem("a page's file name is its address", at=Place(f"content/{path}"), mend=mend)
    if folder.startswith("topics/") and not MONTH.fullmatch(name):
        mend = "name it for its month, such as 2025-12.md"
        raise Problem(f"{name!r} is no month", at=Place(f"content/{path}"), mend=mend)
    if folder.startswith("days/") and not (folder == f"days/{name:.4}" and _is_day(name)):
        mend = "name it for its day, such as days/2025/2025-12-12.md"
        raise Problem(f"{path} is no day", at=Place(f"content/{path}"), mend=mend)


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def _checked(path: str, page: Page, problems: list[Problem]) -> Page:
    """Return a page that is no topic with what is right in its front matter; note the rest."""
    if not path.startswith("days/"):
        prose = _front(ProseFront, path, page, problems) or ProseFront()
        return replace(page, fields=asdict(prose))
    front = _front(DayFront, path, page, problems) or DayFront()
    if front.order not in ("votes", "page"):
        _, lines = pages.front_fields(page.front, f"content/{path}")
        place = Place(f"content/{path}", lines.get("order"))
        mend = "write `order: votes` or `order: page`"
        problems.append(Problem(f"no order is called {front.order!r}", at=place, mend=mend))
    return replace(page, fields=asdict(front))


def _front(kind: type[T], path: str, page: Page, problems: list[Problem]) -> T | None:
    file = f"content/{path}"
    given, lines = pages.front_fields(page.front, file)
    decoder = Decoder(file, lines)
    front = decoder.decode(kind, given)
    problems.extend(decoder.problems)
    return front


def _topics(markdown: Mapping[str, Page], problems: list[Problem]) -> tuple[Topic, ...]:
    """Return the topics by title. One with a mistake in it is noted, and left out."""
    found: list[Topic] = []
    for path, page in markdown.items():
        name = PurePosixPath(path)
        if path.startswith("topics/") and len(name.parts) == 2:  # noqa: PLR2004 - topics/<topic>.md
            before = len(problems)
            topic = _topic(name.stem, path, page, problems)
            if topic and len(problems) == before:
                found.append(topic)
    return tuple(sorted(found, key=lambda topic: (topic.title.casefold(), topic.slug)))


def _topic(slug: str, path: str, page: Page, problems: list[Problem]) -> Topic | None:
    file = f"content/{path}"
    front = _front(TopicFront, path, page, problems)
    if front is None:
        return None
    if not SLUG.fullmatch(slug):
        mend = "name it with small letters, digits and hyphens: state-space.md"
        problems.append(Problem("a topic's file name is its address", at=Place(file), mend=mend))
    _, lines = pages.front_fields(page.front, file)
    given = front.rule if isinstance(front.rule, list | tuple) else [front.rule]
    decoder = Decoder(file, lines)
    rules: list[Rule] = []
    for each in given:
        if not isinstance(each, dict) or not each:
            mend = "write `rule:` and below it lines such as `  any: [agent, tool use]`"
            decoder.wrong("rule", "this rule has no conditions", mend)
        elif rule := decoder.decode(Rule, each, "rule."):
            _check_phrases(decoder, rule)
            rules.append(rule)
            if not decoder.problems and not any(
                (rule.any, rule.all, rule.categories, rule.authors)
            ):
                decoder.wrong("rule", "this rule would find every paper", "add `any:` or `all:`")
    problems.extend(decoder.problems)
    return Topic(slug=slug, title=front.title, rules=tuple(rules), description=front.description)


def _check_phrases(decoder: Decoder, rule: Rule) -> None:
    """Note phrases that would find nothing, or everything, for a reason that is hard to see."""
    for key, phrases in (("any", rule.any), ("all", rule.all), ("none", rule.none)):
        for phrase in phrases:
            letters = words_of(phrase).strip()
            if not letters or (len(letters) == 1 and phrase.strip().casefold() != letters):
                mend = "signs are not compared: write a longer phrase"
                decoder.wrong(f"rule.{key}", f"nothing of {phrase!r} can be looked for", mend)
            elif len(phrases) == 1 and ", " in phrase:
                mend = f"write {key}: [{phrase}]"
                decoder.wrong(f"rule.{key}", "this is one phrase with a comma in it", mend)


def _check(
    site: Site,
    markdown: Mapping[str, Page],
    problems: list[Problem],
) -> None:
    """Note what no single file can tell: names that lead nowhere."""
    files = _slugs(site)
    for path in sorted({str(PurePosixPath(path).parent) for path in markdown}):
        folder = PurePosixPath(path)
        if folder.parts[:1] == ("topics",) and len(folder.parts) > 1 and folder.name not in files:
            mend = f"write content/topics/{folder.name}.md, or move or delete the folder"
            what = f"these months have no topic {folder.name!r}"
            problems.append(Problem(what, at=Place(f"content/{path}"), mend=mend))
    read = (*PATTERNS, "corrections/*.yaml", "records/**/*")
    known = {path for pattern in read for path in pages.names(site.content, pattern)}
    for pattern in ("**/*.md", "**/*.markdown", "**/*.y*ml"):
        for path in pages.names(site.content, pattern):
            if path not in known:
                mend = "see README for where pages, topics and corrections stand"
                place = Place(f"content/{path}")
                problems.append(Problem("nothing reads this file", at=place, mend=mend))


def _slugs(site: Site) -> set[str]:
    """Return the names of all topics, also of those that cannot be read."""
    return {PurePosixPath(path).stem for path in pages.names(site.content, "topics/*.md")}
