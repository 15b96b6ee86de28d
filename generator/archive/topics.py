"""Topics: content/topics/<topic>.md, where people say what a topic gathers."""

from pathlib import PurePosixPath
from typing import Any

from generator.archive import fronts
from generator.archive.classify import words_of
from generator.archive.places import SLUG
from generator.model.frozen import dataclass
from generator.model.page import Page
from generator.model.problem import Place, Problem
from generator.model.topic import Rule, Topic
from generator.settings.decode import Decoder
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
    front, lines = fronts.front_and_lines(TopicFront, path, page, problems)
    if front is None:
        return None
    if not SLUG.fullmatch(slug):
        mend = "name it with small letters, digits and hyphens: state-space.md"
        problems.append(Problem("a topic's file name is its address", at=Place(file), mend=mend))
    given = front.rule if isinstance(front.rule, list | tuple) else [front.rule]
    decoder = Decoder(file, lines)
    rules: list[Rule] = []
    for each in given:
        if not isinstance(each, dict) or not each:
            mend = "write `rule:` and below it lines such as `  any: [agent, tool use]`"
            decoder.wrong("rule", "this rule has no conditions", mend)
        elif rule := decoder.decode(Rule, each, "rule."):
            _check_phrases(decoder, rule)
            rules.append(rule)
            if not decoder.problems and not any(
                (rule.any, rule.all, rule.categories, rule.authors)
            ):
                decoder.wrong("rule", "this rule would find every paper", "add `any:` or `all:`")
    problems.extend(decoder.problems)
    return Topic(slug=slug, title=front.title, rules=tuple(rules), description=front.description)


def _check_phrases(decoder: Decoder, rule: Rule) -> None:
    """Note phrases that would find nothing, or everything, for a reason that is hard to see."""
    for key, phrases in (("any", rule.any), ("all", rule.all), ("none", rule.none)):
        for phrase in phrases:
            letters = words_of(phrase).strip()
            if not letters or (len(letters) == 1 and phrase.strip().casefold() != letters):
                mend = "signs are not compared: write a longer phrase"
                decoder.wrong(f"rule.{key}", f"nothing of {phrase!r} can be looked for", mend)
            elif len(phrases) == 1 and ", " in phrase:
                mend = f"write {key}: [{phrase}]"
                decoder.wrong(f"rule.{key}", "this is one phrase with a comma in it", mend)
