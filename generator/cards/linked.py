"""Linked data: what a page says to programs (https://schema.org), as JSON-LD."""

from collections.abc import Iterable
from itertools import islice

from generator.archive.reader import Archive
from generator.cards.card import ARXIV
from generator.model.frozen import json_text
from generator.model.html import Html
from generator.model.paper import Paper, arxiv_name
from generator.model.person import is_team
from generator.model.text import clean

NAMES = 20  # authors that are told; a paper may have thousands
PLACES = 10  # and papers of a list
CONTEXT = {"@context": "https://schema.org"}


def linked(paper: Paper, title: str) -> Html:
    """Return a paper as JSON-LD that may stand within a script element; `title` is plain text.

    Each page has it, so it repeats nothing that is not asked for: the address is the canonical one.
    """
    said: dict[str, object] = {
        **CONTEXT,
        "@type": "ScholarlyArticle",
        "headline": title,
        "datePublished": paper.published or paper.day,
        "author": [_author(clean(each.name)) for each in paper.authors[:NAMES]],
    }
    if name := arxiv_name(paper.id):
        said["sameAs"] = f"{ARXIV}/abs/{name}"
    return Html(_within_script(json_text(said)))


def _author(name: str) -> dict[str, str]:
    return {"@type": "Organization" if is_team(name) else "Person", "name": name}


def linked_list(archive: Archive, title: str, paths: Iterable[str]) -> Html:
    """Return a list of papers in the same way: the pages of the first ones, in their order."""
    root = archive.site.identity.root
    places = [
        {"@type": "ListItem", "position": at, "url": root + path}
        for at, path in enumerate(islice(paths, PLACES), 1)
    ]
    said = {**CONTEXT, "@type": "ItemList", "name": clean(title), "itemListElement": places}
    return Html(_within_script(json_text(said)))


def _within_script(text: str) -> str:
    """Return JSON in which nothing can end a script element, or be taken for markup."""
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        if sign in text:
            text = text.replace(sign, written)
    return text
