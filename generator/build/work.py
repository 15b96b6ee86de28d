"""The work itself: steps become files."""

from collections.abc import Sequence

from generator.archive.questions import Question
from generator.build import workshop
from generator.build.memory import Done, Made
from generator.build.plan import artifacts, joined, keys_of
from generator.build.templates import Uses
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
    uses: Uses


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
    """Make the files of a step: all views, then all bodies, and at last all files.

    One after the other takes a tenth more: each of the three finds what it needs no longer near.
    """
    step, problems = planned.step, dict[Problem, None]()
    wanted = planned.files
    if shop.job.taken:
        wanted = tuple(each for each in wanted if (step, each.path) not in shop.job.taken)
    views: list[tuple[Artifact, object]] = []
    with shop.archive.noting() as notes:
        for artifact in wanted:
            try:
                views.append((artifact, artifact.output.view(shop.archive, artifact.key)))
            except Problem as problem:
                problems[_of_one(problem)] = None
    bodies: list[tuple[str, bytes]] = []
    for artifact, view in views:
        try:
            bodies.append((artifact.path, body_of(shop, artifact, view)))
        except Problem as problem:
            problems[_of_one(problem)] = None
    placed.extend([shop.placer.place(*each) for each in bodies])
    problems.update(notes.problems)
    parts = tuple(problem.parts() for problem in problems)
    size = sum(len(body) for _, body in bodies)
    failed = len(bodies) < len(planned.files)
    done = Done(step.day, joined(planned.keys), size, (), parts, failed)
    return Made(step, done, frozenset(notes.asked | planned.asked))


def _of_one(problem: Problem) -> Problem:
    """Return the Problem of one file, so that the others are made; raise what concerns them all."""
    if isinstance(problem, Changed):
        raise problem
    return problem


def body_of(shop: Workshop, artifact: Artifact, view: object) -> bytes:
    """Return the bytes of an artifact.

    Raises:
        Problem: its template is wrong.
    """
    if artifact.format == "html":
        return shop.templates.write(view, artifact.output.template)
    written: bytes = plugin.load("formats", artifact.format).write(view)
    return written
