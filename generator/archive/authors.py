"""Authors: the names that many papers bear, or of which people have written, and their papers.

A name is no person. Papers stand together because they bear one name, or several that a page
says are one person's (`authorship`).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from generator.archive.bylines import Mention
from generator.archive.facts import Facts
from generator.model.frozen import dataclass
from generator.model.names import is_name
from generator.model.paper import PaperId, share_of
from generator.model.slug import slug_of_key
from generator.store import tree


@dataclass(frozen=True, slots=True)
class Authors:
    """The names that have a page, and the papers that bear them."""

    slugs: Mapping[str, str]  # by the key of a name
    keys: Mapping[str, Collection[str]]  # by slug
    without: Mapping[str, Collection[PaperId]]  # by slug: papers of somebody else
    papers: Mapping[str, Sequence[Mention]]  # by slug, newest day first
    linked: Mapping[tuple[date, str], str]  # what stands for the names that have a page, by share
    moved: Mapping[str, str]  # the slugs of a person's further names, and that of the page


def authors(
    facts: Mapping[date, Facts],
    claimed: Mapping[str, str],
    without: Mapping[str, Collection[PaperId]],
    *,
    least: int,
    watched: Collection[str],
) -> Authors:
    """Return the names that are on `least` papers, `watched` by their keys, or claimed by a page.

    Of the papers that bear a name those that are `without` its page are somebody else's.
    """
    days = sorted((day for day, each in facts.items() if each.bylines.papers), reverse=True)
    lowered = {day: facts[day].bylines.names.lower() for day in days}
    counts: Counter[str] = Counter()
    for names in lowered.values():
        counts.update(names.replace("\n", "\t").split("\t"))
    slugs = {
        key: slug_of_key(key)
        for key, papers in counts.items()
        if (papers >= least or key in watched) and key not in claimed and is_name(key)
    }
    slugs |= claimed
    keys: dict[str, list[str]] = {}
    for key, slug in slugs.items():
        keys.setdefault(slug, []).append(key)
    papers: dict[str, list[Mention]] = {slug: [] for slug in sorted(keys)}
    linked: dict[tuple[date, str], str] = {}
    page_of = slugs.get
    for day, names in lowered.items():
        here: dict[str, list[str]] = {}
        ids = [line.partition("\t")[0] for line in facts[day].bylines.papers.split("\n")]
        for at, line in enumerate(names.split("\n")):
            found = list(map(page_of, line.split("\t")))
            if not any(found):
                continue
            if not without.keys().isdisjoint(found):
                found = [None if ids[at] in without.get(slug or "", ()) else slug for slug in found]
            shown = " ".join([slug or "-" for slug in found])
            here.setdefault(share_of(ids[at]), []).append(f"{at} {shown}")
            for slug in dict.fromkeys(filter(None, found)):
                papers[slug].append((day, at))
        linked |= {(day, share): tree.token_of(lines) for share, lines in here.items()}
    return Authors(slugs, keys, without, papers, linked, _moved(claimed))


def _moved(claimed: Mapping[str, str]) -> dict[str, str]:
    found = {slug_of_key(key): slug for key, slug in sorted(claimed.items(), reverse=True)}
    pages = frozenset(claimed.values())
    return {slug: page for slug, page in found.items() if slug not in pages}
