"""Pages as sections: prose that is people's, and blocks between markers that are ours.

    <!-- block paper/arxiv:2401.01234 5f2a91c0 -->
    the generator's text
    <!-- /block -->

A marker stands on a line of its own. The hex digits are the digest of the text as generated.
"""

import re
from collections.abc import Iterator, Sequence

from generator.model.page import Block, Prose, Section, digest_of
from generator.model.problem import Place, Problem

OPEN = re.compile(r"<!-- block (?P<name>[^\s<>]+) (?P<digest>[0-9a-f]{8}) -->")
CLOSE = "<!-- /block -->"
BEGIN, HEAD, END = "<!-- block ", re.compile(r"([^\s<>]+) ([0-9a-f]{8}) -->"), f"{CLOSE}\n"
# Meant as a marker, well written or not; a line of its own, with its end.
MARKER = re.compile(
    r"^\ufeff?[ \t]*<!--[ \t]*/?[ \t]*block(?!-?\w)[^\n]*\n?", re.IGNORECASE | re.MULTILINE
)

MEND = (
    "write markers as they were, or take the damaged block out whole: "
    "it is made anew at the next `broadsheet pages`"
)


def front_and_body(text: str) -> tuple[str, str]:
    """Return the front matter of a page, with its `---` lines, and the rest; both as they are."""
    found = re.match(r"(?:\ufeff)?---[ \t]*\r?\n(?:.*?\n)??---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL)
    return (found[0], text[found.end() :]) if found else ("", text)


def split(body: str, file: str, first_line: int = 1) -> tuple[Section, ...]:
    """Return the sections of a page's body, which begins on `first_line` of `file`.

    Joining them gives `body` back, to the byte.

    Raises:
        Problem: a marker is damaged, or opened twice, or never closed.
    """
    return _plain_sections(body) or tuple(_sections(body, file, first_line))


def _plain_sections(body: str) -> tuple[Block, ...]:
    """Return the sections of a body that has nothing but blocks, each as we write it.

    Most pages have: of any other body nothing is returned, and it is read with more care.
    """
    before, *rest = body.split(BEGIN)
    found: dict[str, Block] = {}
    for block in rest if not before else ():
        first, _, text = block.partition("\n")
        start = HEAD.fullmatch(first)
        closed = text == END or text.endswith(f"\n{END}")
        if not start or not closed or text.count("<!--") > 1 or start[1] in found:
            return ()
        found[start[1]] = Block(start[1], text[: -len(END)], start[2], BEGIN + block)
    return tuple(found.values())


def _sections(body: str, file: str, first_line: int) -> Iterator[Section]:
    def place(marker: re.Match[str]) -> Place:
        return Place(file, first_line + body.count("\n", 0, marker.start()))

    end = 0  # of the last block
    seen: set[str] = set()
    opened: re.Match[str] | None = None
    name = digest = ""
    for marker in MARKER.finditer(body):
        words = marker[0].lstrip("\ufeff").strip()
        if opened is None and (start := OPEN.fullmatch(words)):
            if start["name"] in seen:
                what = f"the block {start['name']} stands on this page twice"
                raise Problem(what, at=place(marker), mend="delete one of the two")
            seen.add(start["name"])
            if end < marker.start():
                yield Prose(body[end : marker.start()])
            opened, name, digest = marker, start["name"], start["digest"]
        elif opened is not None and words == CLOSE:
            text = body[opened.end() : marker.start()]
            yield Block(name, text, digest, body[opened.start() : marker.end()])
            opened, end = None, marker.end()
        elif opened is not None:
            raise Problem("this block is not closed", at=place(opened), mend=MEND)
        else:
            what = "this marker closes nothing" if words == CLOSE else "this marker is damaged"
            raise Problem(what, at=place(marker), mend=MEND)
    if opened is not None:
        raise Problem("this block is not closed", at=place(opened), mend=MEND)
    if end < len(body):
        yield Prose(body[end:])


def fresh(name: str, text: str) -> Block:
    """Return a block as generated; `text` gets a line end if it lacks one."""
    text = text if text.endswith("\n") or not text else text + "\n"
    return Block(name, text, digest_of(text))


def join(sections: Sequence[Section]) -> str:
    """Return the body of a page."""
    parts: list[str] = []
    for section in sections:
        part = section.text if isinstance(section, Prose) else raw(section)
        if parts and not parts[-1].endswith("\n"):
            parts.append("\n")  # a marker needs a line of its own
        parts.append(part)
    return "".join(parts)


def raw(block: Block) -> str:
    """Return a block as it stands in a file, markers included."""
    return block.raw or f"<!-- block {block.name} {block.digest} -->\n{block.text}{CLOSE}\n"


def laid_out(sections: Sequence[Section]) -> tuple[str, tuple[tuple[Block, str], ...]]:
    """Return the prose before the first block, and each block with the prose that follows it."""
    opening = ""
    pairs: list[tuple[Block, str]] = []
    for section in sections:
        if isinstance(section, Block):
            pairs.append((section, ""))
        elif pairs:
            block, prose = pairs[-1]
            pairs[-1] = (block, prose + section.text)
        else:
            opening += section.text
    return opening, tuple(pairs)


def merge(page: Sequence[Section], fresh: Sequence[Block]) -> tuple[Section, ...]:
    """Return `page` with its blocks brought up to date from `fresh`.

    Prose and edited blocks stay where and as they are. An unedited block takes its fresh text,
    or goes if `fresh` has none. Blocks new to the page stand at its end, in the order of `fresh`:
    behind the last block and the words about it. Merging the same blocks again changes nothing.
    """
    wanted = {block.name: block for block in fresh}
    kept: list[Section] = []
    for section in page:
        if isinstance(section, Prose) or section.edited:
            kept.append(section)
        elif section.name in wanted:
            new = wanted[section.name]
            kept.append(section if section.digest == new.digest else new)
    here = {section.name for section in kept if isinstance(section, Block)}
    return (*kept, *(block for block in fresh if block.name not in here))
