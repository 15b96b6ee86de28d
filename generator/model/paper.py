"""Paper and Record: what one source said of a paper, and all that is known of it.

Ids are `arxiv:2401.01234` (without version; the grammar is
https://info.arxiv.org/help/arxiv_identifier.html: a year and a month, from 2007 on four digits
after them, from 2015 on five; before that an archive, whose subject class says nothing) or, while
no arXiv id is known, `title:` and twelve hex digits made from the title.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NewType

from generator.model.frozen import dataclass, field

PaperId = NewType("PaperId", str)

MONTH = r"(?:0[1-9]|1[0-2])"
NEW = rf"(?:0[7-9]|1[0-4]){MONTH}\.\d{{4}}|(?:1[5-9]|[2-9]\d){MONTH}\.\d{{5}}"
OLD = rf"(?P<archive>[a-z][a-z-]*)(?:\.[a-z]{{2}})?(?P<number>/\d\d{MONTH}\d{{3}})"
ARXIV = re.compile(
    rf"(?:arxiv:)?(?:(?P<new>{NEW})|{OLD})(?:v(?P<version>[1-9]\d*))?", re.IGNORECASE | re.ASCII
)

# Segments of addresses whose id is not simply `arxiv:` and the segment.
TITLED = re.compile(r"title-[0-9a-f]{12}", re.ASCII)
OLD_STYLE = re.compile(r"(.+)-(\d{7})", re.ASCII)


def arxiv_id(text: str) -> PaperId | None:
    """Return the id of an arXiv identifier, with or without `arXiv:` and version; else None.

    `math.GT/0309136` and `math/0309136` are one paper, which arXiv calls by the latter.
    """
    found = ARXIV.fullmatch(text.strip())
    name = found and (found["new"] or found["archive"] + found["number"])
    return PaperId(f"arxiv:{name.lower()}") if name else None


def arxiv_name(paper: PaperId) -> str:
    """Return what arXiv calls a paper: `2401.01234`; empty while no arXiv id of it is known."""
    return paper.removeprefix("arxiv:") if paper.startswith("arxiv:") else ""


def folded(title: str) -> str:
    """Return `title` as it is compared: letters and digits alone, case ignored."""
    return "".join(character for character in title.casefold() if character.isalnum())


def title_id(title: str) -> PaperId:
    """Return the id of a paper of which no more than the title is known."""
    return PaperId("title:" + hashlib.sha256(folded(title).encode()).hexdigest()[:12])


def address_of(paper: PaperId) -> str:
    """Return the segment of its addresses: `2401.01234`, `astro-ph-0601001`, `title-3f9a…`."""
    return paper.removeprefix("arxiv:").replace("/", "-").replace(":", "-")


def share_of(paper: str) -> str:
    """Return the share of its day that a paper is in, a tenth or so: the end of its id.

    What other days change about a paper is told by shares: whatever shows one paper of a day is
    not made anew because another one has a relative, or a name a page, by now.
    """
    return paper[-1]


def paper_at(address: str) -> PaperId:
    """Return the id whose address has this segment: `address_of` makes each of one id alone."""
    if "-" not in address:
        return PaperId(f"arxiv:{address}")
    if TITLED.fullmatch(address):
        return PaperId(address.replace("-", ":"))
    if old := OLD_STYLE.fullmatch(address):
        return PaperId(f"arxiv:{old[1]}/{old[2]}")
    return PaperId(f"arxiv:{address}")


@dataclass(frozen=True, slots=True)
class Author:
    """A name as the source wrote it. Two papers' equal names need not be one person."""

    name: str
    affiliation: str = ""
    handle: str = ""  # on Hugging Face
    hidden: bool = False  # by the source, and so by us


@dataclass(frozen=True, slots=True)
class Organization:
    """Who stands behind a paper, as the source says: a name, and a handle if it has one."""

    name: str
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The counts of a paper as they were read on one UTC day."""

    date: date
    votes: int | None = None
    comments: int | None = None
    stars: int | None = None  # of its code on GitHub

    def same_as(self, other: "Reading") -> bool:
        """Tell whether both read the same counts, on whatever day."""
        return (self.votes, self.comments, self.stars) == (
            other.votes,
            other.comments,
            other.stars,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one source said of one paper on one day; empty where it said nothing.

    `published` and `updated` are ISO 8601: a date, or an instant in UTC that ends in `Z`.
    """

    id: PaperId
    title: str = ""  # a source that lists must have one
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    author_count: int | None = None  # where the source counts its authors without naming them
    subjects: tuple[str, ...] = ()  # arXiv categories, the primary one first
    published: str = ""
    updated: str = ""
    version: int | None = None
    withdrawn: bool = False
    comment: str = ""  # the authors' own, on arXiv
    doi: str = ""
    journal: str = ""
    organization: Organization | None = None
    code: str = ""  # http(s) address
    project: str = ""  # http(s) address
    media: tuple[str, ...] = ()  # http(s) addresses
    models: tuple[str, ...] = ()  # handles on Hugging Face, such as `someone/loom-7b`
    datasets: tuple[str, ...] = ()
    spaces: tuple[str, ...] = ()
    submitter: Author | None = None  # who put it on the list
    summary: str = ""  # written by a model
    summary_model: str = ""
    keywords: tuple[str, ...] = ()  # chosen by a model
    position: int | None = None  # on a list whose order means something, from 1
    extra: Mapping[str, Any] = field(default_factory=dict)  # what the source says beyond this


@dataclass(frozen=True, slots=True)
class Alias:
    """A paper's id, and the id it had before that was known."""

    id: PaperId
    was: PaperId


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that is known of a paper: its records merged, a person's correction before all."""

    id: PaperId
    first_id: PaperId  # whatever its id was when it first appeared: feeds never forget it
    title: str
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    author_count: int = 0  # no fewer than the authors that are named
    subjects: tuple[str, ...] = ()
    published: date | None = None
    updated: date | None = None
    version: int | None = None
    withdrawn: str = ""  # the reason, or empty
    comment: str = ""
    doi: str = ""
    journal: str = ""
    organization: Organization | None = None
    code: str = ""
    project: str = ""
    links: Mapping[str, str] = field(default_factory=dict)  # people's own: words -> address
    media: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    spaces: tuple[str, ...] = ()
    submitter: Author | None = None
    summary: str = ""
    summary_model: str = ""
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] | None = None  # by a person's correction, instead of the rules
    positions: Mapping[date, int] = field(default_factory=dict)
    days: tuple[date, ...] = ()  # on which a listing source listed it, first to last
    reading: Reading | None = None  # the newest
    series: tuple[Reading, ...] = ()  # that counted votes, first to last, one a day
    sources: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day of this paper: the first on which it was listed."""
        return self.days[0]

    @property
    def votes(self) -> int:
        """Its votes as last read; none read counts as none."""
        return (self.reading and self.reading.votes) or 0
