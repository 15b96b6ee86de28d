"""Classification: which topics a paper has, and why, in words that a reader can check."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.classify import Classifier
from generator.model.folding import WORD, words_in, words_of
from generator.model.frozen import replace
from generator.model.paper import Author, Paper, PaperId
from generator.model.topic import Reason, Rule, Topic
from generator.settings.words import words_of as language

ONE = PaperId("arxiv:2501.00001")

ENGLISH = language(Path(), "en")


def paper(
    title: str = "",
    abstract: str = "",
    *,
    keywords: tuple[str, ...] = (),
    subjects: tuple[str, ...] = (),
    authors: tuple[str, ...] = (),
    topics: tuple[str, ...] | None = None,
) -> Paper:
    return Paper(
        id=ONE,
        first_id=ONE,
        title=title,
        abstract=abstract,
        keywords=keywords,
        subjects=subjects,
        authors=tuple(map(Author, authors)),
        topics=topics,
    )


def why(found: Paper, *rules: Rule) -> str:
    """Return why a paper has a topic of these rules, or nothing."""
    reasons = Classifier([Topic(slug="x", title="X", rules=rules)], ENGLISH).reasons(found)
    return reasons[0].words if reasons else ""


@pytest.mark.parametrize(
    ("phrase", "title", "found"),
    [
        ("agent", "An Agent for All", True),
        ("agent", "Multi-agents, again", True),
        ("agents", "One agent", True),
        ("agent", "Reagents and agentic things", False),
        ("agent", "Agent's work", True),
        ("agent", "snake_agent_case", True),
        ("agent", "(agents)", True),
        ("diffusion model", "Diffusion Models beat GANs", True),
        ("diffusion model", "Diffusion-model distillation", True),
        ("diffusion-models", "a diffusion model", True),
        ("diffusion model", "Diffusion of a model", False),
        ("diffusion model", "diffusion, models", True),
        ("diffusion model", "anti-diffusion modelling", False),
        ("state space", "State\n  Spaces", True),
        ("GPU", "Training on 8 GPUs", True),
        ("GPUs", "a GPU", True),
        ("class", "Classes", False),
        ("loss", "The loss", True),
        ("corpus", "A corpus", True),
        ("café", "CAFÉS of Paris", True),
        ("π₀", "The model π₀ is", True),
        ("3d", "3D vision", True),
        ("3d", "33D vision", False),
        ("", "anything", False),
        ("!!!", "anything !!!", False),
    ],
)
def test_a_phrase_is_found_as_whole_words_only(phrase: str, title: str, *, found: bool) -> None:
    assert bool(why(paper(title), Rule(any=(phrase,)))) is found
    assert bool(why(paper("x", abstract=title), Rule(all=(phrase,)))) is found
    assert (
        bool(why(paper(title, subjects=("cs.CL",)), Rule(none=(phrase,), categories=("cs.CL",))))
        is not found
    )


def test_a_phrase_does_not_reach_from_one_field_or_keyword_into_the_next() -> None:
    rule = Rule(any=("tool use",))
    assert not why(paper("A tool", abstract="Use it"), rule)
    assert not why(paper(keywords=("tool", "use")), rule)
    assert why(paper(keywords=("a", "tool-use")), rule) == "“tool use” in the keywords"


def test_the_reason_names_the_first_place_that_holds_the_words() -> None:
    rule = Rule(any=("loom", "weave"))
    assert why(paper("A loom", abstract="A loom"), rule) == "“loom” in the title"
    assert why(paper("x", abstract="Looms weave"), rule) == "“loom” in the abstract"
    assert why(paper("Weave", abstract="Looms"), rule) == "“weave” in the title"


def test_every_line_of_a_rule_must_hold() -> None:
    rule = Rule(
        any=("loom", "weave"),
        all=("hands", "two"),
        none=("feather",),
        categories=("cs.CL", "cs.LG"),
        authors=("Ada Lovelace", "Mary"),
    )
    right = paper(
        "A Loom for Two Hands", subjects=("math.CO", "cs.LG"), authors=("Charles", "Ada Lovelace")
    )
    assert why(right, rule) == (
        "“loom” in the title and “hands” in the title and “two” in the title "
        "and category cs.LG and author Ada Lovelace"
    )
    for wrong in (
        replace(right, title="Two Hands"),
        replace(right, title="A Loom for a Hand"),
        replace(right, title="A Loom for Two Hands and Feathers"),
        replace(right, keywords=("a feather",)),
        replace(right, subjects=("math.CO",)),
        replace(right, subjects=()),
        replace(right, authors=(Author("Ada"),)),
    ):
        assert not why(wrong, rule), wrong


def test_categories_or_authors_alone_will_do() -> None:
    assert why(paper(subjects=("cs.CL",)), Rule(categories=("cs.CL",))) == "category cs.CL"
    assert not why(paper(subjects=("cs.CLX",)), Rule(categories=("cs.CL",)))
    assert why(paper(authors=("Ada",)), Rule(authors=("Ada",))) == "author Ada"


def test_the_first_of_alternative_rules_that_fits_is_the_reason() -> None:
    rules = (Rule(any=("loom",), none=("power",)), Rule(all=("power", "loom")), Rule(any=("loom",)))
    assert why(paper("Power loom"), *rules) == "“power” in the title and “loom” in the title"
    assert why(paper("Hand loom"), *rules) == "“loom” in the title"
    assert not why(paper("Spindle"), *rules)


def test_a_topic_without_rules_finds_nothing() -> None:
    assert not why(paper("Anything"))


def test_topics_come_in_their_own_order_and_chosen_ones_instead_of_found_ones() -> None:
    topics = [
        Topic(slug="b", title="A", rules=(Rule(any=("loom",)),)),
        Topic(slug="a", title="B", rules=(Rule(any=("hand",)),)),
        Topic(slug="c", title="C"),
    ]
    classifier = Classifier(topics, ENGLISH)
    found = classifier.reasons(paper("A loom for hands"))
    assert found == (Reason("b", "“loom” in the title"), Reason("a", "“hand” in the title"))
    chosen = classifier.reasons(paper("A loom", topics=("c", "gone", "b", "c")))
    assert chosen == (Reason("b", "chosen by hand"), Reason("c", "chosen by hand"))
    assert classifier.reasons(paper("A loom", topics=())) == ()


@given(st.text(), st.text())
def test_any_words_of_a_title_are_found_in_it(before: str, phrase: str) -> None:
    folded = words_of(phrase)
    assert folded.startswith(" ")
    assert folded.endswith(" ")
    assert words_of(phrase.upper().lower()) == words_of(phrase.upper().lower().casefold())
    if folded.strip():
        assert why(paper(f"{before} {phrase} after"), Rule(any=(phrase,)))


# Few words, names and categories, so that rules often fit.
WORDS = st.sampled_from(
    ("agent", "Agents", "tool", "tool-use", "uses", "class", "Classes", "gas", "é", "É", "_", "3d")
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=2).map(" ".join), max_size=2).map(tuple)
NAMES = st.lists(st.sampled_from(("cs.CL", "CS.cl", "math.CO", "Ada")), max_size=2).map(tuple)
RULES = st.builds(Rule, any=PHRASES, all=PHRASES, none=PHRASES, categories=NAMES, authors=NAMES)
PAPERS = st.builds(
    paper,
    TEXTS,
    TEXTS,
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    subjects=NAMES,
    authors=NAMES,
)


def reason(found: Paper, rule: Rule) -> str:
    """Return why a paper fits a rule, word for word as the documents say it."""
    texts = {
        "the title": (found.title,),
        "the abstract": (found.abstract,),
        "the keywords": found.keywords,
    }
    places = list(texts)

    def place(phrase: str) -> str | None:
        has = (at for at, every in texts.items() if any(in_words(phrase, text) for text in every))
        return next(has, None)

    def told(phrases: Iterable[str]) -> list[str]:
        by_place = [(places.index(at), phrase) for phrase in phrases if (at := place(phrase))]
        by_place.sort(key=lambda pair: pair[0])
        return [f"“{phrase}” in {places[at]}" for at, phrase in by_place]

    reasons = [*told(rule.any)[:1], *told(rule.all)]
    fits = (not rule.any or bool(told(rule.any))) and not told(rule.none)
    fits &= len(told(rule.all)) == len(rule.all)
    names = tuple(author.name for author in found.authors)
    for word, wanted, has in (
        ("category", rule.categories, found.subjects),
        ("author", rule.authors, names),
    ):
        shared = [each for each in wanted if each.casefold() in map(str.casefold, has)]
        fits &= bool(shared) or not wanted
        reasons += [f"{word} {each}" for each in shared[:1]]
    return " and ".join(reasons) if fits else ""


def in_words(phrase: str, text: str) -> bool:
    return bool(words_of(phrase).strip()) and words_of(phrase) in words_of(text)


@given(st.lists(st.lists(RULES, max_size=3), max_size=4), PAPERS)
def test_the_reasons_are_those_of_each_rule_in_its_turn(
    rules: list[list[Rule]], found: Paper
) -> None:
    topics = [Topic(slug=str(at), title="", rules=tuple(each)) for at, each in enumerate(rules)]
    expected = [
        (topic.slug, next((words for rule in topic.rules if (words := reason(found, rule))), ""))
        for topic in topics
    ]
    reasons = Classifier(topics, ENGLISH).reasons(found)
    assert [(each.topic, each.words) for each in reasons] == [pair for pair in expected if pair[1]]


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_words_of_ascii_are_found_as_all_words_are(text: str) -> None:
    assert words_in(text) == WORD.findall(text.casefold())
