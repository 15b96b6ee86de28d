r"""Source: titles and names as TeX, for bibliographies: formulas stay, and a sign stays a sign.

What is written stands within braces, so its own are balanced as BibTeX counts them, which knows no
backslash. Whoever cites a paper runs TeX over it, and `$\input{…}$` reads their files: only what
pages show as a formula stays one, for math-core refuses all commands that are no mathematics.
"""

import re
from collections.abc import Iterable

from generator.markup.formulas import Formula
from generator.markup.tex import letter, mathml, unicode
from generator.markup.tokens import Letter, Link, Styled, Text, Token
from generator.markup.words import marked, tokens
from generator.model.text import clean

SPECIAL = re.compile(r"[\\{}$&#%_~^<>]")
COMMENT = re.compile(r"(?:\\.|[^\\%])*+%", re.DOTALL)  # it would take the closing brace along
SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "$&#%_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}"}
)
STYLES = {"em": r"\emph", "strong": r"\textbf", "code": r"\texttt", "u": r"\underline"} | {
    "sup": r"\textsuperscript",
    "sub": r"\textsubscript",
    "small-caps": r"\textsc",
}


def source(text: str) -> str:
    """Return a text that may have TeX in it as TeX."""
    text = clean(text)
    return _source(tokens(text, links=False)) if marked(text) else escaped(text)


def escaped(text: str) -> str:
    """Return TeX that shows just this text."""
    text = clean(text)
    return text.translate(SIGNS) if SPECIAL.search(text) else text


def _source(tokens: Iterable[Token]) -> str:
    return "".join([_source_of(token) for token in tokens])


def _source_of(token: Token) -> str:
    match token:
        case Text(text):
            return escaped(text)
        case Letter(source):
            return escaped(letter(source))
        case Formula(source):
            return f"${source}$" if _is_math(source) else escaped(unicode(source))
        case Link(_, label):
            return _source(label)
        case Styled(style, inside):
            return f"{STYLES[style]}{{{_source(inside)}}}"


def _is_math(source: str) -> bool:
    """Tell whether a formula may be handed on as it is written."""
    if "$" in source or COMMENT.match(source) or not _is_balanced(source):
        return False
    return mathml(source) is not None


def _is_balanced(source: str) -> bool:
    depth = 0
    for sign in source:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
