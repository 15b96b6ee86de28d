"""`python -m tests.bench SIZE`: Hugo and Broadsheet do the same work in turn.

Prints a table and writes .cache/bench-SIZE.json. `make bench` installs Hugo and calls this.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import ours, real, report, room, seeded, theirs
from tests.bench.check import WrongError
from tests.bench.corpus import Corpus
from tests.bench.pairs import CASES, ready, result

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Time what was asked for."""
    asked = _arguments()
    try:
        corpus = _corpus(asked.size, asked.real)
        made = _report(corpus, asked.runs)
    except (OSError, WrongError) as error:
        sys.exit(f"make bench: {error}")
    file = ROOT / ".cache" / f"bench-{asked.size}{'-real' if asked.real else ''}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(made.json(), indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"\n{made.table()}\n{file.relative_to(ROOT)} has it all.\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("size", type=positive, help="papers, besides those of the new day")
    parser.add_argument("--runs", type=positive, default=5, help="pairs of each case [%(default)s]")
    parser.add_argument("--real", type=Path, help="arXiv's records instead of invented ones")
    return parser.parse_args()


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _corpus(size: int, records: Path | None) -> Corpus:
    return real.corpus(size, records) if records else seeded.corpus(size, seeded.words_of(ROOT))


def _report(corpus: Corpus, runs: int) -> report.Report:
    theirs.binary()  # is looked for before anything is made
    with room.opened(corpus.size, ROOT / ".cache") as place:
        _tell(f"Writing {corpus.size:,} papers for both in {place.folder}, and building them once")
        sides = ready(theirs, corpus, place), ready(ours, corpus, place)
        results = tuple(result(case, sides, place, runs, _tell) for case in CASES)
        machine = report.machine(theirs.told_version(), in_memory=place.in_memory)
        return report.Report(sides, results, machine, datetime.now(UTC).date())


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
