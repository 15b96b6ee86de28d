"""Head: what every page says of itself."""

from dataclasses import dataclass

from generator.markup import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Plain text for the head of a page. `feeds` is the folder of its own feeds, if it has any."""

    title: str
    path: str
    description: str = ""
    feeds: str | None = None
    indexed: bool = True  # by search engines


def described(text: str) -> str:
    """Return `text` as a description of a page: what a search engine shows, some 150 letters."""
    return sentence.first_sentence(text, limit=160)
