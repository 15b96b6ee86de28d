"""XML from outside: no document types, no entities, and whatever depth it has is borne."""

import codecs
import re
from collections.abc import Sequence
from html import escape  # xml.sax.saxutils loads sockets, which takes 40 ms
from typing import Any
from xml.etree import ElementTree as ET

from generator.model.exchange import LARGEST, LONGEST, MOST, TOLD, Reject, Unreadable, Wrong
from generator.model.text import clean

Element = ET.Element

PIECE = 1_000_000  # bytes that are parsed at once
NAMESPACE = 1000  # characters: the parser writes one out before each name within it
SPACES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})  # a value has no others
XML = "http://www.w3.org/XML/1998/namespace"


class _Builder(ET.TreeBuilder):
    """Builds elements until they would fill the memory: `<a/>` is four bytes, and a hundred here.

    Raises:
        Unreadable: there are too many, or a namespace is too long.
    """

    count = 0
    moved = False  # since it was last asked

    def start(self, tag: Any, attrs: Any, /) -> Element:  # noqa: ANN401 - as the parser has them
        self.moved = True
        self.count += 1 + len(attrs)
        if self.count > MOST:
            raise Unreadable(f"the answer holds more than {MOST:,} elements and attributes")
        return super().start(tag, attrs)

    def data(self, text: Any, /) -> None:  # noqa: ANN401 - as above
        self.moved = True
        super().data(text)

    def start_ns(self, _prefix: str, uri: str) -> None:
        if len(uri) > NAMESPACE:
            raise Unreadable(f"the answer has a namespace of {len(uri):,} characters")


def root_of(body: bytes, expected: str, *names: str) -> Element:
    """Return the root of the XML that an answer holds; `names` are those it may have.

    Raises:
        Unreadable: it is not XML in UTF-8, declares a document type or an entity, is too large, or
            its root has another name. The words say what was `expected`.
    """
    # Entities could grow without end or name files; what we ask for has no use for any.
    if found := re.search(rb"<!(?:DOCTYPE|ENTITY)", body, re.IGNORECASE):
        raise Unreadable(f"expected {expected}; the answer declares {found[0].decode()}")
    try:
        root = _parsed(body)
    except UnicodeDecodeError as error:
        raise Unreadable("the answer is not UTF-8") from error
    except (ET.ParseError, ValueError) as error:
        raise Unreadable(f"expected {expected}; the answer is not XML: {error}") from error
    if name_of(root) not in names:
        raise Unreadable(f"expected {expected}; the answer is <{name_of(root)[:TOLD]}>")
    return root


def _parsed(body: bytes) -> Element:
    """Return the root of XML, read piece by piece: whatever is wrong ends it within a piece.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
        ParseError: it is not XML.
        ValueError: as before.
    """
    builder = _Builder()
    parser = ET.XMLParser(target=builder, encoding="utf-8")  # noqa: S314 - it meets no DTD
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(body), PIECE):
        piece = body[start : start + PIECE]
        decoder.decode(piece)
        # By a NUL the parser would know UTF-16, whatever it is told, and find what we did not.
        if b"\0" in piece:
            raise ValueError("it holds a NUL")
        builder.moved = False
        parser.feed(piece)
        if len(piece) == PIECE and not builder.moved:
            raise ValueError(f"a tag or a comment has more than {PIECE:,} bytes")
    decoder.decode(b"", final=True)
    root: Element = parser.close()
    return root


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, *path: str) -> Sequence[Element]:
    """Return the elements that a path of names leads to, whatever their namespaces."""
    return element.findall("/".join(f"{{*}}{name}" for name in path))


def texts(element: Element, *path: str) -> tuple[str, ...]:
    """Return the texts of children, white space collapsed, none of them empty."""
    found = (" ".join(clean("".join(each.itertext())).split()) for each in children(element, *path))
    return tuple(filter(None, found))


def text(element: Element, *path: str) -> str:
    """Return the text of the first child of that name that has any; else an empty one."""
    return next(iter(texts(element, *path)), "")


def fields(element: Element, *path: str, most: int = LONGEST) -> tuple[str, ...]:
    """Return the texts of children, as `texts` does.

    Raises:
        Wrong: one of them has more than `most` characters.
    """
    lengths = (sum(map(len, each.itertext())) for each in children(element, *path))
    longest = max(lengths, default=0)
    if longest > most:
        name = "/".join(path)
        raise Wrong(f"{name} has {longest:,} characters; {most:,} are the most")
    return texts(element, *path)


def field(element: Element, *path: str) -> str:
    """Return the first of the texts that `fields` returns; an empty one if there is none.

    Raises:
        Wrong: as `fields`.
    """
    return next(iter(fields(element, *path)), "")


def reject(wrong: Wrong, element: Element) -> Reject:
    """Return an element that could not be read as a reject."""
    return Reject.of(wrong, written(element))


def written(element: Element) -> str:
    """Return an element as XML that stands alone, no longer than is kept of a reject.

    The standard library's own way calls itself once a level, and fails beyond a thousand.
    """
    pieces: list[str] = []
    size = 0
    waiting: list[tuple[Element, str] | str] = [(element, "")]
    while waiting and size <= LARGEST:
        piece = waiting.pop()
        if not isinstance(piece, str):
            each, outer = piece
            space, name = _parted(each.tag)
            tail = "" if each is element else each.tail or ""  # what follows it is not its own
            waiting.append(f"</{name}>{escape(tail[:LARGEST], quote=False)}")
            waiting.extend((child, space) for child in reversed(each))
            text = escape((each.text or "")[:LARGEST], quote=False)
            piece = f"<{name}{_attributes(each, space, outer)}>{text}"
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)[:LARGEST]


def _parted(name: str) -> tuple[str, str]:
    """Return the namespace of a name, empty if it has none, and the name alone."""
    space, _, alone = name.rpartition("}")
    return space.removeprefix("{"), alone


def _attributes(element: Element, space: str, outer: str) -> str:
    """Return the attributes of an element, after the namespaces that they and it bring in."""
    told = [] if space == outer else [f" xmlns={_quoted(space)}"]
    for at, (name, value) in enumerate(element.items()):
        own, alone = _parted(name)
        if own == XML:
            alone = f"xml:{alone}"
        elif own:
            told.append(f" xmlns:n{at}={_quoted(own)}")
            alone = f"n{at}:{alone}"
        told.append(f" {alone}={_quoted(value)}")
    return "".join(told)


def _quoted(value: str) -> str:
    return f'"{escape(value).translate(SPACES)}"'
