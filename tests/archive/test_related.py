"""Related papers: who is near whom, whatever order they came in, and what a new day changes."""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import kin as kin_module
from generator.archive.kin import Kin, kin
from generator.archive.related import REACH, Related
from generator.archive.terms import Terms, by_number, shared, spelled, terms_of
from generator.model.paper import Paper, PaperId

FIRST = date(2026, 11, 27)  # so that months change within a few days
COUNT = 3
WORDS = st.sampled_from(["loom", "warp", "weft", "feather", "quill", "silk", "the", "model"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
ARCHIVES = st.lists(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), max_size=9)

A = TypeVar("A")
B = TypeVar("B")
Texts = Sequence[Sequence[tuple[str, str]]]  # of each day the titles and abstracts


def paper(number: int, title: str, abstract: str = "", **said: str) -> Paper:
    name = PaperId(f"arxiv:2611.{number:05}")
    return Paper(id=name, first_id=name, title=title, abstract=abstract, **said)  # type: ignore[arg-type]


def terms(texts: Texts) -> dict[date, Terms]:
    return {
        FIRST + timedelta(day): terms_of(paper(at, *text) for at, text in enumerate(of_day))
        for day, of_day in enumerate(texts)
    }


def related(found: Mapping[date, Terms], known: Mapping[date, Kin] | None = None) -> Related:
    return Related(found, kin(found, known or {}, COUNT), COUNT)


def told(related: Related, day: date, papers: int) -> dict[int, str]:
    """Return what stands for the relatives of each of so many papers of a day, by its number."""
    tokens = related.tokens(day, map(str, range(papers)))
    return {at: tokens[str(at)] for at in range(papers)}


def all_of(related: Related, found: Mapping[date, Terms]) -> dict[tuple[date, int], object]:
    lines = ((day, line) for day in found for line in range(len(found[day].papers)))
    return {mention: related.of(*mention) for mention in lines}


def test_a_title_weighs_more_than_what_is_said_once() -> None:
    day = terms([[("A Loom", ""), ("Silk", "loom"), ("Looms again", "")]])
    assert related(day).of(FIRST, 0) == [(FIRST, 2)]  # in another form of the word


def test_what_stands_in_nearly_every_paper_relates_none() -> None:
    day = terms(
        [[("A Novel Framework", "We propose it. We propose it."), ("Novel Frameworks", "")]]
    )
    assert related(day).of(FIRST, 0) == []


def test_a_withdrawn_paper_has_no_relatives_and_is_none() -> None:
    papers = [paper(0, "A Loom"), paper(1, "A Loom", withdrawn="retracted"), paper(2, "A Loom")]
    day = {FIRST: terms_of(papers)}
    assert [related(day).of(FIRST, line) for line in range(3)] == [[(FIRST, 2)], [], [(FIRST, 0)]]


def test_what_shares_more_terms_is_tried_before_what_shares_a_weightier_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kin_module, "TRIED", 1)
    old = [("Deconstructing", "deconstructing, deconstructing"), ("Silk Loom", "")]
    days = terms([old, [("Deconstructing the Silk Loom", "deconstructing, deconstructing")]])
    assert related(days).of(FIRST + timedelta(1), 0) == [(FIRST, 1)]


def test_a_newer_relative_reaches_an_old_paper() -> None:
    days = terms([[("A Silk Loom", "")], [("Quill", "")], [("The Silk Loom", "")]])
    assert related(days).of(FIRST, 0) == [(FIRST + timedelta(2), 0)]


def test_the_words_that_tell_why_are_spelled_as_the_paper_spells_them() -> None:
    one = paper(0, "DINO for Looms", "Every loom is a DINO.")
    found = terms_of([one, paper(1, "dino, loom", "")]).papers
    both = shared(by_number(found[0]), found[1])
    words = spelled(one, both)
    assert [words[each] for each in both] == ["DINO", "Looms"]


def test_commands_of_tex_are_no_terms() -> None:
    said = r"\textbf{Two} stars of 3 $M_\odot$, and \textbf{one} of 5 $M_\odot$."
    one, two = paper(0, r"\emph{Looms}", said), paper(1, r"\emph{Feathers}", said)
    found = terms_of([one, two]).papers
    assert not shared(by_number(found[0]), found[1])
    assert list(spelled(one, by_number(found[0])).values()) == ["Looms"]


def test_a_text_of_any_letters_has_terms() -> None:
    odd = "織機 نول \ud800 ǅ ﬁ ²" + "x" * 9000
    assert len(terms_of([paper(0, odd, odd), paper(1, "", "")]).papers) == 2


@given(ARCHIVES)
def test_nobody_is_related_to_itself_or_twice(texts: Texts) -> None:
    found = terms(texts)
    for mention, near in all_of(related(found), found).items():
        assert isinstance(near, list)
        assert mention not in near
        assert len(near) == len(set(near)) <= COUNT


@given(ARCHIVES, st.data())
def test_what_is_kept_changes_nothing(texts: Texts, data: st.DataObject) -> None:
    found = terms(texts)
    days = sorted(found)
    before = terms(texts)
    for day in data.draw(st.lists(st.sampled_from(days or [FIRST]), max_size=3)):
        if data.draw(st.booleans()):
            before.pop(day, None)
        else:
            before[day] = terms_of([paper(7, data.draw(TEXTS))])
    assert kin(found, kin(before, {}, COUNT), COUNT) == kin(found, {}, COUNT)


@given(ARCHIVES, st.permutations(range(9)))
def test_the_order_in_which_days_are_told_makes_no_difference(
    texts: Texts, order: Sequence[int]
) -> None:
    found = terms(texts)
    days = sorted(found)
    other = {days[at]: found[days[at]] for at in order if at < len(days)}
    assert kin(other, {}, COUNT) == kin(found, {}, COUNT)


@given(ARCHIVES, st.integers(0, 9))
def test_it_makes_no_difference_how_many_look_for_it(texts: Texts, first: int) -> None:
    """The parts are looked for by processes that share nothing, in whatever order."""

    def apart(work: Callable[[A], B], batches: Sequence[A]) -> Iterator[B]:
        return (pickle.loads(pickle.dumps(work))(batch) for batch in reversed(batches))  # noqa: S301

    found = terms(texts)
    whole = kin(found, {}, COUNT)
    known = {day: whole[day] for day in sorted(whole)[:first]}
    with patch.object(kin_module, "MANY", 0):
        assert kin(found, {}, COUNT, apart) == whole
        assert kin(found, known, COUNT, apart) == whole


@given(ARCHIVES.filter(lambda texts: len(texts) > 1))
def test_a_new_day_changes_no_more_old_pages_than_its_papers_reach(texts: Texts) -> None:
    found = terms(texts)
    last = max(found)
    old = {day: each for day, each in found.items() if day != last}
    if sum(len(each.papers) for each in old.values()).bit_length() != (
        sum(len(each.papers) for each in found.values()).bit_length()
    ):
        return  # a young archive has doubled
    before, now = all_of(related(old), old), all_of(related(found), found)
    changed = [mention for mention in before if before[mention] != now[mention]]
    assert len(changed) <= REACH * len(found[last].papers)


@given(ARCHIVES)
def test_what_stands_for_a_day_tells_whether_its_relatives_changed(texts: Texts) -> None:
    found = terms(texts)
    for end in range(1, len(found)):
        some = {day: found[day] for day in sorted(found)[:end]}
        before, now = related(some), related(found)
        for day in some:
            papers = len(found[day].papers)
            were, are = told(before, day, papers), told(now, day, papers)
            for line in range(papers):
                if were[line] == are[line]:
                    assert before.of(day, line) == now.of(day, line)


@given(ARCHIVES.filter(bool), st.data())
def test_what_stands_for_a_day_tells_so_whatever_became_of_the_others(
    texts: Texts, data: st.DataObject
) -> None:
    """Days go, come, move, and say something else; a list tells of which day a paper is."""
    before = {FIRST + 2 * (day - FIRST): each for day, each in terms(texts).items()}
    now = dict(before)
    for day in data.draw(st.sets(st.sampled_from(sorted(before)))):
        else_ = terms_of([paper(9, data.draw(TEXTS))])
        to = day + timedelta(data.draw(st.integers(-1, 1)))
        now[to] = data.draw(st.sampled_from([now.pop(day), else_]))
    were, are = related(before), related(now)
    for day in before.keys() & now.keys():
        papers = len(now[day].papers)
        if before[day] != now[day]:
            continue
        tokens = told(were, day, papers), told(are, day, papers)
        for line in range(papers):
            if tokens[0][line] == tokens[1][line]:
                shown = [
                    [(on, found[on].stands[4 * at : 4 * at + 4]) for on, at in of]
                    for of, found in ((were.of(day, line), before), (are.of(day, line), now))
                ]
                assert shown[0] == shown[1]


def test_terms_are_counted_in_months_that_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the newest days can change as they settle, and what their papers weigh stays."""
    days = [date(2026, month, day) for month in (9, 10, 12) for day in (1, 2)]
    found = {day: terms_of([paper(at, "A Loom")]) for at, day in enumerate(days)}
    assert kin_module._counted(days, found) == [4] * 6  # noqa: SLF001 - of so few, a power of two
    monkeypatch.setattr(kin_module, "COUNTED", 1)
    assert kin_module._counted(days, found) == [1, 1, 1, 1, 2, 2]  # noqa: SLF001
