"""A day whose pages are made in shares: what a later day changes on one of them is made anew."""

import json
from pathlib import Path

import pytest

from generator.archive import answers
from generator.commands.build import build
from generator.model.outcome import unwatched
from generator.settings import site as site_settings

THINGS = ("warp weft shuttle heddle", "anchor mooring bollard harbour", "lantern moth wick shade")
TOML = 'kinds = ["home", "day", "paper"]\n[related]\npapers = 2\n[sources.manual]\n'


def put(folder: Path, day: str, papers: dict[str, str]) -> None:
    file = folder / f"content/records/manual/2026/{day}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        json.dumps({"id": f"arxiv:{paper}", "title": f"Of {words}", "abstract": words})
        for paper, words in papers.items()
    )
    file.write_text("".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("thing", range(len(THINGS)))
def test_a_relative_of_a_later_day_is_named_whatever_the_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thing: int
) -> None:
    monkeypatch.setattr(answers, "FEW", 2)
    (tmp_path / "site.toml").write_text(TOML)
    put(tmp_path, "2026-01-05", {f"2601.0000{at}": words for at, words in enumerate(THINGS)})
    site = site_settings.load(tmp_path)
    build(site, unwatched, jobs=1)
    put(tmp_path, "2026-01-06", {"2601.00010": THINGS[thing]})
    build(site, unwatched, jobs=1)
    named = [
        at
        for at in range(len(THINGS))
        if "2601.00010/" in (tmp_path / f"_site/papers/2601.0000{at}/index.html").read_text()
    ]
    assert thing in named
    build(site, unwatched, jobs=1, output=tmp_path / "clean")
    for at in range(len(THINGS)):
        page = f"papers/2601.0000{at}/index.html"
        assert (tmp_path / "_site" / page).read_bytes() == (tmp_path / "clean" / page).read_bytes()
