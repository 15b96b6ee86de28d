"""Item: a paper as the API tells it to programs.

The shape is that of Hugging Face's `/api/daily_papers`, so that what reads that reads this; what
that does not have, `day` and below, stands beside it. A key is left out where nothing is known.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.archive.reader import Archive
from generator.markup import tex
from generator.model.paper import Author, Organization, Paper, PaperId, address_of, arxiv_name
from generator.model.text import clean

Json = dict[str, Any]


def name_of(paper: PaperId) -> str:
    """Return an id as arXiv has it, or as the address of its page where it is not there."""
    return arxiv_name(paper) or address_of(paper)


def item(archive: Archive, paper: Paper) -> Json:
    """Return a paper with its abstract."""
    reading, organization = paper.reading, _organization(paper.organization)
    submitter = _user(paper.submitter)
    inner = {
        "id": name_of(paper.id),
        "authors": [{"name": clean(each.name)} for each in paper.authors],
        "publishedAt": _instant(paper.published or paper.day),
        "submittedOnDailyAt": _instant(paper.day),
        "title": paper.title,
        "summary": paper.abstract,
        "upvotes": paper.votes,
        "submittedOnDailyBy": submitter,
        "ai_summary": paper.summary,
        "ai_keywords": list(map(clean, paper.keywords)),
        "githubRepo": paper.code,
        "githubStars": reading.stars if reading else None,
        "projectPage": paper.project,
        "organization": organization,
    }
    outer = {
        "paper": _said(inner),
        "publishedAt": _instant(paper.day),
        "title": paper.title,
        "numComments": (reading and reading.comments) or 0,
        "submittedBy": submitter,
        "organization": organization,
        "day": paper.day,
        "topics": topics(archive, paper),
        "subjects": list(map(clean, paper.subjects)),
        "doi": paper.doi,
        "journal": tex.plain(paper.journal),
        "withdrawn": paper.withdrawn,
    }
    return _said(outer)


def brief(archive: Archive, paper: Paper) -> Json:
    """Return a paper in a few words."""
    return {
        "id": name_of(paper.id),
        "title": clean(paper.title),
        "day": paper.day,
        "upvotes": paper.votes,
        "topics": topics(archive, paper),
        **({"withdrawn": paper.withdrawn} if paper.withdrawn else {}),
    }


def topics(archive: Archive, paper: Paper) -> list[str]:
    """Return the topics of a paper by the slugs of their pages."""
    return [topic.slug for topic, _ in archive.topics_of(paper)]


def _said(told: Mapping[str, Any]) -> Json:
    """Return what is known of what is told, without characters that may stand nowhere."""
    known = {key: value for key, value in told.items() if value or type(value) is int}
    return {key: clean(each) if type(each) is str else each for key, each in known.items()}


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"


def _organization(organization: Organization | None) -> Json | None:
    if organization is None:
        return None
    names = {"name": organization.handle or organization.name, "fullname": organization.name}
    return {key: clean(name) for key, name in names.items()}


def _user(author: Author | None) -> Json | None:
    if author is None:
        return None
    return _said({"user": author.handle, "fullname": author.name})
