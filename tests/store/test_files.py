"""Files: whole or not at all, and untouched where nothing changes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.model.problem import Place, Problem
from generator.store import files


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_is_written_with_its_folders_and_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.md"
    text = "\ufeffone\r\ntwo\rthree\n\u2028é"
    assert files.write(path, text) is True
    assert files.read(path) == text
    assert path.read_bytes() == text.encode()
    assert everything(tmp_path) == ["a", "a/b", "a/b/c.md"]


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert files.read(tmp_path / "none.md") is None
    assert files.read(tmp_path / "no" / "such" / "folder.md") is None


def test_writing_what_is_there_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    files.write(path, "words\n")
    os.utime(path, ns=(10**18, 10**18))
    assert files.write(path, "words\n") is False
    assert path.stat().st_mtime_ns == 10**18
    assert files.write(path, "words\r\n") is True
    assert path.read_bytes() == b"words\r\n"


def test_everybody_may_read_a_file_that_was_written(tmp_path: Path) -> None:
    files.write(tmp_path / "a.md", "words")
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o644


@contextmanager
def full_disk() -> Iterator[None]:
    """Let this process write no file longer than ten bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    files.write(path, "old words")
    with full_disk(), pytest.raises(Problem, match="cannot be written"):
        files.write(path, "new words " * 1000)
    assert path.read_text() == "old words"
    assert everything(tmp_path) == ["a.md"]


def test_text_that_no_file_can_hold_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    files.write(path, "old words")
    with pytest.raises(UnicodeEncodeError):
        files.write(path, "\ud800")
    assert path.read_text() == "old words"
    assert everything(tmp_path) == ["a.md"]


def test_a_folder_in_the_way_is_a_problem_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.md" / "inside").mkdir(parents=True)
    with pytest.raises(Problem, match="cannot be written"):
        files.write(tmp_path / "a.md", "words")
    with pytest.raises(Problem, match="cannot be read"):
        files.read(tmp_path / "a.md")
    assert everything(tmp_path) == ["a.md", "a.md/inside"]


def test_a_file_in_the_way_of_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(Problem, match="cannot be written"):
        files.write(tmp_path / "a" / "b.md", "words")
    assert (tmp_path / "a").read_text() == "a file"


def test_bytes_that_are_no_utf_8_are_a_problem_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\ntwo\nthr\xe9e\n")
    with pytest.raises(Problem, match="not UTF-8") as caught:
        files.read(path)
    assert caught.value.at == Place(str(path), 3)
    assert caught.value.mend == "save it as UTF-8"
    assert files.read_bytes(path) == b"one\ntwo\nthr\xe9e\n"
