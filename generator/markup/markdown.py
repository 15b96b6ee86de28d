"""People's Markdown as HTML, and text of records as Markdown that shows just that text."""

import re

from generator.model.html import Html
from generator.model.text import clean

# What means something wherever it stands. A single `_` within a word does not.
MARK = re.compile(
    r"[`*\[\]|$]|\\(?=[!-/:-@\[-`{-~]|\Z)|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?![ =\d])|&(?=\#?\w+;)|~(?=~)|(?<=~)~|\#\Z"
)
UNMARKED = re.compile(r"[^`*\[\]|$\\_<&~#]*+")
FIRST = re.compile(r"[#>+=:-]")  # means something at the beginning of a line
NUMBERED = re.compile(r"(\d{1,9})([.)](?:\s|\Z))")


def html(text: str, base: str = "/") -> Html:
    """Return Markdown as safe HTML for a page, whose only h1 is not in it.

    Its highest headings are h2, whatever level they were written at.

    An address that begins with `/` is one of the site, which stands at the path `base`.

    Links lead to http, https, mailto or within the site. Comments are dropped, other HTML is
    shown as it is written. There is no inline style in it: cells of tables have a class.
    """
    if not text.strip():
        return Html()
    from generator.markup import commonmark  # it takes 15 ms, and few pages hold any prose

    return Html(commonmark.html(text, base))


def escaped(text: str) -> str:
    """Return `text` on one line of Markdown that shows the same, its white space collapsed.

    No markup, link, math, HTML, list, heading, table, front matter or block marker can come of
    it, at the beginning of a line or behind a word.
    """
    text = " ".join(clean(text).split())
    line = text if UNMARKED.fullmatch(text) else MARK.sub(r"\\\g<0>", text)
    if FIRST.match(line) and line != r"\#":
        return "\\" + line
    return NUMBERED.sub(r"\1\\\2", line, count=1) if NUMBERED.match(line) else line
