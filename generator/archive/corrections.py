"""Corrections: content/corrections/<paper>.yaml, where people put right what sources got wrong."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.markup import links
from generator.model.frozen import asdict, dataclass, replace
from generator.model.paper import Author, Organization, Paper
from generator.model.problem import Place, Problem
from generator.settings.decode import Decoder, did_you_mean, mapping, uncut
from generator.store import files

# What stands before a DOI, which is an id and no link.
BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
DOI = re.compile(r"10\.[0-9.]+/\S+")
# The line that hides a paper: it is found in what is no YAML too, for a mistake in another line.
HIDES = re.compile(
    rb"^(?:\xef\xbb\xbf)?hidden\s*:\s*(?:true|yes|on)\s*(?:#.*)?$", re.IGNORECASE | re.MULTILINE
)
LISTS = ("authors", "keywords", "subjects")  # of texts as people like them


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says of one paper. A key that is not given leaves things as they are."""

    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] | None = None
    subjects: tuple[str, ...] | None = None
    published: date | None = None
    organization: str | None = None
    code: str | None = None
    project: str | None = None
    links: Mapping[str, Any] | None = None  # further ones: words -> address
    journal: str | None = None
    doi: str | None = None
    comment: str | None = None
    summary: str | None = None
    keywords: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None  # slugs, instead of what the rules find
    withdrawn: str | bool | None = None  # true, or the reason
    hidden: bool = False  # everywhere


def read(
    path: str, body: bytes, topics: Mapping[str, str], problems: list[Problem]
) -> Correction | None:
    """Return the correction that `body` holds, which is that of a path beneath content/.

    `topics` are the slugs that it may name, those that topics had before too, with the present
    one of each. With any mistake in it, which is noted, it corrects nothing; a paper that it hides
    stays hidden.
    """
    file = f"content/{path}"
    try:
        given, lines = mapping(files.text_of(body, file), file)
    except Problem as problem:
        problems.append(problem)
        return Correction(hidden=True) if HIDES.search(body) else None
    decoder = Decoder(file, lines)
    correction = decoder.decode(Correction, given)
    for key, what, mend in uncut(given, LISTS):
        decoder.wrong(key, what, mend)
    for key, what, mend in _mistakes(correction, topics) if correction else ():
        decoder.wrong(key, what, mend)
    problems.extend(decoder.problems)
    if decoder.problems:
        return Correction(hidden=True) if correction and correction.hidden else None
    if correction is None or correction.topics is None:
        return correction
    return replace(correction, topics=tuple(topics[slug] for slug in correction.topics))


def _mistakes(correction: Correction, topics: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what has the right type and is wrong nevertheless: its key, what, how to mend it."""
    for key, words, address in _addresses(correction):
        if not words.strip():
            yield key, "a link has no words", "write some before the `:`"
        elif not links.safe(str(address)):
            mend = "write one such as https://example.org/loom"
            yield key, f"{words!r} must be a web address", mend
    if (doi := _doi(correction.doi or "")) and not DOI.fullmatch(doi):
        yield "doi", f"{doi!r} is no DOI", "write one such as 10.1000/182"
    if correction.title is not None and not correction.title.strip():
        yield "title", "the title is empty", "write one, or take the line out"
    for key in LISTS:
        if not all(map(str.strip, getattr(correction, key) or ())):
            yield key, f"one of the {key} is empty", "write it, or take it out"
    for slug in correction.topics or ():
        if slug not in topics:
            yield "topics", f"there is no topic {slug!r}", did_you_mean(slug, topics)


def _doi(text: str) -> str:
    return BEFORE_DOI.sub("", text.strip())


def _addresses(correction: Correction) -> Iterator[tuple[str, str, object]]:
    """Yield the addresses that a correction gives, each with its dotted key and its words."""
    given = {"code": correction.code, "project": correction.project}
    yield from ((key, key, address) for key, address in given.items() if address)
    for words, address in (correction.links or {}).items():
        yield f"links.{words}", words, address


def unused(file: str) -> Problem:
    """Return the Problem of a correction whose paper is not in the archive."""
    mend = "name the file after the paper's address: papers/2501.07563/ is 2501.07563.yaml"
    return Problem("no paper of the archive has this address", at=Place(file), mend=mend)


def doubled(file: str, other: str) -> Problem:
    """Return the Problem of a correction whose paper another one corrects already."""
    what = f"{other} corrects the same paper"
    return Problem(what, at=Place(file), mend="write both into one file")


def applied(correction: Correction, paper: Paper) -> Paper:
    """Return the paper as a person corrected it."""
    changes: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in asdict(correction).items()
        if name != "hidden" and value is not None
    }
    if correction.doi is not None:
        changes["doi"] = _doi(correction.doi)
    if correction.title is not None:
        changes["title"] = " ".join(correction.title.split())
    if correction.links is not None:
        given = correction.links.items()
        changes["links"] = {" ".join(words.split()): str(address) for words, address in given}
    if correction.authors is not None:
        changes["authors"] = tuple(Author(name) for name in correction.authors)
        changes["author_count"] = len(correction.authors)
    if correction.organization is not None:
        changes["organization"] = (
            Organization(correction.organization) if correction.organization else None
        )
    if isinstance(correction.withdrawn, bool):
        changes["withdrawn"] = "withdrawn" if correction.withdrawn else ""
    elif correction.withdrawn is not None:
        changes["withdrawn"] = " ".join(correction.withdrawn.split())
    return replace(paper, **changes)
