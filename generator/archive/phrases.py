"""Phrases: the terms that two papers share, in words of one of them.

Terms that follow each other in the titles of both are told together: `Fluid Antenna`.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from generator.archive.terms import NUMBERS
from generator.model.folding import WORD, words_in

BESIDE = (" ", "-")  # what stands between two words of a phrase
TITLES = 100  # that are kept: each is compared with several

Word = tuple[int, int, int]  # the number of its term, and where in a title it begins and ends


def phrases(shared: Mapping[int, str], title: str, other: str) -> list[str]:
    """Return what a paper shares with another one, in the order that is given.

    `shared` has the terms as the paper writes them, by their numbers; the titles are of both.
    """
    here = [(one, two) for one, two in _pairs(title) if one[0] in shared and two[0] in shared]
    if not here:
        return list(shared.values())
    there = set(pairwise(map(NUMBERS.__getitem__, words_in(other))))
    runs: list[list[Word]] = []
    for one, two in here:
        if (one[0], two[0]) not in there:
            continue
        if runs and runs[-1][-1] == one:
            runs[-1].append(two)
        else:
            runs.append([one, two])
    within = {term: title[run[0][1] : run[-1][2]] for run in runs for term, *_ in run}
    return list(dict.fromkeys(within.get(term, word) for term, word in shared.items()))


@lru_cache(TITLES)
def _pairs(title: str) -> Sequence[tuple[Word, Word]]:
    """Return the words of a title that follow each other, with nothing between them."""
    words = [(NUMBERS[word[0].casefold()], *word.span()) for word in WORD.finditer(title)]
    return [(one, two) for one, two in pairwise(words) if title[one[2] : two[1]] in BESIDE]
