"""Memory: how the steps of a build came out, and what they had asked.

It belongs to the folder that was made: both bear one stamp. A step is made again if it is new, if
it went wrong, or if anything that it asked is answered otherwise now.
"""

from collections.abc import Iterable, Mapping

from generator.archive.questions import Question
from generator.archive.reader import Archive
from generator.model.artifact import Step
from generator.model.frozen import dataclass, field, replace
from generator.model.problem import Parts


@dataclass(frozen=True, slots=True)
class Done:
    """How a step came out."""

    day: str = ""  # that its pages tell of
    keys: str = ""  # of its pages, a line each
    size: int = 0  # bytes of all files
    asked: tuple[int, ...] = ()  # places in the list of questions
    problems: tuple[Parts, ...] = ()
    failed: bool = False  # not all of it could be made


@dataclass(frozen=True, slots=True)
class Memory:
    """The steps of a build by name, and each question with what its answer came to."""

    steps: Mapping[str, Done] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A step that was just made, with what it asked."""

    step: Step
    done: Done
    asked: frozenset[Question]


def name_of(step: Step) -> str:
    """Return what a step is remembered by."""
    return f"{step.kind} {step.key}"


def renewed(memory: Memory, archive: Archive) -> tuple[Memory, frozenset[int]]:
    """Return a memory with the answers of today, and the places of those that are others now."""
    versions = archive.versions_of(memory.questions)
    both = enumerate(zip(memory.versions, versions, strict=True))
    changed = frozenset(place for place, (before, now) in both if before != now)
    return Memory(memory.steps, memory.questions, versions), changed


def kept(memory: Memory, changed: frozenset[int], steps: Iterable[Step]) -> dict[str, Done]:
    """Return those of `steps` that would come out as they did."""
    found = {}
    for step in steps:
        name = name_of(step)
        done = memory.steps.get(name)
        if done and done.day == step.day and not done.failed and changed.isdisjoint(done.asked):
            found[name] = done
    return found


def remembered(
    memory: Memory, archive: Archive, kept: Mapping[str, Done], made: Iterable[Made]
) -> Memory:
    """Return what to remember: what was kept of `memory`, whose answers are today's, and `made`.

    Questions that nobody asks any more stay until everything is made anew; they do no harm.
    """
    places = {question: place for place, question in enumerate(memory.questions)}
    steps = dict(kept)
    for each in made:
        done = each.done
        asked = tuple(places.setdefault(question, len(places)) for question in sorted(each.asked))
        steps[name_of(each.step)] = replace(done, asked=asked)
    questions = tuple(places)
    fresh = archive.versions_of(questions[len(memory.questions) :])
    return Memory(steps, questions, (*memory.versions, *fresh))
