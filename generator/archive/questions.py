"""Questions: what an archive was asked, and what stands for the present answer to each.

Who keeps the notes of a piece of work asks the same of a later archive: where an answer is another
one, the work would come out otherwise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from generator.archive.answers import Answers, beside
from generator.model.frozen import dataclass, field
from generator.model.problem import Problem
from generator.store import tree

Question = tuple[str, ...]  # its name, and what it is asked about


@dataclass(frozen=True, slots=True)
class Notes:
    """What was asked during a piece of work, and what was found to be wrong in pages."""

    asked: set[Question] = field(default_factory=set)
    problems: dict[Problem, None] = field(default_factory=dict)

    def add(self, other: "Notes") -> None:
        """Take over what another one notes."""
        self.asked.update(other.asked)
        if other.problems:
            self.problems.update(other.problems)


def versions_of(known: Answers, questions: Iterable[Question]) -> tuple[str, ...]:
    """Return what stands for the present answer to each of the questions."""
    return tuple([str(VERSIONS[each[0]](known, *each[1:])) for each in questions])


def _beside(every: Sequence[str], one: str) -> object:
    return beside(every, one) if one in every else None


_day = date.fromisoformat

# What each question comes to. A piece of work is done again where one of its own differs.
VERSIONS: Mapping[str, Callable[..., object]] = {
    "all_papers": lambda known: tree.token_of(known.catalog.homes),
    "home": lambda known, paper: known.home(paper),
    "papers": lambda known, day: known.papers(_day(day)),
    "moved": lambda known: tree.token_of(known.moved.items()),
    "tombs": lambda known: tree.token_of(known.tombs),
    "withdrawn": lambda known: tree.token_of(known.withdrawn),
    "names": lambda known: tree.token_of(
        (*known.catalog.now.items(), *sorted(known.catalog.hidden))
    ),
    "days": lambda known: tree.token_of(known.days),
    "is_day": lambda known, day: known.is_day(_day(day)),
    "before": lambda known, day: known.before(_day(day)),
    "after": lambda known, day: known.after(_day(day)),
    "around": lambda known, day, before: known.around_told(_day(day), int(before)),
    "newest": lambda known: known.newest,
    "count": lambda known, day: known.count(_day(day)),
    "new_counts": lambda known: tree.token_of(
        (day, len(papers)) for day, papers in sorted(known.catalog.new.items())
    ),
    "said": lambda known, first, last: known.said(_day(first), _day(last)),
    "again": lambda known, day: known.again(_day(day)),
    "weeks": lambda known: tree.token_of(known.weeks),
    "beside_week": lambda known, week: _beside(known.weeks, week),
    "months": lambda known: tree.token_of(known.months),
    "beside_month": lambda known, month: _beside(known.months, month),
    "days_of_month": lambda known, month: tree.token_of(known.days_of_month(month)),
    "month_count": lambda known, month: known.month_count(month),
    "settled": lambda known, year: tree.token_of(known.settled_months(year)),
    "ids_of_year": lambda known, year: tree.token_of(known.ids_of_year(year).items()),
    "years": lambda known: tree.token_of(known.years),
    "beside_year": lambda known, year: _beside(known.years, year),
    "told_days": lambda known: tree.token_of(known.told_days),
    "ledgers": lambda known: known.ledgers,
    "states": lambda known, day: known.states(_day(day)),
    "related": lambda known, day, share: known.related_token(_day(day), share),
    "beside_in_topics": lambda known, day: tree.token_of(known.beside_in_topics(_day(day)).items()),
    "near_topics": lambda known, slug: known.near_topics(slug),
    "first_seen": lambda known: known.first_seen,
    "authors": lambda known: tree.token_of(known.authors.papers),
    "author_names": lambda known: tree.token_of(known.author_names),
    "authors_moved": lambda known: tree.token_of(known.authors.moved.items()),
    "author": lambda known, slug: known.author(slug),
    "linked": lambda known, day, share: known.authors.linked.get((_day(day), share)),
    "organizations": lambda known: tree.token_of(
        (slug, each.organization, len(each.papers)) for slug, each in known.organizations.items()
    ),
    "organization": lambda known, slug: known.organization(slug),
    "topics": lambda known: tree.token_of(
        (each.slug, known.shown(each.slug)) for each in known.topics
    ),
    "topics_moved": lambda known: tree.token_of(known.topics_moved[0].items()),
    "topic": lambda known, slug: known.shown(slug),
    "topic_months": lambda known, slug: known.topic_months(slug),
    "beside_topic": lambda known, slug, month: known.beside_topic.get(slug, {}).get(month),
    "topic_days": lambda known, slug, month: known.topic_days_told.get(slug, {}).get(month, ""),
    "topic_weeks": lambda known, slug, weeks: known.topic_weeks(slug, int(weeks)),
    "feed_days": lambda known, slug: tree.token_of(known.feed_days.get(slug, ())),
    "counted": lambda known: known.counted,
    "has_votes": lambda known: known.counted is not None,
    "hot": lambda known: tree.token_of(known.hot),
    "voted": lambda known: tree.token_of(known.voted),
    "page": lambda known, path: known.page(path),
    "prose": lambda known: tree.token_of(known.prose),
}
