"""Stems: what the forms of an English word have in common, by Snowball's algorithm. Its one door.

British spellings have the stems of American ones, several of an abbreviation that of one. Nobody
reads a stem, so a rule may go further than spelling does ("software" has an odd one): it must only
keep apart what are different words.
"""

import re
from functools import cache
from typing import Protocol

import Stemmer


class _Snowball(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - Snowball's own name


SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ations?|ational)$)"), "iz"),  # optimise
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),  # analyse
    (re.compile(r"(?<=[a-z]{2}[^aeou])our(?=(?:s|ed|ing|al|ally|able|ite|ites)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(?=s?$)"), "er"),  # fibre, centre
    (re.compile(r"(?<=[a-z]{2}[bt])red$"), "ered"),  # centred
    (re.compile(r"(?<=[a-z]{2}[aeiou]l)l(?=(?:ed|ing|er|ers)$)"), ""),  # modelling
    (re.compile(r"(?<=[a-z]{3}og)ue(?=s?$)"), ""),  # dialogue
    (re.compile(r"(?<=[aeiou]n)c(?=es?$)"), "s"),  # defence; and sequence, which stays one word
    (re.compile(r"(?<=[a-z])ae(?=[a-z]{2})"), "e"),  # anaemia
    (re.compile(r"mme(?=s?$)"), "m"),  # programme
    (re.compile(r"^gr[ae]y(?=(?:s|scale)?$)"), "gray"),
    (re.compile(r"^oe(?=[sd])"), "e"),  # oestrogen
    (re.compile(r"ement(?=s?$)"), "ment"),  # judgement
    (re.compile(r"^artef"), "artif"),
    (re.compile(r"^scept"), "skept"),
    # Abbreviations, which have no vowel or end in one: LLMs, VLAs, GPUs. Of three letters as many
    # are none: TTS, CSS.
    (re.compile(r"^(?!https)([^aeiouy]{2,}[^eiouys]|[^aeiouy]pu)s$"), r"\1"),
)
MAY_BE = re.compile(
    r"[iy]s(?=[aei])|our|re[ds]?$|ll|ogue|nces?$|ae|mme|gre|^oe|ement|^artef|^sce"
    r"|^[^aeiouy]+[au]?s$"
)

AGAIN = 6  # times that a word is made shorter: two do for nearly all


def american(word: str) -> str:
    """Return a word as Americans spell it, or something as good where stems are compared."""
    if not MAY_BE.search(word):  # most are not looked at any further
        return word
    for british, spelled in SPELLINGS:
        word = british.sub(spelled, word)
    return word


@cache
def _snowball() -> _Snowball:
    stemmer: _Snowball = Stemmer.Stemmer("english", 0)  # who calls it keeps what it says
    return stemmer


def stem(word: str) -> str:
    """Return the stem of a folded word; what is not English letters alone is its own.

    A stem is its own stem, so that no term of an index is a form of another one.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    last, stemmer = "", _snowball()
    for _ in range(AGAIN):
        last, word = word, stemmer.stemWord(american(word))
        if word == last:
            break
    return word
