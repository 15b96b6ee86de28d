"""One odd line in content/, such as a pull request may bring, costs no more than itself."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.commands.build import build
from generator.commands.fetch import fetch
from generator.commands.status import status
from generator.fetch.manner import Asks
from generator.model.exchange import Answer, Unreadable
from generator.model.outcome import unwatched
from generator.model.text import FORBIDDEN
from generator.settings import site as settings
from generator.sources import arxiv_api, huggingface
from generator.store import files
from tests import forked

FOLDER = "records/huggingface"
TEXTS = {".html", ".xml", ".json", ".bib", ".csv", ".md", ".txt", ".webmanifest", ".opml", ".js"}
RECORD = '{"id": "arxiv:2401.00001", "title": "A Loom"}\n'
HEAD = '{"fetched": "2026-01-06"}'
STATE = '{"day": "2026-01-05", "state": "partial", "got": %s, "expected": %s}\n'
COUNTS = '{"arxiv:2401.00001": [{"date": "2026-01-06", "votes": %s}]}'
ALIAS = '{"id": "arxiv:2401.00001", "was": %s}\n'

ODD = {
    "fewer papers than none": ("2026/states.jsonl", STATE % (-1, "null"), True),
    "fewer papers there than none": ("2026/states.jsonl", STATE % (0, -9), True),
    "more papers than can be counted": ("2026/states.jsonl", STATE % ("9" * 400, "null"), False),
    "a fetch in the year 1": ("source.json", '{"fetched": "0001-01-05"}', False),
    "the last day of all": ("9999/9999-12-31.jsonl", RECORD, False),
    "votes beyond every number": ("2026/2026-01-05.counts.json", COUNTS % ("9" * 400), True),
    "votes less than none": ("2026/2026-01-05.counts.json", COUNTS % -5, True),
    **{
        f"an id that is {was!r}": ("../aliases.jsonl", ALIAS % json.dumps(was), True)
        for was in ("..", "", "a\0b", "<script>")
    },
}


@pytest.mark.parametrize(("path", "text", "told"), ODD.values(), ids=ODD)
def test_the_site_is_built_all_the_same(
    tmp_path: Path, path: str, text: str, *, told: bool
) -> None:
    (tmp_path / "site.toml").touch()
    for name, words in (("source.json", HEAD), ("2026/2026-01-05.jsonl", RECORD), (path, text)):
        file = tmp_path / "content" / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
    site = settings.load(tmp_path)
    outcome = build(site, unwatched)
    assert bool(outcome.problems) is told
    assert "<h1" in (tmp_path / "_site" / "index.html").read_text()
    assert (tmp_path / "_site" / "papers" / "2401.00001" / "index.html").exists()
    status(site, lambda _: None, as_json=False)
    status(site, lambda _: None, as_json=True)


def test_a_line_by_hand_shows_nothing_that_may_stand_nowhere(tmp_path: Path) -> None:
    odd = "\0\x07\x1b[31m\x7f\x85\u202e\u2066\ufffe"
    unseen = {"name": " \u202e"}
    person = {"name": f"Ada {odd}Roe", "affiliation": f"A {odd}", "handle": f"ada{odd}"}
    record = {
        "id": "arxiv:2401.00001",
        **dict.fromkeys(("title", "abstract", "comment", "journal"), f"Of {odd}looms"),
        "doi": "10.1/\x1b\u202elooms",
        **dict.fromkeys(("summary", "summary_model"), f"By {odd}looms"),
        **{key: [f"x{odd}y"] for key in ("models", "datasets", "spaces", "keywords", "subjects")},
        **dict.fromkeys(("code", "project"), f"https://example.org/{odd}"),
        "media": [f"https://example.org/{odd}"],
        "authors": [person, unseen],
        "submitter": person,
        "organization": {"name": f"Mill {odd}", "handle": f"mill{odd}"},
    }
    (tmp_path / "site.toml").write_text("[authors]\nmin_papers = 1\n")
    file = tmp_path / "content/records/manual/2024/2024-01-05.jsonl"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(record) + "\n")
    build(settings.load(tmp_path), unwatched)
    paths = [path for path in (tmp_path / "_site").rglob("*") if path.suffix in TEXTS]
    assert len(paths) > 60
    shown = {path: FORBIDDEN.findall(path.read_text()) for path in paths}
    assert {path: found for path, found in shown.items() if found} == {}
    assert "creator />" not in (tmp_path / "_site/rss.xml").read_text()
    assert "<name />" not in (tmp_path / "_site/atom.xml").read_text()


def test_a_name_with_line_ends_commands_no_log(tmp_path: Path) -> None:
    (tmp_path / "site.toml").touch()
    file = tmp_path / "content" / "corrections" / "2401.00001.yaml"
    file.parent.mkdir(parents=True)
    file.write_text('"a\\n::error::b ##[add-mask]c": 1\n')
    said = forked.run("--site", str(tmp_path), "build").stderr
    assert "::error::" in said
    assert not [line for line in said.splitlines() if line.startswith("::") or "##[" in line]


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["topics", "test", "looms"]])
def test_what_commands_tell_of_others_commands_no_log(tmp_path: Path, words: list[str]) -> None:
    odd = f"{'a' * 62} ::error::loom ##[group]x"
    content = tmp_path / "content"
    for name, text in {
        "topics/looms.md": "---\ntitle: Looms\nrule:\n  any: [loom]\n---\n",
        f"{FOLDER}/source.json": json.dumps({"fetched": "2026-01-06", "trouble": odd}),
        f"{FOLDER}/2026/states.jsonl": json.dumps(
            {"day": "2026-01-05", "state": "partial", "got": 1, "reason": odd}
        ),
        f"{FOLDER}/2026/2026-01-05.jsonl": json.dumps(
            {"id": "arxiv:2401.00001", "title": "::loom ##[group]x"}
        ),
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text + "\n")
    (tmp_path / "site.toml").touch()
    done = forked.run("--site", str(tmp_path), *words)
    assert done.returncode == 0
    said = done.stdout
    assert "::loom" in said
    assert "##[" not in said
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]
    if "--json" in words:
        assert odd in json.dumps(json.loads(said))


def test_a_draft_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("theirs")
    (tmp_path / ".a.json.draft").symlink_to(elsewhere)
    assert files.write(tmp_path / "a.json", "ours") is True
    assert elsewhere.read_text() == "theirs"
    assert not (tmp_path / "a.json").is_symlink()


def test_a_range_may_end_in_the_year_1(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text("[sources.saved_page]\n")
    outcome = fetch(settings.load(tmp_path), unwatched, today=date(2026, 1, 5), last=date(1, 1, 3))
    assert not outcome.problems


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (huggingface.Source(), b"[" + b"{}," * 600_000 + b"1]"),
        (arxiv_api.Source(), b"<feed>" + b"<entry/>" * 600_000 + b"</feed>"),
    ],
)
def test_an_answer_of_endless_values_is_not_read(source: Asks, body: bytes) -> None:
    with pytest.raises(Unreadable, match="more than 500,000"):
        source.read(Answer(source.ask(date(2026, 1, 5)), body))
