"""Drafts: what people have written in a page and not committed, beside one that was made anew."""

from collections.abc import Collection

from generator.markup import blocks
from generator.model.page import Page, Prose
from generator.model.problem import Problem
from generator.store.pages import parsed


def says_the_same(draft: bytes | None, made: bytes | None, before: bytes | None) -> bool:
    """Tell whether people say in the draft of a page just what they say in the one that was made.

    More may have been fetched since the draft was: then its blocks are others, and stand otherwise
    but for those that it had `before`, as it was committed.
    """
    if draft is None or made is None or draft == made:
        return draft == made
    try:
        names = {block.name for block in _page(before or b"").blocks}
        return _words(_page(draft), names) == _words(_page(made), names)
    except (Problem, UnicodeDecodeError):
        return False  # somebody has damaged it


def _page(body: bytes) -> Page:
    return parsed(body.decode(), "")


def _words(page: Page, names: Collection[str]) -> str:
    """Return what people say in a page: prose, edited blocks, the order of the blocks named."""
    parts = [page.front]
    for section in page.sections:
        if isinstance(section, Prose):
            parts.append(section.text)
        elif section.edited:
            parts.append(blocks.raw(section))
        elif section.name in names:
            parts.append(section.name)
    return "".join(parts)
