"""A site, and its commands killed at system calls: what stands there then, and after another run.

strace counts the calls that change files, and kills the process, or a worker of it, as it enters
one of them: https://man7.org/linux/man-pages/man1/strace.1.html.
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_httpserver import HTTPServer

from tests import forked
from tests.commands.daily_papers import paper, serve

FIRST, SECOND = "2026-01-05", "2026-01-06"
CALLS = "write,pwrite64,fsync,ftruncate,flock,chmod,rename,unlink,unlinkat,mkdir,rmdir"
COMMANDS: Mapping[str, Sequence[str]] = {
    "fetch": ("fetch", "--from", FIRST, "--to", SECOND, "--again"),
    "pages": ("pages",),
    "build": ("build",),
}
TOML = "[sources.huggingface]\npause = 0.0\ncheck = ''\naddress = '{}'\n"
TOPIC = "---\ntitle: Looms\nrule: {any: [loom]}\n---\nThreads, crossed.\n"
WORDS = "\nI could not weave table 3.\n"
COMING = 4_000_000_000  # seconds since 1970: a file of that time is never believed
CALL = re.compile(r"\d+ +(\w+)\(")

Tree = Mapping[str, bytes]


def tree(folder: Path) -> Tree:
    """Return what stands in a site, but for what is kept in .cache/ and can be made again."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: path.read_bytes() for name, path in names.items() if not name.startswith(".cache/")
    }


def run(site: Path, command: str, *before: str) -> int:
    """Run a command, behind others if there are any; return its exit code."""
    words = ("--site", str(site), *COMMANDS[command])
    if not before:
        return forked.run(*words).returncode
    traced = [*before, sys.executable, "-m", "generator", *words]
    return subprocess.run(traced, capture_output=True, check=False, timeout=120).returncode


@dataclass(frozen=True)
class Scene:
    """A command that is about to run: the site before, the site after, and the calls between."""

    command: str
    before: Path
    after: Tree
    calls: Sequence[str]  # by name, in their order

    def killed(self, folder: Path, at: int) -> Iterator[str]:
        """Kill the command at one of its calls, and yield what is wrong, then and once more."""
        site = _copied(self.before, folder / "site")
        name = self.calls[at]
        number = Counter(self.calls[: at + 1])[name]  # strace counts each by itself
        inject = f"inject={name}:signal=KILL:when={number}"
        strace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", inject)
        code = run(site, self.command, *strace)
        if code not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            yield f"it was not killed: {code}"
        yield from self._halves(tree(site))
        if code := run(site, self.command):
            yield f"the next run ends with {code}"
        yield from (f"{each} differs" for each in _differing(tree(site), self.after))

    def _halves(self, found: Tree) -> Iterator[str]:
        """Yield what is neither as it was nor as it will be, nor whole by itself."""
        before = tree(self.before)
        for name in before.keys() - found.keys():
            if name in self.after:
                yield f"{name} is lost"
        for name, body in found.items():
            is_draft = re.fullmatch(r"\..+\.draft", name.rpartition("/")[2])
            is_new = name not in before and name.startswith("_site/")  # nobody has read it yet
            known = {before.get(name), self.after.get(name)}
            if not (is_draft or is_new or body in known or _is_whole(name, body)):
                yield f"{name} is neither"


def _is_whole(name: str, body: bytes) -> bool:
    """Tell whether it is a file of JSON, or of its lines, that ends: fetch writes some in turn."""
    if not name.startswith("content/records/") or not body.endswith(b"\n"):
        return False
    lines = [body] if name.endswith(".json") else body.splitlines()
    return all(isinstance(json.loads(line), dict) for line in lines)


def _differing(one: Tree, other: Tree) -> Sequence[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def scenes(folder: Path, server: HTTPServer) -> Iterator[Scene]:
    """Yield each command, about to take in that a day has changed and another one has come.

    People have written in the site, which is whole; it is left to whoever asked, until the next.
    """
    site = folder / "site"
    (site / "content/topics").mkdir(parents=True)
    (site / "content/topics/looms.md").write_text(TOPIC)
    (site / "site.toml").write_text(TOML.format(server.url_for("").rstrip("/")))
    papers = [paper(f"2601.{number:05}", f"A Loom of {number} Threads") for number in range(1, 6)]
    serve(server, {FIRST: papers[:3]})
    for command in COMMANDS:
        _done(site, command)
    with (site / f"content/days/2026/{FIRST}.md").open("a") as page:
        page.write(WORDS)
    _done(site, "build")
    serve(
        server, {FIRST: [paper("2601.00001", "A Loom Anew", votes=7), *papers[1:3]], SECOND: papers}
    )
    for command in COMMANDS:
        before = shutil.copytree(site, folder / f"before-{command}")
        _copied(before, site)  # as it will be for each kill, in the eyes of a build too
        log = folder / f"{command}.log"
        code = run(site, command, "strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}")
        if code:
            raise RuntimeError(f"{command} ends with {code}")
        calls = [found[1] for line in log.read_text().splitlines() if (found := CALL.match(line))]
        after = shutil.copytree(site, folder / f"after-{command}")
        yield Scene(command, before, tree(after), calls)
        _copied(after, site)


def _copied(site: Path, to: Path) -> Path:
    """Put a copy of a site in place of another; no time of its files in content/ proves anything.

    Those of a copy that is older than two seconds would (`store/tree`), and a command makes other
    calls then: as many as were recorded are made whenever it begins.
    """
    shutil.rmtree(to)
    shutil.copytree(site, to)
    for path in (to / "content").rglob("*"):
        os.utime(path, (COMING, COMING))
    return to


def _done(site: Path, command: str) -> None:
    if code := run(site, command):
        raise RuntimeError(f"{command} ends with {code}")


def kills(
    folder: Path, server: HTTPServer, count: int, seed: int
) -> Iterator[tuple[str, list[str]]]:
    """Kill the commands so many times, a third each; yield where, and what was wrong."""
    chance = random.Random(seed)  # noqa: S311 - for tests
    for order, scene in enumerate(scenes(folder, server)):
        for _ in range(count // 3 + (order < count % 3)):
            at = chance.randrange(len(scene.calls))
            told = f"{scene.command}, call {at + 1} of {len(scene.calls)}, {scene.calls[at]}"
            yield told, list(scene.killed(folder, at))
