"""From content/ to an Archive. Whatever cannot be read is a Problem, and the rest goes on.

What was found out is kept in .cache/, so that the next run reads no more than what changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.archive import authorship, bylines, freshness, places
from generator.archive.answers import Answers, topics_of
from generator.archive.bylines import Bylines
from generator.archive.catalog import catalog
from generator.archive.facts import Facts, facts_of
from generator.archive.known import key_of, surveyed
from generator.archive.reader import Archive
from generator.archive.sheets import Sheets
from generator.archive.survey import Spread, Survey, here
from generator.model.paper import Record
from generator.model.problem import Place, Problem
from generator.settings.site import Site
from generator.store import cache, records, tree

BATCH = 12  # days whose facts are found out in one go


def opened(
    site: Site,
    found: Survey,
    spread: Spread = here,
    *,
    known: Mapping[date, Facts] | None = None,
    keep: bool = True,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site that was surveyed, and what a person should mend in it.

    Pages of days and of months are read when somebody asks for them; what is wrong in them is
    told then, by `Archive.page`. `known` are facts that are believed as far as they still hold,
    by default those that an earlier run kept; what was found out is kept as well, if `keep`.

    Raises:
        Problem: a file cannot be read.
    """
    key = key_of(site)
    if known is None:
        known = cache.read(site.cache / "facts", dict[date, Facts], key) or {}
    archive, problems = _archive(site, found, known, spread)
    if keep and archive.facts != known:
        cache.write(site.cache / "facts", archive.facts, key)
    return archive, problems


def again(site: Site, content: str) -> Archive | None:
    """Return the archive that another process has opened; None if its files are others here.

    `content` is the token of the survey of that process, and what it has left in .cache/ is used;
    nothing is kept there.

    Raises:
        Problem: a folder or file cannot be read.
    """
    found = surveyed(site, keep=False)
    return opened(site, found, keep=False)[0] if found.token() == content else None


def load(site: Site, spread: Spread = here) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site, and what a person should mend in its content.

    Raises:
        Problem: a folder or file cannot be read.
    """
    return opened(site, surveyed(site, spread), spread)


def _archive(
    site: Site, found: Survey, known: Mapping[date, Facts], spread: Spread
) -> tuple[Archive, tuple[Problem, ...]]:
    problems: list[Problem] = list(found.problems())
    papers = catalog(site, found, problems)
    problems.extend(_without_topic(found))
    sheets = Sheets(site, found, papers, topics_of(found))
    facts = _facts(site, found, sheets, papers.new, known, spread)
    claimed = authorship.claims(found.authors, problems)
    answers = Answers(site, found, papers, facts, freshness.load(site, problems), claimed)
    for path in filter(freshness.is_read, found.files):
        found.check(path, site.folder / path)
    return Archive(answers, sheets), tuple(problems)


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

    by_name = not bylines.KINDS.isdisjoint(site.kinds)

    def find_out(batch: Sequence[date]) -> dict[date, Facts]:
        return {
            day: facts_of(
                sheets.of(day),
                day,
                inputs=made_of[day][0],
                of=made_of[day][1],
                half_life=half_life,
                bylines=bylines.bylines_of(sheets.of(day).papers) if by_name else Bylines(),
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
