"""broadsheet take: what somebody wrote into an issue form becomes a record, or a correction.

The forms are .github/ISSUE_TEMPLATE/paper.yml and mistake.yml. GitHub makes Markdown of their
answers, each beneath its question; whoever may open an issue may write anything there.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from generator.archive import ingest
from generator.archive.places import CONTENT
from generator.commands.add import add
from generator.model.outcome import Outcome
from generator.model.paper import address_of, paper_at
from generator.model.problem import Exit, Problem
from generator.model.text import clean
from generator.settings.decode import mapping, scalar
from generator.settings.site import Site
from generator.sources import manual
from generator.store import files, turns

PAPER, PAGE, WRONG, RIGHT = "Which paper?", "Which page?", "What is wrong?", "What is right?"
NOTHING = "_No response_"  # as GitHub writes it
# What the form calls them, and the key of a correction; those with a list have a line each.
KEYS = {
    "The title": "title",
    "The authors": "authors",
    "The abstract": "abstract",
    "Its topics": "topics",
    "The address of its code": "code",
    "The address of its project": "project",
    "It was withdrawn": "withdrawn",
}
LISTS = ("authors", "topics")
ADDRESS = re.compile(r"https?://\S+/papers/([A-Za-z0-9.-]+)/?(?:[?#]\S*)?")


def take(site: Site, file: Path, say: Callable[[str], None], *, today: date, by: str) -> Outcome:
    """Store what an issue form in `file` says, and say in a line what that is.

    Of a text that is no such form, or of a mistake that a person must judge, nothing comes.

    Raises:
        Problem: there is no such file, the form names no paper, or what it says cannot be stored.
    """
    text = files.read(file)
    if text is None:
        raise Problem(f"there is no {file}", mend="name a file that is there", code=Exit.USAGE)
    answers = answers_of(text)
    if paper := answers.get(PAPER):
        outcome = add(site, [paper], day=today, today=today, by=by)
        if outcome.figures["days changed"] and (name := manual.typed(paper)):
            say(f"Add {address_of(name)}")
        return outcome
    key = KEYS.get(answers.get(WRONG, ""), "")
    if not key or RIGHT not in answers:
        return Outcome()
    found = ADDRESS.fullmatch(answers.get(PAGE, ""))
    archive, _ = ingest.load(site)
    if found is None or paper_at(found[1]) not in archive.papers():
        raise Problem("this is no page of a paper here", mend="give the address of one")
    address = address_of(paper_at(found[1]))
    with turns.alone(site.cache):
        _correct(site, f"corrections/{address}.yaml", key, answers[RIGHT])
    say(f"Correct {key} of {address}")
    return Outcome({"corrections": 1})


def answers_of(body: str) -> Mapping[str, str]:
    """Return the answers of a form by their questions; those that nobody gave are left out."""
    parts = re.split(r"^### (.+?)\s*$", clean(body.replace("\r\n", "\n")), flags=re.MULTILINE)
    answers = zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True)
    return {question: answer for question, answer in answers if answer not in ("", NOTHING)}


def _correct(site: Site, path: str, key: str, right: str) -> None:
    """Add a key to a correction. What that makes unreadable is taken back."""
    file = site.content / path
    before = files.read(file) or ""
    if key in mapping(before, CONTENT + path)[0]:
        raise Problem(f"the correction {CONTENT}{path} gives {key!r} already", mend="edit it there")
    between = "\n" if before and not before.endswith("\n") else ""
    files.write(file, f"{before}{between}{_yaml(key, right)}")
    problems = [each for each in ingest.load(site)[1] if each.at and each.at.file == CONTENT + path]
    if problems:
        if before:
            files.write(file, before)
        else:
            files.remove(file)
        raise problems[0]


def _yaml(key: str, right: str) -> str:
    lines = [" ".join(line.split()) for line in right.splitlines() if line.strip()]
    if key in LISTS:
        return f"{key}:\n" + "".join(f"  - {scalar(line.lstrip('-* '))}\n" for line in lines)
    return f"{key}: {scalar(' '.join(lines))}\n"
