"""Postings: which papers of a segment say which terms, and how plainly.

What a search weighs is decided here: how often an abstract says a term, for its length, is one of
three marks, and three more tell that the title does too. Authors and organization are lists apart.

A word that some papers write with hyphens is the same to all of them: as one word, and as several.

An abstract has some two hundred words, and most of them were seen before. So texts become numbers
of *pieces* first; then it is found out once a piece which terms it stands for; and then all lists
are filled by what the numbers say.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

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

TOGETHER = 4096  # papers that are added to lists
SPREAD = 4096  # of so many papers one more must say a word before it is taken for a good one
SHORTEST = 4  # letters of a word of the vocabulary: one that was misspelt has five
# What is raised or lowered in a name: VLA^2, Synth$^2$, X$^{2}$-Gaussian, $L_2$.
RAISED = re.compile(r"(?<=[^\W_])\}?\$?[\^_]\{?([^\W_]+)\}?\$?")
NOWHERE = (0, 0, 0)  # where a term is that no paper says and nobody is called
FIRST, BLANK = 0x100, " "  # the sign of the first part of joined words, and of all other pieces
HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
LINKED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){2,}")  # `text-to-image`

# Words that say nothing: where they stand in titles is known, where in abstracts is not. They are
# fewer than those that make no papers related: somebody may look for `first`, `few` or `two`.
STOP = frozenset(
    "a an and are as at be been but by can for from has have how in into is it its may more not of "  # noqa: SIM905 - in sixty lines it would say no more
    "on or our such than that the their them then there these they this those through to under up "
    "was we were what when where whether which while who with you your".split(" ")
)


class _Numbers(defaultdict[Any, int]):
    """Numbers of what there is, from 0, as it comes."""

    def __init__(self) -> None:
        super().__init__(self.__len__)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a paper says, as the numbers of pieces."""

    abstract: Sequence[int]
    title: Sequence[int]  # and its id, as somebody may type it
    keywords: Sequence[int]
    organization: Sequence[int]


class Postings:
    """The lists of a segment: its papers are added one after the other, then it tells."""

    def __init__(self) -> None:
        self._pieces = _Numbers()
        self._said: list[_Said] = []
        self._names: list[str] = []  # of the authors of each paper

    def add(self, paper: Paper) -> None:
        """Add the next paper."""
        organization = paper.organization
        self._said.append(
            _Said(
                self._numbered(_plain(paper.abstract)),
                self._numbered(f"{_named(paper.title)} {paper.id.removeprefix('arxiv:')}"),
                self._numbered("; ".join(paper.keywords)),
                self._numbered(
                    f"{organization.name}; {organization.handle}" if organization else ""
                ),
            )
        )
        self._names.append("; ".join([author.name for author in paper.authors]))

    def _numbered(self, text: str) -> Sequence[int]:
        if not text:
            return ()
        return array("I", map(self._pieces.__getitem__, terms.pieces(text)))

    def told(self) -> tuple[Iterable[Entry], Iterable[tuple[str, int]]]:
        """Return the entries of all terms, and the words that are often said with how often.

        Both are sorted. How often is a number from 1, one more where it is twice as much.
        """
        said = len(self._pieces)
        authors = list(map(self._numbered, self._names))
        tokens = [terms.tokens(terms.written(piece)) for piece in self._pieces]
        texts = chain.from_iterable((each.abstract, each.title) for each in self._said)
        counts = _counted(tokens, chain(texts, authors))
        least = 1 + len(self._said) // SPREAD
        lists = _Lists(_Pieces(tokens[:said], tokens[said:], _joined(counts, least)))
        for at in range(0, len(self._said), TOGETHER):
            lists.add(self._said[at : at + TOGETHER], authors[at : at + TOGETHER])
        words = (
            (word, count.bit_length())
            for word, count in counts.items()
            if count >= least and len(word) >= SHORTEST and word.isalpha() and _is_form(word)
        )
        return lists.entries(), sorted(words)


def _plain(text: str) -> str:
    """Return a text in which the names of TeX's macros are words: somebody may type them."""
    return text.replace("\\'", "'")  # what else begins with a backslash is parted by it


def _named(title: str) -> str:
    """Return a title, twice where a name in it is read as another word: `VLA^2` is `VLA2` too."""
    title = _plain(title)
    return f"{title} " + RAISED.sub(r"\1", title) if "^" in title or "_" in title else title


def _counted(tokens: Sequence[Sequence[str]], texts: Iterable[Sequence[int]]) -> Counter[str]:
    """Return how often each token stands in texts, which are given as the numbers of pieces."""
    counts = Counter[str]()
    for piece, count in Counter(chain.from_iterable(texts)).items():
        for token in tokens[piece]:
            counts[token] += count
    return counts


def _joined(counts: Mapping[str, int], least: int) -> dict[str, tuple[str, ...]]:
    """Return the words that some write as two or more with hyphens, and several so or as one."""
    found = Counter[str]()
    for token, count in counts.items():
        if "-" in token:
            for pair in HYPHENATED.findall(token):
                found[pair] += count
            if LINKED.fullmatch(token):
                found[token] += count
    joined = ((pair.replace("-", ""), pair) for pair in found)
    return {
        word: tuple(pair.split("-"))
        for word, pair in joined
        if (found[pair] >= least or word in counts) and _is_form(word)
    }


def _is_form(word: str) -> bool:
    """Tell whether a word may be a term, as it stands; no index can hold what may not."""
    return terms.forms(word) == (word,)


class _Forms(dict[str, int]):
    """The number of the term that stands for each form, which is its stem."""

    def __init__(self) -> None:
        super().__init__()
        self.terms = _Numbers()

    def __missing__(self, form: str) -> int:
        number = self[form] = self.terms[stems.stem(form)]
        return number

    def named(self, form: str) -> int:
        """Return the number of the term of a name: itself, if nobody says it as a word."""
        if form not in self:
            self[form] = self.terms[form]
        return self[form]


class _Pieces:
    """The terms that pieces stand for, by the numbers of both."""

    def __init__(
        self,
        said: Sequence[Sequence[str]],
        names: Sequence[Sequence[str]],
        joined: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Begin with the tokens of pieces: of those that are said, then of those that only name."""
        self._joined = joined
        self.forms = _Forms()
        stop = {self.forms[word] for word in STOP}
        stemmed, named = self.forms.__getitem__, self.forms.named
        self.terms = [self._terms_of(tokens, stemmed) for tokens in said]  # by piece
        self.told = [  # by abstracts
            each if stop.isdisjoint(each) else tuple(set(each) - stop) for each in self.terms
        ]
        signs = {
            part: chr(FIRST + at)
            for at, part in enumerate(dict.fromkeys(chain.from_iterable(joined.values())))
        }
        self._signs = [  # by piece; those of parts of joined words tell them apart
            signs.get(each[0], BLANK) if len(each) == 1 else BLANK for each in said
        ]
        self._ends = defaultdict[str, list[tuple[str, int]]](list)  # joined words by their ends
        for word, every in joined.items():
            spelled = "".join(map(signs.__getitem__, every))
            self._ends[spelled[-2:]].append((spelled, self.forms[word]))
        lasts_but_one, lasts = ("".join({end[at] for end in self._ends}) for at in (0, 1))
        self._pairs = re.compile(f"(?=([{lasts_but_one}][{lasts}]))") if joined else None
        self.terms += [self._terms_of(tokens, named) for tokens in names]

    def _terms_of(self, tokens: Sequence[str], number: Callable[[str], int]) -> Sequence[int]:
        if len(tokens) == 1 and terms.is_plain(tokens[0]) and tokens[0] not in self._joined:
            return (number(tokens[0]),)  # as most are
        return (*{number(form) for token in tokens for form in self._forms_of(token)},)

    def _forms_of(self, token: str) -> Sequence[str]:
        forms, joined = terms.forms(token), self._joined
        if token in joined:
            return (*forms, *joined[token])
        if "-" in token:  # few who write one word mean what few write with hyphens
            return [f for f in forms if f in joined or f in token or not f.isalpha()]
        return forms

    def joined_of(self, pieces: Sequence[int]) -> set[int]:
        """Return the terms of words that a text writes as two or more."""
        if not self._pairs:
            return set()
        text, ends = "".join(map(self._signs.__getitem__, pieces)), self._ends
        return {
            term
            for pair in self._pairs.findall(text)
            if pair in ends
            for spelled, term in ends[pair]
            if spelled in text
        }


class _Lists:
    """The papers of each term, by its number."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self._text = [array("I") for _ in pieces.forms.terms]
        self._authors = defaultdict[int, list[int]](list)
        self._organizations = defaultdict[int, list[int]](list)
        self._papers = 0

    def add(self, said: Sequence[_Said], authors: Sequence[Sequence[int]]) -> None:
        """Add the next papers to the lists of what they say, and of their authors' names.

        They take one step after the other together: what a step looks up stays near the processor.
        """
        joined = [self._pieces.joined_of(each.abstract) for each in said]
        counts = [self._told_by(each, terms) for each, terms in zip(said, joined, strict=True)]
        for number, (each, of) in enumerate(zip(said, counts, strict=True), self._papers):
            self._add_text(number, each, of)
        for number, (each, names) in enumerate(zip(said, authors, strict=True), self._papers):
            self._add_names(number, each, names)
        self._papers += len(said)

    def _told_by(self, said: _Said, joined: Iterable[int]) -> Counter[int]:
        """Return how often a paper says which terms, but for its title."""
        told = self._pieces.told.__getitem__
        counts = Counter(chain.from_iterable(map(told, said.abstract)))
        for term in chain.from_iterable(map(told, said.keywords)):
            counts[term] += KEYWORD
        for term in joined:
            counts[term] += 1
        return counts

    def _add_text(self, number: int, said: _Said, counts: Mapping[int, int]) -> None:
        paper, text = number << BITS, self._text
        marked = [paper | mark for mark in _marks(len(said.abstract))]
        for term, count in counts.items():
            text[term].append(marked[count] if count < MOST else marked[MOST])
        title = chain.from_iterable(map(self._pieces.terms.__getitem__, said.title))
        for term in self._pieces.joined_of(said.title).union(title):
            if term in counts:
                text[term][-1] += TITLE
            else:
                text[term].append(paper + TITLE)

    def _add_names(self, number: int, said: _Said, authors: Sequence[int]) -> None:
        terms = self._pieces.terms.__getitem__
        for term in {*chain.from_iterable(map(terms, authors))}:
            self._authors[term].append(number)
        for term in {*chain.from_iterable(map(terms, said.organization))}:
            self._organizations[term].append(number)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries of all terms, sorted."""
        forms, papers = self._pieces.forms, self._papers
        numbers = forms.terms
        names = list(numbers)
        aliases = {form: names[at] for form, at in forms.items() if form not in numbers}
        # By their numbers, as they stand in memory: by the alphabet it takes a fifth more.
        said = [(len(each), index.marked(each, papers) if each else "") for each in self._text]
        wrote, sent = (
            {term: (len(each), index.plain(each, papers)) for term, each in lists.items()}
            for lists in (self._authors, self._organizations)
        )
        nobody = 0, ""
        for term in sorted([*numbers, *aliases]):
            number = numbers.get(term)
            if number is None:
                yield Entry(term, aliases[term])
                continue
            (size, bits), by, of = said[number], wrote.get(number, nobody), sent.get(number, nobody)
            listed = size, by[0], of[0]
            if listed != NOWHERE:
                yield Entry(term, "", listed, bits + by[1] + of[1])


@lru_cache
def _marks(pieces: int) -> bytes:
    """Return the mark of each count in an abstract of so many pieces."""
    length = SHORT + (1 - SHORT) * pieces / LENGTH
    return bytes((n > OFTEN * length) + (n > VERY_OFTEN * length) for n in range(MOST + 1))
