r"""Typography: which hyphens are dashes, which tildes are spaces, which backticks are quotes.

TeX has a rule for each; abstracts also hold `--flag`, `~10x`, `5~10%` and Markdown's backticks.
"""

import re

LONGEST = 1000  # characters between two quotes

# `z~6`, `(R~2700)`: about as much. Messier's objects are called `M~33`, and an index `S\&P~500`.
ABOUT = re.compile(r"(?:\A|[^\w\\&^])[A-LN-Za-z]~\d")
CLOSING_SINGLE = re.compile(r"\\?'(?![A-Za-z0-9'])")
CLOSING_DOUBLE = re.compile(r"\\'\\'|''|\"")
DASHES = {"--": "–", "---": "—"}


def dash(text: str, start: int, end: int) -> str:
    """Return what the hyphens `text[start:end]` mean: a dash, or themselves as in `--flag`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    spaced = not before.strip() and not after.strip()
    joined = bool(before.strip()) and before not in "([{</=&|"
    if after in {">", "-"} or before in {"!", "-"} or not (spaced or joined):
        return text[start:end]
    return DASHES.get(text[start:end], text[start:end])


def ties(text: str, at: int) -> bool:
    """Tell whether the tilde at `at` is TeX's space between two words that stay together."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after or after.isspace() or (before.isdigit() and after.isdigit()):
        return False
    if before.isalpha() and after.isdigit() and ABOUT.match(text, max(at - 2, 0)):
        return False
    return after != "~" and (before.isalnum() or before in ".,:;)]}'\"%$-")


def quoted(text: str, at: int, end: int) -> tuple[int, int, int] | None:
    """Return where the words begin and end that the backticks at `at` quote, and what follows.

    None if they quote nothing in TeX's way: ``code`` is Markdown's.
    """
    double = text.startswith("``", at)
    start = at + 1 + double
    last = min(end, at + LONGEST)
    other = text.find("``" if double else "`", start, last)
    last = other if other >= 0 else last
    if text[start : start + 1].isspace():
        return None
    if double:
        closing = CLOSING_DOUBLE.search(text, start + 1, last)
    else:
        closing = CLOSING_SINGLE.search(text, start + 1, last)
    return (start, closing.start(), closing.end()) if closing else None
