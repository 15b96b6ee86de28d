"""Outcome: what a command did, for the summary and the exit code; Watch: how it tells meanwhile."""

from collections.abc import Iterable, Iterator, Mapping
from time import perf_counter
from typing import Protocol, TypeVar

from generator.model.frozen import dataclass, field
from generator.model.problem import Exit, Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures in the order of the summary, remarks that need no mending, and Problems."""

    figures: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)  # of its stages

    @property
    def code(self) -> Exit:
        """The exit code: the highest of its problems'."""
        return max((problem.code for problem in self.problems), default=Exit.DONE)

    def then(self, other: "Outcome") -> "Outcome":
        """Return both, one after the other."""
        return Outcome(
            {**self.figures, **other.figures},
            self.remarks + other.remarks,
            self.problems + tuple(new for new in other.problems if new not in self.problems),
            {**self.seconds, **other.seconds},
        )


class Laps:
    """How long each stage of a command took: seconds from one call of `end` to the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._at = perf_counter()

    def end(self, stage: str) -> None:
        """Note that a stage has ended, and that the next one begins."""
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._at
        self._at = now


class Watch(Protocol):
    """Passes an iterable on while somebody looks at how far it has come."""

    def __call__(self, steps: Iterable[T], stage: str, total: int) -> Iterator[T]:
        """Yield `steps` one by one; `stage` names them and `total` says how many they are."""
        ...


def unwatched(steps: Iterable[T], stage: str, total: int) -> Iterator[T]:  # noqa: ARG001 - a Watch
    """Pass `steps` on: the Watch for when nobody looks."""
    yield from steps


def silent(line: str) -> None:
    """Say nothing: for when nobody listens."""
