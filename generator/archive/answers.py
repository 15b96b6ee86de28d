"""Answers: all that can be said of an archive without reading a paper.

They come from the catalog, from facts of days, and from names and digests of files; each is small,
and two builds compare theirs to learn what has changed.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from math import exp2
from typing import TypeVar

from generator.archive import (
    authors,
    authorship,
    freshness,
    organizations,
    places,
    terms,
    topics,
    votes,
)
from generator.archive.authors import Authors
from generator.archive.bylines import Mention
from generator.archive.catalog import Catalog
from generator.archive.facts import Facts
from generator.archive.freshness import Freshness
from generator.archive.kin import Kin
from generator.archive.organizations import Organized
from generator.archive.related import Related
from generator.archive.survey import Survey
from generator.model.day import month_of, week_of, year_of
from generator.model.frozen import dataclass, field, packed, replace
from generator.model.ledger import DayState
from generator.model.paper import PaperId, address_of, share_of
from generator.model.problem import Place, Problem
from generator.model.slug import key_of
from generator.model.topic import Topic
from generator.settings.site import Site
from generator.store import tree

T = TypeVar("T")

Beside = tuple[PaperId | None, PaperId | None]  # what stands before a paper, and after it

SETTLED = 31  # days after which counts are asked for no more, as shipped
FEW = 100  # papers of a day, whose pages are made together
NEAR = 5  # topics beside one
FRESH, SEEN = 3, 20  # papers that make a new word, and words that are told
SLACK = 1e-6  # more than rounding can take from what votes are worth


@dataclass(frozen=True)
class Answers:
    """What is known of one site at one moment."""

    site: Site
    survey: Survey
    catalog: Catalog
    facts: Mapping[date, Facts]
    freshness: Freshness
    kin: Mapping[date, Kin] = field(default_factory=dict)  # none where no page shows any

    def rewritten(self, survey: Survey) -> "Answers":
        """Return the answers once pages were written; see `Archive.rewritten`.

        A page that tells of nothing new, as its day has papers, changes no answer but `page`.
        """
        now = replace(self, survey=survey)
        before, after = self.survey.files.keys(), survey.files.keys()
        if before <= after and all(map(self._is_told, after - before)):
            vars(now).update(vars(self))  # what was found out by now
        return now

    def _is_told(self, path: str) -> bool:
        """Tell whether a page would be missing if it were not there."""
        if day := places.day_of(path):
            return self.is_day(day)
        slug, month = places.month_of(path) or ("", "")
        return month in self.by_topic.get(slug, {})

    # Days, and what gathers them.

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days that have papers, or a page, first to last."""
        paths = (path for path in self.survey.files if path.startswith("content/days/"))
        written = map(places.day_of, paths)
        listed = (*self.catalog.new, *self.catalog.again)
        return tuple(sorted({*listed, *filter(None, written)}))

    @cached_property
    def _is_day(self) -> frozenset[date]:
        return frozenset(self.days)

    def is_day(self, day: date) -> bool:
        """Tell whether a day has papers, or a page."""
        return day in self._is_day

    def before(self, day: date) -> date | None:
        """Return the nearest day before this one, which need not be one itself."""
        at = bisect_left(self.days, day)
        return self.days[at - 1] if at else None

    def after(self, day: date) -> date | None:
        """Return the nearest day after this one, which need not be one itself."""
        at = bisect_right(self.days, day)
        return self.days[at] if at < len(self.days) else None

    def around(self, day: date, before: int) -> tuple[tuple[date, int], ...]:
        """Return a day, so many before it and the one after it, with how many papers each has."""
        at = bisect_left(self.days, day)
        days = self.days[max(0, at - before) : at + 2]
        return tuple((each, self.count(each)) for each in days)

    def around_told(self, day: date, before: int) -> str:
        """Return what stands for `around`: each day has it, and tells of ten."""
        at = bisect_left(self.days, day)
        return " ".join(self._counts_told[max(0, at - before) : at + 2])

    @cached_property
    def _counts_told(self) -> tuple[str, ...]:
        """What stands for each day and for how many papers it has."""
        return tuple([f"{day}:{self.count(day)}" for day in self.days])

    @cached_property
    def newest(self) -> date | None:
        """The newest day that has papers."""
        return max(chain(self.catalog.new, self.catalog.again), default=None)

    def count(self, day: date) -> int:
        """Return how many papers were listed on a day, for the first time or again."""
        return len(self.catalog.new.get(day, ())) + len(self.catalog.again.get(day, ()))

    def again(self, day: date) -> tuple[tuple[PaperId, date], ...]:
        """Return the papers that were listed again on a day, and the first day of each."""
        homes = self.catalog.homes
        return tuple([(name, homes[name]) for name in self.catalog.again.get(day, ())])

    @cached_property
    def weeks(self) -> tuple[str, ...]:
        """The weeks that have days, first to last."""
        return tuple(dict.fromkeys(map(week_of, self.days)))

    @cached_property
    def by_month(self) -> Mapping[str, tuple[date, ...]]:
        """The months that have days, first to last, with their days."""
        found: dict[str, list[date]] = defaultdict(list)
        for day in self.days:
            found[month_of(day)].append(day)
        return {month: tuple(days) for month, days in found.items()}

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months that have days, first to last."""
        return tuple(self.by_month)

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years that have days, first to last."""
        return tuple(dict.fromkeys(map(year_of, self.days)))

    def days_of_month(self, month: str) -> tuple[date, ...]:
        """Return the days of a month, first to last; none if the archive has none."""
        return self.by_month.get(month, ())

    def month_count(self, month: str) -> int:
        """Return how many papers have their day in a month."""
        return sum(len(self.catalog.new.get(day, ())) for day in self.days_of_month(month))

    def settled_months(self, year: str) -> tuple[str, ...]:
        """Return the months of a year that are over for so long that votes move no more."""
        since = (self.newest or date.min).toordinal() - SETTLED
        return tuple(
            month
            for month, days in self.by_month.items()
            if month.startswith(f"{year}-") and _end(days[0]).toordinal() <= since
        )

    def ids_of_year(self, year: str) -> Mapping[date, tuple[PaperId, ...]]:
        """Return the papers of a year by their days."""
        new = self.catalog.new
        return {day: tuple(new[day]) for day in sorted(new) if year_of(day) == year}

    @cached_property
    def told_days(self) -> tuple[date, ...]:
        """The days that have papers, a page, or a state by a source that lists papers."""
        ledgers = self.freshness.ledgers.items()
        known = (ledger.days for name, ledger in ledgers if self.site.sources[name].list)
        return tuple(sorted({*self.days, *chain.from_iterable(known)}))

    def states(self, day: date) -> Mapping[str, DayState]:
        """Return the states of a day by those sources that make days."""
        ledgers = self.freshness.ledgers.items()
        return {
            name: ledger.days[day]
            for name, ledger in ledgers
            if self.site.sources[name].list and day in ledger.days
        }

    @cached_property
    def ledgers(self) -> str:
        """What stands for all ledgers, and for all that could not be read."""
        files = self.survey.files.items()
        return tree.token_of((path, seen[4]) for path, seen in files if freshness.is_read(path))

    # Papers.

    def papers(self, day: date) -> str:
        """Return what stands for the papers whose first day it is, and for what they show."""
        return self._papers.get(day, "")

    @cached_property
    def _papers(self) -> Mapping[date, str]:
        titles = self._titles.__getitem__
        return {
            day: f"{each.inputs[:16]}{each.reasons[:16]}{sum(map(titles, each.topics)):x}"
            for day, each in self.facts.items()
        }

    def new_within(self, first: date, last: date) -> Sequence[tuple[date, int]]:
        """Return the days from one to another that are the first of papers, with how many."""
        new = self.catalog.new
        return [(day, len(new[day])) for day in sorted(new) if first <= day <= last]

    def said(self, first: date, last: date) -> str:
        """Return what stands for all that the papers of days say, whatever was counted of them."""
        days = (day for day, _ in self.new_within(first, last))
        found = ((day, self.facts[day].said, self.facts[day].reasons) for day in days)
        return tree.token_of(found)

    @cached_property
    def _titles(self) -> Mapping[str, int]:
        """By topic a number that stands for it and its title; several may be added up."""
        titles = ((each.slug, each.title) for each in self.topics)
        return {slug: int(tree.token_of((slug, title))[:12], 16) for slug, title in titles}

    def home(self, paper: PaperId) -> date | None:
        """Return the first day of a paper that is shown."""
        return self.catalog.homes.get(paper)

    def id_of(self, paper: PaperId) -> PaperId:
        """Return the id that a paper has now, whatever it had before."""
        return self.catalog.now.get(paper, paper)

    def hides(self, paper: PaperId) -> bool:
        """Tell whether a correction hides a paper everywhere."""
        return self.id_of(paper) in self.catalog.hidden

    @cached_property
    def moved(self) -> Mapping[str, tuple[PaperId, PaperId]]:
        """Old address segments, with the id that the paper had and the one it has now."""
        names = self.catalog.now.items()
        return {address_of(was): (was, now) for was, now in names if now in self.catalog.homes}

    @cached_property
    def tombs(self) -> tuple[str, ...]:
        """The address segments that papers had which a correction hides, sorted."""
        catalog = self.catalog
        was = (was for was, now in catalog.now.items() if now in catalog.hidden)
        found = (name for name in (*catalog.hidden, *was) if name not in catalog.homes)
        return tuple(sorted(set(map(address_of, found))))

    @cached_property
    def withdrawn(self) -> tuple[str, ...]:
        """The address segments of papers that were withdrawn, sorted."""
        found = chain.from_iterable(each.withdrawn for each in self.facts.values())
        return tuple(sorted(map(address_of, found)))

    @cached_property
    def counted(self) -> date | None:
        """The newest day of the archive, readings included; None if no votes were read."""
        read = max((each.read for each in self.facts.values() if each.read), default=None)
        return max(read, self.newest or read) if read else None

    @cached_property
    def hot(self) -> tuple[tuple[float, date], ...]:
        """The days whose papers may be trending, with the most that one can be worth."""
        if (newest := self.counted) is None:
            return ()
        half_life = self.site.limits.half_life_days
        bounds = (
            (facts.peak * exp2((day - newest).days / half_life) + SLACK, day)
            for day, facts in self.facts.items()
            if facts.peak
        )
        return tuple(sorted((each for each in bounds if each[0] >= votes.LEAST), reverse=True))

    @cached_property
    def voted(self) -> tuple[tuple[int, date], ...]:
        """The days that have papers with votes, by the most that one has, then the first day."""
        found = ((facts.most, day) for day, facts in self.facts.items() if facts.most)
        return tuple(sorted(found, key=lambda each: (-each[0], each[1])))

    # What is related.

    @cached_property
    def related(self) -> Related:
        """The relatives of all papers."""
        of_days = {day: self.facts[day].terms for day in self.kin}
        return Related(of_days, self.kin, self.site.related.papers)

    @cached_property
    def _related_told(self) -> dict[date, dict[str, str]]:
        return {}

    def related_token(self, day: date, share: str) -> str:
        """Return what stands for the relatives of the papers of a day that are in a share."""
        if day not in self.kin:
            return ""
        told = self._related_told
        if day not in told:
            told[day] = self.related.tokens(day, self.shares(day))
        return told[day].get(share, "")

    def share_of(self, paper: PaperId, day: date) -> str:
        """Return the share of its day that a paper is in; one with no name where they are few."""
        return share_of(paper) if len(self.catalog.new[day]) > FEW else ""

    def shares(self, day: date) -> Sequence[str]:
        """Return of each paper of a day the same: in one go, as a build asks of all days."""
        papers = self.catalog.new[day]
        return list(map(share_of, papers)) if len(papers) > FEW else [""] * len(papers)

    @cached_property
    def _by_ends(self) -> Mapping[str, Sequence[date]]:
        """By topic the days with papers of it, first to last, where pages of papers lead on."""
        found: dict[str, list[date]] = defaultdict(list)
        for day in sorted(self.facts):
            for slug in self.facts[day].ends:
                found[slug].append(day)
        return found

    def beside_in_topics(self, day: date) -> Mapping[str, Beside]:
        """Return by topic the last paper before a day, and the first one after it."""
        found: dict[str, Beside] = {}
        for slug in self.facts[day].ends if day in self.facts else ():
            days = self._by_ends[slug]
            at = bisect_left(days, day)  # an archive has thousands of days
            found[slug] = (
                self.facts[days[at - 1]].ends[slug][1] if at else None,
                self.facts[days[at + 1]].ends[slug][0] if at + 1 < len(days) else None,
            )
        return found

    @cached_property
    def _together(self) -> Mapping[str, Mapping[str, int]]:
        """By topic the others that papers of it have, and how many papers do."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for facts in self.facts.values():
            for pair, papers in facts.together.items():
                one, other = pair.split(" ")
                found[one][other] += papers
                found[other][one] += papers
        return found

    def near_topics(self, slug: str) -> tuple[str, ...]:
        """Return the topics that share the most of their papers with one, the nearest first."""
        counts = self._topic_counts
        shares = {
            other: papers / (counts[slug] + counts[other] - papers)
            for other, papers in self._together.get(slug, {}).items()
            if other in counts
        }
        return tuple(sorted(shares, key=lambda other: (-shares[other], other))[:NEAR])

    @cached_property
    def _topic_counts(self) -> Mapping[str, int]:
        return {slug: sum(n for _, n in months) for slug, months in self._topic_months.items()}

    @cached_property
    def first_seen(self) -> tuple[tuple[str, int], ...]:
        """Words of titles of the newest month that no earlier paper is about, by their papers."""
        last = month_of(max(self.facts)) if self.facts else ""
        new = [day for day in self.facts if month_of(day) == last]
        if len(new) == len(self.facts):
            return ()
        titles = (self.facts[day].bylines.titles() for day in new if self.facts[day].terms.papers)
        counted = terms.counted(chain.from_iterable(titles))
        earlier = (self.facts[day].terms for day in self.facts.keys() - set(new))
        seen = terms.among(counted.keys(), earlier)
        found = [(word, n) for number, (word, n) in counted.items() if number not in seen]
        found = [(word, papers) for word, papers in found if papers >= FRESH]
        return tuple(sorted(found, key=lambda each: (-each[1], each[0]))[:SEEN])

    # Who they are by.

    @cached_property
    def claims(self) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        """The names that pages of authors claim, by their keys; which are claimed twice."""
        return authorship.claims(self.survey.authors)

    @cached_property
    def authors(self) -> Authors:
        """The names that have a page, and the papers that bear them."""
        without = authorship.without(self.survey.authors, self.catalog.now)
        least = self.site.authors.min_papers
        watched = frozenset(map(key_of, self.site.watch.authors))
        claimed = self.claims[0]
        return authors.authors(self.facts, claimed, without, least=least, watched=watched)

    def without_paper(self) -> Iterator[Problem]:
        """Yield what pages of authors leave out, and nobody has listed."""
        if any(front.without for front in self.survey.authors.values()):
            papers = self.catalog.homes.keys() | self.catalog.hidden
            yield from authorship.unknown(self.survey.authors, self.catalog.now, papers)

    @cached_property
    def author_names(self) -> tuple[tuple[str, str, int], ...]:
        """The slugs of the names that have a page, each name, how many papers bear it.

        A name is what people call it on its page, or what its newest paper writes. Those with the
        most papers stand first.
        """
        found = [
            (slug, self._name(slug, papers), len(papers))
            for slug, papers in self.authors.papers.items()
        ]
        return tuple(sorted(found, key=lambda each: (-each[2], each[0])))

    def _name(self, slug: str, papers: Sequence[Mention]) -> str:
        if front := self.survey.authors.get(f"content/authors/{slug}.md"):
            return front.name
        day, line = papers[0]
        names, gathered = self.facts[day].bylines.of(day, line).names, self.authors.keys[slug]
        return next(name for name in names if name.lower() in gathered)

    @cached_property
    def organizations(self) -> Mapping[str, Organized]:
        """The organizations that have a handle, by slug, those with the most papers first."""
        return organizations.organizations(self.facts)

    def author(self, slug: str) -> str:
        """Return what stands for the papers that bear an author's name, as lists show them."""
        front = self.survey.authors.get(f"content/authors/{slug}.md")
        return self._listed(self.authors.papers.get(slug, ()), front)

    def organization(self, slug: str) -> str:
        """Return what stands for an organization, and for its papers as lists show them."""
        found = self.organizations.get(slug)
        return self._listed(found.papers, found.organization) if found else ""

    def _listed(self, papers: Sequence[Mention], of: object) -> str:
        stands = self._bylines
        return tree.token_of((of, *[f"{stands[day]} {line}" for day, line in papers]))

    @cached_property
    def _bylines(self) -> Mapping[date, str]:
        """What stands for each day and its bylines."""
        return {day: f"{day} {facts.bylines.token}" for day, facts in self.facts.items()}

    # Topics.

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """All topics, by title."""
        return topics_of(self.survey)

    @cached_property
    def topics_moved(self) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        """The slugs that topics had before, with the present ones, and what is wrong in them."""
        return topics.moved(self.survey.topics)

    @cached_property
    def by_topic(self) -> Mapping[str, Mapping[str, tuple[tuple[date, int], ...]]]:
        """By topic and month, both newest first: the days with papers, and how many they are."""
        found: dict[str, dict[str, list[tuple[date, int]]]] = {
            topic.slug: defaultdict(list) for topic in self.topics
        }
        for day in sorted(self.facts, reverse=True):
            month = month_of(day)
            for slug, papers in self.facts[day].topics.items():
                found[slug][month].append((day, papers))
        for path in self.survey.files:  # people may have written about a month without papers
            if path.startswith("content/topics/") and (page := places.month_of(path)):
                slug, month = page
                if slug in found and month not in found[slug]:
                    found[slug][month] = []
        return {
            slug: {month: tuple(days) for month, days in sorted(months.items(), reverse=True)}
            for slug, months in found.items()
        }

    @cached_property
    def _topic_months(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """By topic: its months, newest first, and how many papers each has."""
        return {
            slug: tuple((month, sum([papers for _, papers in days])) for month, days in of.items())
            for slug, of in self.by_topic.items()
        }

    @cached_property
    def topic_days_told(self) -> Mapping[str, Mapping[str, str]]:
        """By topic and month what stands for `topic_days`: all are asked for at once, and twice."""
        return {
            slug: {month: tree.digest_of(packed(days))[:16] for month, days in of.items()}
            for slug, of in self.by_topic.items()
        }

    @cached_property
    def beside_topic(self) -> Mapping[str, Mapping[str, tuple[str | None, str | None]]]:
        """By topic and month: its months before and after this one, a later and an earlier one."""
        return {
            slug: dict(zip(of, zip((None, *of), (*list(of)[1:], None), strict=False), strict=False))
            for slug, of in self.by_topic.items()
        }

    @cached_property
    def _by_slug(self) -> Mapping[str, Topic]:
        return {topic.slug: topic for topic in self.topics}

    def topic(self, slug: str) -> Topic:
        """Return a topic by its slug."""
        return self._by_slug[slug]

    def shown(self, slug: str) -> tuple[str, str]:
        """Return what pages show of a topic; nothing if there is none."""
        topic = self._by_slug.get(slug)
        return (topic.title, topic.description) if topic else ("", "")

    def topic_months(self, slug: str) -> tuple[tuple[str, int], ...]:
        """Return the months in which a topic has papers or a page, newest first, and how many."""
        return self._topic_months.get(slug, ())

    def topic_days(self, slug: str, month: str) -> tuple[tuple[date, int], ...]:
        """Return the days of a month on which a topic has papers, newest first."""
        return self.by_topic.get(slug, {}).get(month, ())

    def topic_weeks(self, slug: str, weeks: int) -> tuple[int, ...]:
        """Return how many papers a topic had in each of the last weeks of the archive."""
        if self.newest is None:
            return ()
        last = _monday(self.newest)
        counts = [0] * weeks
        for days in self.by_topic.get(slug, {}).values():
            for day, papers in days:
                back = (last - _monday(day)) // 7
                if back >= weeks:
                    return tuple(counts)
                counts[-1 - back] += papers
        return tuple(counts)

    @cached_property
    def feed_days(self) -> Mapping[str, tuple[date, ...]]:
        """By feed of the site's own: the days on which it has papers, newest first."""
        found: dict[str, list[date]] = defaultdict(list)
        for day in sorted(self.facts, reverse=True):
            for slug in self.facts[day].feeds:
                found[slug].append(day)
        return {slug: tuple(days) for slug, days in found.items()}

    def without_topic(self) -> Iterator[Problem]:
        """Yield the folders of months, and the labels, whose topic is not there."""
        files = self.survey.files
        months = (path for path in files if path.startswith("content/topics/"))
        slugs = {found[1] for found in map(places.TOPIC_MONTH.fullmatch, months) if found}
        for slug in sorted(slugs):
            if f"content/topics/{slug}.md" not in files:
                what = f"these months have no topic {slug!r}"
                mend = f"write content/topics/{slug}.md, or move or delete the folder"
                if now := self.topics_moved[0].get(slug):
                    what = f"these months are of the topic {now!r} now"
                    mend = "`broadsheet pages` moves those that have no words of yours there yet"
                yield Problem(what, at=Place(f"content/topics/{slug}"), mend=mend)
        for path in sorted(path for path in files if path.endswith(".labels")):
            slug = places.stem(path)
            if places.LABELS.fullmatch(path) and f"content/topics/{slug}.md" not in files:
                now = self.topics_moved[0].get(slug)
                mend = f"name it {now}.labels" if now else "delete it, or name it for another one"
                yield Problem(f"there is no topic {slug!r}", at=Place(path), mend=mend)

    # Pages.

    def page(self, path: str) -> str:
        """Return what stands for a page; empty if there is none."""
        return self.survey.digest(places.CONTENT + path)

    @cached_property
    def prose(self) -> tuple[tuple[str, str], ...]:
        """The names and titles of the pages directly beneath content/, but for index.md."""
        pages = ((places.stem(path), page) for path, page in sorted(self.survey.prose.items()))
        return tuple(
            (name, page.title or name.capitalize()) for name, page in pages if name != "index"
        )


def _end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def topics_of(known: Survey) -> tuple[Topic, ...]:
    """Return the topics of a survey by title."""
    return tuple(sorted(known.topics.values(), key=lambda each: (each.title.casefold(), each.slug)))


def beside(every: Sequence[T], one: T) -> tuple[T | None, T | None]:
    """Return what stands before and after `one` in `every`, where there is anything."""
    at = every.index(one)
    before = every[at - 1] if at else None
    after = every[at + 1] if at + 1 < len(every) else None
    return before, after
