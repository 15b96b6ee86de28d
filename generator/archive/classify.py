"""Which topics a paper has, and why.

Words are compared as `folding` has them, and a phrase is found as whole words only: `agent` finds
`multi-agents`, not `reagent`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, product

from generator.model.folding import forms_of, words_in, words_of
from generator.model.frozen import dataclass
from generator.model.paper import Paper
from generator.model.topic import Reason, Rule, Topic
from generator.model.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A word or phrase of a rule, ready to be looked for."""

    written: str
    forms: tuple[frozenset[str], ...]  # of each of its words
    spelled: tuple[str, ...]  # in all forms of its words, a space before, between and after them

    @classmethod
    def of(cls, written: str) -> "Phrase":
        """Return the phrase that a person wrote."""
        forms = tuple(map(forms_of, words_of(written).split()))
        spelled = tuple(f" {' '.join(words)} " for words in product(*forms))
        return cls(written, tuple(map(frozenset, forms)), spelled)

    def within(self, words: set[str], spelled: str) -> bool:
        """Tell whether it stands in a text that has a form of its first word.

        The text is given as its words, and with a space before, between and after them.
        """
        if len(self.forms) == 1:
            return True
        for forms in self.forms:
            if forms.isdisjoint(words):
                return False
        return any(form in spelled for form in self.spelled)


Found = Mapping[Phrase, int]  # phrases of a paper, and which of `PLACES` is the first to have each
PLACES = ("reason_title", "reason_abstract", "reason_keywords")  # as `Words` call them


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

    def reason(self, words: Words, paper: Paper, found: Found) -> str:
        """Return why a paper fits, in words, or nothing if it does not."""
        if self.any and found.keys().isdisjoint(self.any):
            return ""
        if not found.keys().isdisjoint(self.none):
            return ""
        some = _quoted(words, self.any, found)
        required = _quoted(words, self.all, found)
        if len(required) < len(self.all):
            return ""
        if wanted := self.rule.categories:
            if (shared := _shared(wanted, paper.subjects)) is None:
                return ""
            required.append(words.say("reason_category", category=shared))
        if wanted := self.rule.authors:
            if (shared := _shared(wanted, (each.name for each in paper.authors))) is None:
                return ""
            required.append(words.say("reason_author", author=shared))
        return _joined(words, [*some[:1], *required])


def _joined(words: Words, reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    return reduce(lambda one, other: words.say("reasons", one=one, other=other), reasons)


def _shared(wanted: Iterable[str], has: Iterable[str]) -> str | None:
    """Return the first name wanted that a paper has, whatever its case; None if it has none."""
    folded = {each.casefold() for each in has}
    return next((each for each in wanted if each.casefold() in folded), None)


def _quoted(words: Words, phrases: Sequence[Phrase], found: Found) -> list[str]:
    """Return which phrases a paper has, and where; those in its title come first."""
    if not phrases:
        return []
    places = [(found[each], each.written) for each in phrases if each in found]
    places.sort(key=lambda pair: pair[0])
    return [words.say(PLACES[at], phrase=written) for at, written in places]


class Classifier:
    """The rules of all topics, made ready once and asked for each paper.

    Most rules do not fit a paper and most phrases are not in it, so neither are gone through. The
    words of a paper are looked up among the first words of phrases, each in the forms that are
    folded into it; and each rule stands under what a paper must have for it: one of its phrases,
    or of its categories, or of its authors.
    """

    def __init__(self, topics: Sequence[Topic], words: Words) -> None:
        self._words = words
        self._topics = tuple(topic.slug for topic in topics)
        self._rules = [_Ready.of(topic.slug, rule) for topic in topics for rule in topic.rules]
        self._begun: dict[str, list[Phrase]] = defaultdict(list)  # by a form of the first word
        self._by_phrase: dict[Phrase, int] = {}  # the places of rules
        self._by_category: dict[str, list[int]] = defaultdict(list)
        self._by_author: dict[str, list[int]] = defaultdict(list)
        for place, rule in enumerate(self._rules):
            self._add(place, rule)
        self._first = frozenset(self._begun)

    def _add(self, place: int, rule: _Ready) -> None:
        for phrase in (*rule.any, *rule.all, *rule.none):
            for form in chain(*phrase.forms[:1]):
                self._begun[form].append(phrase)
        if phrases := rule.any or rule.all[:1]:
            self._by_phrase.update(dict.fromkeys(phrases, place))
        else:
            under = self._by_category if rule.rule.categories else self._by_author
            for name in rule.rule.categories or rule.rule.authors:
                under[name.casefold()].append(place)

    def reasons(self, paper: Paper) -> tuple[Reason, ...]:
        """Return the topics of a paper with the reason for each, in the order of the topics.

        Topics that a person's correction names take the place of what the rules find.
        """
        if paper.topics is not None:
            chosen = (slug for slug in self._topics if slug in paper.topics)
            return tuple(Reason(slug, self._words.say("reason_by_hand")) for slug in chosen)
        return self.by_rules(paper)

    def by_rules(self, paper: Paper) -> tuple[Reason, ...]:
        """Return what the rules alone find."""
        found = self._found(paper) if self._begun else {}
        reasons: dict[str, str] = {}
        for place in sorted(set(self._places(paper, found))):
            rule = self._rules[place]
            if rule.topic not in reasons and (words := rule.reason(self._words, paper, found)):
                reasons[rule.topic] = words
        return tuple(Reason(topic, words) for topic, words in reasons.items())

    def _places(self, paper: Paper, found: Found) -> Iterator[int]:
        """Yield the places of the rules that may fit a paper."""
        yield from (self._by_phrase[phrase] for phrase in found if phrase in self._by_phrase)
        for subject in paper.subjects if self._by_category else ():
            yield from self._by_category.get(subject.casefold(), ())
        for author in paper.authors if self._by_author else ():
            yield from self._by_author.get(author.name.casefold(), ())

    def _found(self, paper: Paper) -> Found:
        found: dict[Phrase, int] = {}
        for at, texts in enumerate(((paper.title,), (paper.abstract,), paper.keywords)):
            listed = list(map(words_in, texts))
            words = set(chain.from_iterable(listed))
            spelled = "".join([f" {' '.join(each)} " for each in listed])
            for form in self._first & words:
                for phrase in self._begun[form]:
                    if phrase not in found and phrase.within(words, spelled):
                        found[phrase] = at
        return found
