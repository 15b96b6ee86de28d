"""Folders as no build wants them: full, read-only, with something else in the way.

Whatever is wrong is told as one Problem that names the path. What stood in the folder stands
there whole, nothing outside is touched, and once it is mended the next build makes all good.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.commands.build import build
from generator.commands.pages import pages
from generator.model.outcome import unwatched
from generator.model.problem import Problem
from generator.settings import site as site_settings
from tests.commands.conftest import running

Run = Callable[..., subprocess.CompletedProcess[str]]
Files = Mapping[str, bytes]

PAPER = "papers/2501.00001"
LINKS = (
    *("index.html", f"{PAPER}/index.html", "robots.txt", ".broadsheet"),
    *(".broadsheet.unfinished", ".index.html.draft", "..broadsheet.draft"),
)

ELSEWHERE = "choose another folder with --output"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def made_once(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built, and beside it, in `fresh`, what is to become of it once edited."""
    folder = tmp_path_factory.mktemp("made")
    site = shutil.copytree(imported_once, folder / "site")
    run = running(site)
    run("build")
    shutil.copytree(site / "content", folder / "content")
    edit(site)
    run("build", "--output", folder / "fresh")
    shutil.rmtree(site / "content")
    shutil.move(folder / "content", site / "content")
    return site


@pytest.fixture
def made(site: Path, made_once: Path) -> Path:
    """The site that was built; an edit of every page waits to be built."""
    shutil.copytree(made_once, site, dirs_exist_ok=True)
    edit(site)
    return site


@pytest.fixture(scope="module")
def fresh(made_once: Path) -> Files:
    """What is to become of the edited site."""
    return tree(made_once.parent / "fresh")


def edit(site: Path) -> None:
    """Edit a site so that every page is made anew."""
    (site / "content/about.md").write_text("---\ntitle: About\n---\nWords.\n")


def again(site: Path, output: Path | None = None) -> None:
    """Build once more; nothing is wrong."""
    assert not build(site_settings.load(site), unwatched, output=output).problems


def fails(run: Run, *words: str, output: Path | None = None, code: int = 2) -> str:
    """Build, which is to fail with one Problem; return its words."""
    done = run("build", *(("--output", output) if output else ()), code=code)
    told = [line for line in done.stderr.splitlines() if line.startswith("problem ")]
    assert len(told) == 1, done.stderr
    for each in words:
        assert each in told[0]
    return told[0]


def is_whole(now: Files, before: Files, fresh: Files, *, but: str = "") -> None:
    """See to it that every file is what it was, or what it is to become."""
    for path, body in before.items():
        if path != ".broadsheet" and not (but and path.startswith(but)):
            assert now.get(path) in (body, fresh.get(path)), path
    for path in now.keys() - before.keys():
        if not path.startswith(".broadsheet") and not (but and path.startswith(but)):
            assert now[path] == fresh[path], path


# Full, and read-only.


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount something at a folder; skip the test where that cannot be had."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root may mount a file system, and only Linux is asked to")
    done = subprocess.run(
        ["mount", *options, str(folder)],  # noqa: S607 - wherever it stands
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607 - as above


def fill(disk: Path, *, but: int = 0) -> None:
    """Leave no room on a disk, but for so many bytes."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 4096):
                pass
        except OSError:
            filler.truncate(filler.tell() - but)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_is_full(made: Path, run: Run, fresh: Files, tmp_path: Path, jobs: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        output = shutil.copytree(made / "_site", disk / "site")
        before = tree(output)
        fill(disk, but=3 * 4096)
        done = run("build", "--output", output, "--jobs", jobs, code=2)
        told = [line for line in done.stderr.splitlines() if line.startswith("problem ")]
        assert len(told) == 1
        assert str(output) in told[0]
        assert f"No space left on device; make room, or {ELSEWHERE}" in told[0]
        is_whole(tree(output), before, fresh)
        (disk / "filler").unlink()
        again(made, output)
        assert tree(output) == fresh


def test_a_disk_so_full_that_no_build_can_even_begin(
    made: Path, run: Run, fresh: Files, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        output = shutil.copytree(made / "_site", disk / "site")
        before = tree(output)
        fill(disk)
        fails(run, str(output), "make room", output=output)
        is_whole(tree(output), before, fresh)
        (disk / "filler").unlink()
        again(made, output)
        assert tree(output) == fresh


LIMITED = """
import resource, runpy, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it sets no limits to files")
@pytest.mark.parametrize("most", [0, 100, 1500])
def test_files_that_may_not_be_so_long(made: Path, fresh: Files, most: int) -> None:
    before = tree(made / "_site")
    command = [sys.executable, "-c", LIMITED, str(most), "--site", str(made), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("problem ") == 1
    assert str(made / "_site") in done.stderr
    assert f"File too large; make room, or {ELSEWHERE}" in done.stderr
    is_whole(tree(made / "_site"), before, fresh)
    again(made)
    assert tree(made / "_site") == fresh


def test_a_folder_on_a_disk_that_is_read_only(made: Path, run: Run, fresh: Files) -> None:
    output = made / "_site"
    before = tree(output)
    with mounted(output, "--bind", str(output)):
        subprocess.run(
            ["mount", "-o", "remount,ro,bind", str(output)],  # noqa: S607 - as above
            check=True,
        )
        fails(run, str(output), "Read-only file system; make it writable")
        assert tree(output) == before
    again(made)
    assert tree(output) == fresh


def test_a_folder_that_may_not_be_written(made: Path, run: Run, fresh: Files) -> None:
    if os.name == "nt" or not os.geteuid():
        pytest.skip("root may write everywhere")
    output = made / "_site"
    before = tree(output)
    output.chmod(0o555)
    try:
        fails(run, str(output), "Permission denied; make it writable")
        assert tree(output) == before
    finally:
        output.chmod(0o755)
    again(made)
    assert tree(output) == fresh


# Something else in the way.


@pytest.mark.parametrize(
    "path", ["", "papers", PAPER, "static/css", ".broadsheet.unfinished", ".broadsheet"]
)
def test_a_file_where_a_folder_should_be_and_the_other_way_round(
    made: Path, run: Run, fresh: Files, path: str
) -> None:
    place = made / "_site" / path
    is_folder = path.startswith(".")
    before = tree(made / "_site")
    aside = made / "aside"
    if place.exists():
        place.rename(aside)
    place.mkdir() if is_folder else place.write_text("mine")
    right, wrong = ("file", "folder") if is_folder else ("folder", "file")
    fails(run, f"{place} is a {wrong}, where a {right} of the site should be; move it away")
    assert place.is_dir() if is_folder else place.read_text() == "mine"
    if path:
        is_whole(tree(made / "_site"), before, fresh, but=path)
    place.rmdir() if is_folder else place.unlink()
    if aside.exists():
        aside.rename(place)
    again(made)
    assert tree(made / "_site") == fresh


@pytest.mark.parametrize("path", ["index.html", f"{PAPER}/index.html", ".index.html.draft"])
def test_a_folder_where_a_file_should_be(made: Path, run: Run, fresh: Files, path: str) -> None:
    place = made / "_site" / path
    before = tree(made / "_site")
    place.unlink(missing_ok=True)
    place.mkdir()
    (place / "mine.txt").write_text("mine")
    fails(run, f"{place} is a folder, where a file of the site should be; move it away")
    assert (place / "mine.txt").read_text() == "mine"
    now = {each: body for each, body in tree(made / "_site").items() if "mine.txt" not in each}
    is_whole(now, before, fresh, but=path)
    place.rename(made / "aside")
    again(made)
    assert tree(made / "_site") == fresh


def test_a_folder_in_the_place_of_a_page_that_goes_stays(made: Path, run: Run) -> None:
    again(made)
    page = made / "_site/about/index.html"
    page.unlink()
    page.mkdir()
    (page / "mine.txt").write_text("mine")
    (made / "content/about.md").unlink()
    run("build")
    assert (page / "mine.txt").read_text() == "mine"
    assert not (made / "_site/.broadsheet.unfinished").exists()


def test_a_pipe_in_the_place_of_a_page_is_not_waited_for(
    made: Path, run: Run, fresh: Files
) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no such pipes")
    for path in ("index.html", ".broadsheet", "robots.txt"):
        (made / "_site" / path).unlink()
        os.mkfifo(made / "_site" / path)
    run("build")
    assert tree(made / "_site") == fresh


# Links.


@pytest.mark.parametrize(("path", "full"), [("papers", False), (PAPER, True), ("days", False)])
def test_a_folder_that_is_a_link_is_refused_and_what_it_leads_to_is_left_alone(
    made: Path, run: Run, fresh: Files, tmp_path: Path, path: str, *, full: bool
) -> None:
    place, other = made / "_site" / path, tmp_path / "other"
    place.rename(other)
    (other / "mine.txt").write_text("mine")
    before, whole = tree(other), tree(made / "_site")
    place.symlink_to(other)
    done = run("build", *(["--full"] if full else []), code=2)
    words = f"{place} is a link: the site would be written to another place; delete the link"
    assert done.stderr.count("problem ") == 1
    assert words in done.stderr
    assert tree(other) == before
    is_whole(tree(made / "_site"), whole, fresh)
    place.unlink()
    again(made)
    assert tree(made / "_site") == fresh
    assert tree(other) == before


@pytest.mark.parametrize("leads", ["to a file", "nowhere"])
def test_a_file_that_is_a_link_is_made_a_file_and_what_it_leads_to_is_left_alone(
    made: Path, run: Run, fresh: Files, tmp_path: Path, leads: str
) -> None:
    for at, path in enumerate(LINKS):
        place, other = made / "_site" / path, tmp_path / f"other-{at}"
        before = place.read_bytes() if place.exists() else b"mine"
        place.unlink(missing_ok=True)
        if leads == "to a file":
            other.write_bytes(before)
        place.symlink_to(other)
    others = [tmp_path / f"other-{at}" for at in range(len(LINKS))]
    whole = [other.exists() and other.read_bytes() for other in others]
    run("build")
    assert [other.exists() and other.read_bytes() for other in others] == whole
    assert not any(path.is_symlink() for path in (made / "_site").rglob("*"))
    assert tree(made / "_site") == fresh


def test_a_manifest_that_is_a_link_to_another_s_proves_nothing(made: Path) -> None:
    again(made)
    (made / "_site").rename(made / "other")
    (made / "_site").mkdir()
    (made / "_site/.broadsheet").symlink_to(made / "other/.broadsheet")
    again(made)
    assert tree(made / "_site") == tree(made / "other")


@pytest.mark.parametrize("full", [False, True])
def test_a_manifest_leads_to_no_file_outside(
    made: Path, run: Run, fresh: Files, tmp_path: Path, *, full: bool
) -> None:
    manifest = made / "_site/.broadsheet"
    outside = [tmp_path / "x.txt", made / "content/mine.txt", made / "mine.txt"]
    for each in outside:
        each.write_text("mine")
    (made / "_site/other").symlink_to(made / "content")
    lines = [
        *("../../x.txt", "../mine.txt", "../content/mine.txt", "other/mine.txt", "papers/../../x"),
        *(str(tmp_path / "x.txt"), "content/mine.txt", "/", "", ".", "..", "\0", "papers"),
        *("papers/", "./index.html", "//index.html", "x" * 5000),
    ]
    manifest.write_text(manifest.read_text() + "\n".join([*lines, ""]))
    (made / "_site/.broadsheet.unfinished").write_text("\n".join([*lines, "../../x.txt"]))
    run("build", *(["--full"] if full else []))
    assert [each.read_text() for each in outside] == ["mine"] * 3
    assert (made / "_site/other").is_symlink()
    (made / "_site/other").unlink()
    (made / "content/mine.txt").unlink()
    again(made)
    assert tree(made / "_site") == fresh


def test_a_line_of_a_list_that_was_cut_off_names_no_file(made: Path, run: Run) -> None:
    (made / "_site/mine").write_text("mine")
    (made / "_site/.broadsheet.unfinished").write_text("days/2025-12-12/index.html\nmine")
    run("build")
    assert (made / "_site/mine").read_text() == "mine"


# A site is made in no folder that it is made from.


def test_a_site_is_made_in_no_folder_that_it_is_made_from(made: Path, run: Run) -> None:
    (made / "templates").mkdir()
    (made / "static").mkdir()
    (made / "link").symlink_to(made / "content")
    (made / ".broadsheet").write_text("0" * 32 + "\ncontent/about.md\n")
    before = {each: body for each, body in tree(made).items() if not each.startswith(".cache")}
    fails(run, "the site cannot be made in", "with --output", output=made, code=2)
    for path in ("..", "content", "content/days", "templates", "static/css", ".cache", "link"):
        with pytest.raises(Problem, match="the site cannot be made in"):
            again(made, made / path)
    now = {each: body for each, body in tree(made).items() if not each.startswith(".cache")}
    assert now == before
    (made / "static").rmdir()  # what is made there would be copied into the next site
    with pytest.raises(Problem, match="the site cannot be made in"):
        again(made, made / "static")
    assert not (made / "static").exists()


# Names that no list and no address can hold.


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
@pytest.mark.parametrize(
    "name", [b"static/l\xe9.txt", b"content/l\xe9.md", b"static/a\nindex.html"]
)
def test_a_name_that_is_no_text_is_told_and_the_rest_goes_on(
    made: Path, run: Run, fresh: Files, name: bytes
) -> None:
    file = os.path.join(os.fsencode(made), name)  # noqa: PTH118 - it is no text
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - as above
    with open(file, "wb") as opened:  # noqa: PTH123 - as above
        opened.write(b"mine")
    for _ in range(2):  # found out, and told again
        fails(run, "a file's name is to be text, in UTF-8; give it another name", code=1)
    os.unlink(file)  # noqa: PTH108 - as above
    again(made)
    assert tree(made / "_site") == fresh


def test_records_in_the_folder_of_another_year_are_told_and_the_rest_goes_on(
    made: Path, run: Run, fresh: Files
) -> None:
    folder = made / "content/records/saved_page"
    file = folder / "2024/2025-12-12.jsonl"
    file.parent.mkdir()
    shutil.copy(folder / "2025/2025-12-12.jsonl", file)
    fails(run, f"{file.relative_to(made)}: this file is of another year", "the folder 2025", code=1)
    file.unlink()
    again(made)
    assert tree(made / "_site") == fresh


@pytest.mark.parametrize(
    "path",
    [
        "saved_page/2025-12-12.jsonl",
        "2025/2025-12-12.jsonl",
        "saved_page/2025/2025-12-12 (1).jsonl",
        "saved_page/2025/2025-12-12.jsonl.txt",
        "saved_page/2025/2025-12-12.JSONL",
        "saved_page/2025/2025-02-30.jsonl",
        "saved_page/2025/2025-12-12 (1).counts.json",
    ],
)
def test_records_where_nobody_looks_for_them_are_told_and_the_rest_goes_on(
    made: Path, run: Run, fresh: Files, path: str
) -> None:
    records = made / "content/records"
    file = records / path
    file.parent.mkdir(exist_ok=True)
    shutil.copy(records / "saved_page/2025/2025-12-12.jsonl", file)
    fails(run, f"{file.relative_to(made)}: nothing reads this file; records of a day", code=1)
    file.unlink()
    again(made)
    assert tree(made / "_site") == fresh


def test_content_on_a_disk_that_is_not_there_does_not_make_an_empty_site(
    made: Path, run: Run, fresh: Files
) -> None:
    before = tree(made / "_site")
    (made / "content").rename(made / "aside")
    (made / "content").symlink_to(made / "nowhere")
    fails(run, f"{made / 'content'} is a link that leads nowhere; mend the link", code=1)
    assert tree(made / "_site") == before
    (made / "content").unlink()
    (made / "content").symlink_to(made / "aside")
    again(made)
    assert tree(made / "_site") == fresh


# What is not read, and is told.


def deep(path: Path) -> None:
    """Put a file into more folders than anybody looks into."""
    path = path.joinpath(*"abcdefghijkl")
    path.mkdir(parents=True)
    (path / "a.md").write_text("mine")


DEEP = "stands in more than 12 others, so nothing in it is read"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize("folder", ["content", "static", "templates"])
@pytest.mark.parametrize(
    ("make", "where", "what"),
    [
        (lambda path: path.symlink_to("nowhere"), "odd", "this link leads nowhere"),
        (lambda path: path.symlink_to(path.name), "odd", "this link leads nowhere"),
        (lambda path: path.symlink_to("."), "odd", "this link leads to a folder that it stands in"),
        (lambda path: path.symlink_to("/"), "odd", "this link leads to a folder that it stands in"),
        (deep, "odd/a/b/c/d/e/f/g/h/i/j/k/l", DEEP),
        (os.mkfifo, "odd", "this is neither a file nor a folder"),
    ],
)
def test_what_is_left_out_is_told_and_the_rest_goes_on(
    made: Path, fresh: Files, folder: str, make: Callable[[Path], None], where: str, what: str
) -> None:
    (made / folder).mkdir(exist_ok=True)
    odd = made / folder / "odd"
    make(odd)
    for _ in range(2):  # found out, and told again
        (problem,) = build(site_settings.load(made), unwatched).problems
        assert str(problem.at) == f"{folder}/{where}"
        assert what in problem.what
    now = tree(made / "_site")
    assert {**now, ".broadsheet": b""} == {**fresh, ".broadsheet": b""}
    shutil.rmtree(odd) if odd.is_dir() and not odd.is_symlink() else odd.unlink()
    again(made)
    assert tree(made / "_site") == fresh


@pytest.mark.parametrize(
    "name",
    [
        *("corrections", "authors", "topics", "topics/weaving", "days", "days/2025", "mail"),
        *("records", "records/huggingface", "records/huggingface/2025"),
    ],
)
def test_a_file_in_the_place_of_a_folder_of_content_is_told(made: Path, name: str) -> None:
    place = made / "content" / name
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("../elsewhere")  # as git leaves a link on a system that has none
    problems = build(site_settings.load(made), unwatched).problems
    (told,) = (each for each in problems if "this is a file, where a folder should be" in each.what)
    assert str(told.at) == f"content/{name}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_why_nothing_is_read_is_told_as_it_is_now(made: Path) -> None:
    odd = made / "content/odd.md"
    odd.symlink_to("nowhere")
    (before,) = build(site_settings.load(made), unwatched).problems
    assert "this link leads nowhere" in before.what
    odd.unlink()
    os.mkfifo(odd)
    (now,) = build(site_settings.load(made), unwatched).problems
    assert "this is neither a file nor a folder" in now.what


@pytest.mark.skipif(sys.platform == "win32", reason="it sets no limits to files")
def test_pages_that_may_not_be_so_long(made: Path) -> None:
    page = made / "content/days/2025/2025-12-12.md"
    page.write_text(page.read_text() + "\nMy words.\n")
    correction = made / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("title: Mended\n")
    before = tree(made / "content")
    command = [sys.executable, "-c", LIMITED, "100", "--site", str(made), "pages"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert f"{page} cannot be written: File too large" in done.stderr
    assert tree(made / "content") == before
    pages(site_settings.load(made), unwatched)
    assert "Mended" in page.read_text()
    assert "\nMy words.\n" in page.read_text()
