"""Bylines: who the papers of a day are by, so that lists by name need read no paper.

They are kept as text, a line a paper: of some hundred thousand names each costs what its letters
do.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from generator.model.frozen import dataclass
from generator.model.paper import Organization, Paper, PaperId
from generator.model.slug import tidy
from generator.store import tree

Mention = tuple[date, int]  # of a name: the day of a byline, and its line

# Those that ask for them.
KINDS = frozenset({"author", "authors", "organization", "organizations", "statistics", "watched"})

TEXTS = 1000  # that are kept in lines: the names on a page stand on papers of many days


@dataclass(frozen=True, slots=True)
class Byline:
    """A paper as lists by name show it."""

    id: PaperId
    day: date
    title: str
    withdrawn: str  # the reason, or empty
    names: tuple[str, ...]  # of authors, each once
    organization: Organization | None


@dataclass(frozen=True, slots=True)
class Bylines:
    """The bylines of a day, by id. A line has its parts between tabs."""

    papers: str = ""  # id, title, why it was withdrawn
    names: str = ""  # of the authors, or nothing
    organizations: str = ""  # handle and name, or nothing
    token: str = ""  # what stands for all of them

    def titles(self) -> Sequence[str]:
        """Return the titles of the papers."""
        return [line.split("\t")[1] for line in _lines(self.papers)] if self.papers else ()

    def titled(self, line: int) -> tuple[PaperId, str]:
        """Return the id of the paper of one line, and its title."""
        name, title, _ = _lines(self.papers)[line].split("\t")
        return PaperId(name), title

    def of(self, day: date, line: int) -> Byline:
        """Return what one line says, which is of a paper of `day`."""
        name, title, withdrawn = _lines(self.papers)[line].split("\t")
        names = _lines(self.names)[line]
        handle, _, called = _lines(self.organizations)[line].partition("\t")
        organization = Organization(called, handle) if called or handle else None
        return Byline(
            PaperId(name),
            day,
            title,
            withdrawn,
            tuple(names.split("\t")) if names else (),
            organization,
        )


@lru_cache(TEXTS)
def _lines(text: str) -> Sequence[str]:
    return text.split("\n")


def bylines_of(papers: Iterable[Paper]) -> Bylines:
    """Return the bylines of papers."""
    ranked = sorted(papers, key=lambda paper: paper.id)
    titles = "\n".join(_line((paper.id, paper.title, paper.withdrawn)) for paper in ranked)
    names = "\n".join(_line(_once(each.name for each in paper.authors)) for paper in ranked)
    organizations = "\n".join(_organization(paper.organization) for paper in ranked)
    token = tree.token_of((titles, names, organizations))[:16]
    return Bylines(titles, names, organizations, token)


def _once(names: Iterable[str]) -> Sequence[str]:
    """Return names as they were written, but each once; some papers name one author twice."""
    found: dict[str, str] = {}
    for name in filter(None, map(tidy, names)):
        found.setdefault(name.lower(), name)
    return tuple(found.values())


def _organization(organization: Organization | None) -> str:
    return _line((organization.handle, organization.name)) if organization else ""


def _line(parts: Iterable[str]) -> str:
    return "\t".join(" ".join(part.split()) for part in parts)
