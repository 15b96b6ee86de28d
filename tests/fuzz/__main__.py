"""`make fuzz`: let atheris look for bytes that break a promise, for so many seconds.

The first byte says which promise is tried, the others are what is read. Bytes that break one are
written to .cache/fuzz/, and what they break is told.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"]):
    import generator.markup.commonmark  # noqa: F401 - which is imported when it is used
    from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / ".cache/fuzz"
SEEDS = {
    "tex": rb"We weave $x^2$ \emph{threads} of \href{https://loom.example/}{a loom} -- ``fast''.",
    "markdown": b"# A *loom*\n\n| a | b |\n|---|--:|\n| [x](/y/) | `z` |\n\n> $a_1$ <!-- b -->\n",
    "page": b"---\ntitle: A\n---\n\n<!-- block day/2026 0f0f0f0f -->\nB\n<!-- /block -->\nC\n",
    "front": b"title: A\nrule:\n  any: [loom, 'the thread']\n  none: !!str x\n",
    "slug": "José  Díaz-Łoom".encode(),
}


def try_one(body: bytes) -> None:
    """Try the promise that the first byte names."""
    targets = list(TARGETS.values())
    targets[body[0] % len(targets)](body[1:]) if body else None


def seeds(folder: Path) -> None:
    """Write what is known to be read, for the search to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(TARGETS):
        answers = sorted((ROOT / "tests/answers" / name).glob("*"))
        bodies = [path.read_bytes() for path in answers] or [SEEDS[name]]
        for at, body in enumerate(bodies):
            (folder / f"{name}-{at}").write_bytes(bytes([number]) + body)


def main(seconds: int) -> None:
    """Look for so long."""
    seeds(FOUND / "corpus")
    options = (f"-max_total_time={seconds}", "-timeout=120", "-max_len=20000", "-rss_limit_mb=4096")
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={FOUND}/", str(FOUND / "corpus")], try_one
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]))
