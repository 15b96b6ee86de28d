"""The work itself: steps become files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.archive.reader import Archive
from generator.build.memory import Done, Made
from generator.build.place import Placer
from generator.build.plan import artifacts, keys_of
from generator.formats.html import Templates
from generator.model.artifact import Artifact, Step
from generator.model.problem import Changed, Problem
from generator.settings import plugin


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every step is made with."""

    archive: Archive
    templates: Templates
    placer: Placer
    taken: frozenset[tuple[Step, str]]  # files that are another step's
    begin: Callable[[Iterable[str]], None]  # is told which files come next


@dataclass(frozen=True, slots=True)
class Report:
    """How a batch of steps came out."""

    made: tuple[Made, ...]
    written: int
    uses: frozenset[tuple[str, str]]  # which template used which other one


def make(workshop: Workshop, steps: Sequence[Step]) -> Report:
    """Make the files of steps.

    Raises:
        Problem: a file cannot be written, or one that was surveyed has changed since.
    """
    placed: list[bool] = []
    made = tuple(_made(workshop, step, placed) for step in steps)
    return Report(made, sum(placed), workshop.templates.uses())


def _made(workshop: Workshop, step: Step, placed: list[bool]) -> Made:
    archive = workshop.archive
    problems: dict[Problem, None] = {}
    size, failed = 0, False
    with archive.noting() as notes:
        keys = keys_of(archive, step)
        files = tuple(artifacts(archive.site, step.kind, keys))
        workshop.begin(each.path for each in files)
        for artifact in files:
            if workshop.taken and (step, artifact.path) in workshop.taken:
                failed = True
                continue
            try:
                body = body_of(workshop, artifact)
            except Changed:
                raise
            except Problem as problem:
                problems[problem] = None
                failed = True
                continue
            size += len(body)
            placed.append(workshop.placer.place(artifact.path, body))
    problems.update(notes.problems)
    parts = tuple(problem.parts() for problem in problems)
    done = Done(step.day, keys, size, (), parts, failed)
    return Made(step, done, frozenset(notes.asked))


def body_of(workshop: Workshop, artifact: Artifact) -> bytes:
    """Return the bytes of an artifact.

    Raises:
        Problem: its template is wrong.
    """
    value = artifact.output.view(workshop.archive, artifact.key)
    if artifact.format == "html":
        return workshop.templates.write(value, artifact.output.template)
    written: bytes = plugin.load("formats", artifact.format).write(value)
    return written
