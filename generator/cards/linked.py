"""Linked data: what a page says to programs (https://schema.org/ScholarlyArticle), as JSON-LD."""

from generator.archive.reader import Archive
from generator.cards.card import ARXIV, TopicLink
from generator.model import address
from generator.model.frozen import json_text
from generator.model.html import Html
from generator.model.paper import Paper

NAMES = 60  # authors that are told; a paper may have thousands


def linked(archive: Archive, paper: Paper, title: str, topics: tuple[TopicLink, ...]) -> Html:
    """Return a paper as JSON-LD that may stand within a script element; `title` is plain text."""
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": title,
        "datePublished": paper.published or paper.day,
        "author": [{"@type": "Person", "name": each.name} for each in paper.authors[:NAMES]],
        "url": archive.site.identity.root + address.paper(paper.id),
    }
    if paper.id.startswith("arxiv:"):
        name = paper.id.removeprefix("arxiv:")
        said["identifier"], said["sameAs"] = f"arXiv:{name}", f"{ARXIV}/abs/{name}"
    if topics:
        said["keywords"] = [topic.title for topic in topics]
    return Html(_within_script(json_text(said)))


def _within_script(text: str) -> str:
    """Return JSON in which nothing can end a script element, or be taken for markup."""
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        if sign in text:
            text = text.replace(sign, written)
    return text
