"""Files of the site: whole, beneath their folder, and written only where they differ."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.place import Comparer, Placer, draft_of, problem_of, reached, remove, see_to
from generator.model.problem import Problem


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "above/site"


def test_a_file_is_written_once(output: Path) -> None:
    placer = Placer(output)
    assert placer.place("a/b/c.html", b"one") is True
    assert placer.place("top.html", b"") is True
    assert (output / "a/b/c.html").read_bytes() == b"one"
    assert placer.place("a/b/c.html", b"one") is False
    assert placer.place("a/b/c.html", b"two") is True
    assert Placer(output).place("a/b/c.html", b"two") is False
    assert Placer(output, always=True).place("a/b/c.html", b"two") is True
    assert (output / "a/b/c.html").read_bytes() == b"two"
    assert sorted(each.name for each in output.rglob("*")) == ["a", "b", "c.html", "top.html"]


def test_a_file_is_replaced_and_not_written_over(output: Path) -> None:
    Placer(output).place("a.html", b"one")
    with (output / "a.html").open("rb") as reading:
        Placer(output).place("a.html", b"another")
        assert reading.read() == b"one"
    assert oct((output / "a.html").stat().st_mode & 0o444) == "0o444"


def test_what_a_killed_build_left_is_no_hindrance(output: Path, tmp_path: Path) -> None:
    Placer(output).place("a.html", b"one")
    (tmp_path / "theirs").write_bytes(b"theirs")
    draft = Path(draft_of(str(output / "a.html")))
    assert draft.name == ".a.html.draft"
    assert draft_of("a.html") == ".a.html.draft"
    draft.symlink_to(tmp_path / "theirs")
    Placer(output).place("a.html", b"two")
    assert (output / "a.html").read_bytes() == b"two"
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert not os.path.lexists(draft)


def test_no_link_is_followed(output: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/a.html").write_bytes(b"theirs")
    output.mkdir(parents=True)
    (output / "a.html").symlink_to(tmp_path / "theirs/a.html")
    assert Placer(output).place("a.html", b"theirs") is True
    assert not (output / "a.html").is_symlink()
    (output / "days").symlink_to(tmp_path / "theirs")
    for placer in (Placer(output), Comparer(output)):
        with pytest.raises(Problem, match="days is a link: the site would be written to another"):
            placer.place("days/x/a.html", b"ours")
    assert list(reached(output, ["a.html", "days/a.html"])) == ["a.html"]
    assert remove(output, ["days/a.html"]) == 0
    assert (tmp_path / "theirs/a.html").read_bytes() == b"theirs"


@pytest.mark.parametrize("path", ["a.html/b.html", "a.html/b/c.html"])
def test_a_file_in_the_place_of_a_folder_is_a_problem(output: Path, path: str) -> None:
    Placer(output).place("a.html", b"")
    with pytest.raises(Problem, match=r"a\.html is a file, where a folder of the site should be"):
        Placer(output).place(path, b"")


def test_a_folder_in_the_place_of_a_file_is_a_problem(output: Path) -> None:
    (output / "a.html").mkdir(parents=True)
    with pytest.raises(Problem, match=r"a\.html is a folder, where a file of the site should be"):
        Placer(output).place("a.html", b"")
    (output / ".b.html.draft").mkdir()
    (output / "b.html").touch()
    with pytest.raises(Problem, match=r"\.b\.html\.draft is a folder"):
        Placer(output).place("b.html", b"x")
    assert remove(output, ["a.html"]) == 0


def test_a_file_where_the_site_should_be_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(Problem, match="site is a file, where a folder of the site should be"):
        see_to(tmp_path / "site")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Problem, match="link is a link that leads nowhere"):
        see_to(tmp_path / "link")
    (tmp_path / "there").mkdir()
    (tmp_path / "leads").symlink_to(tmp_path / "there")
    see_to(tmp_path / "leads")  # the folder itself may be one
    Placer(tmp_path / "leads").place("a.html", b"one")
    assert (tmp_path / "there/a.html").read_bytes() == b"one"


def test_what_goes_takes_its_empty_folders_along(output: Path) -> None:
    placer = Placer(output)
    for path in ("a/b/c.html", "a/d.html", "e/f/g.html"):
        placer.place(path, b"")
    assert remove(output, ["a/b/c.html", "e/f/g.html", "nothing.html", "a/d.html/x"]) == 2
    assert sorted(each.name for each in output.rglob("*")) == ["a", "d.html"]
    assert remove(output, ["a/d.html"]) == 1
    assert list(output.iterdir()) == []


def test_a_comparison_touches_nothing(output: Path) -> None:
    comparer = Comparer(output)
    assert comparer.place("a/b.html", b"one") is True
    assert not output.exists()
    Placer(output).place("a/b.html", b"one")
    Placer(output).place("a/c.html", b"two")
    comparer = Comparer(output)
    (output / "a/d.html").mkdir()
    told = [comparer.place(f"a/{name}.html", b"one") for name in "bcde"]
    assert told == [False, True, True, True]
    assert comparer.place("x/y.html", b"four") is True
    assert comparer.missing == ["a/e.html", "x/y.html"]
    assert comparer.changed == ["a/c.html", "a/d.html"]
    assert comparer.sizes == {**{f"a/{name}.html": 3 for name in "bcde"}, "x/y.html": 4}


@pytest.mark.parametrize(
    ("number", "mend"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EACCES, "make it writable"),
        (errno.EROFS, "make it writable"),
        (errno.EIO, "see to the folder"),
    ],
)
def test_why_a_file_cannot_be_written_is_told_with_what_to_do(
    tmp_path: Path, number: int, mend: str
) -> None:
    problem = problem_of(str(tmp_path / "a.html"), OSError(number, "the reason"))
    assert str(problem) == (
        f"{tmp_path}/a.html cannot be written: the reason; "
        f"{mend}, or choose another folder with --output"
    )


def refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "the reason")

    return refuse


@pytest.mark.parametrize(
    ("number", "mend"), [(errno.EROFS, "make it writable"), (errno.EIO, "delete it")]
)
def test_why_a_file_cannot_be_removed_is_told_and_it_stays(
    output: Path, monkeypatch: pytest.MonkeyPatch, number: int, mend: str
) -> None:
    Placer(output).place("a/b.html", b"")
    monkeypatch.setattr(Path, "unlink", refusing(number))
    with pytest.raises(Problem) as told:
        remove(output, ["a/b.html"])
    assert str(told.value) == f"{output}/a/b.html cannot be removed: the reason; {mend}"
    assert (output / "a/b.html").exists()


def test_why_the_folder_cannot_be_made_is_told(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_to(output)
    see_to(output)
    assert output.is_dir()
    monkeypatch.setattr(Path, "mkdir", refusing(errno.EACCES))
    with pytest.raises(Problem, match=r"site cannot be written: the reason; make it writable, or"):
        see_to(output / "other/site")


def test_a_folder_that_others_use_stays(output: Path) -> None:
    Placer(output).place("a/b/c.html", b"")
    (output / "a/theirs").touch()
    assert remove(output, ["a/b/c.html"]) == 1
    assert sorted(each.name for each in output.rglob("*")) == ["a", "theirs"]


def test_a_name_too_long_to_be_one_is_not_there(output: Path) -> None:
    Placer(output).place("a.html", b"")
    assert remove(output, ["x" * 300, "a.html"]) == 1
