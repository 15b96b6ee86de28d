"""The judged set: queries as people type them, and the papers that should come.

It was made before the engine was tuned, from the records alone, by this procedure; nothing in it
was chosen by hand, and `python -m tests.search.judged DATA` makes it again. Papers and words are
taken in the order of the SHA-256 of what they are, so that no order of the records shows through. A
third of the queries, again by their SHA-256, is *held*: it is counted, but never looked at while
tuning.

    title     four to six words of a title, which is recalled without its small words and one of
              the others; the papers whose titles have all of these words
    topic     a keyword of two or three words that 5 to 30 papers have; these, and those whose
              titles have it
    author    a name that 2 to 10 papers bear, and a year; the papers of that year that bear it
    method    the name before the colon of a title; the papers whose titles have it
    misspelt  two words of a title, one with a slip (a letter lost, doubled, swapped or another
              one); the papers whose titles have both
    spelling  two or three words of a title, one of them written as others do: without its accents,
              as the British do, or in one word or two where the title has a hyphen; as above

"Has" is as `generator.markup.terms` compares words, without stems; of twenty papers that have a
query's words none is better than another, so a sort takes no query that more than thirty have.
"""

import gzip
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.cards.postings import STOP
from generator.markup import terms

SET = Path(__file__).parent / "judged.jsonl"
EACH = 30  # queries of a sort
MOST = 30  # papers that a query is for
SLIPS = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BRITISH = (
    (r"iz(?=e|ing|ation)", "is"),
    (r"(?<=[a-z]{3})or(?=s?$)", "our"),
    (r"(?<=el)(?=ing$)", "l"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a paper."""

    id: str
    year: str
    title: str
    authors: tuple[str, ...]
    abstract: str
    keywords: tuple[str, ...]
    day: str
    code: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, and what should come."""

    sort: str
    query: str
    ids: tuple[str, ...]
    held: bool


def papers(data: Path) -> list[Paper]:
    """Return the papers of a file of answers of Hugging Face, each as it was listed first."""
    found: dict[str, Paper] = {}
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            told = row["item"]["paper"]
            names = tuple(each["name"] for each in told["authors"] if not each.get("hidden"))
            title, abstract = (" ".join(told[name].split()) for name in ("title", "summary"))
            keywords = tuple(told.get("ai_keywords") or ())
            paper = Paper(
                told["id"],
                row["date"][:4],
                title,
                names,
                abstract,
                keywords,
                row["date"],
                told.get("githubRepo") or "",
            )
            found.setdefault(paper.id, paper)
    return [found[name] for name in sorted(found)]


def digest(*parts: str) -> int:
    """Return the number that decides in place of chance."""
    return int(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12], 16)


def shuffled(names: Iterable[str], salt: str) -> list[str]:
    """Return names in an order that is nobody's choice."""
    return sorted(names, key=lambda name: digest(salt, name))


def words(text: str) -> list[str]:
    """Return the words of a text that say something."""
    found = (form for token in terms.tokens(terms.folded(text)) for form in terms.forms(token)[:1])
    return [word for word in found if word not in STOP and len(word) > 1]


def slipped(word: str, salt: str) -> str:
    """Return a word with a slip somewhere behind its first letter."""
    at, slip = 1 + digest(salt, "at") % (len(word) - 2), digest(salt, "slip") % SLIPS
    if slip == 0:
        return word[:at] + word[at + 1 :]
    if slip == 1:
        return word[:at] + word[at] + word[at:]
    if slip == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    other = LETTERS[digest(salt, "letter") % len(LETTERS)]
    return word[:at] + other + word[at + 1 :]


class Procedure:
    """Makes queries of papers, a method a sort."""

    def __init__(self, every: Sequence[Paper]) -> None:
        self.papers = {paper.id: paper for paper in every}
        self.titles = {
            paper.id: {
                form
                for token in terms.tokens(terms.folded(paper.title))
                for form in terms.forms(token)
            }
            for paper in every
        }

    def titled(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Return the papers whose titles have all of these words."""
        forms = {form for word in wanted for form in terms.forms(terms.folded(word))[:1]}
        return tuple(name for name, title in self.titles.items() if forms <= title)

    def title(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name in shuffled(self.papers, "title"):
            known = list(dict.fromkeys(words(self.papers[name].title)))
            if len(known) >= 5:
                known.pop(digest(name, "forgotten") % len(known))
                query = known[: 4 + digest(name, "words") % 3]
                yield " ".join(query), self.titled(query)

    def topic(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        having: dict[str, set[str]] = defaultdict(set)
        for paper in self.papers.values():
            for keyword in paper.keywords:
                having[keyword.lower()].add(paper.id)
        for keyword in shuffled(having, "topic"):
            said = words(keyword)
            phrase = terms.folded(keyword)
            if 2 <= len(said) <= 3 and "(" not in keyword:
                titled = (p.id for p in self.papers.values() if phrase in terms.folded(p.title))
                found = having[keyword] | set(titled)
                if len(found) >= 5:
                    yield keyword, tuple(sorted(found))

    def author(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        having: dict[str, set[str]] = defaultdict(set)
        for paper in self.papers.values():
            for name in paper.authors:
                having[name].add(paper.id)
        for name in shuffled(having, "author"):
            if 2 <= len(having[name]) <= 10 and " " in name:
                years = sorted({self.papers[each].year for each in having[name]})
                year = years[digest(name, "year") % len(years)]
                found = tuple(n for n in sorted(having[name]) if self.papers[n].year == year)
                yield f"{terms.folded(name)} {year}", found

    def method(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name in shuffled(self.papers, "method"):
            method, colon, _ = self.papers[name].title.partition(":")
            if colon and " " not in method and len(method) > 3:
                token = terms.folded(method)
                whole = terms.forms(token)[-1:]
                found = (each for each, title in self.titles.items() if title.issuperset(whole))
                yield token, tuple(found)

    def misspelt(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name in shuffled(self.papers, "misspelt"):
            long = [w for w in words(self.papers[name].title) if len(w) > 6 and w.isalpha()]
            if len(set(long)) > 1:
                wrong, right = shuffled(set(long), name)[:2]
                slip = slipped(wrong, name)
                if slip != wrong:
                    yield f"{slip} {right}", self.titled((wrong, right))

    def spelling(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name in shuffled(self.papers, "spelling"):
            title = self.papers[name].title
            plain = [w for w in words(title) if len(w) > 4 and w.isalpha()]
            for token in terms.tokens(title.lower()):
                other = spelled_otherwise(token, name)
                rest = [each for each in plain if each not in token.split("-")][:2]
                if other != token and rest:
                    yield " ".join([other, *rest]), self.titled((*token.split("-"), *rest))
                    break


def spelled_otherwise(token: str, salt: str) -> str:
    """Return a word as others write it, or as it is if nobody does."""
    plain = terms.folded(token)
    if plain != token:
        return plain
    if re.fullmatch(r"[a-z]{3,}-[a-z]{3,}", token):
        return token.replace("-", " " if digest(salt, token) % 2 else "")
    for american, british in BRITISH:
        other = re.sub(american, british, token)
        if other != token and len(token) > 5:
            return other
    return token


def judged(every: Sequence[Paper]) -> Iterator[Judged]:
    """Yield the judged set."""
    procedure = Procedure(every)
    for sort in ("title", "topic", "author", "method", "misspelt", "spelling"):
        taken = 0
        for query, ids in getattr(procedure, sort)():
            if taken < EACH and 0 < len(ids) <= MOST:
                taken += 1
                yield Judged(sort, query, tuple(sorted(ids)), digest("held", query) % 3 == 0)


def read() -> list[Judged]:
    """Return the judged set as it is kept."""
    rows = map(json.loads, SET.read_text().splitlines())
    return [Judged(each["sort"], each["query"], tuple(each["ids"]), each["held"]) for each in rows]


if __name__ == "__main__":
    SET.write_text(
        "".join(
            json.dumps({"sort": j.sort, "query": j.query, "held": j.held, "ids": j.ids}) + "\n"
            for j in judged(papers(Path(sys.argv[1])))
        )
    )
