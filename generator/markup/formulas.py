r"""Formulas: where TeX math stands in a text, and which dollars are money.

`$…$`, `$$…$$`, `\(…\)` and `\[…\]`. Authors write `5$\times$`, `$100K-$200K` and `1.5$\sim$2.3`
in one breath, so a pair of dollars is judged by what it encloses first, by its neighbours after.
"""

import re
from collections.abc import Iterator

from generator.model.frozen import dataclass

LONGEST = 2000  # characters; what is longer is no formula of an abstract
NESTED = 5  # braces within braces that are looked into
CLOSINGS = 3  # dollars tried as the end, for `$\text{a $x$ b}$`

# A quantifier that ends in + never gives back what it took, so that no text costs more than once.
TO_DOLLAR = re.compile(r"[^$\\]*+(?:\\.[^$\\]*+)*+\$", re.DOTALL)
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
BRACKETS = {r"\(": r"\)", r"\[": r"\]"}
START = re.compile(r"\\.|\$", re.DOTALL)

MARKER = re.compile(r"\\[A-Za-z,;:!|{}]|[\^_\u0370-\u03ff\u2190-\u22ff]")  # money has none of these
SIGN = re.compile(r"[^A-Za-z0-9\s]{1,3}|[^A-Za-z0-9]*[=<>+*/%&'~-][^A-Za-z0-9]*")  # `1$-$0`
RELATION = re.compile(r"[=<>%]")
OPERATOR = re.compile(r"[=<>+*/%|()\[\]×±~-]")
WORD = re.compile(r"[A-Za-z]{3}")
# `$5 and \emph{two} of $x$`: a price, and words up to a dollar that has a space before it.
PRICE = re.compile(
    r"\d[\d.,]*+[A-Za-z]?\s(?:and|or|per|to|for|of|in|on|with|at|by|but|while)\s.*\s", re.DOTALL
)
LETTER = re.compile(r"[A-Za-z]")
GROUP = re.compile(r"\{[^{}]*+\}")
MACRO = re.compile(r"\\(?:[A-Za-z]++|.)", re.DOTALL)
PROSE = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}+[,.;:]?\s++(?:[a-z]{1,2}\s++)?[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX without its delimiters, and where the text goes on behind them."""

    source: str
    display: bool  # on a line of its own
    end: int


def formula_at(text: str, at: int) -> Formula | None:
    r"""Return the formula that begins with the delimiter at `at`; None if none does.

    The caller has made sure that a dollar there is not escaped. It takes time in proportion to
    the distance to the next few dollars, never more than `LONGEST` characters.
    """
    opening = text[at : at + 2]
    if opening in BRACKETS:
        end = text.find(BRACKETS[opening], at + 2, at + LONGEST)
        source = text[at + 2 : end]
        return Formula(source, opening == r"\[", end + 2) if end > 0 and source.strip() else None
    if not opening.startswith("$"):
        return None
    return _double(text, at) if opening == "$$" else _single(text, at)


def formulas(text: str) -> Iterator[tuple[int, Formula]]:
    """Yield the formulas of `text`, each with the place where it begins."""
    at = 0
    while start := START.search(text, at):
        found = formula_at(text, start.start())
        if found:
            yield start.start(), found
        at = found.end if found else start.end()


def _double(text: str, at: int) -> Formula | None:
    closing = TO_DOLLAR.match(text, at + 2, at + LONGEST)
    if not closing or not text.startswith("$", closing.end()):
        return None
    source, end = closing[0][:-1], closing.end() + 1
    return Formula(source, display=True, end=end) if _is_math(source, text, at, end) else None


def _single(text: str, at: int) -> Formula | None:
    end = at + 1
    for _ in range(CLOSINGS):
        closing = TO_DOLLAR.match(text, end, at + LONGEST)
        if not closing:
            return None
        end = closing.end()
        source = text[at + 1 : end - 1]
        if _balanced(source):
            math = _is_math(source, text, at, end)
            return Formula(source, display=False, end=end) if math else None
    return None


def _balanced(source: str) -> bool:
    if "{" not in source and "}" not in source:
        return True
    depth = 0
    for brace in BRACE.finditer(source):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth < 0:
            return False
    return depth == 0


def _is_math(source: str, text: str, start: int, end: int) -> bool:
    """Judge what stands between the dollars of `text[start:end]`."""
    if not source.strip() or _is_prose(source) or PRICE.fullmatch(source):
        return False
    if MARKER.search(source) or SIGN.fullmatch(source):
        return True
    if _is_amount(source.strip()) or not _well_spaced(source):
        return False
    if len(source) == 1 or (source[0].isalpha() and RELATION.search(source)):  # `$W$1`, `log$M<9$`
        return True
    if text[start - 1 : start].isalnum() and source[0].isalnum():  # `US$5M, A$`
        return source.isalnum() and len(source) <= 3  # noqa: PLR2004 - `Tl$RE$Se`
    return not text[end : end + 1].isdigit() or source[-1] in "=<>"


def _is_prose(source: str) -> bool:
    r"""Tell whether two words of prose follow each other, `\text{…}` and the like apart."""
    if len(source.split(None, 1)) == 1:  # no space is between words
        return False
    for _ in range(NESTED):
        source, more = GROUP.subn("", source)
        if not more:
            break
    return bool(PROSE.search(MACRO.sub("·", source)))


def _is_amount(source: str) -> bool:
    """Tell whether it reads as the rest of a price and the words up to the next one."""
    if not source[0].isdigit():
        return False
    worded = " " in source and LETTER.search(source) and not OPERATOR.search(source)
    return source[-1] in "-/,.;:" or bool(worded)


def _well_spaced(source: str) -> bool:
    """Tell whether no space is within the dollars, or what they enclose is math all the same."""
    inside = source.strip()
    if inside == source or (RELATION.search(inside) and not WORD.search(inside)):
        return True
    both = source[0].isspace() and source[-1].isspace()
    return " " not in inside if both else len(inside) == 1 and inside.isalpha()
