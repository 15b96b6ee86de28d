"""broadsheet check: what is not as a build makes it is told, and nothing is touched."""

import json
import math
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.settings.tables import KINDS
from tests.commands.conftest import running

TOPIC = """---
title: Feathers
rule:
  any: [feathers]
---
"""

Run = Callable[..., subprocess.CompletedProcess[str]]

BY_SOMEBODY = "the site was built from the present content, so somebody changed the folder"
FULL = "run `broadsheet build --full`"


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.fixture(scope="session")
def built_once(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site after it was built, to be copied."""
    site = shutil.copytree(imported_once, tmp_path_factory.mktemp("built") / "site")
    running(site)("build")
    return site


@pytest.fixture
def built(site: Path, built_once: Path) -> Path:
    """The site after it was built."""
    return shutil.copytree(built_once, site, dirs_exist_ok=True)


def problems(run: Run, *words: str | Path, code: int = 1) -> list[str]:
    """Run check and return the problems that it tells."""
    lines = run(*words, "check", code=code).stderr.splitlines()
    return [line.removeprefix("problem ") for line in lines if line.startswith("problem ")]


def test_a_site_as_it_was_built_is_well_and_nothing_is_touched(built: Path, run: Run) -> None:
    before = tree(built)
    done = run("check")
    assert "missing: 0 · different: 0 · left over: 0" in done.stdout
    assert "problem" not in done.stderr
    assert "size: " in done.stderr
    assert tree(built) == before


def test_it_neither_needs_nor_makes_nor_believes_a_cache(built: Path, run: Run) -> None:
    for file in (built / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"nonsense")
    before = tree(built)
    run("check")
    assert tree(built) == before
    for file in sorted((built / ".cache").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    (built / ".cache").rmdir()
    run("check")
    assert not (built / ".cache").exists()


def test_files_that_somebody_changed_are_told(built: Path, run: Run) -> None:
    output = built / "_site"
    style = next((output / "static/css").iterdir()).relative_to(output).as_posix()
    paths = ["index.html", "papers/2501.00001/index.html", "rss.xml", "sitemap.xml", style]
    for path in paths:
        (output / path).write_bytes((output / path).read_bytes()[::-1])  # as long as it was
    names = ", ".join(sorted(paths))
    told = f"_site: not as a build makes them: 5 files ({names}); {BY_SOMEBODY}; {FULL}"
    assert [each.startswith(told) for each in problems(run)] == [True]


def test_what_somebody_changed_is_mended_by_a_full_build(built: Path, run: Run) -> None:
    (built / "_site/index.html").write_text("x")
    (built / "_site/robots.txt").unlink()
    run("build")
    assert len(problems(run)) == 2
    run("build", "--full")
    run("check")


def test_a_key_in_a_record_that_no_field_is_for_is_told_and_stops_no_build(
    built: Path, run: Run
) -> None:
    file = next((built / "content/records").rglob("????-??-??.jsonl"))
    first, *rest = file.read_text().splitlines(keepends=True)
    file.write_text("".join([first.replace("{", '{"loom": 1, ', 1), *rest]))
    run("build")
    (told,) = problems(run)
    assert told.startswith(f"{file.relative_to(built)}:1: unknown key 'loom': it stays; ")


def test_files_that_somebody_deleted_are_told(built: Path, run: Run) -> None:
    paths = ["404.html", "atom.xml", "days/2025-12-12/index.html", "sitemaps/2025-12.xml"]
    files = f"4 files ({', '.join(paths)})"
    for path in paths:
        (built / "_site" / path).unlink()
    told = f"_site: missing: {files}; {BY_SOMEBODY}; {FULL}"
    assert [each.startswith(told) for each in problems(run)] == [True]
    for path in paths:
        (built / "_site" / path).mkdir()
    told = f"_site: not as a build makes them: {files}"
    assert [each.startswith(told) for each in problems(run)] == [True]


def test_a_link_in_the_place_of_a_file_is_told(built: Path, run: Run) -> None:
    page = built / "_site/index.html"
    page.rename(built / "elsewhere.html")
    page.symlink_to(built / "elsewhere.html")
    assert "not as a build makes them: 1 file (index.html)" in problems(run)[0]


def test_a_folder_that_leads_elsewhere_is_told_as_build_tells_it(built: Path, run: Run) -> None:
    days = built / "_site/days"
    days.rename(built / "elsewhere")
    days.symlink_to(built / "elsewhere")
    (problem,) = problems(run)
    assert "_site/days is a link" in problem
    assert problem in run("build", "--full", code=2).stderr


def test_many_of_a_sort_are_told_as_the_first_few_and_a_count(built: Path, run: Run) -> None:
    files = sorted((built / "_site").rglob("*.html"))
    for file in files:
        file.unlink()
    (problem,) = problems(run)
    assert f"_site: missing: {len(files)} files (404.html, " in problem
    assert f" and {len(files) - 5} more); " in problem
    assert problem.count(".html") == 5


def test_files_that_are_nobodys_are_counted_and_are_no_problem(built: Path, run: Run) -> None:
    (built / "_site/mine.txt").touch()
    (built / "_site/papers/2501.00001/mine.txt").touch()
    (built / "_site/.nojekyll").touch()
    (built / "_site/.git").mkdir()
    (built / "_site/.git/HEAD").touch()
    assert "files in _site that no build made: 2; they stay" in run("check").stderr


def test_a_site_that_was_built_from_other_content_is_told_so(built: Path, run: Run) -> None:
    (built / "content/topics/weaving.md").unlink()
    (built / "content/topics/weaving/2025-12.md").unlink()
    (built / "content/topics/feathers.md").write_text(TOPIC)
    missing, different, left = problems(run)
    why = "; the site was built from other content, settings or code; run `broadsheet build`, and "
    for problem in (missing, different, left):
        assert why in problem
    assert missing.startswith("_site: missing: ")
    assert "topics/feathers.json, " in missing
    assert different.startswith("_site: not as a build makes them: ")
    assert left.startswith("_site: made once, and by no build now: ")
    assert "topics/weaving" in left
    run("build")
    run("check")


@pytest.mark.usefixtures("built")
def test_settings_are_those_that_the_site_was_built_with(run: Run) -> None:
    name = ("--set", "site.title=Another")
    assert "built from other content, settings or code" in problems(run, *name)[0]
    run(*name, "build")
    run(*name, "check")


def test_a_list_of_files_that_somebody_changed_is_told(built: Path, run: Run) -> None:
    manifest = built / "_site/.broadsheet"
    (built / "_site/once.html").touch()
    manifest.write_text(manifest.read_text() + "once.html\ngone.html\n")
    different, left = problems(run)
    assert "not as a build makes them: 1 file (.broadsheet); " in different
    assert "made once, and by no build now: 1 file (once.html); " in left
    run("build", "--full")
    assert not (built / "_site/once.html").exists()
    run("check")


def test_a_build_that_was_cut_off_is_told_where_it_matters(built: Path, run: Run) -> None:
    (built / "_site/.broadsheet.unfinished").touch()
    run("check")
    (built / "_site/index.html").unlink()
    assert "1 file (index.html); the last build was cut off; run `bro" in problems(run)[0]
    run("build")
    run("check")


def test_a_site_that_was_never_built_is_told_so(imported: Path, run: Run, tmp_path: Path) -> None:
    (problem,) = problems(run)
    assert problem.endswith(" more); no site was built here; run `broadsheet build`")
    assert not (imported / "_site").exists()
    other = tmp_path / "other"
    lines = run("check", "--output", other, code=1).stderr
    assert f"run `broadsheet build --output {other}`" in lines
    run("build", "--output", other)
    run("check", "--output", other)


def test_what_is_wrong_in_content_is_told_as_build_tells_it(imported: Path, run: Run) -> None:
    (imported / "templates").mkdir()
    (imported / "templates/missing.html").write_text("<!doctype html>\n{{ page.nothing }}")
    (imported / "content/corrections").mkdir()
    (imported / "content/corrections/2501.00001.yaml").write_text("titel: x\n")
    told = run("build", code=1).stderr
    assert "templates/missing.html:2" in told
    assert "content/corrections/2501.00001.yaml:1" in told
    assert run("check", code=1).stderr == told
    kinds = [each for each in KINDS if each != "paper"]
    told = run("--set", f"kinds={kinds}", "build", code=2).stderr
    assert "the kind 'day' links to" in told
    assert run("--set", f"kinds={kinds}", "check", code=2).stderr == told


@pytest.mark.usefixtures("built")
def test_each_budget_that_is_exceeded_is_told(run: Run) -> None:
    budgets = {
        "page_kb": "larger than `budgets.page_kb` = 1: ",
        "feed_kb": "larger than `budgets.feed_kb` = 1: ",
        "paper_kb": "half of the papers' pages have ",
        "files": " files, more than `budgets.files` = 1; ",
    }
    words = [word for name in budgets for word in ("--set", f"budgets.{name}=1")]
    found = problems(run, *words)
    assert len(found) == len(budgets)
    for name, told in budgets.items():
        (problem,) = [each for each in found if told in each]
        assert problem.startswith("site.toml: ")
        assert problem.endswith(f", or raise `{name}`")


def test_a_large_archive_is_checked_by_several_processes(site: Path, run: Run) -> None:
    (site / "content/topics/weaving.md").unlink()
    first = date(2025, 11, 20)
    for at in range(40):
        day = first + timedelta(at)
        file = site / f"content/records/huggingface/{day:%Y}/{day}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        ids = [f"arxiv:2511.{at:02}{number:03}" for number in range(20)]
        lines = [json.dumps({"id": each, "title": f"The Loom {each[6:]}"}) for each in ids]
        file.write_text("\n".join(lines) + "\n")
    (site / "site.toml").write_text("[sources.huggingface]\n")
    told = run("build").stderr
    output = site / "_site"
    sizes = {
        path.relative_to(output).parts[0]: 0 for path in output.iterdir() if path.name[0] != "."
    }
    for path in output.rglob("*"):
        if path.is_file() and path.name != ".broadsheet":
            sizes[path.relative_to(output).parts[0]] += path.stat().st_size
    size = sum(sizes.values())
    dated = sum(sizes[kind] for kind in ("papers", "days", "weeks", "months", "years"))
    for kind in ("days", "weeks", "years"):
        dated += sum(file.stat().st_size for file in (output / "api/v1" / kind).glob("*"))
    dated += sum(file.stat().st_size for file in (output / "search").rglob("*.bin"))
    years = (1e9 - size) / (dated * 365 / 40)
    assert f" · {years:,.1f} years left at this pace until 1 GB\n" in told
    assert f"size: {math.ceil(size / 1e5) / 10:g} MB in " in told
    done = run("--set", "budgets.site_mb=1", "check", code=1)
    assert told.splitlines()[-1] in done.stderr
    assert "missing: 0 · different: 0 · left over: 0" in done.stdout
    assert "more than `budgets.site_mb` = 1; " in done.stderr
    (output / "papers/2511.07003/index.html").write_text("x")
    (output / "papers/2511.39019/index.html").unlink()
    missing, different = problems(run)
    assert "1 file (papers/2511.39019/index.html)" in missing
    assert "1 file (papers/2511.07003/index.html)" in different
