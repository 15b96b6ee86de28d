"""Report: what came of the pairs, as a table to read and as JSON to keep."""

import os
import platform
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.model.day import MONTHS
from generator.model.text import number
from tests.bench.pairs import Ready, Result

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Machine:
    """What was timed on, and with what."""

    cpu: str
    cores: int
    system: str
    files: str  # where they are: in memory, or on a disk
    python: str
    hugo: str


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a day: first Hugo's, then ours."""

    sides: tuple[Ready, Ready]
    results: tuple[Result, ...]
    machine: Machine
    day: date

    def table(self) -> str:
        """Return it for people, in Markdown, the ratios first."""
        corpus, machine = self.sides[0].corpus, self.machine
        first, second = (each.side.NAME for each in self.sides)
        rows = "\n".join(map(_row, self.results))
        day = f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"
        return (
            f"{corpus.size:,} papers ({corpus.kind}) and {len(corpus.new.papers)} on a new day; "
            f"medians of {number(len(self.results[0].pairs), 'pair')}, {day}.\n"
            f"{machine.cpu}, {number(machine.cores, 'core')}, {machine.system}, "
            f"files {machine.files}, Python {machine.python}, Hugo {machine.hugo}.\n"
            f"{first} writes {_extent(self.sides[0])}, {second} {_extent(self.sides[1])}.\n\n"
            f"| what changed | times as fast as {first} | {first} | {second} "
            f"| memory of {first} | of {second} |\n|---|--:|--:|--:|--:|--:|\n{rows}\n"
        )

    def json(self) -> dict[str, Any]:
        """Return it for programs: seconds, and bytes of memory, by case and side."""
        names = [each.side.NAME.lower() for each in self.sides]
        corpus = self.sides[0].corpus

        def by_case(told: Callable[[Result], object]) -> dict[str, object]:
            return {each.case.name: told(each) for each in self.results}

        def by_side(figures: Iterable[object]) -> dict[str, object]:
            return dict(zip(names, figures, strict=True))

        return {
            "ratios": by_case(lambda each: round(each.ratio, 3)),
            "seconds": by_case(lambda each: by_side(map(_rounded, each.seconds))),
            "memory": by_case(lambda each: by_side(each.peaks)),
            "pairs": by_case(lambda each: [list(map(_rounded, pair)) for pair in each.pairs]),
            "size": corpus.size,
            "corpus": corpus.kind,
            "runs": len(self.results[0].pairs),
            "output": by_side({"files": each.files, "bytes": each.written} for each in self.sides),
            "date": self.day.isoformat(),
            "machine": asdict(self.machine),
        }


def _row(result: Result) -> str:
    seconds = (f"{each:.2f} s" for each in result.seconds)
    peaks = ("not measured" if each is None else f"{each / MB:,.0f} MB" for each in result.peaks)
    cells = (result.case.words, f"**{result.ratio:.2f}**", *seconds, *peaks)
    return f"| {' | '.join(cells)} |"


def _extent(side: Ready) -> str:
    return f"{number(side.files, 'file')} of {side.written / MB:,.1f} MB"


def _rounded(seconds: float) -> float:
    return round(seconds, 4)


def machine(hugo: str, *, in_memory: bool) -> Machine:
    """Return this machine with its version of Hugo."""
    return Machine(
        cpu=_cpu(),
        cores=os.cpu_count() or 1,
        system=platform.system(),
        files="in memory" if in_memory else "on a disk",
        python=platform.python_version(),
        hugo=hugo,
    )


def _cpu() -> str:
    """Return the name of the processor, as far as the system tells it."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        told = ""
    found = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()
