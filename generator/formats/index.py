"""The files of a search index, as bits. static/js/search/bits.js reads them.

A *count* is written in Elias' gamma code (https://en.wikipedia.org/wiki/Elias_gamma_coding): so
many zeros as its binary digits are more than one, then these. A *number*, which may be 0, is that
after its lowest `k` digits were taken off, which follow (exponential Golomb code). A *text* is a
sign of five bits for each letter, and one that ends it. Of sorted texts each bears before it how
many characters it shares with the one before, up to 31, and leaves these out.

Of numbers that ascend, the gaps are written: each less one, in Rice's code
(https://en.wikipedia.org/wiki/Golomb_coding#Rice_coding), its lowest `k` digits after so many ones,
and a zero, as the rest comes to; `k` is what suits the share of papers that are listed. A *mark*,
where there are any, follows as so many ones and, but behind the highest, a zero.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache, partial, singledispatch
from itertools import chain
from operator import eq, sub
from typing import Literal

from generator.model.index import BITS, HIGHEST, Entry, Outline, Shard, Votes

OTHER, END = "11110", "11111"  # before a character of 16 bits; after the last one


class _Signs(dict[str, str]):
    """The bits of characters."""

    def __missing__(self, sign: str) -> str:
        return f"{OTHER}{ord(sign):016b}"


SIGNS = _Signs(
    {
        **{letter: f"{at:05b}" for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz-._")},
        **{digit: f"11101{at:04b}" for at, digit in enumerate("0123456789+#@")},
    }
)
SHARED = 31  # characters, of five bits
LENGTHS = tuple(f"{length:05b}" for length in range(SHARED + 1))
TEXTS = 1 << 14  # that are kept: ends of words, which many share

DAY = 0  # digits of a number of days between two, of papers on one, of a way between ids, of votes
PAPERS = 4
WAY = 6
VOTES = 3
SIZE = 9  # of the bytes of a block
PLAIN_ID = 10  # characters of an address such as 2501.07563

TABLED = 8  # of a `k` below this the bits of gaps are kept, with their marks
STEP = 1 << BITS
KEPT = 16  # times 2 ** k of them: hardly a gap is longer
LITTLE: Literal["little"] = "little"  # as the processors of today have arrays
WORD = 4  # bytes of a value in one
LAST_MARK = (STEP - 1).to_bytes(WORD, LITTLE)
MARKS = (*("1" * mark + "0" for mark in range(HIGHEST)), "1" * HIGHEST)


@singledispatch
def write(value: object) -> bytes:
    """Return the bytes of a file of an index."""
    raise TypeError(f"{type(value).__name__} is no file of an index")


@write.register
def _(value: Shard) -> bytes:
    return b"".join(value.blocks)


@write.register
def _(value: Outline) -> bytes:
    bits, last_day, last = [count(value.papers + 1), count(len(value.days) + 1)], date.min, ""
    for day, papers in value.days:
        bits += (number((day - last_day).days, DAY), number(papers, PAPERS))
        last_day = day
    bits.append(count(len(value.topics) + 1))
    for slug, numbers in value.topics:
        bits += (text(slug), listed(numbers, value.papers))
    bits += (listed(value.code, value.papers), count(len(value.terms) + 1))
    for blocks in value.terms:
        bits.append(count(len(blocks) + 1))
        for first, size in blocks:
            bits += (after(last, first), number(size, SIZE))
            last = first
    for sizes in (value.names, value.vocabulary):
        bits += (count(len(sizes) + 1), *(number(size, SIZE) for size in sizes))
    return packed(bits)


@write.register
def _(value: Votes) -> bytes:
    return packed([count(len(value.votes) + 1), *(number(each, VOTES) for each in value.votes)])


def terms(entries: Sequence[Entry]) -> bytes:
    """Return a block of terms: all of them, then the papers of each."""
    bits, last = [count(len(entries) + 1)], ""
    for entry in entries:
        bits += (after(last, entry.term), head(entry))
        last = entry.term
    bits += [entry.papers for entry in entries]
    return packed(bits)


def words(sorted_words: Sequence[tuple[str, int]]) -> bytes:
    """Return a block of words, each with a number, from 1, that grows with how often it stands."""
    bits, last = [count(len(sorted_words) + 1)], ""
    for word, size in sorted_words:
        bits += (after(last, word), count(size))
        last = word
    return packed(bits)


def names(addresses: Sequence[str]) -> bytes:
    """Return a block of addresses.

    Those that are arXiv's ids are the way from the one before, which is short: a day's are sorted.
    """
    bits, last = [count(len(addresses) + 1)], 0
    for address in addresses:
        digits = address.replace(".", "", 1)
        if len(address) == PLAIN_ID and address[4] == "." and digits.isascii() and digits.isdigit():
            way, last = int(digits) - last, int(digits)
            bits.append("0" + number(2 * way if way >= 0 else -2 * way - 1, WAY))
        else:
            bits += ("1", text(address))
    return packed(bits)


def head(entry: Entry) -> str:
    """Return what stands after a term: its stem, or how many papers have it in each field."""
    if entry.stem:
        return "1" + after(entry.term, entry.stem)
    return _sizes(entry.listed)


@lru_cache(1024)
def _sizes(listed: tuple[int, ...]) -> str:
    return "0" + "".join([count(each + 1) for each in listed])


def after(last: str, word: str) -> str:
    """Return the bits of a text that stands after another one."""
    shared = min([*map(eq, last, word), False].index(False), SHARED)
    return LENGTHS[shared] + text(word[shared:])


@lru_cache(TEXTS)
def text(word: str) -> str:
    """Return the bits of a text, of characters of 16 bits."""
    return "".join(map(SIGNS.__getitem__, word)) + END


def count(found: int) -> str:
    """Return the bits of a number from 1 on."""
    digits = f"{found:b}"
    return "0" * (len(digits) - 1) + digits


def number(found: int, k: int) -> str:
    """Return the bits of a number that often has about `k` digits."""
    low = f"{found & (1 << k) - 1:0{k}b}" if k else ""
    return count((found >> k) + 1) + low


def listed(numbers: Sequence[int], papers: int) -> str:
    """Return the bits of numbers that ascend, of so many papers, and how many they are."""
    return count(len(numbers) + 1) + plain(numbers, papers)


def plain(numbers: Sequence[int], papers: int) -> str:
    """Return the bits of numbers that ascend, of a segment of so many papers."""
    code = _plain_code(_width(papers, len(numbers)))
    return "".join(map(code.__getitem__, map(sub, numbers, chain((-1,), numbers))))


def marked(values: "array[int]", papers: int) -> str:
    """Return the bits of numbers that bear marks, in the lowest `BITS` of each value."""
    size = len(values)
    code = _marked_code(_width(papers, size))
    if size == 1:  # as most have
        return code[values[0] + 1]
    # The ways from behind one value to the next, all at once: the values are one large number.
    whole = int.from_bytes(values, LITTLE)
    behind = (whole | int.from_bytes(LAST_MARK * size, LITTLE)) << 8 * WORD
    ways = (whole + 1 - behind) & (1 << 8 * WORD * size) - 1
    return "".join(map(code.__getitem__, array("I", ways.to_bytes(size * WORD, LITTLE))))


def packed(bits: Iterable[str]) -> bytes:
    """Return bits as bytes, the last one filled with zeros."""
    joined = "".join(bits)
    size = -(-len(joined) // 8)
    return int(joined.ljust(size * 8, "0"), 2).to_bytes(size, "big")


@lru_cache(1024)
def _width(papers: int, numbers: int) -> int:
    """Return how many digits of a gap stand as they are, where so many papers of all are listed."""
    return max(0, (papers * 69 // (numbers * 100)).bit_length() - 1) if numbers else 0


def _rice(gap: int, k: int) -> str:
    return f"{'1' * (gap >> k)}0{gap & (1 << k) - 1:0{k}b}" if k else "1" * gap + "0"


class _Code(dict[int, str]):
    """The bits of ways from one value to the next; those of short ways are kept."""

    def __init__(self, bits_of: Callable[[int], str], kept: int) -> None:
        self._bits_of = bits_of
        self._kept = kept

    def __missing__(self, way: int) -> str:
        bits = self._bits_of(way - 1)
        if way < self._kept:
            self[way] = bits
        return bits


@cache
def _plain_code(k: int) -> _Code:
    return _Code(partial(_rice, k=k), KEPT << k)


@cache
def _marked_code(k: int) -> _Code:
    """Return the code of ways from behind one value to the next, with the mark of that one."""
    kept = (KEPT << k + BITS) if k < TABLED else 0
    return _Code(lambda gap: _rice(gap >> BITS, k) + MARKS[gap & STEP - 1], kept)
