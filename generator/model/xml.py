"""XML from outside: no document types, no entities, and whatever depth it has is borne."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from generator.model.exchange import LONGEST, MOST, TOLD, Reject, Unreadable, Wrong
from generator.model.text import clean

Element = ET.Element


def root_of(body: bytes, expected: str, *names: str) -> Element:
    """Return the root of the XML that an answer holds; `names` are those it may have.

    Raises:
        Unreadable: it is not XML in UTF-8, declares a document type or an entity, has too many
            elements, or its root has another name. The words say what was `expected`.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("the answer is not UTF-8") from error
    # Entities could grow without end or name files; what we ask for has no use for any.
    if found := re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Unreadable(f"expected {expected}; the answer declares {found[0]}")
    # By a NUL the parser would know UTF-16, whatever it is told, and find what we did not.
    if "\0" in text:
        raise Unreadable(f"expected {expected}; the answer is not XML: it holds a NUL")
    if text.count("<") > MOST:
        raise Unreadable(f"expected {expected}; the answer has more than {MOST:,} elements")
    parser = ET.XMLParser(encoding="utf-8")  # noqa: S314 - it meets no DTD
    try:
        root = ET.fromstring(text.encode(), parser)  # noqa: S314 - as above
    except (ET.ParseError, ValueError) as error:
        raise Unreadable(f"expected {expected}; the answer is not XML: {error}") from error
    if name_of(root) not in names:
        raise Unreadable(f"expected {expected}; the answer is <{name_of(root)[:TOLD]}>")
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


def fields(element: Element, *path: str) -> tuple[str, ...]:
    """Return the texts of children, as `texts` does.

    Raises:
        Wrong: one of them is longer than any field should be.
    """
    found = texts(element, *path)
    longest = max(map(len, found), default=0)
    if longest > LONGEST:
        name = "/".join(path)
        raise Wrong(f"{name} has {longest:,} characters; {LONGEST:,} are the most")
    return found


def field(element: Element, *path: str) -> str:
    """Return the first of the texts that `fields` returns; an empty one if there is none.

    Raises:
        Wrong: as `fields`.
    """
    return next(iter(fields(element, *path)), "")


def reject(wrong: Wrong, element: Element) -> Reject:
    """Return an element that could not be read as a reject."""
    try:
        written = ET.tostring(element, encoding="unicode")
        return Reject.of(wrong, written[: written.rindex(">") + 1])  # what follows is not its own
    except RecursionError:
        return Reject.of(wrong, "nested too deeply to be shown")
