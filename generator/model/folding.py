"""Folding: words as rules compare them, so that case, hyphens and a plural s make no difference."""

import re

WORD = re.compile(r"[^\W_]+")
# What each character of ASCII is where words are parted, and where they are folded too: itself or
# its small letter, or a space between two words.
PARTED = bytes(code if chr(code).isalnum() else 32 for code in range(128))
PARTED += bytes(128)  # a table has 256
FOLDED = PARTED.lower()


def words_of(text: str) -> str:
    """Return the folded words of `text`, a space before, between and after them."""
    return " " + " ".join(map(_singular, words_in(text))) + " "


def words_in(text: str) -> list[str]:
    """Return the words of `text`, in small letters."""
    if text.isascii():  # most are, and it takes a third of the time
        return text.encode().translate(FOLDED).decode().split()
    return WORD.findall(text.casefold())


def written_in(text: str) -> list[str]:
    """Return the words of `text` as they were written."""
    if text.isascii():  # as above
        return text.encode().translate(PARTED).decode().split()
    return WORD.findall(text)


def _singular(word: str) -> str:
    """Return `word` without a plural s. It need not be a real word, only the same for both."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word  # noqa: PLR2004


def forms_of(word: str) -> tuple[str, ...]:
    """Return the words that `_singular` makes `word` of."""
    return tuple(form for form in (word, f"{word}s") if _singular(form) == word)
