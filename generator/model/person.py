"""Person: the parts of an author's name, as citations want them.

A source has names as their bearers write them, in one piece. Which word of several is the family's
only they know; what is told here is what most would say. What is no person's, or has no parts,
stands as it is written. static/js/citations.js does the same, by tests/cases/names.json.
"""

import re

from generator.model.frozen import dataclass

SUFFIXES = frozenset({"Jr", "Jr.", "jr", "jr.", "Sr", "Sr.", "II", "III", "IV"})
# Words that no person's name ends in, nor holds.
TEAMS = frozenset(
    {
        *("team", "group", "lab", "labs", "collaboration", "consortium", "community", "project"),
        *("initiative", "research", "university", "institute", "foundation", "center", "centre"),
        *("network", "committee", "authors", "contributors", "inc", "inc.", "ltd", "ltd."),
    }
)
NOBODY = re.compile(r"[\d:]|\band\b|\bAI$|^Team\b")
# Chinese, Japanese and Korean names begin with the family's, whatever stands between the two.
EAST = re.compile(
    "[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff·]+"
)
STRAY = re.compile(r"\A[, ]+| (?=,)")  # what a careless list leaves: `da , Silva`, `, Ada`
# Most names: words that all begin with a capital, the last one the family's.
PLAIN = re.compile(r"[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*)* ((?![JS]r$)[A-Z][a-z'-]+[A-Za-z'-]*)")


@dataclass(frozen=True, slots=True)
class Person:
    """A name in its parts; where it has none all of it is `family`."""

    family: str
    given: str = ""
    particle: str = ""  # `van der`: it belongs to the family's name, and is not sorted by
    suffix: str = ""


def is_team(name: str) -> bool:
    """Tell whether a name says that it is no person's: `The QUAY Collaboration`, `Loom-AI`."""
    last = name.rpartition(" ")[2]
    return last.lower() in TEAMS or name.startswith("Team ") or name.endswith((" AI", "-AI"))


def person(name: str) -> Person:
    """Return the parts of a name: `Jan van der Berg Jr.`, `Berg, Jan`, `杨 智博`, `Loom Team`."""
    plain = PLAIN.fullmatch(name)
    if plain and not is_team(name):
        return Person(plain[1], name[: plain.start(1) - 1])
    if NOBODY.search(name):
        return Person(" ".join(name.split()))
    name = " ".join(name.split())
    name = STRAY.sub("", name) or name
    before, comma, after = name.partition(", ")
    if after in SUFFIXES:
        name, comma = f"{before} {after}", ""
    words = name.split(" ")
    if len(words) == 1 or is_team(name) or "," in after:
        return Person(name)
    if comma:
        return _with_particle(before.split(" "), after)
    if all(map(EAST.fullmatch, words)):
        return Person(words[0], " ".join(words[1:]))
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""  # noqa: PLR2004 - two names and it
    last = len(words) - 1
    first = next((at for at in range(1, last) if words[at][0].islower()), last)
    return _with_particle(words[first:], " ".join(words[:first]), suffix)


def _with_particle(family: list[str], given: str, suffix: str = "") -> Person:
    """Return a person; of the family's words the small ones at the beginning are particles."""
    last = len(family) - 1
    first = next((at for at, word in enumerate(family) if not word[0].islower()), last)
    return Person(" ".join(family[first:]), given, " ".join(family[:first]), suffix)
