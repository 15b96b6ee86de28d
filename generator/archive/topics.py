"""Topics: content/topics/<topic>.md, where people say what a topic gathers."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from generator.archive import fronts
from generator.model.frozen import dataclass
from generator.model.page import Page
from generator.model.problem import Place, Problem
from generator.model.slug import SLUG
from generator.model.topic import Topic
from generator.settings.decode import Decoder
from generator.settings.rules import rules_of
from generator.store import files, pages


@dataclass(frozen=True, slots=True)
class TopicFront:
    """The front matter of a topic."""

    title: str
    rule: Any = ()
    description: str = ""
    formerly: tuple[str, ...] = ()  # slugs that it had before: their addresses lead to it


def read(path: str, body: bytes, problems: list[Problem]) -> Topic | None:
    """Return the topic that `body` holds, which is that of a path beneath content/.

    With any mistake in it, which is noted, it is no topic.
    """
    before = len(problems)
    try:
        file = f"content/{path}"
        topic = _topic(path, pages.parsed(files.text_of(body, file), file), problems)
    except Problem as problem:
        problems.append(problem)
        return None
    return topic if len(problems) == before else None


def _topic(path: str, page: Page, problems: list[Problem]) -> Topic | None:
    file, slug = f"content/{path}", PurePosixPath(path).stem
    front, lines = fronts.front_and_lines(TopicFront, path, page, problems)
    if front is None:
        return None
    if not SLUG.fullmatch(slug):
        mend = "name it with small letters, digits and hyphens: state-space.md"
        problems.append(Problem("a topic's file name is its address", at=Place(file), mend=mend))
    decoder = Decoder(file, lines)
    rules = rules_of(decoder, front.rule, "rule")
    for former in front.formerly:
        if not SLUG.fullmatch(former) or former == slug:
            mend = "name the file that it had: `formerly: [state-space]` for state-space.md"
            decoder.wrong("formerly", f"{former!r} is no name that it had before", mend)
    problems.extend(decoder.problems)
    return Topic(
        slug=slug,
        title=front.title,
        rules=rules,
        description=front.description,
        formerly=front.formerly,
    )


def moved(topics: Mapping[str, Topic]) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return the slugs that topics had before, with the present one of each.

    `topics` are by path. What is a topic now is no former one, and of two topics that claim a slug
    the first has it; the claim that fails is a Problem.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    now = {topic.slug for topic in topics.values()}
    for path, topic in sorted(topics.items()):
        for former in topic.formerly:
            holder = former if former in now else found.setdefault(former, topic.slug)
            if holder != topic.slug:
                what = f"content/topics/{holder}.md claims the address of {former!r} too"
                mend = "take it out of one `formerly`"
                if holder == former:
                    what, mend = f"{former!r} is a topic now", "take it out of `formerly`"
                problems.append(Problem(what, at=Place(path), mend=mend))
    return found, tuple(problems)
