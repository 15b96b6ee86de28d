"""Page: a Markdown file under content/: front matter, people's prose, the generator's blocks."""

import hashlib
from collections.abc import Mapping
from typing import Any

from generator.model.frozen import dataclass, field


def digest_of(text: str) -> str:
    """Return the eight hex digits that mark `text` as generated.

    Line ends count as LF, and space at the end of a line or of the text does not count, so that
    an editor which trims or converts them has not edited the block.
    """
    if "\r" in text or "\t" in text or " \n" in text or text.endswith(" "):  # few have
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = "\n".join(line.rstrip(" \t") for line in lines)
    return hashlib.sha256(text.strip("\n").encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of people, word for word, line ends included."""

    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Text between two markers: the generator's until somebody edits it."""

    name: str  # such as `paper/arxiv:2401.01234`
    text: str  # without the markers, ends in a line end unless it is empty
    digest: str  # of the text as generated
    raw: str = ""  # as it stands in the file, markers included; empty for a fresh block

    @property
    def edited(self) -> bool:
        """Whether people have changed it since it was generated."""
        return digest_of(self.text) != self.digest


Section = Prose | Block


@dataclass(frozen=True, slots=True)
class Page:
    """A whole file: its front matter as text and as fields, and its sections in order."""

    front: str = ""  # with its `---` lines; empty if it has none
    fields: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    @property
    def prose(self) -> str:
        """Its prose without its blocks."""
        return "".join(each.text for each in self.sections if isinstance(each, Prose))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks, in the order in which they stand."""
        return tuple(section for section in self.sections if isinstance(section, Block))
