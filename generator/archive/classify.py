"""Which topics a paper has, and why.

Words are compared as `words_of` folds them: case, hyphens and a plural s make no difference, and
a phrase is found as whole words only: `agent` finds `multi-agents`, not `reagent`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from generator.model.paper import Paper
from generator.model.topic import Reason, Rule, Topic

WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """Return the folded words of `text`, a space before, between and after them."""
    return " " + " ".join(map(_singular, WORD.findall(text.casefold()))) + " "


def _singular(word: str) -> str:
    """Return `word` without a plural s. It need not be a real word, only the same for both."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word  # noqa: PLR2004


def forms_of(word: str) -> tuple[str, ...]:
    """Return the words that `_singular` makes `word` of."""
    return tuple(form for form in (word, f"{word}s") if _singular(form) == word)


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A word or phrase of a rule, ready to be looked for."""

    written: str
    first: tuple[str, ...]  # the forms of its first word
    spelled: tuple[str, ...]  # in all forms of its words, a space before, between and after them

    @classmethod
    def of(cls, written: str) -> "Phrase":
        """Return the phrase that a person wrote."""
        forms = tuple(map(forms_of, words_of(written).split()))
        spelled = tuple(f" {' '.join(words)} " for words in product(*forms))
        return cls(written, forms[0] if forms else (), spelled)


Found = Mapping[Phrase, int]  # phrases of a paper, and which of `PLACES` is the first to have each
PLACES = ("the title", "the abstract", "the keywords")


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """A rule with its phrases ready."""

    topic: str
    rule: Rule
    any: tuple[Phrase, ...]
    all: tuple[Phrase, ...]
    none: tuple[Phrase, ...]

    @classmethod
    def of(cls, topic: str, rule: Rule) -> "_Ready":
        phrases = (tuple(map(Phrase.of, each)) for each in (rule.any, rule.all, rule.none))
        return cls(topic, rule, *phrases)

    def reason(self, paper: Paper, found: Found) -> str:
        """Return why a paper fits, in words, or nothing if it does not."""
        if self.any and found.keys().isdisjoint(self.any):
            return ""
        if not found.keys().isdisjoint(self.none):
            return ""
        some = _quoted(self.any, found)
        required = _quoted(self.all, found)
        if len(required) < len(self.all):
            return ""
        for wanted, has, word in (
            (self.rule.categories, paper.subjects, "category"),
            (self.rule.authors, (author.name for author in paper.authors), "author"),
        ):
            if not wanted:
                continue
            folded = {each.casefold() for each in has}
            shared = [each for each in wanted if each.casefold() in folded]
            if not shared:
                return ""
            required.extend(f"{word} {each}" for each in shared[:1])
        return " and ".join([*some[:1], *required])


def _quoted(phrases: Iterable[Phrase], found: Found) -> list[str]:
    """Return which phrases a paper has, and where; those in its title come first."""
    places = [(found[each], each.written) for each in phrases if each in found]
    places.sort(key=lambda pair: pair[0])
    return [f"“{written}” in {PLACES[at]}" for at, written in places]


class Classifier:
    """The rules of all topics, made ready once and asked for each paper.

    Most phrases are not in a paper, so they are not looked for one by one: the words of a paper
    are looked up among the first words of phrases, each in the forms that are folded into it.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topic.slug for topic in topics)
        rules = [_Ready.of(topic.slug, rule) for topic in topics for rule in topic.rules]
        self._rules = rules
        self._begun: dict[str, list[Phrase]] = defaultdict(list)  # by a form of the first word
        for phrase in (each for rule in rules for each in (*rule.any, *rule.all, *rule.none)):
            for form in phrase.first:
                self._begun[form].append(phrase)

    def reasons(self, paper: Paper) -> tuple[Reason, ...]:
        """Return the topics of a paper with the reason for each, in the order of the topics.

        Topics that a person's correction names take the place of what the rules find.
        """
        if paper.topics is not None:
            chosen = (slug for slug in self._topics if slug in paper.topics)
            return tuple(Reason(slug, "chosen by hand") for slug in chosen)
        found = self._found(paper)
        reasons: dict[str, str] = {}
        for rule in self._rules:
            if rule.topic not in reasons and (words := rule.reason(paper, found)):
                reasons[rule.topic] = words
        return tuple(Reason(topic, words) for topic, words in reasons.items())

    def _found(self, paper: Paper) -> Found:
        found: dict[Phrase, int] = {}
        for at, texts in enumerate(((paper.title,), (paper.abstract,), paper.keywords)):
            words = [WORD.findall(text.casefold()) for text in texts]
            spelled = "".join(f" {' '.join(each)} " for each in words)
            begun = self._begun.keys() & set(chain.from_iterable(words))
            for phrase in chain.from_iterable(self._begun[form] for form in begun):
                if phrase not in found and any(form in spelled for form in phrase.spelled):
                    found[phrase] = at
        return found
