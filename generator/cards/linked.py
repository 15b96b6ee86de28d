"""Linked data: what a page says to programs (https://schema.org/ScholarlyArticle), as JSON-LD."""

from json.encoder import encode_basestring as quoted  # to encode the whole takes 10 us more

from generator.archive.reader import Archive
from generator.cards.card import ARXIV, TopicLink
from generator.model import address
from generator.model.html import Html
from generator.model.paper import Paper

NAMES = 60  # authors that are told; a paper may have thousands


def linked(archive: Archive, paper: Paper, title: str, topics: tuple[TopicLink, ...]) -> Html:
    """Return a paper as JSON-LD that may stand within a script element; `title` is plain text."""
    people = (f'{{"@type":"Person","name":{quoted(each.name)}}}' for each in paper.authors[:NAMES])
    said = [
        '"@context":"https://schema.org","@type":"ScholarlyArticle"',
        f'"headline":{quoted(title)}',
        f'"datePublished":"{paper.published or paper.day}"',
        f'"author":[{",".join(people)}]',
        f'"url":{quoted(archive.site.identity.root + address.paper(paper.id))}',
    ]
    if paper.id.startswith("arxiv:"):
        name = paper.id.removeprefix("arxiv:")
        said.append(f'"identifier":"arXiv:{name}","sameAs":"{ARXIV}/abs/{name}"')
    if topics:
        said.append(f'"keywords":[{",".join(quoted(topic.title) for topic in topics)}]')
    return Html(_within_script("{" + ",".join(said) + "}"))


def _within_script(text: str) -> str:
    """Return JSON in which nothing can end a script element, or be taken for markup."""
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        if sign in text:
            text = text.replace(sign, written)
    return text
