"""Brackets: which formulas are too tangled to be handed to a library.

math-core 0.9 takes twice as long for each bracket more that is opened and not closed, and would
work on thirty of them for half a minute; pylatexenc calls itself for each brace within a brace.
"""

import re
import unicodedata

UNCLOSED = 8  # formulas of real papers have one or two, as in `[0, 1)`
NESTED = 40  # braces

MARK = re.compile(r"\\[A-Za-z]++|\\.|[^\w\s]", re.DOTALL)
OPENING = frozenset("([⌜⌞⎰⧏") | {
    *(r"\{", r"\lbrace", r"\lbrack", r"\lparen", r"\langle", r"\lang", r"\lfloor", r"\lceil"),
    *(r"\lvert", r"\lVert", r"\lgroup", r"\lmoustache", r"\llbracket", r"\llparenthesis"),
    *(r"\llangle", r"\lAngle", r"\lBrace", r"\llcorner", r"\ulcorner"),
}
CLOSING = frozenset(")]⌝⌟⎱") | {
    *(r"\}", r"\rbrace", r"\rbrack", r"\rparen", r"\rangle", r"\rang", r"\rfloor", r"\rceil"),
    *(r"\rvert", r"\rVert", r"\rgroup", r"\rmoustache", r"\rrbracket", r"\rrparenthesis"),
    *(r"\rrangle", r"\rAngle", r"\rBrace", r"\lrcorner", r"\urcorner"),
}


def tangled(source: str) -> bool:
    """Tell whether a formula opens too many brackets, or nests too many braces."""
    if _few(source):
        return False
    opened: list[str] = []
    unclosed = nested = 0
    for mark in MARK.findall(source):
        if mark == "{" or _opens(mark):
            opened.append(mark)
            nested += mark == "{"
        elif mark == "}":
            while opened and opened.pop() != "{":
                unclosed += 1
            nested = max(nested - 1, 0)
        elif _closes(mark) and opened and opened[-1] != "{":
            opened.pop()
        if nested > NESTED or unclosed + len(opened) - nested > UNCLOSED:
            return True
    return False


def _few(source: str) -> bool:
    """Tell whether so few signs that may open brackets are there, as in most, that none is."""
    signs = source.count("\\") + source.count("(") + source.count("[")
    return signs <= UNCLOSED and source.count("{") <= NESTED and source.isascii()


def _opens(mark: str) -> bool:
    return mark in OPENING or (not mark.isascii() and unicodedata.category(mark[-1]) == "Ps")


def _closes(mark: str) -> bool:
    return mark in CLOSING or (not mark.isascii() and unicodedata.category(mark[-1]) == "Pe")
