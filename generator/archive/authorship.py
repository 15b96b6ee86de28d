"""Authorship: content/authors/<slug>.md, where people say which names are one person's.

Nothing else does: that two papers bear one name proves nothing.
"""

from collections.abc import Collection, Container, Iterator, Mapping
from pathlib import PurePosixPath

from generator.archive import fronts
from generator.model.frozen import dataclass
from generator.model.paper import PaperId, paper_at
from generator.model.problem import Place, Problem
from generator.model.slug import key_of, slug_of
from generator.settings.decode import uncut
from generator.store import files, pages


@dataclass(frozen=True, slots=True)
class AuthorFront:
    """The front matter of an author."""

    name: str
    names: tuple[str, ...] = ()  # further ones that are the same person's
    without: tuple[str, ...] = ()  # addresses of papers by somebody else of such a name
    description: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """All names of the person, the first one first."""
        return (self.name, *self.names)


def read(path: str, body: bytes, problems: list[Problem]) -> AuthorFront | None:
    """Return what the page of an author says that `body` holds; with any mistake in it nothing."""
    file = f"content/{path}"
    before = len(problems)
    try:
        page = pages.parsed(files.text_of(body, file), file)
        found = fronts.front(AuthorFront, path, page, problems)
        given, lines = pages.front_fields(page.front, file)
        problems.extend(
            Problem(what, at=Place(file, lines[key]), mend=mend)
            for key, what, mend in uncut(given, ("names", "without"))
        )
    except Problem as problem:
        problems.append(problem)
        return None
    if found and not all(map(key_of, found.all)):
        problems.append(Problem("one of its names is empty", at=Place(file), mend="write it"))
    if found is None or len(problems) > before:
        return None
    right = [slug_of(name) for name in found.all]
    if PurePosixPath(path).stem not in right:
        mend = f"name it {right[0]}.md, or give it the name that it is about"
        what = "this page is named for none of its names"
        problems.append(Problem(what, at=Place(file), mend=mend))
        return None
    return found


def without(
    told: Mapping[str, AuthorFront], now: Mapping[PaperId, PaperId]
) -> Mapping[str, Collection[PaperId]]:
    """Return the papers that pages of authors say are somebody else's, by the slug of each page.

    `now` says what ids became: a paper may be named by an address that it had.
    """
    return {
        PurePosixPath(path).stem: frozenset(_papers(front, now).values())
        for path, front in told.items()
        if front.without
    }


def unknown(
    told: Mapping[str, AuthorFront], now: Mapping[PaperId, PaperId], papers: Container[PaperId]
) -> Iterator[Problem]:
    """Yield what pages of authors say is somebody else's, and is none of `papers`."""
    for path, front in sorted(told.items()):
        for address, paper in _papers(front, now).items():
            if paper not in papers:
                what = f"'without': no paper of the archive has the address {address!r}"
                mend = "write such as 2501.07563 for papers/2501.07563/, or take it out"
                yield Problem(what, at=Place(path), mend=mend)


def _papers(front: AuthorFront, now: Mapping[PaperId, PaperId]) -> Mapping[str, PaperId]:
    names = {address: paper_at(address) for address in front.without}
    return {address: now.get(name, name) for address, name in names.items()}


def claims(told: Mapping[str, AuthorFront]) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return the keys of the names that pages of authors claim, with the slug of each page.

    Of two pages that claim a name the one that is named for it has it, else the first; that is a
    Problem.
    """
    problems: list[Problem] = []
    by_slug = {PurePosixPath(path).stem: (path, told[path]) for path in sorted(told)}
    found: dict[str, str] = {}
    for slug, (_, front) in by_slug.items():
        found |= {key_of(name): slug for name in front.all if slug_of(name) == slug}
    for slug, (path, front) in by_slug.items():
        for name in front.all:
            other = found.setdefault(key_of(name), slug)
            if other != slug:
                what = f"{by_slug[other][0]} claims the name {name!r} too"
                problems.append(Problem(what, at=Place(path), mend="leave it to one of the two"))
    return found, tuple(problems)
