"""Bylines and the index of names: nothing is lost on the way through lines of text."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.archive.authors import authors
from generator.archive.bylines import bylines_of
from generator.archive.facts import Facts
from generator.archive.terms import Terms
from generator.model.names import is_name
from generator.model.paper import Author, Organization, Paper, PaperId
from generator.model.slug import key_of, slug_of, tidy

FIRST = date(2026, 11, 2)

some_names = st.sampled_from(
    ["Ada Lovelace", "ADA  lovelace", "A. Lovelace", "Bo", "bo", ":", "智博"]
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
organizations = st.none() | st.builds(Organization, texts, texts)


def line(text: str) -> str:
    return " ".join(text.split())


def paper(number: int, names: Sequence[str], title: str = "Loom") -> Paper:
    name = PaperId(f"arxiv:2611.{number:05}")
    return Paper(id=name, first_id=name, title=title, authors=tuple(map(Author, names)))


def facts(days: Sequence[Sequence[Sequence[str]]]) -> Mapping[date, Facts]:
    found = {}
    for at, of_day in enumerate(days):
        papers = [paper(100 * at + number, names) for number, names in enumerate(of_day)]
        facts = Facts("", "", "", {}, (), "", 0.0, None, 0, (), bylines_of(papers), Terms(), {}, {})
        found[FIRST + timedelta(at)] = facts
    return found


@given(st.lists(st.tuples(texts, texts, st.lists(texts, max_size=4), organizations), max_size=5))
def test_a_byline_says_what_its_paper_says(
    told: Sequence[tuple[str, str, list[str], Organization | None]],
) -> None:
    papers = [
        Paper(
            id=PaperId(f"arxiv:{number}"),
            first_id=PaperId(""),
            title=title,
            withdrawn=withdrawn,
            authors=tuple(map(Author, names)),
            organization=organization,
        )
        for number, (title, withdrawn, names, organization) in enumerate(told)
    ]
    lines = bylines_of(papers)
    for at, each in enumerate(papers):
        found = lines.of(FIRST, at)
        assert (found.id, found.day) == (each.id, FIRST)
        assert found.title == line(each.title)
        assert found.withdrawn == line(each.withdrawn)
        names = list(filter(None, (tidy(author.name) for author in each.authors)))
        assert {key_of(name) for name in found.names} == {key_of(name) for name in names}
        assert set(found.names) <= set(names)
        organization = each.organization or Organization("")
        told_as = Organization(line(organization.name), line(organization.handle))
        assert found.organization == (told_as if told_as != Organization("") else None)


@given(
    st.lists(st.lists(st.lists(some_names, max_size=4), min_size=1, max_size=4), max_size=4),
    st.integers(1, 4),
    st.sampled_from([(), {key_of("Bo")}]),
    st.sampled_from(
        [{}, {key_of("Bo"): "bo"}, {key_of("Bo"): "ada", key_of("A. Lovelace"): "ada"}]
    ),
)
def test_each_paper_stands_with_each_name_that_has_a_page(
    days: Sequence[Sequence[Sequence[str]]],
    least: int,
    watched: Collection[str],
    claimed: Mapping[str, str],
) -> None:
    known = authors(facts(days), claimed, {}, least=least, watched=watched)
    counts: dict[str, int] = {}
    for names in (names for of_day in days for names in of_day):
        for key in {key_of(name) for name in names}:
            counts[key] = counts.get(key, 0) + 1
    enough = {key for key, count in counts.items() if count >= least or key in watched}
    many = {key: slug_of(key) for key in enough if is_name(key)}
    assert known.slugs == {**many, **claimed}
    expected: dict[str, list[tuple[date, int]]] = {slug: [] for slug in known.slugs.values()}
    for at in reversed(range(len(days))):
        for line, names in enumerate(days[at]):
            pages = (known.slugs.get(key_of(name)) for name in names)
            for slug in dict.fromkeys(filter(None, pages)):
                expected[slug].append((FIRST + timedelta(at), line))
    assert known.papers == expected
