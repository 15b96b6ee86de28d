r"""Markdown that people write, as HTML: the one door of markdown-it-py.

CommonMark with tables and strikethrough, without raw HTML. `$x^2$` is math as it is in records,
also where it was escaped: `\$x^2\$`.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.markup import tex
from generator.markup.formulas import formula_at

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = frozenset({"http", "https", "mailto"})
HIGHEST, LOWEST = 2, 6  # the levels of headings on a page whose h1 is its title
ALIGNED = "text-align:"


def html(text: str, base: str) -> str:
    """Return Markdown as safe HTML for a page; see `markdown.html`."""
    return str(_parser().render(text, {"base": base}))


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Tell whether people may link to `url`."""
        scheme = SCHEME.match(url)
        return scheme is None or scheme[1].lower() in SCHEMES


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "xhtmlOut": False})
    parser.enable(["table", "strikethrough"])
    parser.block.ruler.before(
        "html_block", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.before("emphasis", "math", _math)
    parser.inline.ruler.before("emphasis", "comment", _comment)
    parser.core.ruler.push("house_style", _house_style)
    parser.add_render_rule("text", _text)
    return parser


def _math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Keep a formula from being read as Markdown. How it is shown is `tex`'s business."""
    if state.src[state.pos] != "$":
        return False
    formula = formula_at(state.src, state.pos)
    if not formula or formula.end > state.posMax:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = token.markup = state.src[state.pos : formula.end]
        token.info = "math"
    state.pos = formula.end
    return True


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - as above
    if not state.src.startswith("<!--", state.pos):
        return False
    end = state.src.find("-->", state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 3
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Drop a comment that has its lines for itself; `_comment` sees to the others."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", begin):
        return False
    close = state.src.find("-->", begin + 2, state.eMarks[end - 1])
    if close < 0:
        return False
    line = next(line for line in range(start, end) if close < state.eMarks[line])
    if state.src[close + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True


def _house_style(state: StateCore) -> None:
    """Make the highest headings h2, and turn the inline styles of cells into classes."""
    headings = [each for each in state.tokens if each.type in {"heading_open", "heading_close"}]
    highest = min((int(each.tag[1]) for each in headings), default=HIGHEST)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) - highest + HIGHEST, LOWEST)}"
    for token in state.tokens:
        for inline in token.children or ():
            for name in ("href", "src"):
                address = str(inline.attrs.get(name, ""))
                if address.startswith("/") and not address.startswith("//"):
                    inline.attrSet(name, state.env["base"] + address[1:])
        style = str(token.attrs.pop("style", ""))
        if style.startswith(ALIGNED):
            token.attrSet("class", style.removeprefix(ALIGNED))


def _text(
    _: object, tokens: Sequence[Token], index: int, __: object, ___: MutableMapping[str, Any]
) -> str:
    return tex.html(tokens[index].content, links=False)
