r"""Words: a title or abstract as tokens.

The scanner goes from mark to mark: backslash, dollar, brace, tilde, backtick, hyphens, address.
What a mark does not mean stays as it is written, and the scan goes on right behind it.

Most texts have none or few. To find one sign takes a thirtieth of the time that it takes to find
any of several, so each sign that a text has at all is looked for by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from generator.markup import links, macros, typography
from generator.markup.formulas import formula_at
from generator.markup.tokens import Letter, Link, Styled, Text, Token
from generator.model.frozen import dataclass, replace

DEEPEST = 5  # styles and quotes within each other
LONGEST = 2000  # characters of a macro's argument


Found = tuple[tuple[Token, ...], int]  # tokens, and where the text goes on

SIGNS = ("\\", "$", "{", "~", "`", "--", "http", "Http")  # with which marks begin
MARK = re.compile(r"\\(?:[A-Za-z]++\*?|.)?|``?|-{2,}+|[Hh]ttps?://|.", re.DOTALL)
BRACE = re.compile(r"[{}\\](?:(?<=\\).)?", re.DOTALL)  # a class at the start is found faster
MACRO = re.compile(r"\\([A-Za-z]++)\*?")
SPACE = re.compile(r"\s*+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a text up to `end`, and what may become of it."""

    text: str
    signs: Sequence[str]  # of its marks
    end: int
    depth: int = 0
    links: bool = True
    code: bool = False


def marked(text: str) -> bool:
    """Tell whether tokens may show other than the characters of `text`: not so with most texts.

    Addresses do not count: they show themselves.
    """
    single = "\\" in text or "$" in text or "~" in text or "`" in text
    return single or "--" in text or labeled(text)  # and other braces need a backslash


def labeled(text: str) -> bool:
    """Tell whether an address of `text` may have a label in braces behind it."""
    return "{" in text and "://" in text


def tokens(text: str, *, links: bool = True) -> Iterator[Token]:
    """Yield `text` as tokens. With `links` off no Link is among them, only what it would show."""
    signs = [sign for sign in SIGNS if sign in text]
    return _scan(_Part(text, signs, len(text), links=links), 0)


@lru_cache(4)
def _partners(text: str) -> Mapping[int, int]:
    """Return the brace that closes each brace: asked for where one means something, not before."""
    opened: list[int] = []
    partner: dict[int, int] = {}
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            partner[opened.pop()] = brace.start()
    return partner


def _scan(part: _Part, at: int) -> Iterator[Token]:
    begun = at  # what is shown as it is written
    ahead = dict.fromkeys(part.signs, -1)
    while mark := next_mark(part.text, at, part.end, ahead):
        found = _read(part, mark)
        if found:
            if begun < mark.start():
                yield Text(part.text[begun : mark.start()])
            yield from found[0]
            begun = at = found[1]
        else:
            at = mark.end()
    if begun < part.end:
        yield Text(part.text[begun : part.end])


def next_mark(text: str, at: int, end: int, ahead: dict[str, int]) -> re.Match[str] | None:
    """Return the first mark within `text[at:end]`.

    `ahead` keeps where each sign comes next, from one call to the next for the same text.
    """
    for sign, place in ahead.items():
        if place < at:
            found = text.find(sign, at, end)
            ahead[sign] = found if found >= 0 else end
    nearest = min(ahead.values(), default=end)
    return MARK.match(text, nearest, end) if nearest < end else None


def _read(part: _Part, mark: re.Match[str]) -> Found | None:
    """Return the tokens that begin with `mark`, or None if it is only itself."""
    first = mark[0][0]
    if first == "$" or mark[0] in {r"\(", r"\["}:
        return _formula(part, mark.start())
    if first == "\\":
        return _macro(part, mark)
    if first == "{":
        return _group(part, mark.start())
    if first in "hH":
        return _address(part, mark.start())
    return None if part.code else _typeset(part, mark)


def _formula(part: _Part, at: int) -> Found | None:
    formula = formula_at(part.text, at)
    if not formula or formula.end > part.end:
        return None
    wide = 2 if formula.display or part.text[at] == "\\" else 1  # the delimiters
    start, end = at + wide, formula.end - wide
    macro = MACRO.match(part.text, start, end)
    if macro and macro[1] in macros.TEXTUAL and part.depth < DEEPEST:
        partner = _partners(part.text)
        closing = partner.get(macro.end(), end)
        if end - 1 in {closing, partner.get(closing + 1)}:
            return _inside(part, start, end), formula.end  # `$\textbf{better}$` is no formula
    return (formula,), formula.end


def _typeset(part: _Part, mark: re.Match[str]) -> Found | None:
    if mark[0] == "~":
        tied = typography.ties(part.text, mark.start())
        return ((Text("\u00a0"),), mark.end()) if tied else None
    if mark[0][0] == "-":
        return (Text(typography.dash(part.text, *mark.span())),), mark.end()
    quoted = typography.quoted(part.text, mark.start(), part.end)
    if not quoted or part.depth == DEEPEST:
        return None
    start, end, after = quoted
    opening, closing = "“”" if len(mark[0]) > 1 else "‘’"
    return (Text(opening), *_inside(part, start, end), Text(closing)), after


def _inside(part: _Part, start: int, end: int, style: str = "") -> tuple[Token, ...]:
    """Return the tokens of `text[start:end]`, one level deeper."""
    code = part.code or style == "code"
    return tuple(_scan(replace(part, end=end, depth=part.depth + 1, code=code), start))


def _styled(part: _Part, start: int, end: int, style: str) -> tuple[Token, ...]:
    inside = _inside(part, start, end, style)
    return (Styled(style, inside),) if style else inside


def _address(part: _Part, at: int) -> Found | None:
    found = links.bare(part.text, at, part.end)
    if not found:
        return None
    address, end = found
    shown: tuple[Token, ...] = (Text(address),)
    if label := _label(part, end):
        shown, end = _inside(replace(part, links=False), *label), label[1] + 1
    return ((Link(address, shown),) if part.links else shown), end


def _label(part: _Part, at: int) -> tuple[int, int] | None:
    r"""Return the span of a label: Hugging Face makes `https://x.org{here}` of `\href{…}{here}`."""
    label = _argument(part, at) if part.text.startswith("{", at, part.end) else None
    if not label or not part.text[slice(*label)].strip():
        return None
    after = part.text[label[1] + 1 : label[1] + 2]
    return None if after.isalnum() or after == "/" else label  # `https://x.org/{user}/papers`


def _macro(part: _Part, mark: re.Match[str]) -> Found | None:
    name, at, end = mark[0][1:].rstrip("*"), mark.start(), mark.end()
    if accent := macros.ACCENT.match(part.text, at, part.end):
        return (Letter(accent[0]),), accent.end()
    if name in macros.SIGNS:
        alone = name != "@" or not part.text[end : end + 1].isalnum()  # `mAP\\@0.5`
        return (Text(macros.SIGNS[name] if alone else name),), end
    if name in {"~", "^"} and part.text.startswith("{}", end):
        return (Text(name),), end + 2
    if name == "\\":  # the end of a line
        space = _behind_space(part, end)
        return ((Text(" "),), space) if space > end else None
    return (
        _word(part, name, at, end)
        or _list(part, at)
        or _style(part, name, end)
        or _reference(part, name, end)
    )


def _word(part: _Part, name: str, at: int, end: int) -> Found | None:
    r"""Read a macro without arguments, and the `{}` that may follow it."""
    if name in macros.WORDS:
        said: Token = Text(macros.WORDS[name])
    elif name in macros.LETTERS or name in macros.SYMBOLS:
        said = Letter(part.text[at:end])
    else:
        return None
    following = part.text[end : end + 2]
    if following == "{}":
        end += 2
    elif name in macros.LETTERS and following[:1] == " " and following[1:].islower():
        end += 1  # `Stra\ss e`
    elif name in macros.DOTTED and following[:1] == ".":
        end += 1
    return (said,), end


def _style(part: _Part, name: str, end: int) -> Found | None:
    argument = _argument(part, end) if name in macros.STYLES else None
    if not argument:
        return None
    return _styled(part, *argument, macros.STYLES[name]), argument[1] + 1


def _list(part: _Part, at: int) -> Found | None:
    spaced = not part.text[at - 1 : at].strip() if at else True
    if bullet := macros.LIST.match(part.text, at, part.end):
        return (Text("• " if spaced else " • "),), bullet.end()
    if end := macros.LIST_END.match(part.text, at, part.end):
        return (Text("" if spaced or end.end() == part.end else " "),), end.end()
    return None


def _reference(part: _Part, name: str, end: int) -> Found | None:
    r"""Read macros with one argument that are no style, and those with two, as `\href{…}{…}`."""
    first = _argument(part, end)
    if not first:
        return None
    if name in {"url", "enquote", "color"}:
        return _with_one(part, name, first), first[1] + 1
    second = _argument(part, first[1] + 1)
    if not second or name not in {"href", "hyperlink", "textcolor", "colorbox"}:
        return None
    address = links.safe(part.text[slice(*first)]) if name in {"href", "hyperlink"} else None
    if address and part.links:
        label = _inside(replace(part, links=False), *second)
        return (Link(address, label),), second[1] + 1
    return _inside(part, *second), second[1] + 1


def _with_one(part: _Part, name: str, argument: tuple[int, int]) -> tuple[Token, ...]:
    if name == "enquote":
        return Text("“"), *_inside(part, *argument), Text("”")
    if name == "color":
        return ()
    written = part.text[slice(*argument)]
    address = links.safe(links.trimmed(written))
    shown = (Text(address or links.unescaped(written)),)
    return (Link(address, shown),) if address and part.links else shown


def _argument(part: _Part, at: int) -> tuple[int, int] | None:
    """Return the span within the braces that open at `at` or behind spaces there."""
    opening = _behind_space(part, at)
    closing = _partners(part.text).get(opening, part.end)
    if closing >= part.end or closing - opening > LONGEST or part.depth == DEEPEST:
        return None
    return opening + 1, closing


def _behind_space(part: _Part, at: int) -> int:
    space = SPACE.match(part.text, at, part.end)
    return space.end() if space else at


def _group(part: _Part, at: int) -> Found | None:
    r"""Read `{\em …}` and `{\"o}`; other braces are text."""
    inside = _argument(part, at)
    if not inside or part.text[at + 1] != "\\":
        return None
    start, end = inside
    accent = macros.ACCENT.match(part.text, start, end)
    if accent and accent.end() == end:
        return (Letter(accent[0]),), end + 1
    macro = MACRO.match(part.text, start, end)
    if not macro:
        return None
    if macro[1] in macros.DECLARATIONS:
        begin = min(_behind_space(part, macro.end()), end)
        return _styled(part, begin, end, macros.DECLARATIONS[macro[1]]), end + 1
    if macro[1] == "color" and (color := macros.COLOR.match(part.text, macro.end(), end)):
        return _inside(part, color.end(), end), end + 1
    word = _word(part, macro[1], start, macro.end())
    return (word[0], end + 1) if word and word[1] == end else None
