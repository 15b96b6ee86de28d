r"""One line: a formula's TeX, so that it says the same when its braces are not shown.

Characters have no raised line and no fraction: `n^{1/2}` would be n^1/2, and `\frac{n+1}{2}`
n+1/2, which are other formulas. What such braces hold stands in parentheses as well, unless it
holds together by itself. What pylatexenc does not know is spelled as it does.
"""

import re

SPELLED = (
    {r"\|": r"\Vert ", r"\ne": r"\neq ", r"\iff": r"\Leftrightarrow ", r"\checkmark": "✓"}
    | {r"\lt": "<", r"\gt": ">", r"\thicksim": r"\sim ", r"\boldsymbol": "", r"\micron": "µm"}
    | {r"\widetilde": r"\tilde", r"\widehat": r"\hat"}
    | dict.fromkeys((r"\tfrac", r"\dfrac", r"\cfrac", r"\nicefrac"), r"\frac")
)
WORDS = "log ln lg exp sin cos tan sinh cosh tanh min max inf sup lim det dim ker deg gcd"
FUNCTIONS = frozenset(f"\\{name}" for name in WORDS.split())
BINOMIALS = frozenset({r"\binom", r"\tbinom", r"\dbinom"})
NEXT = {"over": "under", "of": "from"}  # the argument behind one

TOKEN = re.compile(r"\\(?:[A-Za-z]++|.)|[{}]|\s++|[^\\{}\s]", re.DOTALL)
TWO = re.compile(r"\s*+\{[^{}]*+\}\s*+\{[^{}]*+\}")
BESIDE = re.compile(r"\s*+(?:[^\W_]|\\(?!left|big|Big)[A-Za-z])")
SPACE = r"\ "
# Words and spaces, and signs around the whole, join nothing.
SAID = re.compile(
    r"\\(?:text[a-z]*+|math(?:rm|sf|it|tt)|operatorname|mbox)\s*+\{[^{}]*+\}|\\[,;:! ]"
)
AROUND = re.compile(r"\A[^\w\\]++|[^\w})]++\Z")
JOINED = re.compile(
    r"[-+/*=<>,]|(?<!\A)\\(?:times|cdot|pm|mp|to|in|leq?|geq?|neq?|sim|approx|cup|cap|setminus"
    r"|oplus|otimes|wedge|vee)(?![A-Za-z])|\\[tdc]?frac"
)
SCRIPTED = re.compile(r"[\^_:|]")
PRODUCT = re.compile(r"\d[\d.]*+\s*+[^\d\s.]")  # `1/2n` may be half of n
HELD = re.compile(r"[(\[|][^()\[\]|]*+[)\]|]|\\left.*\\right.|\\\{.*\\\}", re.DOTALL)


def one_line(source: str) -> str:
    """Return a formula that says the same where its braces are not shown."""
    if "\\" not in source and "{" not in source:
        return source
    written: list[str] = []
    # Of each open brace: where it is written, where what it holds begins, and what it is part of.
    opened: list[tuple[int, int, str]] = []
    part = ""  # what a brace would open here
    for token in TOKEN.finditer(source):
        sign, following = token[0], ""
        if sign == "{":
            opened.append((len(written), token.end(), part))
        elif sign == "}" and opened:
            place, start, closed = opened.pop()
            following = NEXT.get(closed, "")
            if closed in {"of", "from"}:
                written[place], sign = (" binom({", "}, ") if following else ("{", "})")
            elif _is_loose(source[start : token.start()], closed):
                written[place], sign = "{(", ")}"
        elif sign[0] == "\\":
            sign, following = _spelled(source, token)
        elif sign in "^_":
            following = "script"
        else:
            following = part if sign.isspace() else NEXT.get(part, "")
        written.append(sign)
        part = following
    return "".join(written)


def _spelled(source: str, token: re.Match[str]) -> tuple[str, str]:
    """Return a macro, parted from what stands beside it, and what a brace would open behind it."""
    macro, start, end = token[0], *token.span()
    if macro in FUNCTIONS:
        before = source[start - 1 : start]
        parted = SPACE if before.isalnum() or before in {")", "}"} else ""
        return f"{parted}{macro}{SPACE if BESIDE.match(source, end) else ' '}", ""
    if macro in BINOMIALS and TWO.match(source, end):
        return "", "of"
    written = SPELLED.get(macro, macro)
    following = "over" if written == r"\frac" else ""
    # arXiv makes a letter of `\alpha`, and leaves nothing between it and the macro before it.
    attached = written[-1:].isalpha() and not source[end : end + 1].isascii()
    return f"{written} " if attached else written, following


def _is_loose(inside: str, part: str) -> bool:
    """Tell whether a part of a formula would fall apart without its braces."""
    if not part or HELD.fullmatch(inside.strip()):
        return False
    joined = AROUND.sub("", SAID.sub("", inside).strip())
    if JOINED.search(joined):
        return True
    own = SCRIPTED.search(joined) if part == "script" else PRODUCT.match(joined)
    return bool(own) and part != "over"
