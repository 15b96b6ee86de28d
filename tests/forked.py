"""The command in a process of its own, but for what most of a short run goes for: to load it.

One process has loaded what commands need, and does nothing else. Each run is forked from it and
then goes on as `python -m generator …` does, with its own words, environment, output and end. What
an interpreter reads when it begins (`OF_ITS_OWN`) is for one that begins: such a run is not forked,
nor is any where a system cannot.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
OF_ITS_OWN = ("PYTHON", "LC_", "LANG", "TZ")


def run(
    *words: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m generator` with these words; return what came of it."""
    own = any(name.startswith(OF_ITS_OWN) for name in env or {})
    whole = {**os.environ, **(env or {})}
    if own or not hasattr(os, "fork"):
        command = [sys.executable, "-m", "generator", *words]
        return subprocess.run(
            command, env=whole, cwd=cwd, capture_output=True, text=True, check=False, timeout=120
        )
    with TemporaryDirectory(prefix="forked-") as folder:
        outputs = [str(Path(folder, name)) for name in ("stdout", "stderr")]
        code = _asked(_loaded(), [words, whole, str(cwd or Path.cwd()), outputs])
        return subprocess.CompletedProcess(
            words, code, *(Path(output).read_text() for output in outputs)
        )


def _asked(loaded: subprocess.Popen[str], job: object) -> int:
    """Let the process that has loaded all do a job; return how it ended."""
    assert loaded.stdin
    assert loaded.stdout
    loaded.stdin.write(f"{json.dumps(job)}\n")
    loaded.stdin.flush()
    try:
        return int(loaded.stdout.readline())
    except BaseException:  # a test's time is over: what is answered later answers no other job
        loaded.kill()
        _loaded.cache_clear()
        raise


@cache
def _loaded() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.forked"]
    begun = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(begun.communicate)  # its input ends, and so does it
    return begun


def _load() -> None:
    import generator

    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name != "generator.__main__":
            importlib.import_module(module.name)


def _become(
    words: Sequence[str], env: Mapping[str, str], folder: str, outputs: Sequence[str]
) -> None:
    """Go on as `python -m generator` in a folder, which does not come back."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    for number, path in enumerate((os.devnull, *outputs)):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    sys.argv[1:] = words
    runpy.run_module("generator", run_name="__main__", alter_sys=True)


def _serve() -> None:
    _load()
    gc.freeze()  # what is here is here to stay
    for line in iter(sys.stdin.readline, ""):
        if not (child := os.fork()):
            _become(*json.loads(line))
            return
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
