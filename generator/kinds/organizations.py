"""The list of organizations: those that have a handle on Hugging Face."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.byletter import NamesView, names_of
from generator.cards.head import Head
from generator.cards.way import Way
from generator.model import address
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one list, if there is any organization."""
    return [""] if archive.organizations() else []


def view(archive: Archive, key: str) -> NamesView:
    """Return what the list shows."""
    say = archive.site.words.say
    head = Head(
        title=say("organizations"),
        path=address.ORGANIZATIONS,
        description=say("organizations_told"),
    )
    ways = [
        Way(organization.name, address.organization(slug), papers)
        for slug, organization, papers in archive.organizations()
    ]
    return names_of(archive, head, ways)


NEEDS = ("organization",)  # kinds that its pages link to

OUTPUTS = (Output("organizations/index.html", "html", view, template="names.html"),)
