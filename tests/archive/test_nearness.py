"""What is near a rule: one line is in the way, and no more."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.classify import Classifier
from generator.archive.nearness import near_miss, texts_of
from generator.model.frozen import replace
from generator.model.paper import Paper, PaperId
from generator.model.topic import Rule, Topic
from generator.settings.words import words_of

ENGLISH = words_of(Path(), "en")
PHRASES = st.lists(st.sampled_from(["loom", "looms", "power loom", "weave", "thread"]), max_size=2)
NAMES = st.lists(st.sampled_from(["cs.LG", "math.AG"]), max_size=1)
TEXTS = st.lists(st.sampled_from(["loom", "power", "weaving", "weave", "threads", "of"]))


def paper_of(title: str, subjects: tuple[str, ...] = ()) -> Paper:
    name = PaperId("arxiv:2601.00001")
    return Paper(id=name, first_id=name, title=title, subjects=subjects)


def finds(rule: Rule, paper: Paper) -> bool:
    topic = Topic(slug="x", title="X", rules=(rule,))
    return bool(Classifier((topic,), ENGLISH).reasons(paper))


def near(rule: Rule, paper: Paper) -> str:
    return near_miss(Topic(slug="x", title="X", rules=(rule,)), paper, texts_of(paper))


@given(wanted=PHRASES, each=PHRASES, none=PHRASES, categories=NAMES, words=TEXTS, subjects=NAMES)
def test_a_near_miss_is_not_found_and_one_line_less_would_find_it(
    wanted: list[str],
    each: list[str],
    none: list[str],
    categories: list[str],
    words: list[str],
    subjects: list[str],
) -> None:
    lines = {"any": wanted, "all": each, "none": none, "categories": categories}
    rule = Rule(**{line: tuple(said) for line, said in lines.items()})
    paper = paper_of(" ".join(words), tuple(subjects))
    if not near(rule, paper):
        return
    assert not finds(rule, paper)
    less = [replace(rule, **{line: ()}) for line in lines if getattr(rule, line)]
    assert any(finds(one, paper) or not (one.any or one.all or one.categories) for one in less)


@pytest.mark.parametrize(
    ("rule", "title", "why"),
    [
        (Rule(any=("grokking",)), "It grokked", "has “grokked”, not “grokking”"),
        (Rule(any=("agent",)), "Agentic looms", "has “agentic”, not “agent”"),
        (Rule(any=("agent",)), "Reagents", ""),
        (Rule(any=("loom",)), "On feathers", ""),
        (Rule(any=("power loom",)), "A loom that has power", "has “loom that has power”, not"),
        (Rule(any=("power loom",)), "A loom of many threads, and of power", ""),
        (Rule(all=("loom", "thread")), "A loom", "lacks “thread”"),
        (Rule(all=("loom", "thread")), "On feathers", ""),
        (Rule(all=("thread",)), "A loom", ""),
        (Rule(any=("loom",), none=("bird",)), "A bird", ""),
        (Rule(any=("loom",), none=("bird",)), "A loom of birds", "has “bird”, which `none`"),
        (Rule(any=("loom",), authors=("Ada",)), "A loom", "has none of the `authors`"),
        (Rule(categories=("cs.LG",)), "A loom", ""),
    ],
)
def test_what_is_in_the_way_is_told(rule: Rule, title: str, why: str) -> None:
    told = near(rule, paper_of(title))
    assert told.startswith(why)
    assert bool(told) == bool(why)
