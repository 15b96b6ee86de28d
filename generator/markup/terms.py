"""Terms: the words of a text as a search compares them. static/js/search/terms.js does the same.

Text is folded: small letters without accents, one form for characters that Unicode has in several.
A *token* is a word or what is joined like one: `fine-tuning`, `c++`, `pass@k`, `2501.07563`.
Its *forms* are its parts and the whole, without hyphens, and what has a number before the last of
them: `gpt4o` of `GPT-4o-mini`; of Chinese, Japanese and Korean text, which has no spaces, every two
characters that follow each other. tests/search/terms.json has what both sides must agree on.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from string import ascii_lowercase, ascii_uppercase

from generator.model.slug import PLAIN

ODD = {**PLAIN, 0x2010: "-", 0x2011: "-", 0x2019: "'"}
MARKS = re.compile("[\u0300-\u036f]")
LETTERS = r"[^\W_]+"
TOKEN = re.compile(rf"{LETTERS}(?:[-.@+_']{LETTERS})*(?:\+\+|#)?")
PARTS = re.compile(LETTERS)
BETWEEN = '()[]{}<>,;:!?/|\\"`$%&*=^~'  # never in a token
CUT = bytes.maketrans(
    f"{BETWEEN}{ascii_uppercase}".encode(), f"{' ' * len(BETWEEN)}{ascii_lowercase}".encode()
)
WIDE = re.compile("([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+)")
LONGEST = 40  # letters of a form; what is longer is no word
DECIMAL = re.compile(r"[0-9]+\.[0-9.]+")
NAMED = 4  # characters of one that belongs to a name, such as Qwen 2.5; longer ones are measured
ID = re.compile(r"[0-9]{4}\.[0-9]{4,5}")
LAST = "\uffff"  # browsers sort what is beyond it otherwise, and hardly a word is
NUMBERED = re.compile("[^0-9][0-9]")  # `resnet50`, and not `3d`
PAIR = 2
SIGNS = "+#"  # that end a token: c++, c#


def folded(text: str) -> str:
    """Return a text as it is compared."""
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(ODD))
    return unicodedata.normalize("NFC", MARKS.sub("", text)).lower()


def tokens(text: str) -> list[str]:
    """Return the tokens of a folded text, in their order."""
    return [text] if text.isascii() and text.isalnum() else TOKEN.findall(text)


def pieces(text: str) -> list[bytes]:
    """Return what a text falls into between tokens, folded: their tokens are those of the text.

    Far fewer pieces are different than there are, and to cut bytes is quicker than to find tokens.
    `written` reads a piece.
    """
    plain = text if text.isascii() else folded(text)
    return plain.encode(errors="surrogatepass").replace(b". ", b" ").translate(CUT).split()


def written(piece: bytes) -> str:
    """Return a piece as text."""
    return piece.decode(errors="surrogatepass")


def is_plain(token: str) -> bool:
    """Tell of a token whether it is a plain word or number, which has no form but itself."""
    return token.isascii() and token.isalnum() and len(token) <= LONGEST


def forms(token: str) -> tuple[str, ...]:
    """Return the forms of a token: its parts, and last the whole where that is another one."""
    if is_plain(token):
        return (token,)
    parts = token.split("-")
    if token.isascii() and all(map(str.isalnum, parts)) and len(token) <= LONGEST:
        return tuple(dict.fromkeys((*parts, *_numbered(parts), "".join(parts))))
    token = token.removesuffix("'s").replace("'", "")
    parts = PARTS.findall(token)
    if DECIMAL.fullmatch(token):
        parts = [token] if len(token) <= NAMED or ID.fullmatch(token) else []
    elif len(parts) > 1:
        begun = _numbered(token.split("-"))
        parts = [*chain.from_iterable(map(_narrow, parts)), *begun, token.replace("-", "")]
    else:
        parts = [token] if token[-1:] in SIGNS else _narrow(token)
    found = dict.fromkeys(parts)
    return tuple(form for form in found if len(form) <= LONGEST and max(form) <= LAST)


def _numbered(parts: Sequence[str]) -> Iterator[str]:
    """Yield what the first parts of a token are together, where that has a number."""
    return filter(NUMBERED.search, accumulate(parts[:-1]))


def _narrow(part: str) -> list[str]:
    """Return a part, or every two characters that follow each other in text without spaces."""
    if part.isascii():
        return [part]
    found: list[str] = []
    for text in filter(None, WIDE.split(part)):
        if WIDE.match(text) and len(text) > PAIR:
            found += [text[at : at + PAIR] for at in range(len(text) - 1)]
        else:
            found.append(text)
    return found
