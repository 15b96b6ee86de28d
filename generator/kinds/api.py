"""The API: what the archive knows, as JSON at addresses that stay.

A file has as much as changes together: those of days and weeks are made anew with their pages.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from generator.archive.reader import Archive
from generator.cards import schema
from generator.cards.item import brief, item, name_of
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import days_of_week

Tell = Callable[[Archive, str], Any]


def keys(archive: Archive) -> Iterable[str]:
    """Return the paths of the files, without their ends."""
    yield from ("index", "schema", "counts", "topics")
    yield from (f"topics/{topic.slug}" for topic in archive.topics())
    yield from (f"ids/{year}" for year in archive.years())
    yield from (f"weeks/{week}" for week in archive.weeks())
    yield from (f"days/{day}" for day in archive.days())


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the day that a file tells of."""
    folder, _, name = key.rpartition("/")
    if folder == "days":
        return date.fromisoformat(name)
    if folder == "weeks":
        return max(filter(archive.is_day, days_of_week(name)))
    return archive.topic_newest(name) if folder == "topics" else None


def view(archive: Archive, key: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what a file tells."""
    folder, slash, name = key.rpartition("/")
    return TELL[folder + slash or name](archive, name)


def _index(archive: Archive, _: str) -> dict[str, Any]:
    identity, days = archive.site.identity, archive.days()
    weeks = archive.weeks()
    return {
        "title": identity.title,
        "description": identity.description,
        "papers": len(archive.papers()),
        "first": days[0] if days else None,
        "newest": archive.newest(),
        "week": weeks[-2] if weeks[1:] else None,
        "years": list(archive.years()),
        "files": {name: identity.root + path for name, path in address.API_FILES.items()},
    }


def _schema(archive: Archive, _: str) -> dict[str, Any]:
    return schema.schema(archive.site.words, archive.site.identity.root)


def _counts(archive: Archive, _: str) -> dict[str, Any]:
    return {
        "days": {day.isoformat(): papers for day, papers in sorted(archive.new_counts().items())},
        "topics": {
            topic.slug: dict(reversed(archive.topic_months(topic.slug)))
            for topic in archive.topics()
        },
    }


def _topics(archive: Archive, _: str) -> list[dict[str, Any]]:
    return [_about(archive, topic.slug) for topic in archive.topics()]


def _about(archive: Archive, slug: str) -> dict[str, Any]:
    topic = archive.topic(slug)
    return {
        "slug": slug,
        "title": topic.title,
        "description": topic.description,
        "papers": archive.topic_count(slug),
        "newest": archive.topic_newest(slug),
    }


def _topic(archive: Archive, slug: str) -> dict[str, Any]:
    newest = archive.topic_papers(slug, archive.site.limits.feed_items)
    return {
        **_about(archive, slug),
        "months": dict(reversed(archive.topic_months(slug))),
        "list": [brief(archive, paper) for paper in newest],
    }


def _ids(archive: Archive, year: str) -> dict[str, list[str]]:
    by_day = archive.ids_of_year(year)
    return {day.isoformat(): list(map(name_of, papers)) for day, papers in by_day.items()}


def _week(archive: Archive, week: str) -> dict[str, Any]:
    days = days_of_week(week)
    papers = [brief(archive, paper) for paper in archive.week(week)]
    return {"week": week, "first": days[0], "last": days[-1], "list": papers}


def _day(archive: Archive, day: str) -> list[dict[str, Any]]:
    return [item(archive, paper) for paper in archive.day(date.fromisoformat(day))]


TELL: Mapping[str, Tell] = {
    "index": _index,
    "schema": _schema,
    "counts": _counts,
    "topics": _topics,
    "topics/": _topic,
    "ids/": _ids,
    "weeks/": _week,
    "days/": _day,
}

OUTPUTS = (Output("api/v1/{key}.json", "compact", view),)
