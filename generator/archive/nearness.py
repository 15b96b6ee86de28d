"""Near misses: what alone keeps a rule from finding a paper that something speaks for.

It is told to who writes the rule, in a terminal, so it is English.
"""

from collections.abc import Iterable, Iterator, Sequence

from generator.model.folding import words_of
from generator.model.paper import Paper
from generator.model.topic import Rule, Topic

STEM, ENDING = 5, 3  # letters: a word that begins as another does, but for its ending, is near
APART = 3  # words that may stand between those of a phrase
SPEAKS = ("any", "all", "categories", "authors")  # lines that speak for a paper where they hold

Texts = tuple[str, ...]  # title, abstract, keywords: folded, as `words_of` has them


def texts_of(paper: Paper) -> Texts:
    """Return where the words and phrases of a rule are looked for in a paper."""
    return tuple(map(words_of, (paper.title, paper.abstract, *paper.keywords)))


def near_miss(topic: Topic, paper: Paper, texts: Texts) -> str:
    """Return what alone is in the way of a paper that `topic` does not find, in words.

    It is empty if nothing speaks for the paper, or more than one line of each rule against it.
    """
    return next(filter(None, (_of_rule(rule, paper, texts) for rule in topic.rules)), "")


def _of_rule(rule: Rule, paper: Paper, texts: Texts) -> str:
    missing, against = list(_missing(rule, texts)), list(_against(rule, paper, texts))
    if len(missing) + len(against) != 1:
        return ""
    if against:
        line, why = against[0]
        speaks = (each for each in SPEAKS if each != line and getattr(rule, each))
        return why if any(speaks) else ""
    line, phrases = missing[0]
    if found := next(_nearly(phrases, texts), ""):
        return found
    return (
        f"lacks {_quoted(phrases)}" if line == "all" and 1 == len(phrases) < len(rule.all) else ""
    )


def _missing(rule: Rule, texts: Texts) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the lines of a rule that want words which are not there, with these."""
    if rule.any and not any(_has(phrase, texts) for phrase in rule.any):
        yield "any", rule.any
    if lacking := tuple(phrase for phrase in rule.all if not _has(phrase, texts)):
        yield "all", lacking


def _against(rule: Rule, paper: Paper, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the other lines of a rule that do not hold, with what they have against a paper."""
    if unwanted := tuple(phrase for phrase in rule.none if _has(phrase, texts)):
        yield "none", f"has {_quoted(unwanted)}, which `none` excludes"
    authors = (author.name for author in paper.authors)
    for line, wanted, has in (
        ("categories", rule.categories, paper.subjects),
        ("authors", rule.authors, authors),
    ):
        if wanted and _folded(wanted).isdisjoint(_folded(has)):
            yield line, f"has none of the `{line}`"


def _nearly(phrases: Iterable[str], texts: Texts) -> Iterator[str]:
    """Yield how near the texts come to phrases that they do not have."""
    for phrase in phrases:
        stems = [word[: max(STEM, len(word) - ENDING)] for word in words_of(phrase).split()]
        for text in texts:
            if all(f" {stem}" in text for stem in stems) and (words := _close(stems, text)):
                yield f"has “{words}”, not “{phrase}”"


def _close(stems: Sequence[str], text: str) -> str:
    """Return where words that begin so stand near each other in a text, in whatever order."""
    words = text.split()
    for at in range(len(words)):
        near = words[at : at + len(stems) + APART]
        places = [
            [place for place, word in enumerate(near) if word.startswith(stem)] for stem in stems
        ]
        if all(places) and min(map(min, places)) == 0:
            return " ".join(near[: max(map(min, places)) + 1])
    return ""


def _has(phrase: str, texts: Texts) -> bool:
    folded = words_of(phrase)
    return any(folded in text for text in texts)


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _quoted(phrases: Iterable[str]) -> str:
    return " and ".join(f"“{phrase}”" for phrase in phrases)
