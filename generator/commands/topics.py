"""broadsheet topics test: what the rules of topics find, before they are committed."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.archive import ingest, labels
from generator.archive.classify import Classifier
from generator.archive.nearness import near_miss, texts_of
from generator.archive.reader import Archive
from generator.markup import tex
from generator.model.frozen import dataclass, field, replace
from generator.model.outcome import Outcome
from generator.model.paper import Paper, PaperId, address_of
from generator.model.problem import Exit, Problem
from generator.model.text import number
from generator.model.topic import Topic
from generator.settings.decode import did_you_mean
from generator.settings.site import Site

WIDTH = 80  # columns

Reasoned = Mapping[PaperId, tuple[Paper, str]]  # papers, newest first, with a reason in words


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rules of a topic came to: what they find, what they nearly do, against labels."""

    topic: Topic
    found: Reasoned
    near: Reasoned
    labelled: Mapping[PaperId, bool] = field(default_factory=dict)

    @property
    def right(self) -> int:
        """How many of the papers that were found are labelled yes."""
        return sum(self.labelled.get(paper, False) for paper in self.found)

    @property
    def judged(self) -> int:
        """How many of the papers that were found are labelled at all."""
        return sum(paper in self.labelled for paper in self.found)

    @property
    def wanted(self) -> int:
        """How many papers are labelled yes."""
        return sum(self.labelled.values())


def test(site: Site, say: Callable[[str], None], *, slug: str, most: int) -> Outcome:
    """Say what the rules of one topic find and nearly find, `most` of each, or of all in a table.

    Topics that a correction chose by hand do not count: it is the rule that is tested.

    Raises:
        Problem: there is no such topic.
    """
    archive, told = ingest.load(site)
    problems = list(told)
    topics = {topic.slug: topic for topic in archive.topics()}
    if slug and slug not in topics:
        if archive.has_page(f"topics/{slug}.md"):  # it has mistakes, which are told
            return Outcome(problems=told)
        what = f"there is no topic {slug!r}"
        raise Problem(what, mend=did_you_mean(slug, topics), code=Exit.USAGE)
    trials = _trials(archive, [topics[slug]] if slug else archive.topics(), problems)
    say("\n".join(_whole(archive, trials[0], most) if slug else _table(trials)))
    return Outcome(problems=tuple(problems))


def _trials(
    archive: Archive, topics: Sequence[Topic], problems: list[Problem]
) -> tuple[Trial, ...]:
    classifier = Classifier(topics, archive.site.words)
    found: dict[str, dict[PaperId, tuple[Paper, str]]] = {topic.slug: {} for topic in topics}
    near: dict[str, dict[PaperId, tuple[Paper, str]]] = {topic.slug: {} for topic in topics}
    for day in reversed(archive.days()):
        for paper in archive.new_on(day):
            reasons = classifier.reasons(replace(paper, topics=None))
            for reason in reasons:
                found[reason.topic][paper.id] = paper, reason.words
            texts = texts_of(paper)
            for topic in topics:
                if paper.id not in found[topic.slug] and (why := near_miss(topic, paper, texts)):
                    near[topic.slug][paper.id] = paper, why
    content, papers = archive.site.content, archive.papers()
    return tuple(
        Trial(
            topic,
            found[topic.slug],
            near[topic.slug],
            labels.read(content, topic.slug, papers, problems),
        )
        for topic in topics
    )


def _table(trials: Iterable[Trial]) -> Iterator[str]:
    yield f"{'topic':28}{'papers':>9}{'near misses':>13}{'precision':>12}{'recall':>9}"
    for trial in trials:
        counts = f"{len(trial.found):9,}{len(trial.near):13,}"
        shares = f"{_share(trial.right, trial.judged):>12}{_share(trial.right, trial.wanted):>9}"
        yield f"{trial.topic.slug:28}{counts}{shares if trial.labelled else ''}".rstrip()


def _whole(archive: Archive, trial: Trial, most: int) -> Iterator[str]:
    yield f"{trial.topic.title}: {len(trial.found):,} of {number(len(archive.papers()), 'paper')}"
    yield from _list("Found", "+", trial.found, most)
    yield from _list("Near misses", "~", trial.near, most)
    if not trial.labelled:
        return
    yield ""
    judged, wanted = f"{trial.right:,} of {trial.judged:,}", f"{trial.right:,} of {trial.wanted:,}"
    yield from textwrap.wrap(
        f"Of {number(len(trial.labelled), 'labelled paper')}: "
        f"precision {_share(trial.right, trial.judged)} ({judged} that were found belong), "
        f"recall {_share(trial.right, trial.wanted)} ({wanted} that belong were found)",
        WIDTH,
    )
    wrong = {paper: told for paper, told in trial.found.items() if not trial.labelled.get(paper, 1)}
    yield from _list("Found, and labelled no", "-", wrong, most)
    belong = (paper for paper, verdict in trial.labelled.items() if verdict)
    missed = {
        paper: trial.near.get(paper, (archive.paper(paper), "nothing comes near the rule"))
        for paper in belong
        if paper not in trial.found
    }
    yield from _list("Missed, and labelled yes", "!", missed, most)


def _list(title: str, sign: str, papers: Reasoned, most: int) -> Iterator[str]:
    if not papers:
        return
    yield ""
    yield f"{title}: {len(papers):,}" + (f", of which the newest {most:,}" * (len(papers) > most))
    for paper, why in list(papers.values())[:most]:
        yield _line(f"{sign} ", f"{paper.day} {address_of(paper.id)} {tex.plain(paper.title)}")
        yield _line("    ", why)


def _line(indent: str, text: str) -> str:
    return indent + textwrap.shorten(text, WIDTH - len(indent), placeholder=" …")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"
