"""The work itself: steps become files."""

from collections.abc import Sequence

from generator.archive.reader import Question
from generator.build import workshop
from generator.build.memory import Done, Made
from generator.build.plan import artifacts, keys_of
from generator.build.workshop import Job, Workshop
from generator.model.artifact import Artifact, Step
from generator.model.frozen import dataclass
from generator.model.problem import Changed, Problem
from generator.settings import plugin


@dataclass(frozen=True, slots=True)
class Report:
    """How a batch of steps came out."""

    made: tuple[Made, ...]
    written: int
    uses: frozenset[tuple[str, str]]  # which template used which other one


def make(job: Job, steps: Sequence[Step]) -> Report:
    """Make the files of steps, in whatever process and on whatever machine this is.

    Raises:
        Problem: a file cannot be written, or something else would be made here.
    """
    with workshop.entered(job) as shop:
        return made_in(shop, steps)


def made_in(shop: Workshop, steps: Sequence[Step]) -> Report:
    """Return how the files of steps came out that were made in a workshop.

    Raises:
        Problem: a file cannot be written, or one that was surveyed has changed since.
    """
    placed: list[bool] = []
    planned = [_Planned.of(shop, step) for step in steps]
    shop.begin(file.path for each in planned for file in each.files)
    made = tuple(_made(shop, each, placed) for each in planned)
    return Report(made, sum(placed), shop.templates.uses())


@dataclass(frozen=True, slots=True)
class _Planned:
    """A step, its files, and what was asked to know them."""

    step: Step
    keys: tuple[str, ...]
    files: tuple[Artifact, ...]
    asked: set[Question]

    @classmethod
    def of(cls, shop: Workshop, step: Step) -> "_Planned":
        with shop.archive.noting() as notes:
            keys = keys_of(shop.archive, step)
        return cls(step, keys, tuple(artifacts(shop.archive.site, step.kind, keys)), notes.asked)


def _made(shop: Workshop, planned: _Planned, placed: list[bool]) -> Made:
    step, problems = planned.step, dict[Problem, None]()
    size, failed = 0, False
    with shop.archive.noting() as notes:
        for artifact in planned.files:
            if shop.job.taken and (step, artifact.path) in shop.job.taken:
                failed = True
                continue
            try:
                body = body_of(shop, artifact)
            except Changed:
                raise
            except Problem as problem:
                problems[problem] = None
                failed = True
                continue
            size += len(body)
            placed.append(shop.placer.place(artifact.path, body))
    problems.update(notes.problems)
    parts = tuple(problem.parts() for problem in problems)
    done = Done(step.day, planned.keys, size, (), parts, failed)
    return Made(step, done, frozenset(notes.asked | planned.asked))


def body_of(shop: Workshop, artifact: Artifact) -> bytes:
    """Return the bytes of an artifact.

    Raises:
        Problem: its template is wrong.
    """
    value = artifact.output.view(shop.archive, artifact.key)
    if artifact.format == "html":
        return shop.templates.write(value, artifact.output.template)
    written: bytes = plugin.load("formats", artifact.format).write(value)
    return written
