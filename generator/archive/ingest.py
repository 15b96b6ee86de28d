"""From content/ to an Archive. Whatever cannot be read is a Problem, and the rest goes on.

What was found out is kept in .cache/, so that the next run reads no more than what changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.archive import bylines, freshness
from generator.archive.answers import Answers, topics_of
from generator.archive.bylines import Bylines
from generator.archive.catalog import Catalog, catalog
from generator.archive.facts import Facts, facts_of
from generator.archive.freshness import Freshness
from generator.archive.kin import Kin, kin
from generator.archive.known import key_of, surveyed
from generator.archive.reader import Archive
from generator.archive.sheets import Sheets
from generator.archive.survey import Spread, Survey, here
from generator.archive.terms import Terms, terms_of
from generator.model.frozen import dataclass, field
from generator.model.paper import Record
from generator.model.problem import Problem
from generator.settings.site import Site
from generator.store import cache, records, tree

BATCH = 12  # days whose facts are found out in one go


def opened(
    site: Site,
    found: Survey,
    spread: Spread = here,
    *,
    believe: bool = True,
    keep: bool = True,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site that was surveyed, and what a person should mend in it.

    Pages of days and of months are read when somebody asks for them; what is wrong in them is
    told then, by `Archive.page`. Facts that an earlier run kept are believed as far as they still
    hold, if `believe`; what was found out is kept as well, if `keep`.

    Raises:
        Problem: a file cannot be read.
    """
    known = _kept(site) if believe else _Kept()
    archive = _archive(site, found, known, spread)
    if keep and archive.facts != known.facts:
        cache.write(site.cache / "facts", archive.facts, key_of(site))
    if keep and archive.kin != known.kin:
        cache.write(site.cache / "kin", archive.kin, key_of(site))
    return archive, tuple(archive.problems())


def again(site: Site, content: str) -> Archive | None:
    """Return the archive that another process has opened; None if its files are others here.

    `content` is the token of the survey of that process, and what it has left in .cache/ is used;
    nothing is kept there. A process that helped with it has the papers that it read for it still.

    Raises:
        Problem: a folder or file cannot be read.
    """
    if _begun and _begun.found.token() == content:
        return _ended(_begun, _kept(site), here)
    found = surveyed(site, keep=False)
    return opened(site, found, keep=False)[0] if found.token() == content else None


def load(site: Site, spread: Spread = here) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site, and what a person should mend in its content.

    Raises:
        Problem: a folder or file cannot be read.
    """
    return opened(site, surveyed(site, spread), spread)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an earlier run has found out."""

    facts: Mapping[date, Facts] = field(default_factory=dict)
    kin: Mapping[date, Kin] = field(default_factory=dict)


def _kept(site: Site) -> _Kept:
    key = key_of(site)
    facts = cache.read(site.cache / "facts", dict[date, Facts], key)
    near = cache.read(site.cache / "kin", dict[date, Kin], key) if site.shows_related else None
    return _Kept(facts or {}, near or {})


@dataclass(frozen=True, slots=True)
class _Begun:
    """An archive whose facts are not known yet."""

    site: Site
    found: Survey
    papers: Catalog
    fresh: Freshness
    sheets: Sheets
    made_of: Mapping[date, tuple[str, str, str]]  # what stands for a day's papers: with the rules,
    # alone, and without what was counted of them


_begun: _Begun | None = None  # the one whose facts are being found out: forked processes keep it


def _archive(site: Site, found: Survey, known: _Kept, spread: Spread) -> Archive:
    global _begun  # noqa: PLW0603 - a forked process finds here what need not be sent to it
    papers = catalog(site, found)
    fresh = freshness.load(site)
    for path in filter(freshness.is_read, found.files):
        found.check(path, site.folder / path)
    sheets = Sheets(site, found, papers, topics_of(found))
    rules = tree.token_of(sorted(found.topics.items()))
    inputs = {day: sheets.inputs(day) for day in papers.new}
    made_of = {day: (tree.token_of((found[0], rules)), *found) for day, found in inputs.items()}
    _begun = _Begun(site, found, papers, fresh, sheets, made_of)
    try:
        return _ended(_begun, known, spread)
    finally:
        _begun = None


def _ended(begun: _Begun, known: _Kept, spread: Spread) -> Archive:
    """Return the archive. Facts of days whose papers and rules are what they were are kept."""
    made_of = begun.made_of
    facts = {
        day: known.facts[day]
        for day, (of, *_) in made_of.items()
        if day in known.facts and known.facts[day].of == of
    }
    missing = sorted(made_of.keys() - facts.keys())
    batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
    half = len(batches) // 2
    # From the middle outwards: steps go the other way, and begin with papers that are at hand.
    outwards = [*reversed(batches[:half]), *reversed(batches[half:])]
    for found in spread(_found_out, outwards):
        facts |= found
    site, near = begun.site, dict[date, Kin]()
    if site.shows_related:
        terms = {day: each.terms for day, each in facts.items()}
        near = kin(terms, known.kin, site.related.papers, spread)
    answers = Answers(site, begun.found, begun.papers, facts, begun.fresh, near)
    return Archive(answers, begun.sheets)


def _found_out(days: Sequence[date]) -> dict[date, Facts]:
    """Return the facts of days of the archive that was begun."""
    if _begun is None:
        raise RuntimeError("no archive was begun in this process")
    sheets, made_of, site = _begun.sheets, _begun.made_of, _begun.site
    related = site.shows_related
    by_name = related or not bylines.KINDS.isdisjoint(site.kinds)
    return {
        day: facts_of(
            sheets.of(day),
            day,
            of=made_of[day][0],
            inputs=made_of[day][1],
            said=made_of[day][2],
            half_life=site.limits.half_life_days,
            bylines=bylines.bylines_of(sheets.of(day).papers) if by_name else Bylines(),
            terms=terms_of(sheets.of(day).papers) if related else Terms(),
        )
        for day in days
    }


def all_records(site: Site) -> Iterator[Record]:
    """Yield every record of the site's sources."""
    for source in site.sources:
        for day in records.days(site.content, source):
            yield from records.read(site.content, source, day, []).records
