"""broadsheet --help: what a newcomer types first loads next to nothing."""

import subprocess
import sys

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
