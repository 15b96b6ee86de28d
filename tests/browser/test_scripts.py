"""The scripts of the site: their types, what each does by itself, and what all of them weigh."""

import gzip
import subprocess
from pathlib import Path

import pytest

from generator.build.scripts import sent
from tests.browser.conftest import ROOT

MOST = 25_000  # bytes of all scripts together as they are sent, compressed


def checked(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_their_types_agree(tools: Path) -> None:
    checked(tools / "node_modules/.bin/tsc", "-p", tools)


def test_each_does_what_it_says(tools: Path) -> None:
    checked("node", "--test", *sorted((tools / "unit").glob("*.test.js")))


def test_all_of_them_are_small() -> None:
    files = sorted((ROOT / "static/js").rglob("*.js"))
    assert len(gzip.compress(b"".join(sent(file.read_bytes()) for file in files), 9)) <= MOST


@pytest.mark.parametrize(
    "script",
    [
        "const text = `one\n// two`;\n",
        'const text = "one \\\n// two";\n',
        'let one = "two; // three";\n',
        "let one = / [ // ]/;\n",
        "// \xff\n",
    ],
)
def test_a_script_stays_where_a_comment_may_be_none(script: str) -> None:
    assert sent(script.encode("latin-1")) == script.encode("latin-1")


def test_what_is_for_the_eye_alone_is_not_sent() -> None:
    script = (
        b"// one\n/**\n * Two.\n */\nlet two = {\n  two, // three\n};\n  // four\n\n"
        b"let five = (/** @type {string} */ six) => six; // seven's\n"
    )
    assert sent(script) == b"let two = {two,};let five = (six) => six; // seven's\n"


def test_a_line_ends_where_that_may_mean_something() -> None:
    script = b"let one = two\n(three); // four's {\nfive()\nlet six = () =>\n  [\n  ]\n"
    assert sent(script) == (b"let one = two\n(three); // four's {\nfive()\nlet six = () =>[]\n")
