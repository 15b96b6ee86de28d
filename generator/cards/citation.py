"""Citation: a paper as others cite it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.archive.reader import Archive
from generator.formats import bibtex
from generator.markup.source import escaped, source
from generator.model import address
from generator.model.paper import Paper, address_of, arxiv_name
from generator.model.person import person
from generator.model.reference import Reference
from generator.model.text import clean

SHOWN = 20  # names on a paper's page; its day's file has all of them
VERBATIM = re.compile(r"[^\s\\{}]*")  # a DOI is no TeX, and linked as it stands: `10.1007/1_2`
AND = re.compile(r"\band\b", re.IGNORECASE)  # BibTeX parts names there, in any case
NAMES = 10_000  # that are kept: each stands on the paper's page and in its day's file


def references(archive: Archive, papers: Sequence[Paper]) -> list[Reference]:
    """Return what cites papers, but for those that were withdrawn."""
    return [reference(archive, paper) for paper in papers if not paper.withdrawn]


def reference(archive: Archive, paper: Paper, most: int | None = None) -> Reference:
    """Return what cites a paper, with no more than so many names.

    Its key is made of the first id alone: it is the only one, and never another.
    """
    sort = "article" if paper.journal else "misc"
    fields = ((name, value) for name, value in _fields(archive, paper, most) if value)
    return Reference(sort, address_of(paper.first_id), tuple(fields))


def shown(archive: Archive, paper: Paper) -> str:
    """Return the BibTeX that a paper's page shows; none of one that was withdrawn."""
    return "" if paper.withdrawn else bibtex.text(reference(archive, paper, SHOWN))


def _fields(archive: Archive, paper: Paper, most: int | None) -> Iterator[tuple[str, str]]:
    day = paper.published or paper.day
    arxiv = arxiv_name(paper.id)
    page = archive.site.identity.root + address.paper(paper.id)
    yield "title", f"{{{source(paper.title)}}}"  # the second braces keep its capitals
    yield "author", " and ".join(_names(paper, most))
    yield "journal", source(paper.journal)
    yield "year", str(day.year)
    yield "month", str(day.month)
    doi = clean(paper.doi)
    yield "doi", doi if VERBATIM.fullmatch(doi) else escaped(doi)
    yield "eprint", arxiv
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "primaryclass", escaped(paper.subjects[0]) if arxiv and paper.subjects else ""
    yield "url", "" if arxiv else page


def _names(paper: Paper, most: int | None) -> Iterator[str]:
    names = [named(author.name) for author in paper.authors[:most]]
    yield from names
    if names and paper.author_count > len(names):  # alone it would be somebody's name
        yield "others"


@lru_cache(NAMES)
def named(name: str) -> str:
    """Return a name as BibTeX wants it: `van der Berg, Jr., Jan`, `{Loom Team}`."""
    parts = person(name)
    if not parts.given:
        return f"{{{escaped(parts.family)}}}"
    family = f"{parts.particle} {parts.family}" if parts.particle else parts.family
    if parts.suffix:
        family = f"{family}, {parts.suffix}"
    return AND.sub(r"{\g<0>}", escaped(f"{family}, {parts.given}"))
