"""Names of authors as arXiv takes them in: one line of them, with affiliations and TeX accents."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from generator.model.exchange import LARGEST, LONGEST, Wrong
from generator.model.paper import Author

NUMBERS = re.compile(r"\d+(?:(?:\s*,\s*|\s+and\s+|\s+)\d+)*", re.ASCII)  # (1), (1,2), (1 and 2)
LEGEND = re.compile(r"\(\s*(\d+)\s*\)", re.ASCII)
SUFFIX = re.compile(r"[JjSs]r\.?|II|III|IV")
# What a list of names leaves at one of them when it is taken apart: `and C. Three`, `. A. One`.
LEFT = re.compile(r"\A(?:(?:and|&)\s+|\\\\|[.,;]\s+)(?=\S)|(?<=\S)\s+(?:and|&)\Z")
# arXiv puts a space after each full stop of a name, and Hugging Face takes it over.
SPACED = re.compile(r"(?<=\w\.) (?=-\w)|(?<=\d\.) (?=\d)")  # `J. -C. Quay`, `Loom-4. 5 Team`
ET_AL = re.compile(r"et\.? al\.?", re.IGNORECASE)


def authors(text: str) -> tuple[Author, ...]:
    """Return the authors of a line such as `A. One, B. Two (Quay Lab) and C. Three (1) ((1) Pier)`.

    What stands in parentheses is an affiliation, and what stands in those of the end may be the
    legend of numbers. TeX accents become letters.

    Raises:
        Wrong: a name or an affiliation is longer than any field should be.
    """
    found: list[Author] = []
    legend: dict[str, str] = {}
    for name, notes in _names(text):
        for note in notes:
            _, *told = LEGEND.split(note)
            numbers, places = told[::2], (says.strip(" ,;") for says in told[1::2])
            legend |= dict(zip(numbers, places, strict=True))
        said = [note for note in notes if not LEGEND.search(note)]
        if SUFFIX.fullmatch(name) and found and not found[-1].name.endswith(f" {name}"):
            before = found.pop()
            found.append(_author(f"{before.name} {name}", [before.affiliation, *said]))
        elif is_name(name) and not ET_AL.fullmatch(name):
            found.append(_author(spelled(name), said))
    for each in found:
        longest = max(len(each.name), len(each.affiliation))
        if longest > LONGEST:
            raise Wrong(f"an author has {longest:,} characters; {LONGEST:,} are the most")
    placed = [_placed(each.affiliation, legend) for each in found]
    if sum(map(len, placed)) > LARGEST:  # ten thousand times the same long place
        placed = [""] * len(found)
    return tuple(Author(each.name, place) for each, place in zip(found, placed, strict=True))


def alone(name: str) -> str:
    """Return a name that a source tells by itself, without what its list left there, in letters.

    Initials with a hyphen stand together: `J. -C. Quay` is J.-C. Quay. Braces are TeX's
    only where more of it is.
    """
    name = SPACED.sub("", LEFT.sub("", name))
    return (spelled(name) or name) if "\\" in name or "~" in name else name


def _author(name: str, affiliations: Sequence[str]) -> Author:
    return Author(SPACED.sub("", name), "; ".join(filter(None, affiliations)))


def is_name(text: str) -> bool:
    """Tell whether `text` may name somebody; the `:` after a group, and a mere number, does not."""
    return any(character.isalpha() for character in text)


def _placed(affiliation: str, legend: dict[str, str]) -> str:
    """Return an affiliation in words, where it is told by numbers; empty if they mean nothing."""
    notes = affiliation.split("; ")
    placed: list[str] = []
    for note in notes:
        if NUMBERS.fullmatch(note):
            placed += [legend[key] for key in re.findall(r"\d+", note) if key in legend]
        else:
            placed.append(spelled(note))
    return "; ".join(dict.fromkeys(filter(None, placed)))


def _names(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each name, and the notes in parentheses beside it."""
    balanced = _is_balanced(text)
    name: list[str] = []
    notes: list[str] = []
    depth = braces = start = 0
    for token in re.finditer(r"\\.|[(){},;]|:(?=\s|$)|\s(?:and|&)\s|[^\\(){},;:\s]+|\s|:", text):
        part = token[0]
        if part == "(" and balanced:
            depth += 1
            start = token.end() if depth == 1 else start
        elif part == ")" and balanced:
            depth -= 1
            if not depth:
                notes.append(" ".join(text[start : token.start()].split()))
        elif depth:
            continue
        elif not braces and (part in ",;:" or part.strip() in ("and", "&")):
            yield "".join(name).strip(), notes
            name, notes = [], []
        else:
            braces = max(0, braces + (part == "{") - (part == "}"))
            name.append(" " if part.isspace() else part)
    yield "".join(name).strip(), notes


def _is_balanced(text: str) -> bool:
    """Tell whether every parenthesis is closed; else none of them means anything."""
    depth = 0
    for sign in re.findall(r"[()]", text):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return False
    return depth == 0


# https://en.wikibooks.org/wiki/LaTeX/Special_Characters#Escaped_codes
ACCENTS = dict(
    zip(
        "`'^\"~=.uvHcdbkr",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a",
        strict=True,
    )
)
MACROS = "oø OØ lł LŁ ssß aeæ AEÆ oeœ OEŒ aaå AAÅ iı jȷ dhð DHÐ thþ THÞ djđ DJĐ"
LETTERS = {macro[:-1]: macro[-1] for macro in MACROS.split()}
BASE = r"(?:\{\s*(\\[ij](?![A-Za-z])|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))"
ACCENT = re.compile(rf"\\(?:([`'^\"~=.])\s*|([uvHcdbkr])(?![A-Za-z])\s*){BASE}(?:(?<=\\[ij])\s+)?")
MACRO = "|".join(sorted(LETTERS, key=len, reverse=True))
LETTER = re.compile(rf"\\({MACRO})(?![A-Za-z])(?:\{{\}}|\s+|)")


def spelled(text: str) -> str:
    r"""Return a name in letters: `Edgar Rold\'an` becomes `Edgar Roldán`."""
    if "\\" not in text and "{" not in text and "~" not in text:
        return text
    text = LETTER.sub(lambda found: LETTERS[found[1]], ACCENT.sub(_accented, text))
    text = re.sub(r"\\([&%#_$])|[{}]", lambda found: found[1] or "", text)
    return " ".join(text.replace("~", " ").split())


def _accented(found: re.Match[str]) -> str:
    base = (found[3] or found[4]).removeprefix("\\")
    return unicodedata.normalize("NFC", base + ACCENTS[found[1] or found[2]])
