"""Survey: what stands in a site's folders, file by file, with what the archive must know of each.

A survey is kept from run to run. A file whose signature has not moved is not looked into again;
of one that moved the digest tells whether it says anything new.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from generator.archive import authorship, corrections, fronts, places, topics
from generator.archive.authorship import AuthorFront
from generator.archive.corrections import Correction
from generator.archive.fronts import ProseFront
from generator.archive.places import (
    ALIASES,
    AUTHOR,
    CONTENT,
    CORRECTION,
    COUNTS,
    PROSE,
    RECORDS,
    TOPIC,
)
from generator.model.frozen import dataclass, field, replace
from generator.model.paper import Alias
from generator.model.problem import Changed, Parts, Problem
from generator.model.topic import Topic
from generator.settings import folders
from generator.settings.site import Site
from generator.store import records, tree

A = TypeVar("A")
B = TypeVar("B")

BATCH = 200  # files that are read in one go

Seen = tuple[int, int, int, int, str]  # the signature of a file, and the digest of its bytes
Said = str | tuple[Alias, ...] | Topic | AuthorFront | ProseFront | Correction | None


class Spread(Protocol):
    """Applies a function to batches of work, in this process or in several; `map` is one."""

    def __call__(self, work: Callable[[A], B], batches: Sequence[A]) -> Iterable[B]:
        """Yield what `work` makes of each batch, in whatever order."""
        ...


def here(work: Callable[[A], B], batches: Sequence[A]) -> Iterable[B]:
    """Do all work in this process."""
    return map(work, batches)


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of a site by path: `content/about.md`, `templates/base.html`, `static/…`."""

    files: Mapping[str, Seen] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)  # of a file of records, a space between
    aliases: tuple[Alias, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    authors: Mapping[str, AuthorFront] = field(default_factory=dict)
    prose: Mapping[str, ProseFront] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    wrong: Mapping[str, tuple[Parts, ...]] = field(default_factory=dict)  # problems by file

    def digest(self, path: str) -> str:
        """Return the digest of a file; empty if there is none."""
        seen = self.files.get(path)
        return seen[4] if seen else ""

    def check(self, path: str, file: Path) -> None:
        """See to it that a file, which was read just now, is the one that was surveyed.

        What is made of another one would be taken for what belongs to this.

        Raises:
            Changed: it is another one.
        """
        seen, path_now = self.files.get(path), os.fspath(file)
        if seen and seen[:4] == tree.signature(path_now) != tree.UNSURE:
            return
        body = tree.read(path_now)
        if ("" if body is None else tree.digest_of(body)) != self.digest(path):
            raise Changed(path)

    def rewritten(self, pages: Mapping[str, str]) -> "Survey":
        """Return the survey once these pages were written; see `Archive.rewritten`.

        Nobody need look again. If somebody else has written meanwhile `check` will find it out.
        """
        files = dict(self.files)
        for path, digest in pages.items():
            files.pop(CONTENT + path, None)
            if digest:
                files[CONTENT + path] = (*tree.UNSURE, digest)
        return replace(self, files=files)

    def token(self) -> str:
        """Return what stands for all that was surveyed, wherever and whenever.

        These are the bytes of files, and why nothing was read where there are none.
        """
        seen = (f"{path}\0{seen[4]}" for path, seen in sorted(self.files.items()))
        unread = sorted(self.wrong.keys() - self.files.keys())
        return tree.token_of((*seen, *((path, self.wrong[path]) for path in unread)))

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong in single files."""
        for path in sorted(self.wrong):
            yield from map(Problem.of, self.wrong[path])


def path_of(site: Site, name: str) -> Path:
    """Return where a file of the survey stands."""
    roots = folders.roots(site.folder)
    root = next(root for root in roots if name.startswith(root))
    return roots[root] / name.removeprefix(root)


def survey(site: Site, known: Survey, spread: Spread) -> Survey:
    """Return the survey of a site as it is now.

    What `known`, an earlier survey, tells of a file whose signature it has is believed.

    Raises:
        Problem: a folder or file cannot be read.
    """
    signatures = tree.look(folders.roots(site.folder))
    unread: list[Problem] = []
    doubtful = [p for p, seen in signatures.items() if seen in tree.UNREAD or not p.isprintable()]
    for path in doubtful:
        if problem := places.unspeakable(path) or places.unread(path, signatures[path]):
            unread.append(problem)
            del signatures[path]
    files: dict[str, Seen] = {}
    moved: list[tuple[str, str]] = []  # with the digest under which it need not be read again
    for path in sorted(signatures):
        seen, signature = known.files.get(path), signatures[path]
        if seen is None or seen[:4] != signature or signature == tree.UNSURE:
            moved.append((path, seen[4] if seen else ""))
        else:
            files[path] = seen
    roots = folders.roots(site.folder)
    others = [each for each in moved if not CORRECTION.fullmatch(each[0])]
    read = _Reader(roots).all(others, spread)
    now = dict(known.topics) | {each.path: each.said for each in read if each.fresh}
    told = {path: said for path, said in now.items() if isinstance(said, Topic)}
    names = _names(signatures, {path: told[path] for path in told if path in signatures})
    by_people = [each for each in moved if CORRECTION.fullmatch(each[0])]
    if names != _names(known.files, known.topics):  # which a correction may name
        by_people = [(path, "") for path in sorted(signatures) if CORRECTION.fullmatch(path)]
    read += _Reader(roots, names).all(by_people, spread)
    fresh = {each.path for each in read if each.fresh}
    files |= {each.path: (*signatures[each.path], each.digest) for each in read}
    said = _sorted(known, files.keys() - fresh)
    wrong = {path: parts for path, parts in known.wrong.items() if path in said.kept}
    wrong |= {str(problem.at): (problem.parts(),) for problem in unread}
    for each in read:
        if each.fresh:
            said.add(each.path, each.said)
            if each.wrong:
                wrong[each.path] = each.wrong
    return Survey(
        files,
        said.ids,
        said.aliases,
        said.topics,
        said.authors,
        said.prose,
        said.corrections,
        wrong,
    )


def _names(paths: Iterable[str], read: Mapping[str, Topic]) -> dict[str, str]:
    """Return the slugs that topics have and had, with the present one of each."""
    of_topics = (path for path in paths if path.startswith("content/topics/"))
    now = {found[1] for found in map(TOPIC.fullmatch, of_topics) if found}
    return {**topics.moved(read)[0], **{slug: slug for slug in now}}


@dataclass(slots=True)
class _Sorted:
    """What files say, by what they are; while a survey is made."""

    kept: frozenset[str]
    ids: dict[str, str]
    aliases: tuple[Alias, ...]
    topics: dict[str, Topic]
    authors: dict[str, AuthorFront]
    prose: dict[str, ProseFront]
    corrections: dict[str, Correction]

    def add(self, path: str, said: Said) -> None:
        match said:
            case str():
                self.ids[path] = said
            case tuple():
                self.aliases = said
            case Topic():
                self.topics[path] = said
            case AuthorFront():
                self.authors[path] = said
            case ProseFront():
                self.prose[path] = said
            case Correction():
                self.corrections[path] = said


def _sorted(known: Survey, kept: Iterable[str]) -> _Sorted:
    kept = frozenset(kept)

    def of(said: Mapping[str, A]) -> dict[str, A]:
        return {path: each for path, each in said.items() if path in kept}

    return _Sorted(
        kept,
        of(known.ids),
        known.aliases if ALIASES in kept else (),
        of(known.topics),
        of(known.authors),
        of(known.prose),
        of(known.corrections),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read in a file; if it is not `fresh`, no more than that it is what it was."""

    path: str
    digest: str
    fresh: bool
    said: Said = None
    wrong: tuple[Parts, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads files into what a survey keeps of them."""

    roots: Mapping[str, Path]
    topics: Mapping[str, str] = field(default_factory=dict)  # that corrections may name

    def all(self, moved: Sequence[tuple[str, str]], spread: Spread) -> list[_Read]:
        """Return what stands in any number of files."""
        batches = [moved[start : start + BATCH] for start in range(0, len(moved), BATCH)]
        return [each for batch in spread(self.read, batches) for each in batch]

    def read(self, files: Sequence[tuple[str, str]]) -> list[_Read]:
        """Return what stands in files that moved; of each its path and earlier digest is given."""
        found = []
        for path, before in files:
            root = next(root for root in self.roots if path.startswith(root))
            body = tree.read(f"{self.roots[root]}/{path[len(root) :]}") or b""
            digest = tree.digest_of(body)
            if digest == before:
                found.append(_Read(path, digest, fresh=False))
                continue
            problems: list[Problem] = []
            said = self._said(path, body, problems) if root == CONTENT else None
            parts = tuple(problem.parts() for problem in problems)
            found.append(_Read(path, digest, True, said, parts))  # noqa: FBT003 - a field
        return found

    def _said(self, path: str, body: bytes, problems: list[Problem]) -> Said:
        """Return what a file beneath content/ says; None where it is only read when asked for."""
        inside = path.removeprefix(CONTENT)
        if problem := places.wrong(path):
            problems.append(problem)
            return None
        if path.startswith("content/records/"):
            return self._of_records(path, body, problems)
        said: Said = None
        if TOPIC.fullmatch(path):
            said = topics.read(inside, body, problems)
        elif AUTHOR.fullmatch(path):
            said = authorship.read(inside, body, problems)
        elif CORRECTION.fullmatch(path):
            said = corrections.read(inside, body, self.topics, problems)
        elif PROSE.fullmatch(path):
            said = fronts.prose(inside, body, problems)
        return said

    def _of_records(self, path: str, body: bytes, problems: list[Problem]) -> Said:
        if RECORDS.fullmatch(path):
            return " ".join(records.ids(body, path, problems))
        if COUNTS.fullmatch(path):
            records.check_counts(body, path, problems)
        return records.aliases_in(body, path, problems) if path == ALIASES else None
