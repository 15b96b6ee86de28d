"""broadsheet build: a site from content, the same bytes everywhere."""

import math
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.settings.tables import KINDS

Run = Callable[..., subprocess.CompletedProcess[str]]


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("imported")
def test_the_same_content_gives_the_same_bytes_everywhere(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "deeper" / "other"
    run("build", "--output", one, "--jobs", "1", env={"PYTHONHASHSEED": "1", "TZ": "UTC"})
    env = {"PYTHONHASHSEED": "2", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C"}
    run("build", "--output", other, "--jobs", "3", env=env)
    assert tree(one) == tree(other)
    assert len(tree(one)) > 10


def test_a_template_that_lists_the_kinds_has_them_in_one_order(imported: Path, run: Run) -> None:
    (imported / "templates").mkdir()
    (imported / "templates/missing.html").write_text("{{ site.kinds|join(' ') }}")
    told = set()
    for seed in "123":
        run("build", "--full", env={"PYTHONHASHSEED": seed})
        told.add((imported / "_site/404.html").read_text())
    (kinds,) = told
    assert kinds.split() == [kind for kind in KINDS if kind in kinds.split()]
    assert "day" in kinds.split()


@pytest.mark.usefixtures("imported")
def test_a_second_build_writes_nothing(run: Run) -> None:
    run("build")
    assert "files written: 0" in run("build").stdout
    assert "unchanged: 0" in run("build", "--full").stdout


def test_records_that_belong_to_no_source_are_told_and_stop_nothing(
    imported: Path, run: Run
) -> None:
    records = imported / "content/records"
    shutil.copytree(records / "saved_page", records / "saved_pages")
    for _ in range(2):
        told = run("build").stderr
        assert "content/records/saved_pages is not shown: no source of site.toml is" in told
        assert "rename it, or add [sources.saved_pages]; did you mean 'saved_page'?" in told
    shutil.rmtree(records / "saved_pages")
    assert "no source of site.toml" not in run("build").stderr


def test_sizes_are_told_of_all_files_whatever_was_made_anew(imported: Path, run: Run) -> None:
    told = run("build").stderr
    sizes = [len(body) for path, body in tree(imported / "_site").items() if path != ".broadsheet"]
    assert f"size: {math.ceil(sum(sizes) / 1e3):,} kB in {len(sizes):,} files\n" in told
    assert run("build").stderr == told
    (imported / "content/about.md").write_text("---\ntitle: About\n---\nWords.\n")
    told = run("build").stderr
    sizes = [len(body) for path, body in tree(imported / "_site").items() if path != ".broadsheet"]
    assert f"size: {math.ceil(sum(sizes) / 1e3):,} kB in {len(sizes):,} files\n" in told


def test_files_that_are_no_longer_wanted_go_and_no_others(imported: Path, run: Run) -> None:
    run("build")
    output = imported / "_site"
    (output / "mine.txt").write_text("mine")
    (output / "topics" / "mine.txt").write_text("mine")
    (imported / "content/topics/weaving.md").unlink()
    for month in (imported / "content/topics/weaving").iterdir():
        month.unlink()
    (imported / "content/topics/weaving").rmdir()
    run("build")
    assert not (output / "topics/weaving").exists()
    assert (output / "mine.txt").read_text() == "mine"
    assert (output / "topics" / "mine.txt").read_text() == "mine"


def test_a_file_that_was_changed_or_deleted_is_made_again_in_full(imported: Path, run: Run) -> None:
    run("build")
    before = tree(imported / "_site")
    (imported / "_site/index.html").write_text("not this")
    (imported / "_site/robots.txt").unlink()
    run("build", "--full")
    assert tree(imported / "_site") == before


def test_every_link_holds_beneath_a_base_path(imported: Path, run: Run) -> None:
    run("--set", "site.address=https://someone.example/any-name/", "build")
    pages = tree(imported / "_site")
    for path, body in pages.items():
        if path.endswith(".html"):
            for link in links(body.decode()):
                check(path, link, pages)


def check(path: str, link: str, pages: dict[str, bytes]) -> None:
    at = urljoin(f"https://someone.example/any-name/{path}", link)
    address, fragment = urldefrag(at)
    if urlsplit(address).netloc != "someone.example":
        return
    assert urlsplit(address).path.startswith("/any-name/"), (path, link)
    target = urlsplit(address).path.removeprefix("/any-name/")
    file = target + "index.html" if target.endswith("/") or not target else target
    assert file in pages, (path, link)
    assert not fragment or f'id="{fragment}"' in pages[file].decode(), (path, link)


def links(text: str) -> list[str]:
    found: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name in ("href", "src"))

    Links().feed(text)
    assert found
    return found


def test_latest_leads_to_the_newest_day(imported: Path, run: Run) -> None:
    run("build")
    latest = (imported / "_site/latest/index.html").read_text()
    assert "url=/days/2025-12-12/" in latest


def test_sitemaps_list_every_page_that_is_to_be_found(imported: Path, run: Run) -> None:
    run("build")
    pages = tree(imported / "_site")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    maps = [each.text or "" for each in ET.fromstring(pages["sitemap.xml"]).iter(f"{space}loc")]
    listed = {
        (loc.text or "").removeprefix("http://localhost:5500/")
        for name in maps
        for loc in ET.fromstring(pages[name.removeprefix("http://localhost:5500/")]).iter(
            f"{space}loc"
        )
    }
    made = {path.removesuffix("index.html") for path in pages if path.endswith("index.html")}
    assert made - listed == {"latest/", "library/", "offline/"}
    assert listed <= made


def test_a_site_overrides_a_template_and_a_static_file_by_name(imported: Path, run: Run) -> None:
    (imported / "templates").mkdir()
    (imported / "templates/missing.html").write_text("<!doctype html><title>Mine</title>")
    (imported / "static/css").mkdir(parents=True)
    (imported / "static/css/site.css").write_text("body { color: red }")
    run("build")
    assert (imported / "_site/404.html").read_text() == "<!doctype html><title>Mine</title>"
    (style,) = (imported / "_site/static/css").glob("site.*.css")
    assert style.read_text() == "body { color: red }"


def test_scripts_of_a_folder_stay_together_and_move_when_one_changes(
    imported: Path, run: Run
) -> None:
    def folder() -> str:
        run("build")
        (found,) = (imported / "_site/static").glob("js.*")
        assert (found / "mine/deep.js").read_text() == 'import "../theme.js";'
        assert (found / "theme.js").exists()
        return found.name

    (imported / "static/js/mine").mkdir(parents=True)
    (imported / "static/js/mine/deep.js").write_text('import "../theme.js";')
    first = folder()
    (imported / "static/js/theme.js").write_text("// mine")
    assert folder() != first


def test_a_broken_template_is_named_with_its_line(imported: Path, run: Run) -> None:
    (imported / "templates").mkdir()
    (imported / "templates/missing.html").write_text("<!doctype html>\n{{ page.nothing }}")
    done = run("build", code=1)
    assert "templates/missing.html:2" in done.stderr
    (imported / "templates/missing.html").write_text("<!doctype html>\n\n{% if %}")
    done = run("build", code=1)
    assert "templates/missing.html:3" in done.stderr
    assert (imported / "_site/index.html").exists()


def test_a_broken_template_stops_its_own_pages_alone(imported: Path, run: Run) -> None:
    (imported / "templates/parts").mkdir(parents=True)
    (imported / "templates/home.html").write_text("{{ 'css/none.css'|asset }}")
    done = run("build", code=1)
    assert "templates/home.html:1" in done.stderr
    assert "css/none.css" in done.stderr
    assert (imported / "_site/days/2025-12-12/index.html").exists()
    (imported / "templates/parts/row.html").write_text(
        "{% macro rows(x, y) %}\n{{ x.y }}{% endmacro %}"
    )
    assert "templates/parts/row.html:2" in run("build", code=1).stderr


def test_a_build_that_was_cut_off_leaves_nothing_behind(imported: Path, run: Run) -> None:
    run("build")
    page = imported / "_site/papers/2501.00001/index.html"
    assert page.exists()
    (imported / "templates").mkdir()
    (imported / "templates/home.html").write_text("{{ nothing.here }}")
    correction = imported / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("hidden: true\n")
    kinds = [each for each in KINDS if each != "hidden"]
    run("--set", f"kinds={kinds}", "build", code=1)
    assert not page.exists()


def test_a_build_that_ends_at_a_static_file_leaves_no_other_one(imported: Path, run: Run) -> None:
    run("build")
    output = imported / "_site"
    before = tree(output)
    picture = output / "static/social.png"
    picture.unlink()
    picture.mkdir()  # behind the scripts, in the order of the alphabet
    mine = imported / "static/js/mine.js"
    mine.parent.mkdir(parents=True)
    mine.write_text("export {};\n")
    assert "social.png is a folder" in run("build", code=2).stderr
    assert list(output.glob("static/js.*/mine.js"))
    picture.rmdir()
    mine.unlink()
    run("build")
    assert tree(output) == before


@pytest.mark.parametrize("kind", ["latest", "week", "month", "year", "topics", "prose", "robots"])
def test_a_kind_that_is_taken_out_leaves_no_dead_link(imported: Path, run: Run, kind: str) -> None:
    kinds = [each for each in KINDS if each != kind]
    run(
        "--set",
        f"kinds={kinds}",
        "--set",
        "site.address=https://someone.example/any-name/",
        "build",
    )
    pages = tree(imported / "_site")
    for path, body in pages.items():
        if path.endswith(".html"):
            for link in links(body.decode()):
                check(path, link, pages)


def test_a_kind_that_others_need_is_named(imported: Path, run: Run) -> None:
    kinds = [each for each in KINDS if each != "paper"]
    done = run("--set", f"kinds={kinds}", "build", code=2)
    assert "the kind 'day' links to pages of the kind 'paper'" in done.stderr
    assert (imported / "_site/index.html").exists()


def test_a_site_may_do_without_feeds(imported: Path, run: Run) -> None:
    feed = "custom_feeds.{0}={{title = '{0}', rule = {{any = ['{0}']}}}}"
    own = ("--set", feed.format("light"), "--set", feed.format("looms"))
    run(*own, "build")
    assert (imported / "_site/feeds/light/atom.xml").exists()
    run(*own, "--set", "feeds=[]", "build")
    assert not (imported / "_site/feeds/light").exists()
    run(*own, "--set", "feeds=[]", "check")


def test_without_a_front_page_nothing_leads_there(imported: Path, run: Run) -> None:
    kinds = [each for each in KINDS if each != "home"]
    done = run("--set", f"kinds={kinds}", "build", code=2)
    needing = re.findall("the kind '(\\w+)' links to pages of the kind 'home'", done.stderr)
    run("--set", f"kinds={[each for each in kinds if each not in needing]}", "build")
    pages = tree(imported / "_site")
    assert "index.html" not in pages
    for path, body in pages.items():
        if path.endswith(".html"):
            assert "/" not in links(body.decode()), path
    run("--set", f"kinds={[each for each in kinds if each not in needing]}", "check")


def test_an_empty_archive_is_a_site_too(site: Path, run: Run) -> None:
    run("build")
    assert (site / "_site/index.html").exists()
    assert (site / "_site/latest/index.html").exists()


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("titel = 'x'\n", ["site.toml:1", "unknown key 'titel'"]),
        ("[site]\ntitle = 'x'\ntitel = 'x'\n", ["site.toml:3", "did you mean 'title'"]),
        ("kinds = ['home', 'dai']\n", ["site.toml:1", "did you mean 'day'"]),
        ("[sources.hugingface]\n", ["site.toml:1", "did you mean 'huggingface'"]),
        ("[site]\naddress = 'papers'\n", ["site.toml:2", "no web address"]),
        ("[limits]\nfeed_items = 'x'\n", ["site.toml:2", "a whole number"]),
        ("title = \n", ["site.toml:1"]),
    ],
)
def test_a_mistake_in_site_toml_is_told_with_its_line(
    site: Path, run: Run, toml: str, words: list[str]
) -> None:
    (site / "site.toml").write_text(toml)
    done = run("build", code=2)
    for each in words:
        assert each in done.stderr


def test_without_a_site_it_says_where_it_looked(tmp_path: Path) -> None:
    import sys

    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no site.toml in" in done.stderr
