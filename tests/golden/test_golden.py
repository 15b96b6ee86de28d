"""The whole output of a whole small archive, byte for byte: its pages and its site.

`make golden` writes tests/golden/content/ and tests/golden/site/ anew; their diff is reviewed.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".broadsheet")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with its pages and its site, made by the commands."""
    site = tmp_path_factory.mktemp("golden") / "corpus"
    shutil.copytree(CORPUS, site)
    for command in ("pages", "pages", "build"):
        done = subprocess.run(
            [sys.executable, "-m", "generator", "--site", str(site), command],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return site


@pytest.mark.parametrize(("part", "golden"), [("content", "content"), ("_site", "site")])
def test_the_output_is_golden(
    made: Path, part: str, golden: str, request: pytest.FixtureRequest
) -> None:
    found = tree(made / part)
    if part == "content":
        found = {path: body for path, body in found.items() if not (CORPUS / part / path).exists()}
    if request.config.getoption("--golden"):
        shutil.rmtree(HERE / golden, ignore_errors=True)
        for path, body in found.items():
            file = HERE / golden / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
    expected = tree(HERE / golden)
    assert sorted(found) == sorted(expected)
    changed = [path for path, body in found.items() if body != expected[path]]
    assert not changed, f"{len(changed)} files differ; see them with `make golden` and git diff"
