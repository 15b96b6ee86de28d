"""The files of an index say in a browser what they said in Python, and the judged set is whole."""

import json
import shutil
import subprocess
from array import array
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.formats import index
from generator.model.index import (
    BITS,
    HIGHEST,
    Entry,
    Outline,
    Votes,
)
from tests.search.judged import EACH, MOST, read

DECODE = Path(__file__).parent / "decode.mjs"
PAPERS = 3000

numbers = st.lists(st.integers(0, PAPERS - 1), unique=True, max_size=60).map(sorted)
marked = numbers.flatmap(
    lambda found: st.lists(st.integers(0, HIGHEST), min_size=len(found), max_size=len(found)).map(
        lambda marks: [n << BITS | m for n, m in zip(found, marks, strict=True)]
    )
)
terms = st.text("abcxyz019.@+é織", min_size=1, max_size=9)
stems = st.dictionaries(terms, st.one_of(terms, st.tuples(marked, numbers, numbers)), max_size=12)
addresses = st.one_of(
    st.from_regex(r"[0-9]{4}\.[0-9]{5}", fullmatch=True),
    st.sampled_from(["hep-th-9901001", "title-aaaaaaaaaaaa", "0704.0001"]),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    stems,
    st.lists(addresses, max_size=20),
    st.dictionaries(st.text("abc", min_size=1), st.integers(1, 20), max_size=9),
    st.lists(st.integers(0, 5000), max_size=9),
    numbers,
)
def test_a_browser_reads_what_was_written(
    told: dict[str, str | tuple[list[int], list[int], list[int]]],
    names: list[str],
    words: dict[str, int],
    votes: list[int],
    code: list[int],
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    entries = [
        Entry(term, each)
        if isinstance(each, str)
        else Entry(
            term,
            "",
            tuple(map(len, each)),
            index.marked(array("I", each[0]), PAPERS)
            + "".join(index.plain(n, PAPERS) for n in each[1:]),
        )
        for term, each in sorted(told.items())
    ]
    days = [(date(2024, 2, 28), 3), (date(2024, 3, 1), PAPERS - 3)]
    starts = sorted(words)
    shards = [[(start, words[start]) for start in part] for part in (starts[:2], (), starts[2:])]
    sizes = [len(shards), *votes]
    files = {
        "terms": index.terms(entries),
        "outline": index.write(Outline(PAPERS, days, [("looms", code)], code, shards, sizes, [7])),
        "names": index.names(names),
        "words": index.words(sorted(words.items())),
        "votes": index.write(Votes(votes)),
    }
    coded = {name: b64encode(value).decode() for name, value in files.items()}
    done = subprocess.run(
        [node, str(DECODE)],
        input=json.dumps({"papers": PAPERS, "files": coded}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["entries"] == [
        [term, each if isinstance(each, str) else [list(n) for n in each]]
        for term, each in sorted(told.items())
    ]
    assert found["outline"] == {
        "papers": PAPERS,
        "days": [
            {"day": "2024-02-28", "from": 0, "papers": 3},
            {"day": "2024-03-01", "from": 3, "papers": PAPERS - 3},
        ],
        "topics": [["looms", code]],
        "code": code,
        "starts": starts,
        "terms": [
            place
            for at, shard in enumerate(shards)
            for place in places(f"terms/{at}", [size for _, size in shard])
        ],
        "names": places("names", sizes),
        "vocabulary": places("vocabulary", [7]),
    }
    assert (found["names"], found["votes"]) == (names, votes)
    assert found["words"] == [list(each) for each in sorted(words.items())]


def places(path: str, sizes: Sequence[int]) -> list[dict[str, str | int]]:
    """Return where the blocks of a file stand, as the outline tells a browser."""
    starts = accumulate(sizes, initial=0)
    return [{"path": path, "from": at, "size": n} for at, n in zip(starts, sizes, strict=False)]


def test_the_judged_set_is_whole() -> None:
    judged = read()
    assert set(Counter(each.sort for each in judged).values()) == {EACH}
    assert len(judged) == 180
    assert len(judged) / 4 < sum(each.held for each in judged) < len(judged) / 2
    assert all(0 < len(each.ids) <= MOST for each in judged)
    assert len({each.query for each in judged}) == len(judged)
