r"""Words: the quick ways through a text lead where the long ones lead."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cards.head import described, described_tex
from generator.markup import brackets, tex
from generator.markup.sentence import first_sentence, told_by
from generator.markup.tokens import Text
from generator.markup.words import SIGNS, marked, next_mark, tokens

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

# What marks begin, and what may stand around it.
PIECES = (
    *("\\", "\\\\", "{", "}", "$", "~", "`", "``", "-", "--", "---", "h", "Http", "http", "https"),
    *("://", "http://", "Https://", "https://x.org/a--b~c", "x.org", "/", ":", "a", "5", " ", "é"),
    *(r"\emph{", r"\H h", r"\-", r"{\it ", r"\url{", "$x$", r"\(", r"\)", "$5", "\x00", "\n", "中"),
    *("Some words to fill it. ", "e.g. ", "Words", "! ", "(", "[", r"\{", r"\langle", "⟨"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

# All marks in one expression, by which words once looked for them.
ANY = re.compile(r"\\(?:[A-Za-z]++\*?|.)?|[${~]|``?|-{2,}+|[Hh]ttps?://", re.DOTALL)


def all_marks(text: str, at: int, end: int) -> Iterator[tuple[int, str]]:
    while mark := ANY.search(text, at, end):
        yield mark.start(), mark[0]
        at = mark.end()


def quick_marks(text: str, at: int, end: int) -> Iterator[tuple[int, str]]:
    ahead = dict.fromkeys((sign for sign in SIGNS if sign in text), -1)
    while mark := next_mark(text, at, end, ahead):
        if mark[0] not in {"h", "H"}:  # of an address that is none
            yield mark.start(), mark[0]
        at = mark.end()


def agree(text: str) -> None:
    """Check all that is said of a text in a quick way and in a long one."""
    plain = tex.plain(text)
    assert list(quick_marks(text, 0, len(text))) == list(all_marks(text, 0, len(text)))
    if not marked(text):
        assert "".join(map(str_of, tokens(text, links=False))) == text
    for write in (tex.plain, tex.html, tex.simple_html, without_links):  # a tilde ties no word here
        assert write(f"~ {text}") == f"~ {write(text)}"
    assert described_tex(text) == described(plain)


def without_links(text: str) -> str:
    return tex.html(text, links=False)


def str_of(token: object) -> str:
    assert isinstance(token, Text)
    return token.text


@given(TEXTS | st.text())
def test_quick_ways_lead_where_long_ones_lead(text: str) -> None:
    agree(text)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_the_next_mark_is_found_in_any_part_of_a_text(text: str, at: int, end: int) -> None:
    assert list(quick_marks(text, at, end)) == list(all_marks(text, at, end))


@given(TEXTS, st.integers(0, 60))
def test_the_beginning_of_a_text_is_that_of_its_characters(text: str, length: int) -> None:
    plain, beginning = tex.plain(text), tex.beginning(text, length)
    assert plain.startswith(beginning)
    assert len(beginning) >= length or beginning == plain


@given(TEXTS, TEXTS, st.integers(1, 60))
def test_what_a_beginning_tells_is_true_of_all_that_begins_so(
    beginning: str, rest: str, limit: int
) -> None:
    told = told_by(beginning, limit)
    assert told is None or told == first_sentence(beginning + rest, limit)


@given(TEXTS.map(lambda text: text.replace("é", "e")))
def test_a_formula_with_few_brackets_is_never_tangled(source: str) -> None:
    assert brackets.tangled(source) == brackets.tangled(source + "é")  # which is looked at whole


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_quick_ways_lead_where_long_ones_lead_in_real_records() -> None:
    for name in ("arxiv_50k", "hf_daily_papers_api"):
        with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, 0, None, 10):  # all of them take half a minute
                record = json.loads(line)
                paper = record["item"]["paper"] if "item" in record else record
                agree(paper["title"])
                agree(" ".join(paper.get("abstract", paper.get("summary")).split()))
