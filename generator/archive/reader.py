"""Archive: read-only questions about everything that is known.

Every question is noted, with what it was asked about. Who keeps the notes of a piece of work can
tell later, by what the same questions are answered then (`versions_of`), whether the work would
come out otherwise. Questions that put others together are not noted themselves.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from generator.archive import fronts, places, terms, votes
from generator.archive.answers import Answers, Beside, beside
from generator.archive.authorship import AuthorFront
from generator.archive.bylines import Byline, Mention
from generator.archive.facts import Facts
from generator.archive.freshness import Rejects, combined
from generator.archive.kin import Kin
from generator.archive.phrases import phrases
from generator.archive.questions import Notes, Question, versions_of
from generator.archive.related import Relative
from generator.archive.sheets import Sheet, Sheets, rank
from generator.archive.survey import Survey
from generator.model.day import days_of_week
from generator.model.ledger import DayState, Ledger
from generator.model.page import Page
from generator.model.paper import Organization, Paper, PaperId, paper_at, share_of
from generator.model.problem import Problem
from generator.model.slug import key_of, slug_of_handle
from generator.model.topic import Reason, Topic
from generator.settings.site import Site
from generator.settings.words import differences
from generator.store import pages

T = TypeVar("T")

SHARED = 3  # words that tell why papers are related
MADE = 8000  # things made of papers that are kept at hand


class Archive:
    """Papers, days, topics and pages of one site.

    Lists of papers run from the most voted to the least, then as their source had them; those
    that were withdrawn stand last.
    """

    def __init__(self, answers: Answers, sheets: Sheets) -> None:
        self._answers = answers
        self._sheets = sheets
        self._notes = Notes()
        self._page: tuple[str, Page | None, tuple[Problem, ...]] = ("", None, ())
        self._trails: tuple[str, dict[tuple[str, PaperId], Beside]] = ("", {})
        self._by_name = "author" in answers.site.kinds
        self._made: dict[tuple[str, str], tuple[object, set[Question]]] = {}

    def rewritten(self, pages: Mapping[str, str]) -> "Archive":
        """Return the archive once these pages were written: days' and topic months'.

        They are digests by path beneath content/, empty where a page was removed. No paper hangs
        on them, so those that are at hand here are at hand there.
        """
        return Archive(self._answers.rewritten(self.survey.rewritten(pages)), self._sheets)

    # What is noted, and what became of it.

    def noting(self) -> "_Noting":
        """Note apart what is asked while this lasts: `with archive.noting() as notes`."""
        return _Noting(self)

    def versions_of(self, questions: Iterable[Question]) -> tuple[str, ...]:
        """Return what stands for the present answer to each of questions that were noted."""
        return versions_of(self._answers, questions)

    def _note(self, name: str, *about: str) -> Answers:
        self._notes.asked.add((name, *about))
        return self._answers

    def once(self, name: str, about: str, make: Callable[[], T]) -> T:
        """Return what `make` makes of a paper, or whatever else it is about, which `about` names.

        It is made again only if it is no longer at hand.
        """
        key, notes = (name, about), self._notes
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= MADE:
                self._made.clear()
            self._notes = own = Notes()
            try:
                known = make(), own.asked
            finally:
                self._notes = notes
                notes.add(own)
            self._made[key] = known
        elif known[1]:
            notes.asked.update(known[1])
        return known[0]  # type: ignore[return-value]

    # The site.

    @property
    def site(self) -> Site:
        """The settings: where they differ everything is made anew, so they are not noted."""
        return self._answers.site

    @property
    def base(self) -> str:
        """The path that begins every link within the site; it ends in `/`."""
        return self.site.identity.base

    @property
    def survey(self) -> Survey:
        """The files of the site. They are not noted either: ask of one by `page`."""
        return self._answers.survey

    @property
    def facts(self) -> Mapping[date, Facts]:
        """What is known of each day without reading its papers. They are not noted."""
        return self._answers.facts

    def problems(self) -> Iterator[Problem]:
        """Yield what a person should mend in the content, but for what single pages say."""
        known = self._answers
        yield from differences(self.site.folder, self.site.identity.language)
        yield from known.survey.problems()
        yield from known.catalog.problems
        yield from known.claims[1]
        yield from known.without_paper()
        yield from known.topics_moved[1]
        yield from known.without_topic()
        yield from known.freshness.problems

    # Papers.

    def papers(self) -> Collection[PaperId]:
        """Return the ids of all papers that are shown."""
        return self._note("all_papers").catalog.homes.keys()

    def paper(self, paper: PaperId) -> Paper:
        """Return a paper by its id.

        Raises:
            KeyError: no such paper is shown.
        """
        day = self._answers.home(paper)
        if day is None:
            self._note("home", paper)
            raise KeyError(paper)
        self._note("papers", day.isoformat())  # where the paper goes elsewhere these are others
        sheet = self._sheets.of(day)
        return sheet.papers[sheet.places[paper]]

    def at(self, address: str) -> Paper:
        """Return the paper at an address segment such as `2501.07563`.

        Raises:
            KeyError: no such paper is shown.
        """
        return self.paper(paper_at(address))

    def addresses(self, day: date) -> Sequence[PaperId]:
        """Return the ids of the papers whose first day this is, sorted."""
        return self._note("papers", day.isoformat()).catalog.new.get(day, ())

    def shares(self, day: date) -> Sequence[str]:
        """Return the shares in which pages of a day's papers are made, sorted.

        It is one, with no name, where no other day changes what a page of a paper shows.
        """
        if not self.addresses(day):
            return []
        if not (self._by_name or self.kin):
            return [""]
        return sorted(set(self._answers.shares(day)))

    def beside(self, paper: Paper) -> tuple[Paper | None, Paper | None]:
        """Return the papers that stand before and after one on its day."""
        self._note("papers", paper.day.isoformat())
        sheet = self._sheets.of(paper.day)
        place = sheet.places[paper.id]
        before = sheet.papers[place - 1] if place else None
        return before, sheet.papers[place + 1] if place + 1 < len(sheet.papers) else None

    def correction_of(self, paper: Paper) -> str:
        """Return where the correction of a paper stands beneath content/; empty if it has none."""
        found = self._note("papers", paper.day.isoformat()).catalog.corrections.get(paper.id)
        return found[0].removeprefix(places.CONTENT) if found else ""

    def moved(self) -> Mapping[str, tuple[PaperId, PaperId]]:
        """Return old address segments, with the id that the paper had and the one it has now."""
        return self._note("moved").moved

    def hides(self, paper: PaperId) -> bool:
        """Tell whether a correction hides a paper everywhere."""
        return self._note("names").hides(paper)

    def tombs(self) -> Sequence[str]:
        """Return the address segments that papers had which a correction hides, sorted."""
        return self._note("tombs").tombs

    def withdrawn(self) -> Sequence[str]:
        """Return the address segments of papers that were withdrawn, sorted."""
        return self._note("withdrawn").withdrawn

    def id_of(self, paper: PaperId) -> PaperId:
        """Return the id that a paper has now, whatever it had before."""
        return self._note("names").id_of(paper)

    # Days, and what gathers them.

    def days(self) -> Sequence[date]:
        """Return the days that have papers, or a page, first to last."""
        return self._note("days").days

    def is_day(self, day: date) -> bool:
        """Tell whether a day has papers, or a page."""
        return self._note("is_day", day.isoformat()).is_day(day)

    def before(self, day: date) -> date | None:
        """Return the nearest day before this one that has papers, or a page."""
        return self._note("before", day.isoformat()).before(day)

    def after(self, day: date) -> date | None:
        """Return the nearest day after this one that has papers, or a page."""
        return self._note("after", day.isoformat()).after(day)

    def around(self, day: date, before: int) -> Sequence[tuple[date, int]]:
        """Return a day, so many before it and the one after it, with how many papers each has."""
        return self._note("around", day.isoformat(), str(before)).around(day, before)

    def newest(self) -> date | None:
        """Return the newest day that has papers."""
        return self._note("newest").newest

    def count(self, day: date) -> int:
        """Return how many papers were listed on a day."""
        return self._note("count", day.isoformat()).count(day)

    def new_counts(self) -> Mapping[date, int]:
        """Return how many papers have their first day on each day that has any."""
        new = self._note("new_counts").catalog.new
        return {day: len(papers) for day, papers in new.items()}

    def day(self, day: date) -> Sequence[Paper]:
        """Return the papers that were listed on a day, be it for the first time or again."""
        again = self._note("again", day.isoformat()).again(day)
        if not again:
            return self.new_on(day)
        found = [*self.new_on(day), *(self.paper(name) for name, _ in again)]
        return sorted(found, key=lambda paper: rank(paper, day))

    def new_on(self, day: date) -> Sequence[Paper]:
        """Return the papers whose first day this is."""
        self._note("papers", day.isoformat())
        return self._sheets.of(day).papers

    def said_counts(self, first: date, last: date) -> Sequence[tuple[date, int]]:
        """Return the days from one to another that are the first of papers, with how many."""
        return self._note("said", first.isoformat(), last.isoformat()).new_within(first, last)

    def said_token(self, first: date, last: date) -> str:
        """Return what stands for all that the papers of these days say."""
        return self._note("said", first.isoformat(), last.isoformat()).said(first, last)

    def said(self, first: date, last: date) -> Iterator[tuple[Paper, Sequence[str]]]:
        """Yield the papers of these days by day and id, each with the slugs of its topics.

        What they say is noted, but not what was counted of them: that moves for a month.
        """
        for day, _ in self.said_counts(first, last):
            sheet = self._sheets.of(day)
            for paper in sorted(sheet.papers, key=lambda each: each.id):
                yield paper, tuple(dict.fromkeys(each.topic for each in sheet.reasons[paper.id]))

    def newest_papers(self, limit: int) -> Sequence[Paper]:
        """Return the papers of the newest days, no more than `limit`."""
        found: list[Paper] = []
        day = self.newest()
        while day and len(found) < limit:
            found.extend(self.new_on(day))
            day = self.before(day)
        return found[:limit]

    def weeks(self) -> Sequence[str]:
        """Return the weeks that have days, first to last."""
        return self._note("weeks").weeks

    def has_week(self, week: str) -> bool:
        """Tell whether a week has days."""
        return any(map(self.is_day, days_of_week(week)))

    def beside_week(self, week: str) -> tuple[str | None, str | None]:
        """Return the weeks before and after one."""
        return beside(self._note("beside_week", week).weeks, week)

    def week(self, week: str) -> Sequence[Paper]:
        """Return the papers whose day is in a week, the most voted first."""
        return self._ranked(days_of_week(week))

    def months(self) -> Sequence[str]:
        """Return the months that have days, first to last."""
        return self._note("months").months

    def beside_month(self, month: str) -> tuple[str | None, str | None]:
        """Return the months before and after one."""
        return beside(self._note("beside_month", month).months, month)

    def days_of_month(self, month: str) -> Sequence[date]:
        """Return the days of a month, first to last; none if the archive has none of it."""
        return self._note("days_of_month", month).days_of_month(month)

    def month_count(self, month: str) -> int:
        """Return how many papers have their day in a month."""
        return self._note("month_count", month).month_count(month)

    def settled_months(self, year: str) -> Sequence[str]:
        """Return the months of a year that are over for so long that votes move no more."""
        return self._note("settled", year).settled_months(year)

    def ids_of_year(self, year: str) -> Mapping[date, Sequence[PaperId]]:
        """Return the ids of the papers of a year by their days, first to last."""
        return self._note("ids_of_year", year).ids_of_year(year)

    def month(self, month: str) -> Sequence[Paper]:
        """Return the papers whose day is in a month, the most voted first."""
        return self._ranked(self.days_of_month(month))

    def years(self) -> Sequence[str]:
        """Return the years that have days, first to last."""
        return self._note("years").years

    def beside_year(self, year: str) -> tuple[str | None, str | None]:
        """Return the years before and after one."""
        return beside(self._note("beside_year", year).years, year)

    def _ranked(self, days: Iterable[date]) -> Sequence[Paper]:
        found = [paper for day in days for paper in self.new_on(day)]
        ranks = {paper.id: rank(paper, paper.day) for paper in found}
        return sorted(found, key=lambda paper: (*ranks[paper.id][:2], paper.day, ranks[paper.id]))

    # How fresh all is.

    def told_days(self) -> Sequence[date]:
        """Return the days that have papers, a page, or a state by a source that lists papers."""
        return self._note("told_days").told_days

    def ledgers(self) -> Mapping[str, Ledger]:
        """Return the ledgers by source, in the order of site.toml, of those that have one."""
        return self._note("ledgers").freshness.ledgers

    def rejects(self) -> Mapping[str, Rejects]:
        """Return what could not be read, by source and day."""
        return self._note("ledgers").freshness.rejects

    def listing_states(self, day: date) -> Mapping[str, DayState]:
        """Return the states of a day by those sources that make days."""
        return self._note("states", day.isoformat()).states(day)

    def state(self, day: date) -> DayState | None:
        """Return the state of a day by all sources that make days; None if none knows the day."""
        states = tuple(self.listing_states(day).values())
        return combined(states) if states else None

    # What is related.

    @property
    def kin(self) -> Mapping[date, Kin]:
        """What was found out of the nearest of each paper. It is not noted."""
        return self._answers.kin

    def related(self, paper: Paper) -> Sequence[Relative]:
        """Return the papers most like one, the nearest first; none if the site shows none."""
        if paper.day not in self.kin:
            return ()
        share = self._answers.share_of(paper.id, paper.day)
        known = self._note("related", paper.day.isoformat(), share)
        line = bisect_left(known.catalog.new[paper.day], paper.id)
        own = terms.by_number(known.facts[paper.day].terms.papers[line])
        found = [
            (day, other, terms.shared(own, known.facts[day].terms.papers[other])[:SHARED])
            for day, other in known.related.of(paper.day, line)
        ]
        words = terms.spelled(paper, frozenset(chain.from_iterable(both for *_, both in found)))
        return [
            Relative(name, day, title, phrases(shared, paper.title, title))
            for day, other, both in found
            for shared in [{each: words[each] for each in both if each in words}]
            for name, title in [known.facts[day].bylines.titled(other)]
        ]

    def beside_in_topics(self, paper: Paper) -> Mapping[str, Beside]:
        """Return by topic of a paper the papers before and after it, by day and id.

        Nothing is told where the site shows no related papers.
        """
        if paper.day not in self.kin:
            return {}
        day = paper.day.isoformat()
        self._note("papers", day)
        known = self._note("beside_in_topics", day)
        if self._trails[0] != day:  # the papers of a day are asked for one after the other
            outside = known.beside_in_topics(paper.day)
            self._trails = day, _trails(self._sheets.of(paper.day), outside)
        trails = self._trails[1]
        return {reason.topic: trails[reason.topic, paper.id] for reason in self._reasons(paper)}

    def near_topics(self, slug: str) -> Sequence[Topic]:
        """Return the topics that share the most papers with one, the nearest first."""
        return list(map(self.topic, self._note("near_topics", slug).near_topics(slug)))

    def first_seen(self) -> Sequence[tuple[str, int]]:
        """Return the words of titles that are new in the newest month, and of how many papers."""
        return self._note("first_seen").first_seen

    # Who they are by.

    def authors(self) -> Sequence[str]:
        """Return the slugs of the names that have a page: of many papers, or of people's."""
        return tuple(self._note("authors").authors.papers)

    def author_names(self) -> Sequence[tuple[str, str, int]]:
        """Return the slugs of the names that have a page, each name, and how many papers bear it.

        Those with the most papers stand first.
        """
        return self._note("author_names").author_names

    def authors_moved(self) -> Mapping[str, str]:
        """Return the slugs of further names of a person, and the slug of the person's page."""
        return self._note("authors_moved").authors.moved

    def author_front(self, slug: str) -> AuthorFront | None:
        """Return what people wrote before their page of an author, if they did."""
        return self._note("author", slug).survey.authors.get(f"content/authors/{slug}.md")

    def by_author(self, slug: str) -> Sequence[Mention]:
        """Return the papers that bear an author's name, the newest day first."""
        return self._note("author", slug).authors.papers[slug]

    def author_keys(self, slug: str) -> Collection[str]:
        """Return the keys of the names that an author's page gathers."""
        return self._note("author", slug).authors.keys[slug]

    def authors_of(self, paper: Paper) -> Sequence[str]:
        """Return for each author of a paper the slug of a page by the name, or nothing.

        Where none has one, or the site has no such pages, all is empty.
        """
        if not self._by_name:
            return ()
        known = self._note("linked", paper.day.isoformat(), share_of(paper.id)).authors
        found = [known.slugs.get(key_of(author.name), "") for author in paper.authors]
        if not any(found):
            return ()
        without = known.without
        return [slug if paper.id not in without.get(slug, ()) else "" for slug in found]

    def watched_authors(self) -> Mapping[str, str]:
        """Return the slugs of the names that are watched and that papers bear, with each name."""
        known = self._note("authors").authors
        watched = ((known.slugs.get(key_of(name)), name) for name in self.site.watch.authors)
        return {slug: name for slug, name in watched if slug and known.papers[slug]}

    def watches_author(self, slug: str) -> bool:
        """Tell whether one of the names that an author's page gathers is watched."""
        return not {*map(key_of, self.site.watch.authors)}.isdisjoint(self.author_keys(slug))

    def watched_organizations(self) -> Mapping[str, str]:
        """Return the slugs of the organizations that are watched and have papers, with names."""
        found = {slug: organization.name for slug, organization, _ in self.organizations()}
        return {slug: found[slug] for slug in self._watched if slug in found}

    def watches_organization(self, slug: str) -> bool:
        """Tell whether an organization is watched."""
        return slug in self._watched

    @property
    def _watched(self) -> tuple[str, ...]:
        return tuple(map(slug_of_handle, self.site.watch.organizations))

    def organizations(self) -> Sequence[tuple[str, Organization, int]]:
        """Return the organizations by slug, and how many papers each has, the most first."""
        found = self._note("organizations").organizations.items()
        return [(slug, each.organization, len(each.papers)) for slug, each in found]

    def organization(self, slug: str) -> Organization:
        """Return an organization by its slug, as its newest paper names it."""
        return self._note("organization", slug).organizations[slug].organization

    def by_organization(self, slug: str) -> Sequence[Mention]:
        """Return the papers of an organization, the newest day first."""
        return self._note("organization", slug).organizations[slug].papers

    def bylines(self, papers: Iterable[Mention]) -> Sequence[Byline]:
        """Return the bylines of papers that were asked for by name; no more is noted."""
        return [self._answers.facts[day].bylines.of(day, line) for day, line in papers]

    # Topics.

    def topics(self) -> Sequence[Topic]:
        """Return all topics, by title."""
        return self._note("topics").topics

    def topic(self, slug: str) -> Topic:
        """Return a topic by its slug."""
        return self._note("topic", slug).topic(slug)

    def topics_moved(self) -> Mapping[str, str]:
        """Return the slugs that topics had before, with the present one of each."""
        return self._note("topics_moved").topics_moved[0]

    def topics_of(self, paper: Paper) -> Sequence[tuple[Topic, str]]:
        """Return the topics of a paper, each with why the paper has it, in words."""
        topics = self._note("papers", paper.day.isoformat()).topic
        return [(topics(reason.topic), reason.words) for reason in self._reasons(paper)]

    def _reasons(self, paper: Paper) -> tuple[Reason, ...]:
        return self._sheets.of(paper.day).reasons[paper.id]

    def topic_months(self, slug: str) -> Sequence[tuple[str, int]]:
        """Return the months in which a topic has papers or a page, newest first, with how many."""
        return self._note("topic_months", slug).topic_months(slug)

    def beside_topic_month(self, slug: str, month: str) -> tuple[str | None, str | None]:
        """Return the months of a topic that stand before and after one: a later, an earlier one."""
        return self._note("beside_topic", slug, month).beside_topic[slug][month]

    def topic_count(self, slug: str) -> int:
        """Return how many papers a topic has."""
        return sum(papers for _, papers in self.topic_months(slug))

    def topic_newest(self, slug: str) -> date | None:
        """Return the newest day on which a topic has papers."""
        month = next((month for month, papers in self.topic_months(slug) if papers), "")
        return self.topic_days(slug, month)[0][0] if month else None

    def topic_days(self, slug: str, month: str) -> Sequence[tuple[date, int]]:
        """Return the days of a month on which a topic has papers, newest first, and how many."""
        return self._note("topic_days", slug, month).topic_days(slug, month)

    def topic_weeks(self, slug: str, weeks: int) -> Sequence[int]:
        """Return how many papers a topic had in each of the archive's last weeks."""
        return self._note("topic_weeks", slug, str(weeks)).topic_weeks(slug, weeks)

    def topic_papers(self, slug: str, limit: int) -> Sequence[Paper]:
        """Return the papers of a topic, newest day first, no more than `limit`."""
        found: list[Paper] = []
        for month, papers in self.topic_months(slug):
            for day, _ in self.topic_days(slug, month) if papers else ():
                found.extend(self.of_topic(slug, (day,)))
                if len(found) >= limit:
                    return found[:limit]
        return found

    def of_topic(self, slug: str, days: Iterable[date]) -> Iterator[Paper]:
        """Yield the papers of a topic whose day is one of these, in their order."""
        for day in days:
            self._note("papers", day.isoformat())
            yield from self._sheets.of(day).by_topic.get(slug, ())

    # Feeds of the site's own.

    def in_feed(self, slug: str, limit: int) -> Sequence[Paper]:
        """Return the papers that a feed's rule finds, newest day first, no more than `limit`."""
        found: list[Paper] = []
        for day in self._note("feed_days", slug).feed_days.get(slug, ()):
            self._note("papers", day.isoformat())
            found.extend(self._sheets.of(day).by_feed[slug])
            if len(found) >= limit:
                break
        return found[:limit]

    # Votes.

    def counted(self) -> date | None:
        """Return the newest day of the archive, readings included; None if no votes were read."""
        return self._note("counted").counted

    def has_votes(self) -> bool:
        """Tell whether votes were ever read."""
        return self._note("has_votes").counted is not None

    def trending(self, most: int) -> Sequence[tuple[Paper, float]]:
        """Return the papers that gain votes, with what these are worth on the day `counted`.

        The highest come first, no more than `most`. Days of which no paper can be among them are
        not read.
        """
        newest = self.counted()
        half_life = self.site.limits.half_life_days
        found: Sequence[tuple[Paper, float]] = ()
        for bound, day in self._note("hot").hot:
            if newest is None or (len(found) == most and found[-1][1] > bound):
                break
            fresh = votes.trending(self.new_on(day), newest, half_life)
            found = sorted((*found, *fresh), key=lambda pair: (-pair[1], pair[0].id))[:most]
        return found

    def most_voted(self, most: int) -> Sequence[Paper]:
        """Return the papers with the most votes ever, of equal votes the earlier day first.

        Days of which no paper can be among them are not read.
        """
        found: Sequence[Paper] = ()
        for votes_, day in self._note("voted").voted:
            if len(found) == most and (-found[-1].votes, found[-1].day) < (-votes_, day):
                break
            fresh = (paper for paper in self.new_on(day) if paper.votes and not paper.withdrawn)
            found = sorted((*found, *fresh), key=lambda each: (-each.votes, each.day, each.id))
            found = found[:most]
        return found

    # Pages.

    def has_page(self, path: str) -> bool:
        """Tell whether there is a Markdown page at a path beneath content/."""
        return bool(self._note("page", path).page(path))

    def page(self, path: str) -> Page | None:
        """Return the Markdown page at a path beneath content/, if there is one to be read.

        What is wrong in it is noted.

        Raises:
            Changed: it is not what it was when it was surveyed.
        """
        version = self._note("page", path).page(path)
        if not version:
            return None
        if self._page[0] != path:
            problems: list[Problem] = []
            page = self._read(path, problems)
            self.survey.check(places.CONTENT + path, self.site.content / path)
            self._page = path, page, tuple(problems)
        self._notes.problems.update(dict.fromkeys(self._page[2]))
        return self._page[1]

    def _read(self, path: str, problems: list[Problem]) -> Page | None:
        content = self.site.content
        file = places.CONTENT + path
        if not (places.TOPIC.fullmatch(file) or places.AUTHOR.fullmatch(file)):
            return fronts.read(content, path, problems)
        try:
            return pages.read(content, path)
        except Problem:  # it was told when the file was surveyed
            return None

    def prose(self) -> Sequence[tuple[str, str]]:
        """Return the names and titles of the pages that stand directly beneath content/.

        content/index.md is not one of them: it stands on the home page.
        """
        return self._note("prose").prose


def _trails(sheet: Sheet, outside: Mapping[str, Beside]) -> dict[tuple[str, PaperId], Beside]:
    """Return by topic and paper what stands before and after it, on its day or `outside` it."""
    found: dict[tuple[str, PaperId], Beside] = {}
    for slug, papers in sheet.by_topic.items():
        before, after = outside[slug]
        names = sorted(paper.id for paper in papers)
        for at, name in enumerate(names):
            one = names[at - 1] if at else before
            other = names[at + 1] if at + 1 < len(names) else after
            found[slug, name] = one, other
    return found


class _Noting:
    """Lends an archive other notes, and adds them to its own at the end."""

    __slots__ = ("_archive", "_notes", "_outer")

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __enter__(self) -> Notes:
        self._outer, self._notes = self._archive._notes, Notes()  # noqa: SLF001 - it is one with it
        self._archive._notes = self._notes  # noqa: SLF001
        return self._notes

    def __exit__(self, *_: object) -> None:
        self._outer.add(self._notes)
        self._archive._notes = self._outer  # noqa: SLF001
