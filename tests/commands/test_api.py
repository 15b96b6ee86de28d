"""The API of a built site: its shape, by its own schema and by Hugging Face's own client."""

import gzip
import json
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub.hf_api import PaperInfo
from jsonschema import Draft202012Validator

from generator.commands.build import build
from generator.model.address import API_FILES
from generator.model.outcome import unwatched
from generator.settings import site as settings
from tests.commands import recorded
from tests.commands.recorded import needs_shared
from tests.commands.small_site import SmallSite

ROOT = "http://localhost:5500/"


@pytest.fixture
def made(tmp_path: Path) -> SmallSite:
    made = SmallSite(tmp_path)
    made.toml()
    made.write("content/topics/looms.md", "---\ntitle: Looms\nrule: {any: [loom]}\n---\n")
    return made


def read(folder: Path, path: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads((folder / "_site" / path).read_text())


def parts(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield each file of the API, and the name that the schema has for it."""
    forms = {
        name: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
        for name, path in API_FILES.items()
    }
    for file in sorted((folder / "_site/api/v1").rglob("*.*")):
        path = file.relative_to(folder / "_site").as_posix()
        (name,) = (name for name, form in forms.items() if form.fullmatch(path))
        if name == "year":
            for line in gzip.decompress(file.read_bytes()).decode().splitlines():
                yield name, json.loads(line)
        elif name != "schema":
            yield name, json.loads(file.read_text())


def assert_valid(folder: Path) -> set[str]:
    """Check each file of the API by the schema that stands beside it; return which there are."""
    schema = read(folder, API_FILES["schema"])
    Draft202012Validator.check_schema(schema)
    checks = {
        name: Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}) for name in API_FILES
    }
    seen = set()
    for name, told in parts(folder):
        checks[name].validate(told)
        seen.add(name)
    return seen


def test_every_file_is_as_the_schema_says(made: SmallSite) -> None:
    made.day("2026-09-01", ["Ada \x00 <b>"], title=r"A $x$ </script> \textbf{Loom}")
    made.day("2026-11-02", [], id="title:" + "a" * 12, abstract="")
    made.day("2026-11-09", ["Bo"], id="arxiv:math/0612001", doi="10.1/x", subjects=["cs.AI"])
    made.write("content/corrections/2611.00001.yaml", "withdrawn: it was wrong\n")
    assert not made.build().problems
    assert assert_valid(made.folder) == set(API_FILES) - {"schema"}
    ids = read(made.folder, "api/v1/ids/2026.json")
    assert ids == {
        "2026-09-01": ["2611.00001"],
        "2026-11-02": ["title-aaaaaaaaaaaa"],
        "2026-11-09": ["math/0612001"],
    }
    (withdrawn,) = read(made.folder, "api/v1/days/2026-09-01.json")
    assert withdrawn["withdrawn"] == "it was wrong"
    assert withdrawn["paper"]["title"] == r"A $x$ </script> \textbf{Loom}"


def test_whole_months_whose_votes_have_settled_are_in_the_file_of_the_year(
    made: SmallSite,
) -> None:
    made.day("2026-09-01", ["Ada"], ["Bo"])
    made.day("2026-10-31", ["Ada"])
    made.day("2026-11-30", ["Ada"])
    made.build()
    file = made.folder / "_site/api/v1/years/2026.jsonl.gz"
    before = file.read_bytes()
    assert before[4:8] == bytes(4)  # it bears no time
    days = [json.loads(line)["day"] for line in gzip.decompress(before).splitlines()]
    assert days == ["2026-09-01", "2026-09-01"]
    made.day("2026-12-01", ["Ada"])
    made.build()
    assert len(gzip.decompress(file.read_bytes()).splitlines()) == 3


def test_the_page_tells_of_each_file_and_each_key(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"])
    made.build()
    html = made.page("api")
    schema = read(made.folder, API_FILES["schema"])
    assert all(f"<code>{path}</code>" in html for path in API_FILES.values())
    for key in schema["$defs"]["paper"]["properties"]:
        assert f"<code>{key}</code>" in html


def test_twins_stand_beside_lists(made: SmallSite) -> None:
    made.write("content/topics/knots.md", "---\ntitle: 'Knots [x](y)'\n---\n")
    made.day("2026-11-02", ["Ada [x](y)"], title="A <b> *Loom* | [x](javascript:y)")
    made.build()
    output = made.folder / "_site"
    for folder in ("days/2026-11-02", "topics/looms"):
        text = (output / folder / "index.md").read_text()
        (line,) = re.findall("^- .*", text, re.MULTILINE)
        assert line.startswith(r"- [A \<b> \*Loom\* \| \[x\](javascript:y)](")
        assert f"({ROOT}papers/2611.00001/)" in line
    assert r"- [Knots \[x\](y)](" in (output / "topics/index.md").read_text()
    home = (output / "index.md").read_text()
    assert f"({ROOT}papers/2611.00001/)" in home
    for folder in ("topics/", "weeks/2026-W45/", "months/2026-11/"):
        assert f"({ROOT}{folder}index.md)" in home
    for folder in ("weeks/2026-W45", "months/2026-11"):
        assert f"({ROOT}days/2026-11-02/index.md)" in (output / folder / "index.md").read_text()


def test_the_twin_of_home_tells_of_the_day_that_home_does(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"])
    made.write("content/days/2026/2026-11-09.md", "---\ntitle: A week from now\n---\nWe meet.\n")
    made.build()
    home = (made.folder / "_site/index.md").read_text()
    assert f"({ROOT}papers/2611.00001/)" in home
    assert f"({ROOT}weeks/2026-W45/index.md)" in home


@needs_shared
def test_the_most_voted_diffusion_papers_of_last_week_are_two_requests_away(
    tmp_path: Path,
) -> None:
    days = recorded.items("2026-05-18", "2026-05-29")
    recorded.recorded(tmp_path, days)
    build(settings.load(tmp_path), unwatched, jobs=1)
    every = [each for listed in days.values() for each in listed]
    titles = {each["paper"]["id"]: each["title"] for each in every}
    asked = []

    def get(address: str) -> str:
        asked.append(address)
        return (tmp_path / "_site" / address.removeprefix(ROOT)).read_text()

    (week,) = re.findall(
        r"\[The newest week that is over, by votes\]\((.*?)\)", get(f"{ROOT}llms.txt")
    )
    papers = [each for each in json.loads(get(week))["list"] if "diffusion" in each["topics"]]
    assert len(asked) <= 3
    votes = {
        each["paper"]["id"]: each["paper"]["upvotes"]
        for day, listed in days.items()
        if day <= "2026-05-24"
        for each in listed
    }
    assert [each["upvotes"] for each in papers] == [votes[each["id"]] for each in papers]
    assert papers == sorted(papers, key=lambda each: -each["upvotes"])
    found = {each["id"] for each in papers}
    assert {name for name in votes if "diffusion" in titles[name].lower().split()} <= found
    assert_valid(tmp_path)


SAME = ("id", "title", "summary", "upvotes", "comments")


@needs_shared
@pytest.mark.parametrize(
    ("first", "last"), [("2024-03-12", "2024-03-14"), ("2026-05-27", "2026-05-29")]
)
def test_the_client_of_hugging_face_reads_our_days_as_its_own(
    tmp_path: Path, first: str, last: str
) -> None:
    days = recorded.items(first, last)
    recorded.recorded(tmp_path, days)
    build(settings.load(tmp_path), unwatched, jobs=1)
    assert days
    for day, listed in days.items():
        assert_same(tmp_path, day, listed)


def assert_same(folder: Path, day: str, listed: Sequence[Any], twice: Collection[str] = ()) -> None:
    """Check that the client has the same of our day as of the answer that was recorded.

    Papers that were listed `twice` have their first day, and the votes that were read last.
    """
    ours = {each["paper"]["id"]: each for each in read(folder, f"api/v1/days/{day}.json")}
    assert ours.keys() == {each["paper"]["id"] for each in listed}
    for told in listed:
        if told["paper"]["id"] in twice:
            continue
        mine = PaperInfo(**ours[told["paper"]["id"]])
        theirs = PaperInfo(**told)  # it takes apart what it is given
        for name in SAME:
            assert plain(getattr(mine, name)) == plain(getattr(theirs, name))
        names = [each.name for each in theirs.authors or () if not each.hidden]
        assert [each.name for each in mine.authors or ()] == names
        assert mine.submitted_at
        assert f"{mine.submitted_at:%Y-%m-%d}" == day
        assert mine.published_at
        assert theirs.published_at
        assert mine.published_at.date() == theirs.published_at.date()
        if theirs.organization:
            assert mine.organization
            assert mine.organization.name == theirs.organization.name
        if theirs.submitted_by and theirs.submitted_by.username:
            assert mine.submitted_by
            assert mine.submitted_by.username == theirs.submitted_by.username


def plain(value: object) -> object:
    """Return text with single spaces: Hugging Face wraps lines."""
    return " ".join(value.split()) if isinstance(value, str) else value or 0
