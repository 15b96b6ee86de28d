"""An organization, by its handle on Hugging Face: its papers."""

from collections import Counter
from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards import byname
from generator.cards.byname import ByName
from generator.cards.card import home_of
from generator.cards.chart import Timeline, timeline_of
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import month_of
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """What organization.html may see."""

    head: Head
    name: str
    handle: str
    home: str  # on Hugging Face
    count: int
    timeline: Timeline | None
    listed: ByName


def keys(archive: Archive) -> Iterable[str]:
    """Return the slugs of the organizations that have a handle."""
    return [slug for slug, _, _ in archive.organizations()]


def parts(archive: Archive, key: str) -> Iterable[str]:
    """Return the keys of the pages of an organization: one, or more where it has many papers."""
    return byname.keys(archive, key, archive.by_organization(key))


def view(archive: Archive, key: str) -> OrganizationView:
    """Return what the page of an organization, or of a part of its papers, shows."""
    slug = key.partition("/")[0]
    organization = archive.organization(slug)
    papers = archive.by_organization(slug)
    count, words = len(papers), archive.site.words
    watched = "watched" in archive.site.kinds and archive.watches_organization(slug)
    listed = byname.by_name(archive, papers, address.ORGANIZATIONS, key, own=True)
    return OrganizationView(
        head=Head(
            title=organization.name,
            path=f"{address.ORGANIZATIONS}{key}/",
            description=words.say(
                "papers_from", papers=words.tally(count, "paper"), organization=organization.name
            ),
            feeds=address.organization(slug) if watched else None,
            linked=linked_list(archive, organization.name, listed.paths),
        ),
        name=organization.name,
        handle=organization.handle,
        home=home_of(organization),
        count=count,
        timeline=timeline_of(words, Counter(month_of(day) for day, _ in papers)),
        listed=listed,
    )


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("organizations/{key}/index.html", "html", view, template="organization.html"),)
