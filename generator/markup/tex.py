r"""TeX in titles and abstracts as HTML or plain text: the door of math-core and pylatexenc.

Text comes from outside, its white space collapsed. There are three ways to write it: `html` for
pages (math as MathML), `simple_html` for feed readers, which drop MathML, and `plain` for
attributes and titles of feeds. `macros` lists the macros known, `formulas` says what is math.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from math_core import LatexError, LatexToMathML

from generator.markup.brackets import tangled
from generator.markup.formulas import Formula
from generator.markup.links import among, encoded
from generator.markup.oneline import one_line
from generator.markup.tokens import Letter, Link, Text, Token
from generator.markup.words import labeled, marked, tokens
from generator.model.html import Html
from generator.model.text import clean

if TYPE_CHECKING:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text

DEEPEST = 6  # levels of braces, and brackets, of a formula that is read as characters
SPARE = 8  # characters, for those that are not shown
BRACES = re.compile(r"(?<!\\)[{}]")

MACROS = (  # beyond those that math-core knows; authors define most of these for themselves
    dict.fromkeys(("mbox", "hbox", "textsc", "emph", "texttt"), r"\text{#1}")
    | dict.fromkeys(("mathds", "mathbbm", "mathbbmss"), r"\mathbb{#1}")
    | dict.fromkeys(("textdegree", "degree", "arcdeg", "degr"), r"{}^{\circ}")
    | dict.fromkeys(("msun", "Msun", "solmass"), r"M_{\odot}")
    | dict.fromkeys(("AA", "angstrom"), r"\text{Å}")
    | {"arcsec": r"{}^{\prime\prime}", "arcmin": r"{}^{\prime}", "farcs": r".{}^{\prime\prime}"}
    | {"norm": r"\lVert #1\rVert", "abs": r"\lvert #1\rvert", "E": r"\mathbb{E}"}
    | {"bigO": r"\mathcal{O}", "eps": r"\epsilon", "kms": r"\text{km/s}"}
    | {"dotsc": r"\ldots", "dotsb": r"\cdots", "substack": r"\begin{matrix}#1\end{matrix}"}
    | {"smash": "#1", "ensuremath": "#1", "xspace": ""}
)
DEFINING = re.compile(r"\\(?:[egx]?def|let|(?:re)?newcommand|providecommand)(?![A-Za-z])")
# What authors write and neither library reads as they meant it.
UNICODE = re.compile(r"\\unicode\{x([0-9A-Fa-f]{2,5})\}")
SWITCH = re.compile(r"\\(rm|it|bf|sf|tt)\s*+\{")  # `_\rm{vir}`, for `_{\rm vir}`
ANGLE = re.compile(r"\\(left|right)\s*+[<>]")  # for `\left\langle`
PERCENT = re.compile(r"(\\.)|%", re.DOTALL)  # a comment to TeX
# A formula may be wider than a phone: then its line scrolls, and the tab key must lead there.
WIDE = 60  # characters of TeX
STYLE = re.compile(r' style="([^"]*)"')
CLASSES = {  # our stylesheet's, for the styles worth keeping; a page may hold none inline
    "text-align: left": ' class="tex-left"',
    "text-align: right": ' class="tex-right"',
    "small-caps": ' class="small-caps"',
}


def html(text: str, *, links: bool = True) -> Html:
    """Return `text` as safe HTML for a page: formulas as MathML, addresses as links.

    It is well-formed XML within an element. With `links` off there is no `a` in it, so that it
    may stand within one, nor a stop of the tab key. A formula that cannot be read is shown as
    written, as code.
    """
    return _html(text, _reached if links else _mathml, links=links)


def simple_html(text: str) -> Html:
    """Return `text` as `html` does, but formulas as characters and no classes: for feeds."""
    return _html(text, _characters)


def plain(text: str) -> str:
    """Return `text` as characters alone, to be escaped by whoever writes it somewhere."""
    text = clean(text)
    return _plain(tokens(text, links=False)) if marked(text) else text


def beginning(text: str, length: int) -> str:
    """Return `plain(text)`, or a beginning of it that has no fewer than `length` characters."""
    near = clean(text[: length + SPARE]).rstrip("-{")  # which may begin a mark
    if len(near) >= length and not marked(near) and not ("://" in near and labeled(text)):
        return near
    parts: list[str] = []
    for token in tokens(clean(text), links=False):
        parts.append(_plain_of(token))
        length -= len(parts[-1])
        if length <= 0:
            break
    return "".join(parts)


def _html(text: str, math: Callable[[Formula], str], *, links: bool = True) -> Html:
    text = clean(text)
    if marked(text):
        return Html(_written(tokens(text, links=links), math))
    return Html(_linked(text) if links and "://" in text else _escaped(text))


def _linked(text: str) -> str:
    """Return a text without marks but addresses as HTML: what `_written` does, in half the time."""
    parts: list[str] = []
    shown = 0
    for start, end, address in among(text):
        parts += _escaped(text[shown:start]), _link(address, _escaped(address))
        shown = end
    parts.append(_escaped(text[shown:]))
    return "".join(parts)


def _link(address: str, inside: str) -> str:
    return f'<a href="{escape(encoded(address))}" rel="nofollow noopener">{inside}</a>'


def _escaped(text: str) -> str:
    """Return what `html.escape` does, four times as fast where there is nothing to escape."""
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _written(tokens: Iterable[Token], math: Callable[[Formula], str]) -> str:
    return "".join([_html_of(token, math) for token in tokens])


def _html_of(token: Token, math: Callable[[Formula], str]) -> str:
    match token:
        case Text(text):
            return _escaped(text)
        case Letter(source):
            return _escaped(letter(source))
        case Formula():
            return math(token)
        case Link(address, label):
            return _link(address, _written(label, math))
        case _:
            inside = _written(token.inside, math)
            if token.style != "small-caps":
                return f"<{token.style}>{inside}</{token.style}>"
            return inside if math is _characters else f'<span class="small-caps">{inside}</span>'


def _plain(tokens: Iterable[Token]) -> str:
    return "".join([_plain_of(token) for token in tokens])


def _plain_of(token: Token) -> str:
    match token:
        case Text(text):
            return text
        case Letter(source):
            return letter(source)
        case Formula(source):
            return unicode(source)
        case Link(_, label):
            return _plain(label)
        case _:
            return _plain(token.inside)


def _mathml(formula: Formula) -> str:
    found = mathml(formula.source, display=formula.display)
    return found or f'<code class="tex">{escape(formula.source, quote=False)}</code>'


def _reached(formula: Formula) -> str:
    written = _mathml(formula)
    return f'<span tabindex="0">{written}</span>' if len(formula.source) > WIDE else written


def _characters(formula: Formula) -> str:
    return escape(unicode(formula.source), quote=False)


@lru_cache(65536)
def mathml(source: str, *, display: bool = False) -> str | None:
    """Return a formula as MathML without inline styles, or None if math-core refuses it."""
    if tangled(source) or DEFINING.search(source):
        return None
    convert = _converter().convert_with_local_state
    try:
        written = convert(_mended(source), displaystyle=display)
    except LatexError:
        return None
    if "<a " in written:  # a reference to an equation that is not here
        return None
    written = written.replace("&ApplyFunction;", "\u2061").replace("&InvisibleTimes;", "\u2062")
    return STYLE.sub(_class_of, written)


@lru_cache(65536)
def unicode(source: str) -> str:
    """Return a formula as characters, `O(√(K))`; as it is written if pylatexenc fails."""
    if tangled(source) or _deep(source):
        return source
    try:
        text = _reader().latex_to_text(one_line(_mended(source)))
    except Exception:  # noqa: BLE001 - it raises IndexError and others on what it cannot read
        return source
    return " ".join(clean(text).split()).replace("^∘", "°") or source


def _deep(source: str) -> bool:
    """Tell whether pylatexenc would take long: its time doubles with each level it goes down."""
    depth = deepest = 0
    for sign in BRACES.findall(source):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
    return depth != 0 or deepest > DEEPEST or source.count("[") > DEEPEST


@lru_cache(1024)
def letter(source: str) -> str:
    r"""Return the character that `\"o` or `\ss` stands for."""
    return clean(str(_reader().latex_to_text(source)))


def _mended(source: str) -> str:
    source = UNICODE.sub(lambda found: clean(chr(int(found[1], 16))), source)
    source = SWITCH.sub(r"\\math\1{", source)
    source = ANGLE.sub(lambda found: rf"\{found[1]}\{found[1][0]}angle ", source)
    return PERCENT.sub(lambda found: found[1] or r"\%", source) if "%" in source else source


def _class_of(style: re.Match[str]) -> str:
    return next((new for old, new in CLASSES.items() if old in style[1]), "")


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False, macros=MACROS, allow_unreliable_rendering=True)


@cache
def _reader() -> "LatexNodes2Text":
    import logging

    from pylatexenc import latex2text  # it takes 50 ms, and few texts need it

    logging.getLogger(latex2text.__name__).addFilter(_refused)
    return latex2text.LatexNodes2Text(keep_comments=True)


def _refused(warning: "logging.LogRecord") -> bool:
    r"""Raise what pylatexenc only warns of: of `\frac{1}` it would make `%s/%s`."""
    raise ValueError(warning.getMessage())
