"""broadsheet new: what it makes is a site, with workflows that know how to keep it."""

import os
from pathlib import Path

from generator import __version__
from tests import forked
from tests.commands.conftest import running

ROOT = Path(__file__).resolve().parents[2]
RECORD = '{"id": "arxiv:2601.00001", "title": "A Language Model"}\n'


def new(folder: Path, code: int = 0) -> str:
    done = forked.run("new", str(folder))
    assert done.returncode == code, done.stderr
    return done.stderr


def test_it_makes_a_site_that_builds(tmp_path: Path) -> None:
    site = tmp_path / "my papers"
    new(site)
    day = site / "content/records/huggingface/2026/2026-01-05.jsonl"
    day.parent.mkdir(parents=True)
    day.write_text(RECORD)
    run = running(site)
    listing = ("--set", "sources.huggingface.list=true")  # whatever this checkout's site.toml has
    run(*listing, "pages")
    run(*listing, "build")
    assert "A Language Model" in (site / "_site/topics/language-models/index.html").read_text()
    assert (site / "_site/about/index.html").exists()


def test_a_template_of_its_own_wins_over_the_one_that_came_along(tmp_path: Path) -> None:
    new(tmp_path / "site")
    run = running(tmp_path / "site")
    run("build")
    before = (tmp_path / "site/_site/404.html").read_text()
    own = tmp_path / "site/templates/missing.html"
    own.parent.mkdir()
    own.write_text('{% extends "base.html" %}{% block main %}<h1>Lost</h1>{% endblock %}')
    run("build")
    after = (tmp_path / "site/_site/404.html").read_text()
    assert "<h1>Lost</h1>" not in before
    assert "<h1>Lost</h1>" in after
    assert (tmp_path / "site/_site/topics/index.html").exists()


def test_it_has_what_github_runs_and_nothing_of_the_programs_own(tmp_path: Path) -> None:
    new(tmp_path / "site")
    site = tmp_path / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert files == {
        *(".gitignore", ".gitattributes", ".github/dependabot.yml"),
        *("Makefile", "requirements.txt", "site.toml"),
        *(f".github/workflows/{name}.yml" for name in ("fetch", "pages", "suggest")),
        *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("mistake", "paper")),
        *(".github/stale.sh", ".github/suggest.sh"),
        *("content/about.md", "content/topics/language-models.md"),
    }
    assert f"\nbroadsheet=={__version__}\n" in (site / "requirements.txt").read_text()
    assert os.access(site / ".github/stale.sh", os.X_OK)
    assert os.access(site / ".github/suggest.sh", os.X_OK)
    assert (site / "site.toml").read_bytes() == (ROOT / "site.toml").read_bytes()


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "full/x"
    mine.parent.mkdir()
    mine.write_text("mine")
    assert "is there already, and not empty; name another folder" in new(mine.parent, code=2)
    assert "is a file" in new(mine, code=2)
    assert [path.read_text() for path in mine.parent.iterdir()] == ["mine"]


def test_a_repository_that_is_empty_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "clone/.git").mkdir(parents=True)
    new(tmp_path / "clone")
    assert (tmp_path / "clone/site.toml").exists()
