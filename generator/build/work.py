"""The work itself: artifacts become files, in this process or in several."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generator.archive.reader import Archive
from generator.build.place import place
from generator.formats.html import Templates
from generator.model.artifact import Artifact
from generator.model.problem import Problem
from generator.settings import plugin

MANY = 1000  # from so many artifacts on a second process earns what it costs
LIST = 250  # artifacts handed out at once


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every artifact is made with."""

    archive: Archive
    templates: Templates
    output: Path
    always: bool  # write also what is the same already


@dataclass(frozen=True, slots=True)
class Made:
    """How a list of artifacts came out."""

    written: int
    unchanged: int
    problems: tuple[Problem, ...]


def make(workshop: Workshop, artifacts: Sequence[Artifact], jobs: int | None) -> Iterator[Made]:
    """Make the artifacts, list by list. By default two processes make many, one makes few."""
    jobs = _jobs(artifacts, jobs)
    size = _size(artifacts, jobs)
    starts = range(0, len(artifacts), size)
    if jobs == 1:
        yield from (_made(workshop, artifacts[start : start + size]) for start in starts)
        return
    global _job  # noqa: PLW0603 - a forked process finds here what need not be sent to it
    _job = (workshop, artifacts)
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_made_by_fork, ((start, start + size) for start in starts))
    finally:
        _job = None


def lists(artifacts: Sequence[Artifact], jobs: int | None) -> int:
    """Return how many lists `make` will make."""
    return -(-len(artifacts) // _size(artifacts, _jobs(artifacts, jobs)))


def _jobs(artifacts: Sequence[Artifact], jobs: int | None) -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return jobs or (min(2, os.cpu_count() or 1) if len(artifacts) >= MANY else 1)


def _size(artifacts: Sequence[Artifact], jobs: int) -> int:
    """Return the length of a list: short enough that every process has work."""
    return max(1, min(LIST, -(-len(artifacts) // jobs)))


_job: tuple[Workshop, Sequence[Artifact]] | None = None


def _made_by_fork(bounds: tuple[int, int]) -> Made:
    if _job is None:
        raise RuntimeError("this process was not forked by `make`")
    workshop, artifacts = _job
    return _made(workshop, artifacts[slice(*bounds)])


def _made(workshop: Workshop, artifacts: Sequence[Artifact]) -> Made:
    written = unchanged = 0
    problems: dict[Problem, None] = {}
    for artifact in artifacts:
        try:
            body = body_of(workshop, artifact)
            if place(workshop.output, artifact.path, body, always=workshop.always):
                written += 1
            else:
                unchanged += 1
        except Problem as problem:
            problems[problem] = None
    return Made(written, unchanged, tuple(problems))


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
