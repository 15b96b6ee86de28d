"""Front matter: what the pages of days, of months and of prose say before their text."""

from pathlib import Path
from typing import TypeVar

from generator.model.frozen import asdict, dataclass, needed, replace
from generator.model.page import Page
from generator.model.problem import Lines, Place, Problem
from generator.settings.decode import Decoder
from generator.store import files, pages

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DayFront:
    """The front matter of content/days/<year>/<day>.md."""

    title: str = ""
    order: str = "votes"  # or `page`


@dataclass(frozen=True, slots=True)
class ProseFront:
    """The front matter of any other page, but for that of a topic."""

    title: str = ""
    description: str = ""


def read(content: Path, path: str, problems: list[Problem]) -> Page | None:
    """Return a page that is no topic, with what is right in its front matter.

    What is wrong is noted; a page that cannot be read at all is None, as one that is not there.
    """
    try:
        page = pages.read(content, path)
        return None if page is None else _checked(path, page, problems)
    except Problem as problem:
        problems.append(_shown_anew(problem) if path.startswith("days/") else problem)
        return None


def prose(path: str, body: bytes, problems: list[Problem]) -> ProseFront | None:
    """Return the front matter of the page of prose that `body` holds; what is wrong is noted.

    Of a page that cannot be read at all nothing is returned, as of one that is not there.
    """
    file = f"content/{path}"
    try:
        page = pages.parsed(files.text_of(body, file), file)
        return front(ProseFront, path, page, problems) or ProseFront()
    except Problem as problem:
        problems.append(problem)
        return None


def _shown_anew(problem: Problem) -> Problem:
    """Return the Problem of a day's page with what comes of it until it is mended."""
    until = "until then its day is built from records alone, with papers that were hidden here"
    mend = f"{problem.mend}; {until}" if problem.mend else until
    return Problem(problem.what, at=problem.at, mend=mend, code=problem.code)


def _checked(path: str, page: Page, problems: list[Problem]) -> Page:
    if not path.startswith("days/"):
        of_prose = front(ProseFront, path, page, problems) or ProseFront()
        return replace(page, fields=asdict(of_prose))
    of_day = front(DayFront, path, page, problems) or DayFront()
    if of_day.order not in ("votes", "page"):
        _, lines = pages.front_fields(page.front, f"content/{path}")
        place = Place(f"content/{path}", lines.get("order"))
        mend = "write `order: votes` or `order: page`"
        problems.append(Problem(f"no order is called {of_day.order!r}", at=place, mend=mend))
    return replace(page, fields=asdict(of_day))


def front(kind: type[T], path: str, page: Page, problems: list[Problem]) -> T | None:
    """Return a page's front matter as a `kind`; what is wrong in it is noted."""
    return front_and_lines(kind, path, page, problems)[0]


def front_and_lines(
    kind: type[T], path: str, page: Page, problems: list[Problem]
) -> tuple[T | None, Lines]:
    """Return the same, and the lines of its keys."""
    file = f"content/{path}"
    if not page.front and (lacking := needed(kind)):
        mend = f"begin it with three lines: `---`, `{lacking[0]}: …` and `---`"
        problems.append(Problem("this page has no front matter", at=Place(file, 1), mend=mend))
        return None, {}
    given, lines = pages.front_fields(page.front, file)
    decoder = Decoder(file, lines)
    found = decoder.decode(kind, given)
    problems.extend(decoder.problems)
    return found, lines
