"""From content/ to an Archive. Whatever cannot be read is a Problem, and the rest goes on.

What was found out is kept in .cache/archive, so that the next run reads no more than what changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.archive import freshness, places
from generator.archive.answers import Answers, topics_of
from generator.archive.catalog import catalog
from generator.archive.facts import Facts, facts_of
from generator.archive.reader import Archive
from generator.archive.sheets import Sheets
from generator.archive.survey import Spread, Survey, here, look, survey, token_of
from generator.model.paper import Record
from generator.model.problem import Place, Problem
from generator.settings.site import Site
from generator.store import cache, premises, records, tree
from generator.store.tree import Signature, is_sure

BATCH = 12  # days whose facts are found out in one go


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept from run to run."""

    survey: Survey = field(default_factory=Survey)
    facts: Mapping[date, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at a site's files, and what their bytes come to."""

    look: str
    content: str


def content_token(site: Site, signatures: Mapping[str, Signature]) -> str:
    """Return what stands for all that a site's files hold; empty if they must be read for that."""
    known = cache.read(site.cache / "look", _Look, "")
    return known.content if known and known.look == token_of(signatures) else ""


def load(
    site: Site,
    spread: Spread = here,
    *,
    signatures: Mapping[str, Signature] | None = None,
    before: Archive | None = None,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site, and what a person should mend in its content.

    Pages of days and of months are read when somebody asks for them; what is wrong in them is
    told then, by `Archive.page`. `signatures` are those of a look a moment ago, `before` is an
    archive of the same site that was loaded earlier.

    Raises:
        Problem: a folder or file cannot be read.
    """
    key = key_of(site)
    kept = _kept_of(before) if before else cache.read(site.cache / "archive", _Kept, key)
    kept = kept or _Kept()
    signatures = look(site) if signatures is None else signatures
    found = survey(site, signatures, kept.survey, spread)
    problems: list[Problem] = list(found.problems())
    papers = catalog(site, found, problems)
    problems.extend(_without_topic(found))
    sheets = Sheets(site, found, papers, topics_of(found))
    facts = _facts(site, found, sheets, papers.new, kept.facts, spread)
    if found != kept.survey or facts != kept.facts:
        cache.write(site.cache / "archive", _Kept(found, facts), key)
    if is_sure(signatures):
        cache.write(site.cache / "look", _Look(token_of(signatures), found.token()), "")
    answers = Answers(site, found, papers, facts, freshness.load(site, problems))
    return Archive(answers, sheets), tuple(problems)


def _kept_of(archive: Archive) -> _Kept:
    return _Kept(archive.survey, archive.facts)


def key_of(site: Site) -> str:
    """Return what stands for all that decides, beside a site's files, how they are read."""
    return tree.token_of((premises.premises(), site.kinds, site.feeds, site.identity, site.limits,
                          *site.sources.items()))  # fmt: skip


def _facts(
    site: Site,
    found: Survey,
    sheets: Sheets,
    days: Iterable[date],
    kept: Mapping[date, Facts],
    spread: Spread,
) -> dict[date, Facts]:
    """Return the facts of all days; those whose papers and rules are what they were are kept."""
    rules = tree.token_of(sorted(found.topics.items()))
    half_life = site.limits.half_life_days
    made_of = {day: (inputs := sheets.inputs(day), tree.token_of((inputs, rules))) for day in days}
    facts = {
        day: kept[day] for day, (_, of) in made_of.items() if day in kept and kept[day].of == of
    }

    def find_out(batch: Sequence[date]) -> dict[date, Facts]:
        return {
            day: facts_of(
                sheets.of(day),
                day,
                inputs=made_of[day][0],
                of=made_of[day][1],
                half_life=half_life,
            )
            for day in batch
        }

    missing = sorted(made_of.keys() - facts.keys())
    batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
    for fresh in spread(find_out, batches):
        facts |= fresh
    return facts


def _without_topic(found: Survey) -> Iterator[Problem]:
    """Yield the folders of months whose topic is not there."""
    months = (path for path in found.files if path.startswith("content/topics/"))
    slugs = {path[1] for path in map(places.TOPIC_MONTH.fullmatch, months) if path}
    for slug in sorted(slugs):
        if f"content/topics/{slug}.md" not in found.files:
            mend = f"write content/topics/{slug}.md, or move or delete the folder"
            what = f"these months have no topic {slug!r}"
            yield Problem(what, at=Place(f"content/topics/{slug}"), mend=mend)


def all_records(site: Site) -> Iterator[Record]:
    """Yield every record of the site's sources."""
    for source in site.sources:
        for day in records.days(site.content, source):
            yield from records.read(site.content, source, day, []).records
