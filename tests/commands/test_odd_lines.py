"""One odd line in content/, such as a pull request may bring, costs no more than itself."""

import json
from pathlib import Path

import pytest

from generator.commands.build import build
from generator.commands.status import status
from generator.model.outcome import unwatched
from generator.settings import site as settings

FOLDER = "records/huggingface"
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
