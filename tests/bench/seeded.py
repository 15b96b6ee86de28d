"""An invented archive, the same on every machine: 35 papers a day, 40 topics, by a seed.

Titles and sentences are those of the papers that come with Broadsheet, shuffled, with names, TeX
and Markdown from words.toml between them.
"""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random

from tests.bench.corpus import Corpus, Day, Paper

SEED = 20251213
PAPERS = 35  # a day
LAST = date(2025, 11, 21)  # the new day is the one after it
RECORDS = Path("content/records/saved_page/2025/2025-12-12.jsonl")
INVENTED = Path(__file__).resolve().parent / "words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What papers are made of."""

    titles: Sequence[str]
    sentences: Sequence[str]
    nouns: Sequence[str]  # capitalised words of the titles
    topics: Sequence[str]  # slugs, the commonest first
    first_names: Sequence[str]
    family_names: Sequence[str]
    tex: Sequence[str]  # sentences with some
    markdown: Sequence[str]


def words_of(checkout: Path) -> Words:
    """Return the words that a checkout of Broadsheet has.

    Raises:
        FileNotFoundError: the papers that come with it were taken out.
    """
    if not (checkout / RECORDS).exists():
        raise FileNotFoundError(f"{RECORDS} is gone, of which papers are made: get it from git")
    lines = (checkout / RECORDS).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    titles = [record["title"] for record in records]
    split = (re.split(r"(?<=[.!?])\s+(?=[A-Z])", record["abstract"]) for record in records)
    nouns = {noun for title in titles for noun in re.findall(r"[A-Z][A-Za-z-]{4,}", title)}
    return Words(
        titles=titles,
        sentences=[each for each in chain.from_iterable(split) if 40 < len(each) < 400],
        nouns=sorted(nouns),
        **tomllib.loads(INVENTED.read_text(encoding="utf-8")),
    )


def corpus(size: int, words: Words) -> Corpus:
    """Return an archive of `size` papers and a new day."""
    rng = Random(SEED)  # noqa: S311 - it keeps no secrets
    full, rest = divmod(size, PAPERS)
    sizes = [PAPERS] * full + [rest] * bool(rest) + [PAPERS]
    first = LAST - timedelta(len(sizes) - 2)
    taken: set[str] = set()
    *days, new = (
        _day(rng, words, first + timedelta(at), count, taken) for at, count in enumerate(sizes)
    )
    titles = {slug: slug.replace("-", " ").title() for slug in words.topics}
    return Corpus("seeded", titles, tuple(days), new)


def _day(rng: Random, words: Words, day: date, count: int, taken: set[str]) -> Day:
    papers = [_paper(rng, words, _id(rng, day, taken)) for _ in range(count)]
    return Day(day, tuple(sorted(papers, key=lambda paper: paper.id)))


def _id(rng: Random, day: date, taken: set[str]) -> str:
    """Return an id that is not `taken` yet, and take it."""
    while (name := f"{day:%y%m}.{rng.randint(1, 29999):05}") in taken:
        pass
    taken.add(name)
    return name


def _paper(rng: Random, words: Words, name: str) -> Paper:
    count = rng.randint(3, 10)
    authors = (
        f"{rng.choice(words.first_names)} {rng.choice(words.family_names)}" for _ in range(count)
    )
    return Paper(
        id=name,
        title=_title(rng, words),
        authors=tuple(authors),
        topics=_topics(rng, words),
        abstract=_abstract(rng, words),
        code=_repository(rng, words) if rng.random() < 0.4 else "",
        votes=int(rng.expovariate(1 / 18)),
    )


def _title(rng: Random, words: Words) -> str:
    one, other = rng.choice(words.titles), rng.choice(words.titles)
    if rng.random() < 0.6:
        begin, _, end = other.partition(": ")
        sign = rng.choice(["", "-2", "Net", "GPT", "++", ""])
        title = f"{rng.choice(words.nouns)}{sign}: {end or begin}"
    elif rng.random() < 0.5:
        begin = one.partition(": ")[0]
        title = f"{begin} {rng.choice(words.nouns)} for {rng.choice(words.nouns)}"
    else:
        title = one
    return title + (r" in $O(\sqrt{K})$ & Beyond" if rng.random() < 0.02 else "")


def _topics(rng: Random, words: Words) -> tuple[str, ...]:
    """Return one to four topics, the later of the list the more seldom."""
    weights = [1 / (place + 2) ** 0.7 for place in range(len(words.topics))]
    (count,) = rng.choices([1, 2, 3, 4], [3, 4, 3, 1])
    found: dict[str, None] = {}
    while len(found) < count:
        found[rng.choices(words.topics, weights)[0]] = None
    return tuple(found)


def _abstract(rng: Random, words: Words) -> str:
    """Return an abstract of 500 to 1,900 letters, of 1,300 on average."""
    length = max(500, min(1900, rng.gauss(1300, 260)))
    found: list[str] = []
    while sum(len(each) + 1 for each in found) < length - 90:
        found.append(rng.choice(words.sentences))
    for share, sentences in ((0.10, words.tex), (0.06, words.markdown)):
        if rng.random() < share:
            found.insert(rng.randrange(len(found) + 1), rng.choice(sentences))
    if rng.random() < 0.25:
        where = f"{_repository(rng, words)}_{rng.choice(words.nouns)}"
        found.append(f"Code is available at {where}.")
    return " ".join(found)


def _repository(rng: Random, words: Words) -> str:
    owner = rng.choice(words.family_names).lower().replace("'", "")
    return f"https://github.com/{owner}/{rng.choice(words.nouns)}"
