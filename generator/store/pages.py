"""Pages under content/: Markdown with front matter, prose and blocks."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from generator.markup import blocks
from generator.model.frozen import replace
from generator.model.page import Block, Page, Prose
from generator.model.problem import Lines, Place, Problem
from generator.settings.decode import mapping, scalar
from generator.store import conflicts, files

# Front matter beneath empty lines, where it would be read as a rule and a heading.
LOWERED = re.compile(r"\ufeff?(?:[ \t]*\r?\n)+(?=---[ \t]*\r?\n[a-z]+:(?:\s|\Z))")


def read(content: Path, path: str) -> Page | None:
    """Return the page at `path` beneath content/, its fields not read yet; None if there is none.

    Raises:
        Problem: it is no UTF-8 text, or what `parsed` says; file and line are told.
    """
    body, file = files.read_bytes(content / path), f"content/{path}"
    return None if body is None else parsed(files.text_of(body, file), file)


def parsed(text: str, file: str) -> Page:
    """Return a page from its text, its fields not read yet. `text_of` it gives the text back.

    Raises:
        Problem: its front matter has no end or stands beneath empty lines, a marker cannot be
            read, or git could not merge it; file and line are told.
    """
    if line := conflicts.line_of(text.encode()):
        raise conflicts.problem(file, line)
    front, body = blocks.front_and_body(text)
    if not front and text.lstrip("\ufeff").partition("\n")[0].rstrip() == "---":
        mend = "close it with a line `---`"
        raise Problem("the front matter has no end", at=Place(file, 1), mend=mend)
    lowered = None if front else LOWERED.match(text)
    if lowered and blocks.front_and_body(text[lowered.end() :])[0]:
        place = Place(file, 1 + lowered[0].count("\n"))
        mend = "take out the empty lines above it"
        raise Problem("front matter begins on the first line", at=place, mend=mend)
    return Page(front, {}, blocks.split(body, file, 1 + front.count("\n")))


def front_fields(front: str, file: str) -> tuple[dict[str, Any], Lines]:
    """Return the keys and values of a page's front matter, and the lines of the keys.

    Raises:
        Problem: they cannot be read.
    """
    inside = "\n".join(front.rstrip().split("\n")[1:-1])
    return mapping(inside, file, first_line=2)


def fresh(title: str) -> Page:
    """Return a page that does not exist yet."""
    return Page(front=f"---\ntitle: {scalar(title)}\n---\n")


def refreshed(page: Page, wanted: Sequence[Block]) -> Page:
    """Return the page with its blocks brought up to date; see `blocks.merge`."""
    return replace(page, sections=blocks.merge(page.sections, wanted))


def text_of(page: Page) -> str:
    """Return the page as it stands in its file."""
    front, body = page.front, blocks.join(page.sections)
    between = "\n" if front and body and not front.endswith("\n") else ""
    return front + between + body


def says_the_same(page: bytes | None, made: bytes | None, before: bytes | None) -> bool:
    """Tell whether people say in a page just what they say in one that was made anew.

    More may have been fetched since: then the blocks are others, and stand otherwise but for those
    that the page had `before`.
    """
    if page is None or made is None or page == made:
        return page == made
    try:
        names = {block.name for block in _of(before or b"").blocks}
        return _words(_of(page), names) == _words(_of(made), names)
    except (Problem, UnicodeDecodeError):
        return False  # somebody has damaged it


def _of(body: bytes) -> Page:
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


def write(content: Path, path: str, page: Page) -> bool:
    """Store a page and tell whether any byte changed.

    Raises:
        Problem: it cannot be written.
    """
    return files.write(content / path, text_of(page))


def remove(content: Path, path: str) -> None:
    """Remove a page that holds nothing of people's."""
    files.remove(content / path)


def move(content: Path, path: str, to: str) -> None:
    """Move a page to where another one may stand, which is replaced."""
    files.move(content / path, content / to)
