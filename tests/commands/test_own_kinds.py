"""A kind of somebody's own that goes wrong: its line is named."""

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from generator.formats import text
from generator.settings import faults
from tests.program import copied

ROOT = Path(__file__).resolve().parents[2]
FILE = "generator/kinds/mine.py"
MINE = '''"""Mine."""

from generator.model.artifact import Output


def keys(archive):
    KEYS
    return [""]


def view(archive, key):
    VIEW


OUTPUTS = (Output("mine.txt", "text", view),)
'''
LINE = {part: 1 + MINE[: MINE.index(part)].count("\n") for part in ("KEYS", "VIEW")}


@pytest.mark.parametrize(
    ("keys", "view", "told"),
    [
        ("pass", "return archive.nope()", f"{FILE}:{LINE['VIEW']}: AttributeError: 'Archive' "),
        ("pass", "return archive.topic(5, 6)", f"{FILE}:{LINE['VIEW']}: TypeError: "),
        ("1 / 0", "return b''", f"{FILE}:{LINE['KEYS']}: ZeroDivisionError: division by zero"),
    ],
    ids=["view", "call", "keys"],
)
def test_what_it_raises_is_told_with_its_line(
    tmp_path: Path, keys: str, view: str, told: str
) -> None:
    copied(tmp_path)
    (tmp_path / "site.toml").write_text('kinds = ["mine"]\n')
    (tmp_path / FILE).write_text(MINE.replace("KEYS", keys).replace("VIEW", view))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode not in (0, 1), done.stderr  # which put on the web what there is
    assert f"problem {told}" in done.stderr
    assert "; mend it there, or, if that file is not yours, run it again as" in done.stderr
    assert "fault in Broadsheet" not in done.stderr


def test_what_another_process_raised_has_its_line_too() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        error = pool.submit(text.write, 5).exception()  # type: ignore[arg-type]
    assert error is not None
    at = faults.line_of(error)
    assert at is not None
    assert at.file == "generator/formats/text.py"
    assert at.line is not None
    assert "def write" in "".join((ROOT / at.file).read_text().splitlines()[: at.line])
    assert faults.line_of(ValueError("no kind was at work")) is None
