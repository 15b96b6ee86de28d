"""Topics: content/topics/<topic>.md, where people say what a topic gathers."""

from pathlib import PurePosixPath
from typing import Any

from generator.archive import fronts
from generator.archive.places import SLUG
from generator.model.frozen import dataclass
from generator.model.page import Page
from generator.model.problem import Place, Problem
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
    front = fronts.front(TopicFront, path, page, problems)
    if front is None:
        return None
    if not SLUG.fullmatch(slug):
        mend = "name it with small letters, digits and hyphens: state-space.md"
        problems.append(Problem("a topic's file name is its address", at=Place(file), mend=mend))
    _, lines = pages.front_fields(page.front, file)
    decoder = Decoder(file, lines)
    rules = rules_of(decoder, front.rule, "rule")
    problems.extend(decoder.problems)
    return Topic(slug=slug, title=front.title, rules=rules, description=front.description)
