"""Postings: which papers of a segment say which terms, and how plainly.

What a search weighs is decided here: how often an abstract says a term, for its length, is one of
three marks, and three more tell that the title does too. Authors and organization are lists apart.

A word that some papers write with a hyphen is the same to all of them: as one word, and as two.

An abstract has some two hundred words, and most of them were seen before. So texts become numbers
of *pieces* first; then it is found out once a piece which terms it stands for; and then all lists
are filled by what the numbers say.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from generator.formats import index
from generator.markup import stems, terms
from generator.model.frozen import dataclass
from generator.model.index import BITS, TITLE, Entry
from generator.model.paper import Paper

OFTEN = 1.0  # what is said more often than this, for the length of the abstract, has the next mark
VERY_OFTEN = 2.2
LENGTH = 120  # pieces of a common abstract
SHORT = 0.4  # how much of that counts for every abstract, however short it is
KEYWORD = 4  # times that a keyword counts as a word of the abstract
MOST = 15  # times that are told apart

SPREAD = 4096  # of so many papers one more must say a word before it is taken for a good one
SHORTEST = 4  # letters of a word of the vocabulary: one that was misspelt has five
HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")

# Words that say nothing: where they stand in titles is known, where in abstracts is not. They are
# fewer than those that make no papers related: somebody may look for `first`, `few` or `two`.
STOP = frozenset(
    "a an and are as at be been but by can for from has have how in into is it its may more not of "  # noqa: SIM905 - in sixty lines it would say no more
    "on or our such than that the their them then there these they this those through to under up "
    "was we were what when where whether which while who with you your".split(" ")
)


class _Numbers(defaultdict[str, int]):
    """Numbers of texts, from 0, as they come."""

    def __init__(self) -> None:
        super().__init__(self.__len__)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a paper says, as the numbers of pieces."""

    abstract: Sequence[int]
    title: Sequence[int]  # and its id, as somebody may type it
    keywords: Sequence[int]
    authors: Sequence[int]
    organization: Sequence[int]


class Postings:
    """The lists of a segment: its papers are added one after the other, then it tells."""

    def __init__(self) -> None:
        self._pieces = _Numbers()
        self._said: list[_Said] = []

    def add(self, paper: Paper) -> None:
        """Add the next paper."""
        organization = paper.organization
        self._said.append(
            _Said(
                self._numbered(_plain(paper.abstract)),
                self._numbered(f"{_plain(paper.title)} {paper.id.removeprefix('arxiv:')}"),
                self._numbered("; ".join(paper.keywords)),
                self._numbered("; ".join([author.name for author in paper.authors])),
                self._numbered(
                    f"{organization.name}; {organization.handle}" if organization else ""
                ),
            )
        )

    def _numbered(self, text: str) -> Sequence[int]:
        if not text:
            return ()
        return array("I", map(self._pieces.__getitem__, terms.pieces(terms.folded(text))))

    def told(self) -> tuple[Iterable[Entry], Iterable[tuple[str, int]]]:
        """Return the entries of all terms, and the words that are often said with how often.

        Both are sorted. How often is a number from 1, one more where it is twice as much.
        """
        tokens = list(map(terms.tokens, self._pieces))
        counts = _counted(tokens, self._said)
        least = 1 + len(self._said) // SPREAD
        lists = _Lists(tokens, _joined(counts, least))
        for said in self._said:
            lists.add(said)
        words = (
            (word, count.bit_length())
            for word, count in counts.items()
            if count >= least and len(word) >= SHORTEST and word.isalpha() and _is_form(word)
        )
        return lists.entries(), sorted(words)


def _plain(text: str) -> str:
    """Return a text in which the names of TeX's macros are words: somebody may type them."""
    return text.replace("\\'", "'").replace("\\", " ")


def _counted(tokens: Sequence[Sequence[str]], every: Iterable[_Said]) -> Counter[str]:
    """Return how often each token is said, but in keywords."""
    texts = chain.from_iterable((said.abstract, said.title, said.authors) for said in every)
    pieces = Counter(chain.from_iterable(texts))
    counts = Counter[str]()
    for piece, count in pieces.items():
        for token in tokens[piece]:
            counts[token] += count
    return counts


def _joined(counts: Mapping[str, int], least: int) -> dict[str, tuple[str, ...]]:
    """Return the words that some write as two with a hyphen, and several so or as one."""
    found = Counter[str]()
    for token, count in counts.items():
        if "-" in token:
            for pair in HYPHENATED.findall(token):
                found[pair] += count
    joined = ((pair.replace("-", ""), pair) for pair in found)
    return {
        word: tuple(pair.split("-"))
        for word, pair in joined
        if (found[pair] >= least or word in counts) and _is_form(word)
    }


def _is_form(word: str) -> bool:
    """Tell whether a word may be a term, as it stands; no index can hold what may not."""
    return terms.forms(word) == (word,)


class _Lists:
    """Terms by number, with the papers of each."""

    def __init__(
        self, tokens: Sequence[Sequence[str]], joined: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._joined = joined
        self._stems = _Numbers()
        self._forms: dict[str, str] = {}  # with the stem of each
        stop = {self._stems[stems.stem(word)] for word in STOP}
        self._terms = list(map(self._terms_of, tokens))  # by piece
        self._told = [
            tuple([t for t in each if t not in stop]) for each in self._terms
        ]  # by abstracts
        alone = defaultdict[str, list[int]](list)  # pieces that are one token
        for piece, each in enumerate(tokens):
            if len(each) == 1:
                alone[each[0]].append(piece)
        self._pairs = {
            (first, second): self._term(word)
            for word, pair in joined.items()
            for first in alone[pair[0]]
            for second in alone[pair[-1]]
        }
        self._text = [array("I") for _ in self._stems]
        self._authors = defaultdict[int, list[int]](list)
        self._organizations = defaultdict[int, list[int]](list)
        self._papers = 0

    def _terms_of(self, tokens: Sequence[str]) -> tuple[int, ...]:
        forms = [form for token in tokens for form in self._forms_of(token)]
        terms = (*map(self._term, forms),)
        return terms if len(terms) < 2 else tuple(set(terms))  # noqa: PLR2004 - most are one word

    def _forms_of(self, token: str) -> Sequence[str]:
        forms, joined = terms.forms(token), self._joined
        if token in joined:
            return (*forms, *joined[token])
        if "-" in token:  # few who write one word mean what few write with hyphens
            return [f for f in forms if f in joined or f in token or not f.isalpha()]
        return forms

    def _term(self, form: str) -> int:
        stem = self._forms.get(form)
        if stem is None:
            stem = self._forms[form] = stems.stem(form)
        return self._stems[stem]

    def add(self, said: _Said) -> None:
        """Add the next paper to the lists of what it says."""
        terms, text = self._terms, self._text
        counts = Counter(chain.from_iterable(map(self._told.__getitem__, said.abstract)))
        for term in chain.from_iterable(map(self._told.__getitem__, said.keywords)):
            counts[term] += KEYWORD
        for term in self._pairs_of(said.abstract):
            counts[term] += 1
        paper, marks = self._papers << BITS, _marks(len(said.abstract))
        for term, count in counts.items():
            text[term].append(paper | (marks[count] if count < MOST else marks[MOST]))
        titled = chain.from_iterable(map(terms.__getitem__, said.title))
        for term in self._pairs_of(said.title).union(titled):
            if term in counts:
                text[term][-1] += TITLE
            else:
                text[term].append(paper + TITLE)
        for lists, pieces in (
            (self._authors, said.authors),
            (self._organizations, said.organization),
        ):
            for term in {*chain.from_iterable(map(terms.__getitem__, pieces))}:
                lists[term].append(self._papers)
        self._papers += 1

    def _pairs_of(self, pieces: Sequence[int]) -> set[int]:
        """Return the terms of words that a text writes as two."""
        pairs = self._pairs
        return {pairs[each] for each in pairwise(pieces) if each in pairs}

    def entries(self) -> Iterator[Entry]:
        """Yield the entries of all terms, sorted."""
        numbers, papers = self._stems, self._papers
        for term in sorted(numbers.keys() | self._forms.keys()):
            if term in numbers:
                number = numbers[term]
                text = self._text[number]
                authors = self._authors.get(number, ())
                organizations = self._organizations.get(number, ())
                listed = len(text), len(authors), len(organizations)
                if any(listed):
                    bits = index.marked(text, papers) if text else ""
                    if authors:
                        bits += index.plain(authors, papers)
                    if organizations:
                        bits += index.plain(organizations, papers)
                    yield Entry(term, "", listed, bits)
            else:
                yield Entry(term, self._forms[term])


@lru_cache
def _marks(pieces: int) -> bytes:
    """Return the mark of each count in an abstract of so many pieces."""
    length = SHORT + (1 - SHORT) * pieces / LENGTH
    return bytes((n > OFTEN * length) + (n > VERY_OFTEN * length) for n in range(MOST + 1))
