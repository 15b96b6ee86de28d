"""broadsheet take: what an issue form says becomes a record or a correction, and nothing else."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pytest_httpserver import HTTPServer

from generator.commands import take as taking
from tests.commands.test_add import serve

Run = Callable[..., subprocess.CompletedProcess[str]]
FORMS = Path(__file__).resolve().parents[2] / ".github/ISSUE_TEMPLATE"
PAGE = "https://someone.example/papers/papers/2601.00001/"


def form(site: Path, **answers: str) -> Path:
    """Write what GitHub makes of a form: each answer beneath its question."""
    labels = {"paper": taking.PAPER, "page": taking.PAGE}
    labels |= {"wrong": taking.WRONG, "right": taking.RIGHT}
    file = site.parent / "form"
    file.write_text("".join(f"### {labels[name]}\n\n{said}\n\n" for name, said in answers.items()))
    return file


@pytest.fixture
def listed(site: Path, httpserver: HTTPServer) -> Path:
    """A site with one paper, which asks the test's server alone."""
    (site / "site.toml").write_text(
        f"[sources.arxiv_api]\npause = 0\naddress = '{httpserver.url_for('').rstrip('/')}'\n"
        "[sources.manual]\n"
    )
    serve(httpserver, {"2601.00002": "Two"})
    records = site / "content/records/manual/2026/2026-01-05.jsonl"
    records.parent.mkdir(parents=True)
    records.write_text('{"id": "arxiv:2601.00001", "title": "A Loom"}\n')
    return site


def correction(site: Path) -> Path:
    return site / "content/corrections/2601.00001.yaml"


def test_the_forms_ask_what_is_read() -> None:
    asked = {}
    for name in ("paper", "mistake"):
        for each in yaml.safe_load((FORMS / f"{name}.yml").read_text())["body"]:
            asked[each["id"]] = each["attributes"]
    assert asked["paper"]["label"] == taking.PAPER
    assert asked["page"]["label"] == taking.PAGE
    assert asked["wrong"]["label"] == taking.WRONG
    assert asked["right"]["label"] == taking.RIGHT
    assert asked["wrong"]["options"] == [*taking.KEYS, "Something else"]


def test_a_paper_is_added_and_credited(listed: Path, run: Run) -> None:
    file = form(listed, paper="https://arxiv.org/abs/2601.00002")
    assert "Add 2601.00002\n" in run("take", file, "--by", "ada").stdout
    (stored,) = (listed / "content/records/manual").glob("*/*[!5].jsonl")
    record = json.loads(stored.read_text())
    assert (record["title"], record["submitter"]["name"]) == ("Two", "ada")


@pytest.mark.parametrize(
    ("wrong", "right", "text"),
    [
        ("The title", "A  *Loom*: of\n two", "title: 'A *Loom*: of two'\n"),
        ("The authors", "Ada Lovelace\n- Somerville, Mary", "authors:\n  - Ada Lovelace\n"),
        ("It was withdrawn", "true", "withdrawn: 'true'\n"),
        ("Its topics", "weaving", "topics:\n  - weaving\n"),
        ("The address of its code", "https://code.example/x", "code: https://code.example/x\n"),
    ],
)
def test_a_mistake_becomes_a_correction(
    listed: Path, run: Run, wrong: str, right: str, text: str
) -> None:
    told = run("take", form(listed, page=PAGE, wrong=wrong, right=right)).stdout
    assert f"Correct {taking.KEYS[wrong]} of 2601.00001\n" in told
    assert correction(listed).read_text().startswith(text)
    run("build")


def test_a_form_that_is_not_there_is_told(site: Path, run: Run) -> None:
    told = run("take", site / "nowhere", code=2).stderr
    assert told.endswith("nowhere; name a file that is there\n")


def test_what_people_wrote_in_a_correction_stays(listed: Path, run: Run) -> None:
    correction(listed).parent.mkdir()
    correction(listed).write_text("# By hand.\ncode: https://code.example/x")
    run("take", form(listed, page=PAGE, wrong="The title", right="Two Looms"))
    said = "# By hand.\ncode: https://code.example/x\ntitle: Two Looms\n"
    assert correction(listed).read_text() == said
    again = form(listed, page=PAGE, wrong="The title", right="Three Looms")
    assert "gives 'title' already; edit it there" in run("take", again, code=1).stderr
    assert correction(listed).read_text() == said


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ("Its topics", "no-such-topic", "there is no topic 'no-such-topic'"),
        ("The address of its code", "javascript:alert(1)", "must be a web address"),
        ("The authors", "Ada\n-\n", "one of the authors is empty"),
    ],
)
def test_what_is_no_right_correction_leaves_nothing(
    listed: Path, run: Run, wrong: str, right: str, words: str
) -> None:
    file = form(listed, page=PAGE, wrong=wrong, right=right)
    assert words in run("take", file, code=1).stderr
    assert not correction(listed).exists()


def test_a_value_can_forge_no_other_key(listed: Path, run: Run) -> None:
    right = "x\nhidden: true\n### What is wrong?\n\nThe abstract"
    run("take", form(listed, page=PAGE, wrong="The title", right=right))
    given = yaml.safe_load(correction(listed).read_text())
    assert given.keys() == {"abstract"}


@pytest.mark.parametrize(
    "page", ["https://someone.example/papers/2601.09999/", "x", "/papers/../../site.toml/"]
)
def test_a_page_of_no_paper_is_told(listed: Path, run: Run, page: str) -> None:
    file = form(listed, page=page, wrong="The title", right="x")
    assert "this is no page of a paper here" in run("take", file, code=1).stderr
    assert not correction(listed).exists()


@pytest.mark.parametrize("end", ["", "/", "/#cite", "?utm=x"])
def test_a_page_is_known_with_a_slash_at_its_end_and_without(
    listed: Path, run: Run, end: str
) -> None:
    file = form(listed, page=PAGE.rstrip("/") + end, wrong="The title", right="A Loom")
    run("take", file)
    assert correction(listed).read_text() == "title: A Loom\n"


@pytest.mark.parametrize("text", ["", "Hello!", "### Something\n\nelse", "### What is wrong?\n"])
def test_what_is_no_form_comes_to_nothing(listed: Path, run: Run, text: str) -> None:
    file = listed.parent / "form"
    file.write_text(text)
    assert run("--quiet", "take", file).stdout == ""
    file = form(listed, page=PAGE, wrong="Something else", right="Everything")
    assert run("--quiet", "take", file).stdout == ""
