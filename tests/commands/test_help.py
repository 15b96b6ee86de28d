"""broadsheet --help: what a newcomer types first loads next to nothing."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forked

LOADED = """
import sys
from generator.cli import main
main(["--help"], standalone_mode=False)
print(sorted(set(sys.modules) & {"yaml", "httpx", "jinja2", "rich", "livereload"}))
"""


def test_help_loads_none_of_the_libraries_that_commands_need() -> None:
    command = [sys.executable, "-c", LOADED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "update" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01"])
def test_what_is_no_day_is_told_with_how_one_is_written(day: str) -> None:
    done = forked.run("--site", "/nowhere", "fetch", "--from", day)
    assert done.returncode == 2
    assert f"'{day}' is no day; write one such as 2025-12-12" in done.stderr


BUILT = """
import sys
from generator.cli import main
try:
    main(["build"], standalone_mode=False)
finally:
    print(sorted(set(sys.modules) & {"ssl", "http.client", "httpx"}))
"""


def test_a_build_loads_no_sockets(imported: Path) -> None:
    sources = "".join(f"[sources.{name}]\n" for name in ("saved_page", "arxiv_api"))
    (imported / "site.toml").write_text(sources)
    command = [sys.executable, "-c", BUILT]
    done = subprocess.run(command, cwd=imported, capture_output=True, text=True, check=True)
    assert "papers: 3" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("no_color", "colored"), [("1", False), ("", True)])
def test_a_terminal_has_colors_unless_somebody_wants_none(no_color: str, *, colored: bool) -> None:
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "generator", "--site", "/nowhere", "status"]
    env = {**os.environ, "NO_COLOR": no_color}  # https://no-color.org: empty is as if not there
    subprocess.run(command, env=env, stderr=inner, check=False)
    told = os.read(outer, 1000)
    os.close(inner)
    os.close(outer)
    assert b"/nowhere" in told
    assert (b"\x1b[" in told) is colored
