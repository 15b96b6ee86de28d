"""Which topics a paper has, and why.

Words are compared as `words_of` folds them: case, hyphens and a plural s make no difference, and
a phrase is found as whole words only: `agent` finds `multi-agents`, not `reagent`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.paper import Paper
from generator.model.topic import Reason, Rule, Topic

WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """Return the folded words of `text`, a space before, between and after them."""
    return " " + " ".join(map(_singular, WORD.findall(text.casefold()))) + " "


def _singular(word: str) -> str:
    """Return `word` without a plural s. It need not be a real word, only the same for both."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Text:
    """A paper as rules see it."""

    fields: tuple[tuple[str, str], ...]  # where -> folded words
    words: frozenset[str]  # all of them: whatever is not among them cannot be found
    categories: tuple[str, ...]  # case folded, as are the authors
    authors: tuple[str, ...]

    @classmethod
    def of(cls, paper: Paper) -> "Text":
        """Return the text of a paper."""
        fields = (
            ("the title", words_of(paper.title)),
            ("the abstract", words_of(paper.abstract)),
            ("the keywords", " ".join(map(words_of, paper.keywords))),
        )
        words = frozenset(word for _, folded in fields for word in folded.split())
        names = tuple(author.name.casefold() for author in paper.authors)
        subjects = tuple(subject.casefold() for subject in paper.subjects)
        return cls(fields, words, subjects, names)

    def place(self, phrase: "Phrase") -> int | None:
        """Return which of `fields` is the first that holds `phrase`, if any does."""
        if phrase.first not in self.words:
            return None
        places = (at for at, (_, words) in enumerate(self.fields) if phrase.folded in words)
        return next(places, None)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or phrase of a rule, ready to be looked for."""

    written: str
    folded: str
    first: str

    @classmethod
    def of(cls, written: str) -> "Phrase":
        """Return the phrase that a person wrote."""
        folded = words_of(written)
        return cls(written, folded, folded.split()[0] if folded.strip() else "")


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule with its phrases ready."""

    rule: Rule
    any: tuple[Phrase, ...]
    all: tuple[Phrase, ...]
    none: tuple[Phrase, ...]

    @classmethod
    def of(cls, rule: Rule) -> "_Ready":
        phrases = (tuple(map(Phrase.of, each)) for each in (rule.any, rule.all, rule.none))
        return cls(rule, *phrases)

    def reason(self, text: Text) -> str:
        """Return why a paper fits, in words, or nothing if it does not."""
        if _quoted(self.none, text):
            return ""
        found = _quoted(self.any, text)
        if self.any and not found:
            return ""
        required = _quoted(self.all, text)
        if len(required) < len(self.all):
            return ""
        for wanted, has, word in (
            (self.rule.categories, text.categories, "category"),
            (self.rule.authors, text.authors, "author"),
        ):
            shared = [each for each in wanted if each.casefold() in has]
            if wanted and not shared:
                return ""
            required.extend(f"{word} {each}" for each in shared[:1])
        return " and ".join([*found[:1], *required])


def _quoted(phrases: Iterable[Phrase], text: Text) -> list[str]:
    """Return which phrases a paper has, and where; those in its title come first."""
    places = [(at, each.written) for each in phrases if (at := text.place(each)) is not None]
    places.sort(key=lambda pair: pair[0])
    return [f"“{written}” in {text.fields[at][0]}" for at, written in places]


class Classifier:
    """The rules of all topics, made ready once and asked for each paper."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._ready = [(topic.slug, [_Ready.of(rule) for rule in topic.rules]) for topic in topics]

    def reasons(self, paper: Paper) -> tuple[Reason, ...]:
        """Return the topics of a paper with the reason for each, in the order of the topics.

        Topics that a person's correction names take the place of what the rules find.
        """
        if paper.topics is not None:
            chosen = (slug for slug, _ in self._ready if slug in paper.topics)
            return tuple(Reason(slug, "chosen by hand") for slug in chosen)
        text = Text.of(paper)
        found = (
            (slug, next(filter(None, (rule.reason(text) for rule in rules)), ""))
            for slug, rules in self._ready
        )
        return tuple(Reason(slug, words) for slug, words in found if words)
