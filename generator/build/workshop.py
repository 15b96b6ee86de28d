"""Workshop: where steps become files. A job says which one, to any process on any machine.

The process that plans a build sets the workshop up, and those that it forks find it. Every other
one sets it up anew from the files that it sees, and refuses if something else would come out.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.build import manifest, templates
from generator.build.place import Placer
from generator.formats.html import Chrome, Templates
from generator.model.artifact import Step
from generator.model.frozen import dataclass
from generator.model.problem import Exit, Problem
from generator.settings.site import Site
from generator.store import premises


@dataclass(frozen=True, slots=True)
class Job:
    """One build, as all who work at it are told. It is small: it travels with each batch."""

    premises: str  # it stands first: whoever has another code may misread the rest
    content: str  # what stands for the files of the site
    name: str  # of this build alone
    site: Site
    chrome: Chrome
    output: Path
    always: bool
    taken: frozenset[tuple[Step, str]]  # files that are another step's


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every step is made with."""

    job: Job
    archive: Archive
    templates: Templates
    placer: Placer
    begin: Callable[[Iterable[str]], None]  # is told which files come next


_kept: Workshop | None = None  # of the newest job
_turn = Lock()  # an archive serves one piece of work at a time, and a worker may have threads


def set_up(
    archive: Archive, chrome: Chrome, placer: Placer, taken: frozenset[tuple[Step, str]]
) -> Workshop:
    """Return a workshop for a new job: to make files of this archive where `placer` places them."""
    site, name = archive.site, os.urandom(8).hex()
    content, output = archive.survey.token(), placer.output.absolute()
    job = Job(premises.premises(), content, name, site, chrome, output, placer.always, taken)
    begin = partial(manifest.begin, output, name)
    return Workshop(job, archive, _templates(archive, job), placer, begin)


def _templates(archive: Archive, job: Job) -> Templates:
    return Templates(partial(templates.read, archive), job.chrome, job.site.cache / "templates")


@contextmanager
def kept(workshop: Workshop) -> Iterator[None]:
    """Let the work of its job be done in this workshop, here and in processes that are forked."""
    global _kept  # noqa: PLW0603 - a forked process finds here what need not be sent to it
    _kept = workshop
    try:
        yield
    finally:
        _kept = None


@contextmanager
def entered(job: Job) -> Iterator[Workshop]:
    """Lend the workshop of a job, which is set up if this process has it not.

    Raises:
        Problem: what would be made here is something else than what was asked for.
    """
    global _kept  # noqa: PLW0603 - as above; a worker keeps it for the next batch
    with _turn:
        if _kept is None or _kept.job.name != job.name:
            _kept = None  # two archives at a time are too many
            _kept = _another(job)
        yield _kept


def _another(job: Job) -> Workshop:
    """Return the workshop of a job that another process has planned."""
    import platform  # few come here

    site, output, host = job.site, job.output, platform.node()
    if premises.premises() != job.premises:
        what = f"on {host} Broadsheet, Python or a library is not what this build runs on"
        mend = "install there what is installed here, and start its workers anew"
        raise Problem(what, mend=mend, code=Exit.USAGE)
    archive = ingest.again(site, job.content)
    if archive is None:
        what = f"on {host} the files in {site.folder} are not those that are to be built"
        mend = "if they were edited meanwhile build again, else let all workers see this folder"
        raise Problem(what, mend=mend, code=Exit.USAGE)
    if not manifest.has_begun(output, job.name):
        what = f"on {host} the folder {output} is not the one that the site is made in"
        mend = "choose one that all workers see with --output, or let them see this one"
        raise Problem(what, mend=mend, code=Exit.USAGE)
    begin = partial(manifest.begin, output, f"{job.name}.{os.urandom(4).hex()}")
    placer = Placer(output, always=job.always)
    return Workshop(job, archive, _templates(archive, job), placer, begin)
