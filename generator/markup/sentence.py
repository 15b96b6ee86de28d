"""The first sentence of an abstract, for where there is no room for the whole."""

import re

from generator.markup.formulas import LONGEST, formulas

END = re.compile(r"[.!?][\"'”’)\]]*+(?=\s+[^a-z\s]|\s*\Z)")
# A full stop behind one of these ends no sentence: abbreviations, initials.
ABBREVIATED = re.compile(
    r"(?:\b(?:e\.\s?g|i\.\s?e|a\.k\.a|w\.r\.t|i\.i\.d|et al|vs|cf|resp|approx|viz|ca"
    r"|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Refs|No|Nos|Dr|Prof|Mr|Mrs|Ms|St|Jr)|\b[A-Z])\Z"
)
LOOKED_AT = 12  # characters before a full stop


def first_sentence(text: str, limit: int = 300) -> str:
    """Return the first sentence of `text`, its white space collapsed.

    Where it is longer than `limit` characters it is cut after a word and ends in `…`, within
    the limit. It ends neither within a formula nor within braces.
    """
    text = " ".join(text.split())
    spans = [(start, formula.end) for start, formula in formulas(text[: limit + LONGEST])]
    for end in END.finditer(text, 0, limit + 2):
        if end.end() <= limit and _ends(text, end.start(), end.end(), spans):
            return text[: end.end()]
    if len(text) <= limit:
        return text
    spaces = [at for at in range(limit) if text[at] == " " and _outside(text, at, spans)]
    cut = spaces[-1] if spaces else min((limit - 1, *(start for start, _ in spans)))
    return text[:cut].rstrip(" ,;:–—-") + "…"


def _ends(text: str, stop: int, end: int, spans: list[tuple[int, int]]) -> bool:
    if text[stop] == "." and ABBREVIATED.search(text[max(0, stop - LOOKED_AT) : stop]):
        return False
    return _outside(text, end, spans)


def _outside(text: str, at: int, spans: list[tuple[int, int]]) -> bool:
    if any(start < at < end for start, end in spans):
        return False
    return text.count("{", 0, at) <= text.count("}", 0, at)
