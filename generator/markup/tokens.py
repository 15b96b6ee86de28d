"""Tokens: what a title or abstract is made of, once its TeX is read."""

from generator.markup.formulas import Formula
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    r"""A letter or sign in TeX: `\"o`, `\ss`, `\alpha`."""

    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads to a safe address."""

    address: str
    label: "tuple[Token, ...]"


@dataclass(frozen=True, slots=True)
class Styled:
    """Tokens in a style: em, strong, code, u, sup, sub, small-caps."""

    style: str
    inside: "tuple[Token, ...]"


Token = Text | Letter | Formula | Link | Styled
