"""From content/ to an Archive: small sites of real files, read as the commands read them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.model.day import week_of
from generator.model.page import Prose
from generator.model.paper import Alias, PaperId, title_id
from generator.model.problem import Problem
from generator.settings import site as settings
from generator.store import records


def number(paper: int) -> PaperId:
    return PaperId(f"arxiv:2501.{paper:05}")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").touch()
    return tmp_path


def put(site: Path, path: str, text: str) -> None:
    file = site / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def listed(
    site: Path,
    day: str,
    *papers: dict[str, Any],
    source: str = "huggingface",
    votes: dict[str, int] | None = None,
) -> None:
    """Write a day of a source as lines of records, and the votes of some of them."""
    path = f"records/{source}/{day:.4}/{day}"
    put(site, f"{path}.jsonl", "".join(json.dumps(paper) + "\n" for paper in papers))
    counts = {paper: [{"date": day, "votes": count}] for paper, count in (votes or {}).items()}
    if counts:
        put(site, f"{path}.counts.json", json.dumps(counts))


def a(paper: int, title: str = "", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"id": number(paper), "title": title or f"Paper {paper}", **fields}


def load(site: Path) -> tuple[Archive, list[str]]:
    archive, problems = ingest.load(settings.load(site))
    with archive.noting() as notes:
        for path in archive.survey.files:
            if path.startswith(("content/days/", "content/topics/")):
                archive.page(path.removeprefix("content/"))
    return archive, list(map(str, (*problems, *notes.problems)))


def known(site: Path) -> Archive:
    archive, problems = load(site)
    assert problems == []
    return archive


def ids(papers: Any) -> list[int]:  # noqa: ANN401 - a sequence of papers
    return [int(paper.id[-5:]) for paper in papers]


def test_nothing_is_an_empty_archive(site: Path) -> None:
    archive = known(site)
    assert list(archive.papers()) == []
    assert archive.days() == ()
    assert archive.weeks() == archive.months() == archive.years() == ()
    assert archive.newest() is None
    assert archive.topics() == ()
    assert archive.newest_papers(5) == []


def test_the_order_of_the_sources_in_the_file_is_the_order_of_trust(site: Path) -> None:
    listed(site, "2025-12-12", a(1, "D2PO, shown"))
    listed(site, "2025-12-15", a(1, "D2PO, saved"), source="saved_page")
    listed(site, "2025-12-12", a(1, "D$^2$PO"), a(2), source="arxiv_api")
    archive = known(site)
    assert archive.paper(number(1)).title == "D$^2$PO"
    assert archive.paper(number(1)).sources == ("arxiv_api", "huggingface", "saved_page")
    assert list(archive.papers()) == [number(1)]
    (site / "site.toml").write_text(
        "[sources.saved_page]\n[sources.huggingface]\n[sources.arxiv_api]\n"
    )
    assert known(site).paper(number(1)).title == "D2PO, saved"
    (site / "site.toml").write_text("[sources.huggingface]\nlist = false\n")
    assert list(known(site).papers()) == []


def test_a_day_shows_new_papers_and_those_that_appear_again(site: Path) -> None:
    listed(site, "2025-12-12", a(1), a(2), votes={number(2): 5})
    listed(site, "2025-12-15", a(1), a(3))
    archive = known(site)
    assert ids(archive.day(date(2025, 12, 12))) == [2, 1]
    assert ids(archive.day(date(2025, 12, 15))) == [1, 3]
    assert ids(archive.new_on(date(2025, 12, 15))) == [3]
    assert archive.paper(number(1)).day == date(2025, 12, 12)
    assert archive.day(date(2025, 12, 13)) == ()
    assert ids(archive.newest_papers(2)) == [3, 2]


def test_equal_votes_stand_as_their_source_had_them(site: Path) -> None:
    papers = [a(1, position=3), a(2, position=1), a(3, position=2), a(4)]
    listed(site, "2025-12-12", *papers, votes={number(3): 1})
    assert ids(known(site).day(date(2025, 12, 12))) == [3, 4, 2, 1]


def test_the_turn_of_2026_is_one_week_and_two_months(site: Path) -> None:
    listed(site, "2026-12-31", a(1), a(2), votes={number(1): 1, number(2): 9})
    listed(site, "2027-01-01", a(1), a(3), votes={number(1): 5, number(3): 7})
    listed(site, "2027-01-04", a(2), a(4))
    archive = known(site)
    assert week_of(date(2026, 12, 31)) == week_of(date(2027, 1, 1)) == "2026-W53"
    assert archive.weeks() == ("2026-W53", "2027-W01")
    assert archive.months() == ("2026-12", "2027-01")
    assert archive.years() == ("2026", "2027")
    assert ids(archive.week("2026-W53")) == [2, 3, 1]
    assert ids(archive.week("2027-W01")) == [4]
    assert ids(archive.month("2026-12")) == [2, 1]
    assert ids(archive.month("2027-01")) == [3, 4]
    assert archive.days_of_month("2027-01") == (date(2027, 1, 1), date(2027, 1, 4))
    assert archive.paper(number(1)).votes == 5


def test_what_is_counted_last_decides_the_order(site: Path) -> None:
    listed(site, "2025-12-12", a(1), a(2), votes={number(1): 3, number(2): 2})
    put(
        site,
        "records/huggingface/2025/2025-12-12.counts.json",
        json.dumps(
            {
                number(1): [{"date": "2025-12-12", "votes": 3}, {"date": "2025-12-14", "votes": 4}],
                number(2): [{"date": "2025-12-12", "votes": 9}, {"date": "2025-12-13", "votes": 5}],
            }
        ),
    )
    archive = known(site)
    assert ids(archive.day(date(2025, 12, 12))) == [2, 1]
    assert archive.paper(number(2)).votes == 5


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 1)])
def test_an_id_that_became_another_twice_over_is_the_last_one(
    site: Path, first: int, second: int
) -> None:
    listed(site, "2025-01-10", a(1), a(2), a(3), a(4))
    chain = [Alias(number(second), number(first)), Alias(number(3), number(second))]
    records.write_aliases(site / "content", chain)
    archive, problems = load(site)
    assert not problems
    assert [*archive.papers()] == [number(3), number(4)]
    assert archive.paper(number(3)).first_id == number(first)
    assert archive.moved().keys() == {"2501.00001", "2501.00002"}


def test_aliases_that_contradict_each_other_are_told(site: Path) -> None:
    listed(site, "2025-01-10", a(1), a(2), a(3), a(4))
    lines = [(2, 1), (3, 1), (2, 2), (4, 3), (3, 4)]
    records.write_aliases(site / "content", [Alias(number(to), number(was)) for to, was in lines])
    archive, problems = load(site)
    at = "content/records/aliases.jsonl: arxiv:2501"
    assert [problem.partition(";")[0] for problem in problems] == [
        f"{at}.00001 became arxiv:2501.00002, and arxiv:2501.00003 too",
        f"{at}.00002 became itself",
        f"{at}.00003 became itself",
        f"{at}.00004 became itself",
    ]
    assert archive.moved().keys() <= {"2501.00001"}
    assert {*archive.papers()} == {number(each) for each in (1, 2, 3, 4)}


def test_an_alias_joins_what_a_title_and_an_id_told(site: Path) -> None:
    nameless = title_id("FuseChat")
    listed(
        site,
        "2025-12-12",
        {"id": nameless, "title": "FuseChat"},
        source="saved_page",
        votes={nameless: 4},
    )
    listed(site, "2025-12-15", a(1, "FuseChat", abstract="Chat models."))
    records.write_aliases(site / "content", [Alias(number(1), nameless)])
    archive = known(site)
    (paper,) = map(archive.paper, archive.papers())
    assert (paper.id, paper.first_id, paper.abstract, paper.votes) == (
        number(1),
        nameless,
        "Chat models.",
        4,
    )
    assert paper.day == date(2025, 12, 12)
    assert archive.id_of(nameless) == number(1)
    assert list(archive.moved().values()) == [(nameless, number(1))]
    assert archive.at("2501.00001") == paper
    assert [record.id for record in ingest.all_records(archive.site)] == [number(1), nameless]


def test_a_title_that_stands_without_an_id_is_a_paper_of_its_own(site: Path) -> None:
    nameless = title_id("FuseChat")
    listed(site, "2025-12-12", {"id": nameless, "title": "FuseChat"}, source="saved_page")
    listed(site, "2025-12-12", a(1, "FuseChat"), a(2, "FuseChat"))
    assert set(known(site).papers()) == {nameless, number(1), number(2)}


TOPIC = "---\ntitle: Weaving\nrule:\n  any: [loom, weave]\n---\nAn *essay*.\n"


def test_topics_find_their_papers_month_by_month(site: Path) -> None:
    put(site, "topics/weaving.md", TOPIC)
    put(site, "topics/arts.md", "---\ntitle: arts\nrule:\n- any: loom\n- authors: Ada\n---\n")
    put(site, "topics/weaving/2024-01.md", "---\ntitle: x\n---\nWords without papers.\n")
    listed(site, "2025-11-30", a(1, "A loom"), a(2, "A hand", authors=[{"name": "Ada"}]))
    listed(site, "2025-12-12", a(3, "Looms"), a(4, "x", abstract="Weave."), votes={number(4): 1})
    listed(site, "2025-12-15", a(1, "A loom"), a(5, "Nothing"))
    archive = known(site)
    assert [topic.slug for topic in archive.topics()] == ["arts", "weaving"]
    assert archive.topic_months("weaving") == (("2025-12", 2), ("2025-11", 1), ("2024-01", 0))
    assert archive.topic_days("weaving", "2025-12") == ((date(2025, 12, 12), 2),)
    assert archive.topic_days("weaving", "2024-01") == ()
    days = [date(2025, 12, 12), date(2025, 11, 30)]
    assert ids(archive.of_topic("weaving", days)) == [4, 3, 1]
    assert ids(archive.topic_papers("arts", 9)) == [3, 1, 2]
    assert [words for _, words in archive.topics_of(archive.paper(number(2)))] == ["author Ada"]
    assert [words for _, words in archive.topics_of(archive.paper(number(4)))] == [
        "“weave” in the abstract"
    ]
    assert archive.topics_of(archive.paper(number(5))) == []
    essay = archive.page("topics/weaving.md")
    assert essay
    assert essay.sections == (Prose("An *essay*.\n"),)


def test_topics_chosen_by_hand_take_the_place_of_found_ones(site: Path) -> None:
    put(site, "topics/weaving.md", TOPIC)
    put(site, "topics/hands.md", "---\ntitle: Hands\n---\n")
    put(site, "corrections/2501.00001.yaml", "topics: [hands]\n")
    listed(site, "2025-12-12", a(1, "A loom"), a(2, "A loom"))
    archive = known(site)
    assert [
        (topic.slug, words) for topic, words in archive.topics_of(archive.paper(number(1)))
    ] == [("hands", "chosen by hand")]
    assert ids(archive.topic_papers("weaving", 9)) == [2]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("rule:\n  anny: [x]", ":4: unknown key 'anny'; did you mean 'any'?"),
        ("rule:\n  any: [x]\n  all: {a: b}", ":5: 'all' must be text, not {'a': 'b'}"),
        ("rule:\n  authors: Ada, Bo", ":4: 'authors' has one text with a comma in it; write `auth"),
        ("rule:\n  categories: cs.LG, cs.CL", ":4: 'categories' has one text with a comma in it"),
        ("rule:\n  none: [x]", ":3: this rule would find every paper"),
        ("rule:\n  any: []", ":3: this rule would find every paper"),
        ("rule: loom", ":3: this rule has no conditions"),
        ("rule:", ":3: this rule has no conditions"),
        ("rule:\n- any: [x]\n- loom", ":3: this rule has no conditions"),
        ("rule:\n- any: [x]\n- al: [y]", ":5: unknown key 'al'; did you mean 'all'?"),
        ("rul:\n  any: [x]", ":3: unknown key 'rul'; did you mean 'rule'?"),
        ("rule:\n  any: [x", ":4: expected ',' or ']'"),
        ("rule:\n  any: *x", ":4: `&`, `*` and `!`"),
        ("rule:\n  any: x\n  any: y", ":5: 'any' stands here twice"),
    ],
)
def test_a_broken_rule_is_told_and_the_rest_goes_on(site: Path, rule: str, problem: str) -> None:
    put(site, "topics/weaving.md", TOPIC)
    put(site, "topics/broken.md", f"---\ntitle: Broken\n{rule}\n---\n")
    put(site, "topics/broken/2025-12.md", "---\ntitle: Broken\n---\n")
    put(site, "corrections/2501.00001.yaml", "topics: [broken, weaving]\n")
    listed(site, "2025-12-12", a(1, "x"), a(2, "A loom"))
    archive, problems = load(site)
    assert len(problems) == 1
    assert problems[0].startswith(f"content/topics/broken.md{problem}")
    assert [topic.slug for topic in archive.topics()] == ["weaving"]
    assert ids(archive.topic_papers("weaving", 9)) == [1, 2]


@pytest.mark.parametrize(
    ("path", "key"), [("topics/bare.md", "title"), ("authors/ada-lovelace.md", "name")]
)
def test_a_page_that_needs_front_matter_and_has_none_is_told_how(
    site: Path, path: str, key: str
) -> None:
    put(site, path, f"{key}: Ada Lovelace\n\nWords.\n")
    mend = f"begin it with three lines: `---`, `{key}: …` and `---`"
    assert load(site)[1] == [f"content/{path}:1: this page has no front matter; {mend}"]


@pytest.mark.parametrize("name", ["Weaving", "state space", "a.b", "été!"])
def test_a_topic_is_named_as_an_address(site: Path, name: str) -> None:
    put(site, f"topics/{name}.md", TOPIC)
    archive, problems = load(site)
    assert [each.split(": ")[0] for each in problems] == [f"content/topics/{name}.md"]
    assert archive.topics() == ()


def test_months_without_their_topic_are_a_problem_and_stay(site: Path) -> None:
    put(site, "topics/gone/2025-12.md", "---\ntitle: x\n---\nWords.\n")
    put(site, "topics/gone/2025-11.md", "---\ntitle: x\n---\n")
    archive, problems = load(site)
    (problem,) = problems
    assert problem.startswith("content/topics/gone: these months have no topic 'gone'; write")
    assert archive.topics() == ()
    assert (site / "content/topics/gone/2025-12.md").exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("topics/weaving/2025-13.md", "'2025-13' is no month"),
        ("topics/weaving/notes.md", "'notes' is no month"),
        ("topics/weaving/2025-12-12.md", "'2025-12-12' is no month"),
        ("days/2025/notes.md", "is no day"),
        ("days/2025/2025-02-30.md", "is no day"),
        ("days/2025/20251212.md", "is no day"),
        ("days/2025/2025-W50.md", "is no day"),
        ("days/2024/2025-12-12.md", "is no day"),
    ],
)
def test_a_page_that_is_named_for_no_day_or_month_is_told(
    site: Path, path: str, words: str
) -> None:
    put(site, "topics/weaving.md", TOPIC)
    put(site, path, "---\ntitle: x\n---\nWords.\n")
    archive, problems = load(site)
    assert len(problems) == 1
    assert problems[0].startswith(f"content/{path}: ")
    assert words in problems[0]
    assert archive.days() == ()
    assert archive.topic_months("weaving") == ()


def test_a_day_may_have_a_page_and_no_papers(site: Path) -> None:
    put(site, "days/2025/2025-12-13.md", "---\ntitle: A day off\norder: page\n---\nNothing.\n")
    listed(site, "2025-12-12", a(1))
    archive = known(site)
    assert archive.days() == (date(2025, 12, 12), date(2025, 12, 13))
    assert archive.newest() == date(2025, 12, 12)
    assert archive.has_page("days/2025/2025-12-13.md")


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("about.md", "---\ntitel: x\n---\n", "content/about.md:2: unknown key 'titel'"),
        (
            "days/2025/2025-12-12.md",
            "---\norder: votez\n---\n",
            "content/days/2025/2025-12-12.md:2: no order is called 'votez'",
        ),
        (
            "days/2025/2025-12-12.md",
            "words\n<!-- /block -->\n",
            "content/days/2025/2025-12-12.md:2: this marker closes nothing",
        ),
        (
            "records/huggingface/2025/2025-12-12.jsonl",
            '{"id": "arxiv:2501.00001", "title": "Paper 1"}\n<<<<<<< HEAD\n',
            "content/records/huggingface/2025/2025-12-12.jsonl:2: no record can be read",
        ),
        (
            "records/huggingface/2025/2025-12-12.counts.json",
            "[]",
            "content/records/huggingface/2025/2025-12-12.counts.json: no counts can be read",
        ),
        (
            "records/huggingface/2025/2025-12-12.counts.json",
            '{\n"arxiv:1": [],\n"arxiv:2": [{"date": "2025-12-12", "votes": -1}]\n}',
            "content/records/huggingface/2025/2025-12-12.counts.json:3: no counts can be read: a c",
        ),
        (
            "records/huggingface/2025/2025-12-12.counts.json",
            '{\n<<<<<<< HEAD\n"arxiv:2501.00001": [{"date": "2025-12-12", "votes": 1}]\n}\n',
            "content/records/huggingface/2025/2025-12-12.counts.json:2: no counts can be read",
        ),
        (
            "records/huggingface/2025/2025-12-12.counts.json",
            '{\n"arxiv:2501.00001": [\n{"date": "2025-12-12", "votes": 1.5}\n]\n}\n',
            "content/records/huggingface/2025/2025-12-12.counts.json: no counts can be read",
        ),
        ("records/aliases.jsonl", "{}\n", "content/records/aliases.jsonl:1: no record"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    site: Path, path: str, text: str, problem: str
) -> None:
    listed(site, "2025-12-12", a(1))
    put(site, path, text)
    archive, problems = load(site)
    assert len([each for each in problems if each.startswith(problem)]) == 1, problems
    assert len({each.split(": ")[0].split(":")[0] for each in problems}) == 1
    assert list(archive.papers()) == [number(1)]


@pytest.mark.parametrize(
    "path",
    [
        *("corrections/2501.00001.YAML", "corrections/2501.00001.yaml.txt"),
        *("About.MD", "about.md.txt", "topics/looms.Md", "topics/looms.labels.txt"),
    ],
)
def test_a_file_that_is_nearly_named_as_what_is_read_is_told(site: Path, path: str) -> None:
    listed(site, "2025-12-12", a(1))
    put(site, path, "hidden: true\n")
    (problem,) = load(site)[1]
    assert problem.startswith(f"content/{path}: nothing reads this file; ")


def test_a_page_of_other_bytes_is_told_with_its_line(site: Path) -> None:
    put(site, "about.md", "")
    (site / "content/about.md").write_bytes(b"---\ntitle: x\n---\n\xff\n")
    _, problems = ingest.load(settings.load(site))
    (problem,) = problems
    assert isinstance(problem, Problem)
    assert str(problem.at) == "content/about.md:4"


def test_a_bomb_of_aliases_is_refused_at_once(site: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join(['*' + old] * 10)}]"
        for old, new in zip("abcdefg", "bcdefgh", strict=True)
    ]
    text = "\n".join(["---", *lines, "title: *h", "---", ""])
    for path in ("about.md", "topics/bomb.md", "days/2025/2025-12-12.md"):
        put(site, path, text)
    _, problems = load(site)
    assert sorted(each.split(": ")[0] for each in problems) == [
        "content/about.md:2",
        "content/days/2025/2025-12-12.md:2",
        "content/topics/bomb.md:2",
    ]


def test_a_record_without_a_proper_id_is_told(site: Path) -> None:
    listed(site, "2025-12-12", a(1), {"id": "2501.00001", "title": "Written without arxiv:"})
    archive, problems = load(site)
    assert len(problems) == 1
    assert "'2501.00001' is no id of a paper" in problems[0]
    assert len(list(archive.papers())) == 1
