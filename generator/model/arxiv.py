"""What arXiv says the same way wherever it is asked: ids, categories, withdrawals, its weekend."""

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.model.exchange import Wrong
from generator.model.instant import instant
from generator.model.paper import ARXIV, PaperId, arxiv_id

SKIPS = ("Saturday", "Sunday")
QUIET = "arXiv announces nothing at weekends"

ADDRESS = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/abs/|oai:arxiv\.org:(?=\S)", re.IGNORECASE
)
FORM = "an id is year, month and number, as 2401.01234"  # how a person sees why an id is none
LONGEST = 32  # characters of a category
CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")  # not an MSC class

BETWEEN = re.compile(r"[\s,;]+(?=10\.\d{4})")  # two DOIs, which may hold commas themselves

# "This paper has been withdrawn by the authors due to an error": a clause of the comment begins
# so, or the abstract, or a sentence of it that speaks of "this" paper. Others are told of in the
# middle of a sentence ("why a paper is withdrawn"), and a paper may be withdrawn from a conference.
NOUN = r"(?:paper|article|submission|manuscript|work|preprint|version)"
PAPER = rf"{NOUN}\s+"
WAS = (
    r"(?:(?:has|have)\s+(?:now\s+|already\s+)?been|is(?:\s+being)?|was)\s+"
    r"(?:now\s+|temporarily\s+)?"
)
ELSEWHERE = r"(?!\s+from\b(?!\s+arxiv))"
GONE = rf"withdrawn\b(?!-){ELSEWHERE}"
ALONE = rf"{GONE}(?=\s*(?:$|[.;:,!)\]]|(?:as|because|by|due|for|owing|pending|since|until)\b))"
WHO = r"(?:(?:the\s+)?authors?|we|i)\s+(?:(?:have|has|hereby)\s+)?"
BY = rf"{WHO}(?:withdr(?:awn?|ew)|decided\s+to\s+withdraw)\s+(?:this|the|our)\s+{NOUN}\b{ELSEWHERE}"
OPENING = rf"(?:{ALONE}|(?:(?:this|the|our)\s+)?{PAPER}(?:{WAS})?{GONE}|{BY})"
COMMENT = re.compile(rf"(?:^|[.;:,!?*(\[]\s*){OPENING}", re.IGNORECASE)
ABSTRACT = re.compile(rf"^[*(\[]?\s*{OPENING}|[.!?*(\[]\s*this\s+{PAPER}{WAS}{GONE}", re.IGNORECASE)


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Tell whether a paper's comment or abstract says that it was withdrawn."""
    return bool(COMMENT.search(comment) or ABSTRACT.search(abstract))


def categories(names: Iterable[str]) -> tuple[str, ...]:
    """Return the arXiv categories among `names`, in their order, each once."""
    stripped = (name.strip() for name in names)
    short = (name for name in stripped if len(name) <= LONGEST)
    return tuple(dict.fromkeys(name for name in short if CATEGORY.fullmatch(name)))


def dois(text: str) -> tuple[str, Mapping[str, str]]:
    """Return the first DOI that a field holds, and what goes to `extra`: all, if it holds more."""
    first, *others = BETWEEN.split(text)
    return first, {"dois": text} if others else {}


def checked(names: Iterable[str]) -> None:
    """Refuse what is no category where a site's owner names some.

    Raises:
        ValueError: one of them is none; the words say which.
    """
    for name in names:
        if not CATEGORY.fullmatch(name):
            raise ValueError(f"{name!r} is no arXiv category; write one such as cs.CL or hep-th")


def within(subjects: Iterable[str], wanted: Sequence[str]) -> bool:
    """Tell whether one of `subjects` is wanted; a whole archive such as `cs` wants all of its."""
    names = [name.lower() for name in wanted]
    return any(f"{each}.".lower().startswith(f"{name}.") for each in subjects for name in names)


def identified(text: str, field: str) -> tuple[PaperId, int | None]:
    """Return the id that `text` holds, an address of arXiv or the bare id, and its version if any.

    Raises:
        Wrong: it holds none; `field` tells where that was.
    """
    name = ADDRESS.sub("", text, count=1)
    identity, found = arxiv_id(name), ARXIV.fullmatch(name.strip())
    if not identity or not found:
        raise Wrong(f"{field} is not that of an arXiv paper: {text!r}; {FORM}")
    return identity, number(found["version"] or "")


def number(text: str) -> int | None:
    """Return a whole number of at most nine digits; None if it is none."""
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def dated(text: str, field: str) -> str:
    """Return an instant as `instant` does; empty if there is none.

    Raises:
        Wrong: it is no instant; `field` tells where that was.
    """
    try:
        return instant(text) if text else ""
    except ValueError as error:
        raise Wrong(f"{field} is not a date: {text!r}") from error
