"""Artifact: one output file, the tables in which kinds say what they make, the steps of making."""

from collections.abc import Callable, Sequence
from typing import Any

from generator.model.frozen import dataclass
from generator.model.page import Block


@dataclass(frozen=True, slots=True)
class Output:
    """A row of a kind's table: where its pages go and what writes them.

    `path` may hold `{key}`, also shortened as in `{key:.4}`. The format `feed` stands for every
    feed format of the site, and its path is then a folder.
    """

    path: str
    format: str  # a module of generator.formats, or `feed`
    view: Callable[[Any, str], Any]  # (archive, key) -> the value that the format writes
    template: str = ""  # for the format html
    listed: bool = True  # in the sitemap
    text: Callable[[Any, str], str] | None = None  # what a page is about; the rest is its packing


@dataclass(frozen=True, slots=True)
class PageFile:
    """A row of a kind's table of Markdown pages: where they stand and what they hold."""

    path: str  # beneath content/, with `{key}` as above
    title: Callable[[Any, str], str]  # (archive, key) -> the title in its front matter
    blocks: Callable[[Any, str], Sequence[Block]]  # (archive, key) -> fresh blocks


@dataclass(frozen=True, slots=True)
class Step:
    """What is made in one go: the pages that a kind has of one key."""

    kind: str
    key: str
    day: str = ""  # the day that its pages tell of, for their order and the sitemap


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site, before it is made."""

    path: str  # beneath the output folder, with `/`
    key: str
    output: Output
    format: str
