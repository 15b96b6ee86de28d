"""Organizations: those that have a handle on Hugging Face, and the papers that stand for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.archive.bylines import Mention
from generator.archive.facts import Facts
from generator.model.frozen import dataclass
from generator.model.paper import Organization
from generator.model.slug import slug_of_handle


@dataclass(frozen=True, slots=True)
class Organized:
    """An organization as its newest paper names it, and its papers."""

    organization: Organization
    papers: Sequence[Mention]  # newest day first


def organizations(facts: Mapping[date, Facts]) -> Mapping[str, Organized]:
    """Return the organizations by slug, those with the most papers first, then by slug."""
    slugs: dict[str, str] = {}
    named: dict[str, Organization] = {}
    papers: dict[str, list[Mention]] = {}
    for day in sorted(facts, reverse=True):
        for at, line in enumerate(facts[day].bylines.organizations.split("\n")):
            handle, _, name = line.partition("\t")
            if not handle:
                continue
            slug = slugs.get(handle) or slugs.setdefault(handle, slug_of_handle(handle))
            named.setdefault(slug, Organization(name or handle, handle))
            papers.setdefault(slug, []).append((day, at))
    ranked = sorted(papers, key=lambda slug: (-len(papers[slug]), slug))
    return {slug: Organized(named[slug], papers[slug]) for slug in ranked}
