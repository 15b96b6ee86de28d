"""`make kills`: kill fetch, pages and build at random system calls; tell what was lost."""

import sys
import tempfile
from pathlib import Path

from pytest_httpserver import HTTPServer

from tests.kills.killing import kills


def main(count: int, seed: int) -> int:
    """Kill that often, and return how often something was wrong."""
    wrong = 0
    with HTTPServer() as server, tempfile.TemporaryDirectory() as folder:
        for number, (told, found) in enumerate(kills(Path(folder), server, count, seed), 1):
            wrong += bool(found)
            for each in found or ["well"]:
                sys.stdout.write(f"{number} of {count}: {told}: {each}\n")
    sys.stdout.write(f"kills: {count} · wrong: {wrong}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
