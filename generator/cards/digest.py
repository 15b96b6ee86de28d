"""Digest: the papers of a day or a week, the most voted first, as a message tells them."""

from collections.abc import Sequence
from datetime import date

from generator.archive.reader import Archive
from generator.cards.card import short_authors
from generator.markup import sentence, tex
from generator.model import address
from generator.model.digest import Digest, Excerpt
from generator.model.paper import Paper

LETTERS = 300  # of an abstract


def of_day(archive: Archive, day: date, topic: str) -> Digest:
    """Return the digest of a day; of one topic, if one is named by its slug."""
    name = archive.site.words.long_day(day)
    return _digest(archive, address.day(day), name, archive.day(day), topic)


def of_week(archive: Archive, week: str, topic: str) -> Digest:
    """Return the digest of a week."""
    name = archive.site.words.long_week(week)
    return _digest(archive, address.week(week), name, archive.week(week), topic)


def _digest(archive: Archive, path: str, name: str, papers: Sequence[Paper], topic: str) -> Digest:
    words, identity = archive.site.words, archive.site.identity
    found = [
        paper
        for paper in papers
        if not paper.withdrawn and (not topic or _is(archive, paper, topic))
    ]
    count = words.tally(len(found), "paper")
    voted = any(paper.votes for paper in found)  # arXiv alone counts none
    return Digest(
        name=f"{path}{topic}".rstrip("/"),
        site=identity.title,
        title=f"{archive.topic(topic).title} · {name}" if topic else name,
        summary=words.say("digest_summary", papers=count) if voted else count,
        papers=tuple(_excerpt(archive, paper) for paper in found[: archive.site.mail.papers]),
        address=identity.root + (address.topic(topic) if topic else path),
        more=words.say("digest_more"),
        farewell=words.say("digest_why", site=identity.title),
        language=identity.language,
        foreign=identity.foreign,
        direction=words.direction,
    )


def _is(archive: Archive, paper: Paper, topic: str) -> bool:
    return any(each.slug == topic for each, _ in archive.topics_of(paper))


def _excerpt(archive: Archive, paper: Paper) -> Excerpt:
    words = archive.site.words
    topics = (topic.title for topic, _ in archive.topics_of(paper))
    votes = words.tally(paper.votes, "vote") if paper.votes else ""
    return Excerpt(
        title=tex.plain(paper.title),
        address=archive.site.identity.root + address.paper(paper.id),
        authors=short_authors(words, paper.authors, paper.author_count),
        says=sentence.first_sentence(tex.plain(paper.abstract), LETTERS),
        note=" · ".join(filter(None, (votes, words.row(topics)))),
    )
