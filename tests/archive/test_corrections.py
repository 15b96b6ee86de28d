"""Corrections: a person is believed before all sources, field by field."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.archive import ingest
from generator.archive.corrections import Correction
from generator.archive.reader import Archive
from generator.model.frozen import names, replace
from generator.model.paper import Alias, Author, Organization, PaperId, Reading, Record, title_id
from generator.model.problem import Problem
from generator.settings import site as settings
from generator.store import records
from generator.store.records import Listing

ONE, OLD = PaperId("arxiv:2501.00001"), PaperId("arxiv:astro-ph/0601001")
DAY = date(2025, 12, 12)
FULL = Record(
    id=ONE,
    title="One",
    abstract="A loom.",
    authors=(Author("Ada", handle="ada"), Author("Bo")),
    author_count=5,
    subjects=("cs.CL",),
    published="2025-01-13",
    comment="9 pages",
    doi="10.1/x",
    journal="Looms",
    organization=Organization("Lab", "lab"),
    code="https://example.org/code",
    project="https://example.org",
    summary="A summary",
    keywords=("loom",),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").touch()
    (tmp_path / "content/corrections").mkdir(parents=True)
    (tmp_path / "content/topics").mkdir()
    (tmp_path / "content/topics/hands.md").write_text("---\ntitle: Hands\n---\n")
    found = [FULL, Record(id=OLD, title="Old")]
    listing = records.merged(Listing("huggingface", DAY), found, {ONE: Reading(DAY, 3)})
    records.write(tmp_path / "content", listing)
    return tmp_path


def load(site: Path, text: str, name: str = "2501.00001.yaml") -> tuple[Archive, list[str]]:
    (site / "content/corrections" / name).write_text(text)
    archive, problems = ingest.load(settings.load(site))
    return archive, list(map(str, problems))


CASES: dict[str, tuple[str, Any]] = {
    "title": ("'Uno:\n  eins'", "Uno: eins"),
    "abstract": ("|\n  Two\n  lines.", "Two lines."),
    "authors": ("[Grace, Mary]", (Author("Grace"), Author("Mary"))),
    "subjects": ("[cs.LG, cs.CL]", ("cs.LG", "cs.CL")),
    "published": ("2024-02-29", date(2024, 2, 29)),
    "organization": ("Guild", Organization("Guild")),
    "code": ("https://example.org/other", "https://example.org/other"),
    "project": ("''", ""),
    "links": (
        "\n  ' A  talk ': https://example.org/talk\n  Data: https://example.org/a?b=c",
        {"A talk": "https://example.org/talk", "Data": "https://example.org/a?b=c"},
    ),
    "journal": ("Hands", "Hands"),
    "doi": ("10.2/y", "10.2/y"),
    "comment": ("''", ""),
    "summary": ("Ours", "Ours"),
    "keywords": ("[]", ()),
    "topics": ("hands", ("hands",)),
    "withdrawn": ("the third hand was a mistake", "the third hand was a mistake"),
}


def test_every_field_has_a_case() -> None:
    fields = set(names(Correction))
    assert fields == CASES.keys() | {"hidden"}


@pytest.mark.parametrize("key", CASES)
def test_a_correction_overrides_its_field_and_no_other(site: Path, key: str) -> None:
    written, expected = CASES[key]
    before = load(site, "")[0].paper(ONE)
    archive, problems = load(site, f"{key}: {written}\n")
    assert problems == []
    after = archive.paper(ONE)
    assert getattr(after, key) == expected
    expected_count = 2 if key == "authors" else before.author_count
    changed = {key: expected, "author_count": expected_count}
    assert after == replace(before, **changed)


def test_a_key_without_a_value_leaves_things_as_they_are(site: Path) -> None:
    archive, problems = load(site, "title:\nauthors:\nwithdrawn:\n")
    assert problems == []
    assert archive.paper(ONE).title == "One"
    assert len(archive.paper(ONE).authors) == 2


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("true", "withdrawn"),
        ("false", ""),
        ("yes", "withdrawn"),
        ("2025", "2025"),
        ("|\n  the third\n  hand", "the third hand"),
    ],
)
def test_withdrawn_is_true_or_a_reason(site: Path, written: str, shown: str) -> None:
    archive, problems = load(site, f"withdrawn: {written}\n")
    assert problems == []
    assert archive.paper(ONE).withdrawn == shown


def test_a_withdrawn_paper_stands_last_whatever_its_votes(site: Path) -> None:
    for text, order in (("", [ONE, OLD]), ("withdrawn: true\n", [OLD, ONE])):
        archive, _ = load(site, text)
        assert [paper.id for paper in archive.day(DAY)] == order
        assert [paper.id for paper in archive.week("2025-W50")] == order
        assert [paper.id for paper in archive.newest_papers(9)] == order
        assert [paper.id for paper, _ in archive.trending(9)] == ([] if text else [ONE])


def test_an_organization_or_the_authors_can_be_taken_away(site: Path) -> None:
    archive, _ = load(site, "organization: ''\nauthors: []\n")
    assert archive.paper(ONE).organization is None
    assert archive.paper(ONE).authors == ()
    assert archive.paper(ONE).author_count == 0


def test_a_hidden_paper_is_nowhere(site: Path) -> None:
    archive, problems = load(site, "hidden: true\ntitle: x\n")
    assert problems == []
    assert list(archive.papers()) == [OLD]
    assert archive.hides(ONE)
    assert not archive.hides(OLD)
    assert [paper.id for paper in archive.day(DAY)] == [OLD]
    assert [paper.id for paper in archive.month("2025-12")] == [OLD]
    assert archive.tombs() == ("2501.00001",)


def test_a_file_is_named_for_the_address_in_whatever_case(site: Path) -> None:
    archive, problems = load(site, "title: Corrected\n", "Astro-PH-0601001.yaml")
    assert problems == []
    assert archive.paper(OLD).title == "Corrected"


def test_a_correction_holds_when_the_arxiv_id_becomes_known(site: Path) -> None:
    alias = Alias(ONE, title_id("One"))
    records.write_aliases(site / "content", [alias])
    before = alias.was.replace(":", "-")
    archive, problems = load(site, "hidden: true\n", f"{before}.yaml")
    assert problems == []
    assert archive.hides(alias.was)
    assert archive.tombs() == ("2501.00001", before)
    assert list(archive.papers()) == [OLD]
    archive, problems = load(site, "title: By its new name\n")
    assert len(problems) == 1
    assert problems[0].startswith(f"content/corrections/{before}.yaml: ")
    assert archive.paper(ONE).title == "By its new name"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: x\ntitel: y\n", ":2: unknown key 'titel'; did you mean 'title'?"),
        ("hidden: perhaps\n", ":1: 'hidden' must be true or false, not 'perhaps'"),
        ("title: yes\n", ":1: 'title' must be text, not True; put it into double quotes"),
        ("published: 2025-02-30\n", ":1: '2025-02-30' cannot be read: day is out of range"),
        ("title: x\ncode: javascript:alert(1)\n", ":2: 'code' must be a web address"),
        ("doi: notadoi\n", ":1: 'notadoi' is no DOI; write one such as 10.1000/182"),
        ("project: example.org\n", ":1: 'project' must be a web address"),
        ("title: A: B\n", ":1: mapping values are not allowed here; put text that holds"),
        ("links:\n  Talk: //example.org\n", ":2: 'Talk' must be a web address; write one"),
        ("links:\n  v1.0: https://example.org\n  v1.1: 5\n", ":3: 'v1.1' must be a web address"),
        ("links:\n  X: javascript:alert(1)\n", ":2: 'X' must be a web address"),
        ("links:\n  '': https://example.org\n", ":2: a link has no words"),
        ("links: [https://example.org]\n", ":1: 'links' must be a table of keys and values"),
        ("code: http://127.0.0.1/x\n", ":1: 'code' must be a web address"),
        ("- title\n", ":1: expected lines such as"),
        ("authors: ['', Ada]\n", ":1: one of the authors is empty; write it, or take it out"),
        ("title: x\nkeywords: ' '\n", ":2: one of the keywords is empty"),
        (
            "title: x\nauthors: Ada, Bo\n",
            ":2: 'authors' has one text with a comma in it; write `authors: [Ada, Bo]`, or `au",
        ),
        ("topics: [handz]\n", ":1: there is no topic 'handz'; did you mean 'hands'?"),
    ],
)
def test_a_mistake_is_told_with_file_and_line_and_the_rest_goes_on(
    site: Path, text: str, problem: str
) -> None:
    archive, problems = load(site, text)
    assert len(problems) == 1
    assert problems[0].startswith(f"content/corrections/2501.00001.yaml{problem}")
    assert set(archive.papers()) == {ONE, OLD}
    if not text.startswith("topics"):
        assert archive.paper(ONE).title == "One"


@pytest.mark.parametrize(
    "mistake",
    [
        "coment: x",
        "topics: [handz]",
        "authors: Ada, Bo",
        "title: A: b",
        "\ttitle: x",
        "title: x\ntitle: y",
    ],
)
def test_a_paper_stays_hidden_whatever_else_is_wrong(site: Path, mistake: str) -> None:
    archive, problems = load(site, f"hidden: true  # as they wish\n{mistake}\n")
    assert len(problems) == 1
    assert archive.hides(ONE)
    assert list(archive.papers()) == [OLD]
    assert archive.tombs() == ("2501.00001",)


def test_a_name_may_have_a_comma(site: Path) -> None:
    archive, problems = load(site, 'authors: ["Davis, Jr."]\n')
    assert not problems
    assert [author.name for author in archive.paper(ONE).authors] == ["Davis, Jr."]


def test_a_paper_that_is_not_there_is_a_problem(site: Path) -> None:
    _, problems = load(site, "title: x\n", "9999.99999.yaml")
    (problem,) = problems
    assert problem.startswith("content/corrections/9999.99999.yaml: no paper of the archive")
    assert problem.endswith("papers/2501.07563/ is 2501.07563.yaml")


def test_a_file_that_nothing_reads_is_told_however_its_ending_is_written(site: Path) -> None:
    archive, problems = load(site, "hidden: true\n", "2501.00001.YAML")
    assert ONE in archive.papers()
    (problem,) = problems
    assert problem.startswith("content/corrections/2501.00001.YAML: nothing reads this file")


def test_bytes_that_are_no_text_are_a_problem(site: Path) -> None:
    path = site / "content/corrections/2501.00001.yaml"
    path.write_bytes(b"title: caf\xe9\n")
    archive, problems = ingest.load(settings.load(site))
    assert archive.paper(ONE).title == "One"
    (problem,) = problems
    assert isinstance(problem, Problem)
    assert str(problem.at) == "content/corrections/2501.00001.yaml:1"


def test_a_topic_may_be_named_by_a_slug_that_it_had_before(site: Path) -> None:
    file = site / "content/topics/hands.md"
    _, problems = load(site, "topics: [fists]\n")
    assert len(problems) == 1
    renamed = "---\ntitle: Hands\nformerly: [fists]\n---\n"
    for text, named in ((renamed, ["hands"]), ("---\ntitle: Hands\n---\n", [])):
        file.write_text(text)  # and the correction stays as it is
        found, wrong = ingest.load(settings.load(site))
        assert [topic.slug for topic, _ in found.topics_of(found.paper(ONE))] == named
        assert bool(wrong) is not bool(named)
