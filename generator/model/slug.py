"""Slugs: what stands for a name in an address, by the name alone.

Letters are folded to small ASCII. Names that differ in case and spacing are one; where folding
loses anything else, or the name is one that Windows gives to a device or ends as such a slug does,
six hex digits of the SHA-256 follow, so that two names seldom share a slug.
"""

import hashlib
import re
import unicodedata

from generator.model.names import LETTERS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80  # letters, so that a file system takes it
DIGITS = 6
# Names that Windows gives to devices (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{at}{n}" for at in ("com", "lpt") for n in range(10)))
)
# How the slug of another name may end, that lost something when it was folded.
MARKED = re.compile(rf"(?:.*-)?[0-9a-f]{{{DIGITS}}}", re.ASCII)
# Letters that no accent makes of others: `ø` -> `o`.
PLAIN = str.maketrans(
    {
        letter: macro
        for macro, letter in LETTERS.items()
        if unicodedata.is_normalized("NFKD", letter)
    }
)


def tidy(name: str) -> str:
    """Return a name with single spaces, each letter as one sign where Unicode has one."""
    name = " ".join(name.split())
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def key_of(name: str) -> str:
    """Return what a name is compared by: names that differ in case and spacing have one key."""
    return tidy(name).lower()


def slug_of(name: str) -> str:
    """Return the slug of a person's name: `ada-lovelace`, `jose-diaz-5c3f0a` for `José Díaz`."""
    return slug_of_key(key_of(name))


def slug_of_key(key: str) -> str:
    """Return the slug of the names that have a key."""
    slug = _folded(key)
    return slug if slug.replace("-", " ") == key and _is_free(slug) else _marked(slug, key)


def slug_of_handle(handle: str) -> str:
    """Return the slug of a handle, which has no spaces: `quay-lab` stays what it is."""
    key = key_of(handle)
    slug = _folded(key)
    return slug if slug == key and _is_free(slug) else _marked(slug, key)


def _is_free(slug: str) -> bool:
    """Tell whether a slug may stand for a name by itself."""
    return bool(slug) and slug not in DEVICES and not MARKED.fullmatch(slug)


def _folded(key: str) -> str:
    letters = unicodedata.normalize("NFKD", key.translate(PLAIN)).lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", letters))
    return "-".join(words)[:LONGEST].strip("-")


def _marked(slug: str, key: str) -> str:
    digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:DIGITS]
    return f"{slug}-{digest}" if slug else digest
