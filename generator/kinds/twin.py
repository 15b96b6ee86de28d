"""Twins: an index.md beside pages that list papers; home, weeks and months lead to others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from generator.archive.reader import Archive
from generator.cards.ranking import voted
from generator.cards.twin import twin
from generator.markup import markdown
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import days_of_week, month_of, week_of
from generator.model.paper import Paper

TRENDING = 50
NEWEST = 100  # papers of a topic, and of the best of a week or a month


def keys(archive: Archive) -> Iterable[str]:
    """Return the folders of the pages."""
    kinds = archive.site.kinds
    if "home" in kinds and archive.newest():
        yield address.HOME
    if "trending" in kinds and archive.has_votes():
        yield address.TRENDING
    if "topics" in kinds:
        yield address.TOPICS
    if "topic" in kinds:
        yield from (address.topic(topic.slug) for topic in archive.topics())
    if "month" in kinds:
        yield from map(address.month, archive.months())
    if "week" in kinds:
        yield from map(address.week, archive.weeks())
    if "day" in kinds:
        yield from map(address.day, archive.days())


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the day that a page tells of."""
    match key.removesuffix("/").split("/"):
        case ["days", name]:
            return date.fromisoformat(name)
        case ["weeks", name]:
            return max(filter(archive.is_day, days_of_week(name)))
        case ["months", name]:
            return archive.days_of_month(name)[-1]
        case ["topics", name]:
            return archive.topic_newest(name)
    return None


def view(archive: Archive, key: str) -> str:
    """Return the page."""
    folder, *names = key.removesuffix("/").split("/")
    return TELL[folder, len(names)](archive, *names)


def _home(archive: Archive) -> str:
    """Return the newest day that has papers, and the way to what else is new.

    Raises:
        KeyError: there is no paper yet, and so no such page.
    """
    identity, words = archive.site.identity, archive.site.words
    if not (day := archive.newest()):
        raise KeyError(address.HOME)
    week, month = week_of(day), month_of(day)
    newest = [(words.long_day(day), archive.day(day))]
    page = twin(archive, identity.title, identity.description, newest)
    ways = {
        address.TRENDING: words.say("trending"),
        address.TOPICS: words.say("topics"),
        address.week(week): words.long_week(week),
        address.month(month): words.long_month(month),
    }
    there = set(keys(archive))
    lines = [f"- [{ways[path]}]({identity.root}{path}index.md)" for path in ways if path in there]
    return "\n".join((page, f"## {words.say('further')}", "", *lines, ""))


def _trending(archive: Archive) -> str:
    say = archive.site.words.say
    papers = [paper for paper, _ in archive.trending(TRENDING)]
    return twin(archive, say("trending"), say("trending_told"), [("", papers)])


def _topics(archive: Archive) -> str:
    words, root = archive.site.words, archive.site.identity.root
    topics = archive.topics()
    lines = [
        f"- [{markdown.escaped(topic.title)}]({root}{address.topic(topic.slug)}index.md) · "
        f"{words.tally(archive.topic_count(topic.slug), 'paper')}"
        for topic in topics
    ]
    return "\n".join((f"# {words.say('topics')}", "", *lines, ""))


def _topic(archive: Archive, slug: str) -> str:
    topic, words = archive.topic(slug), archive.site.words
    papers = words.tally(archive.topic_count(slug), "paper")
    told = topic.description or words.say("papers_on", papers=papers, topic=topic.title)
    newest = archive.topic_papers(slug, NEWEST)
    return twin(archive, topic.title, told, [(words.say("the_newest"), newest)])


def _month(archive: Archive, month: str) -> str:
    words = archive.site.words
    name = words.long_month(month)
    papers = words.tally(archive.month_count(month), "paper")
    told = words.say("papers_of_month", papers=papers, month=name)
    best = voted(archive.month(month))
    return _span(archive, name, told, best, archive.days_of_month(month))


def _week(archive: Archive, week: str) -> str:
    words, days = archive.site.words, days_of_week(week)
    papers = archive.week(week)
    told = words.say(
        "papers_from_to",
        papers=words.tally(len(papers), "paper"),
        first=words.long_day(days[0]),
        last=words.long_day(days[-1]),
    )
    known = [day for day in days if archive.is_day(day)]
    return _span(archive, words.long_week(week), told, voted(papers), known)


def _span(
    archive: Archive, title: str, told: str, best: Sequence[Paper], days: Iterable[date]
) -> str:
    """Return the best papers of several days, and the way to each of these."""
    words, root = archive.site.words, archive.site.identity.root
    lists = [(words.say("most_voted"), best[:NEWEST])] if best else []
    ways = [
        f"- [{words.long_day(day)}]({root}{address.day(day)}index.md) · "
        f"{words.tally(archive.count(day), 'paper')}"
        for day in days
    ]
    heading = f"## {words.say('day_by_day')}"
    return "\n".join((twin(archive, title, told, lists), heading, "", *ways, ""))


def _day(archive: Archive, key: str) -> str:
    words, day = archive.site.words, date.fromisoformat(key)
    papers, name = archive.day(day), words.long_day(day)
    told = words.say("listed_on_day", papers=words.tally(len(papers), "paper"), day=name)
    return twin(archive, words.say("papers_of", day=name), told, [("", papers)])


# By folder, and how many names follow it.
TELL: Mapping[tuple[str, int], Callable[..., str]] = {
    ("", 0): _home,
    ("trending", 0): _trending,
    ("topics", 0): _topics,
    ("topics", 1): _topic,
    ("months", 1): _month,
    ("weeks", 1): _week,
    ("days", 1): _day,
}

OUTPUTS = (Output("{key}index.md", "text", view),)
