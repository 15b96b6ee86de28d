"""The first sentence of an abstract, for where there is no room for the whole."""

import re
from collections.abc import Sequence

from generator.markup.formulas import LONGEST, formulas

END = re.compile(r"[.!?][\"'”’)\]]*+(?=\s+[^a-z\s]|\s*\Z)")
# A full stop behind one of these ends no sentence: abbreviations, initials, and what stands over
# the first part of an abstract, as some journals want it: `Context. Stars are far.`
ABBREVIATED = re.compile(
    r"(?:\b(?:e\.\s?g|i\.\s?e|a\.k\.a|w\.r\.t|i\.i\.d|et al|vs|cf|resp|approx|viz|ca"
    r"|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Refs|No|Nos|Dr|Prof|Mr|Mrs|Ms|St|Jr)|\b[A-Z]"
    r"|\A(?i:context|aims?|background|objectives?|purpose|motivation))\Z"
)
LOOKED_AT = 12  # characters before a full stop: more than any of them has
SEEN = 2  # characters behind the limit
ENOUGH = 20  # characters behind the limit, of which some are white space


def first_sentence(text: str, limit: int = 300) -> str:
    """Return the first sentence of `text`, its white space collapsed.

    Where it is longer than `limit` characters it is cut after a word and ends in `…`, within
    the limit. It ends neither within a formula nor within braces.
    """
    told = told_by(text[: limit + ENOUGH], limit)
    if told is not None:
        return told
    text = " ".join(text.split())
    found = formulas(text[: limit + LONGEST])
    return _first(text, limit, [(start, formula.end) for start, formula in found])


def told_by(beginning: str, limit: int) -> str | None:
    """Return the first sentence of any text that begins so; None if it takes more to tell.

    `ENOUGH` characters more than `limit` will do for most texts.
    """
    text = " ".join(beginning.split())
    if len(text) < limit + SEEN or "$" in text or "\\" in text:  # the end, or a formula's
        return None
    return _first(text, limit, [])


def _first(text: str, limit: int, spans: Sequence[tuple[int, int]]) -> str:
    seen = text[:limit]
    if "." in seen or "!" in seen or "?" in seen:  # to look for each takes a tenth of the time
        for end in END.finditer(text, 0, limit + SEEN):
            if end.end() <= limit and _ends(text, end.start(), end.end(), spans):
                return text[: end.end()]
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    while cut >= 0 and not _outside(text, cut, spans):
        cut = text.rfind(" ", 0, cut)
    if cut < 0:
        cut = min((limit - 1, *(start for start, _ in spans)))
    return text[:cut].rstrip(" ,;:–—-") + "…"


def _ends(text: str, stop: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    if text[stop] == "." and ABBREVIATED.search(text[max(0, stop - LOOKED_AT) : stop]):
        return False
    return _outside(text, end, spans)


def _outside(text: str, at: int, spans: Sequence[tuple[int, int]]) -> bool:
    if spans and any(start < at < end for start, end in spans):
        return False
    return "{" not in text or text.count("{", 0, at) <= text.count("}", 0, at)
