"""Prose pages: content/about.md and its like, each at its name: /about/."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.head import Head, described
from generator.markup import markdown
from generator.model.artifact import Output
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseView:
    """What prose.html may see."""

    head: Head
    title: str
    prose: Html


def keys(archive: Archive) -> Iterable[str]:
    """Return the names of the pages that stand directly beneath content/."""
    return [name for name, _ in archive.prose()]


def view(archive: Archive, key: str) -> ProseView:
    """Return what a page of prose shows."""
    page = archive.page(f"{key}.md") or Page()
    title = dict(archive.prose())[key]
    description = described(page.fields.get("description") or "")
    return ProseView(
        head=Head(title=title, path=f"{key}/", description=description, source=f"{key}.md"),
        title=title,
        prose=markdown.html(page.prose, archive.base),
    )


OUTPUTS = (Output("{key}/index.html", "html", view, template="prose.html"),)
