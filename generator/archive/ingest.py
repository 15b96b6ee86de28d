"""From content/ to an Archive. Whatever cannot be read is a Problem, and the rest goes on.

What was found out is kept in .cache/, so that the next run reads no more than what changed.
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
from generator.archive.survey import Spread, Survey, here, survey
from generator.model.paper import Record
from generator.model.problem import Place, Problem
from generator.settings.site import Site
from generator.store import cache, premises, records, tree

BATCH = 12  # days whose facts are found out in one go


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from an earlier run, and is believed as far as nothing has changed."""

    survey: Survey = field(default_factory=Survey)
    facts: Mapping[date, Facts] = field(default_factory=dict)


def known(site: Site) -> Known:
    """Return what an earlier run left in .cache/; nothing if it left nothing to be trusted."""
    key = key_of(site)
    return Known(
        cache.read(site.cache / "survey", Survey, key) or Survey(),
        cache.read(site.cache / "facts", dict[date, Facts], key) or {},
    )


def surveyed(site: Site, known: Known, spread: Spread = here) -> Survey:
    """Return the survey of a site as it is now, and keep it.

    Raises:
        Problem: a folder or file cannot be read.
    """
    found = survey(site, known.survey, spread)
    if found != known.survey:
        cache.write(site.cache / "survey", found, key_of(site))
    return found


def opened(
    site: Site, found: Survey, known: Known, spread: Spread = here, *, keep: bool = True
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site that was surveyed, and what a person should mend in it.

    Pages of days and of months are read when somebody asks for them; what is wrong in them is
    told then, by `Archive.page`. What was found out is kept for the next run, if `keep`.

    Raises:
        Problem: a file cannot be read.
    """
    problems: list[Problem] = list(found.problems())
    papers = catalog(site, found, problems)
    problems.extend(_without_topic(found))
    sheets = Sheets(site, found, papers, topics_of(found))
    facts = _facts(site, found, sheets, papers.new, known.facts, spread)
    if keep and facts != known.facts:
        cache.write(site.cache / "facts", facts, key_of(site))
    answers = Answers(site, found, papers, facts, freshness.load(site, problems))
    for path in filter(freshness.is_read, found.files):
        found.check(path, site.folder / path)
    return Archive(answers, sheets), tuple(problems)


def load(site: Site, spread: Spread = here) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site, and what a person should mend in its content.

    Raises:
        Problem: a folder or file cannot be read.
    """
    earlier = known(site)
    return opened(site, surveyed(site, earlier, spread), earlier, spread)


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
