"""Addresses in a text: where a bare one ends, and which ones we may link to.

Linked are http and https with a plain host name: no user, no IP number, nothing that reads as
one host and leads to another.
"""

import re
from collections.abc import Iterator

LONGEST = 2000  # characters
ESCAPED = re.compile(r"\\([_%#&~$-])")  # TeX's, such as `a\_b`

# ASCII but space, quotes, angles, braces, backtick, bar, caret, dollar; backslash if it escapes.
BARE = re.compile(r"https?://(?:[!#%&'()*+,./:;=?@\[\]_~A-Za-z0-9-]|\\[_%#&~-])++", re.IGNORECASE)
HOST = r"https?://(?:[a-z0-9][a-z0-9-]*+\.)+[a-z][a-z0-9-]*+"
PLAIN_HOST = re.compile(HOST, re.IGNORECASE | re.ASCII)
SAFE = re.compile(
    HOST + r"(?::\d{1,5})?(?:[/?#][!#$%&'()*+,./:;=?@\[\]_~a-z0-9-]*+)?", re.IGNORECASE | re.ASCII
)
SCHEME = re.compile(r"[Hh]ttps?\Z")
PAIRS = {")": "(", "]": "[", "}": "{"}


def unescaped(address: str) -> str:
    r"""Return `address` without TeX's escapes: `a_b` for `a\\_b`."""
    return ESCAPED.sub(r"\1", address) if "\\" in address else address


def safe(address: str) -> str | None:
    """Return `address` without TeX's escapes if it may be linked to, else None."""
    plain = unescaped(address.strip())
    return plain if len(plain) <= LONGEST and SAFE.fullmatch(plain) else None


def encoded(address: str) -> str:
    """Return a safe address as it may be linked to: https://url.spec.whatwg.org/#url-code-points."""
    return address.replace("[", "%5B").replace("]", "%5D")


def bare(text: str, at: int, end: int) -> tuple[str, int] | None:
    """Return the address that begins at `at`, and where it ends; None if it may not be linked.

    Punctuation that ends the sentence or closes a bracket before it is left out, and what follows
    the words of a link that was written in Markdown: `[https://x.org](https://x.org)`.
    """
    if not PLAIN_HOST.match(text, at, end):
        return None
    found = BARE.match(text, at, min(end, at + LONGEST))
    if not found:
        return None
    raw = trimmed(found[0].partition("](")[0])
    address = safe(raw)
    return (address, at + len(raw)) if address else None


def among(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each address begins and ends in a text that has no other marks, and itself."""
    end, sign = 0, text.find("://")
    while sign >= 0:
        scheme = SCHEME.search(text, max(end, sign - 5), sign)
        found = bare(text, scheme.start(), len(text)) if scheme else None
        if scheme and found:
            yield scheme.start(), found[1], found[0]
            end = found[1]
        sign = text.find("://", max(end, sign + 1))


def trimmed(address: str) -> str:
    """Return `address` without the punctuation behind it."""
    while address:
        last = address[-1]
        alone = last in PAIRS and address.count(last) > address.count(PAIRS[last])
        if not alone and last not in ".,;:!?'\"":
            break
        address = address[:-1]
    return address
