"""Head: what every page says of itself."""

from generator.markup import sentence, tex
from generator.model.frozen import dataclass
from generator.model.html import Html

LETTERS = 160  # of a description


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Plain text for the head of a page.

    `feeds` is the folder of its own feeds, whose title is the page's where they have no other;
    `source` the Markdown page that people may edit, beneath content/, if it has any.
    """

    title: str
    path: str
    description: str = ""
    feeds: str | None = None
    feeds_title: str = ""
    indexed: bool = True  # by search engines
    source: str = ""
    linked: Html = Html()  # JSON-LD


def described(text: str) -> str:
    """Return `text` as a description of a page: what a search engine shows, some 150 letters."""
    return sentence.first_sentence(text, LETTERS)


def described_tex(text: str) -> str:
    """Return `described(tex.plain(text))`, and read no more of `text` than that takes."""
    beginning = tex.beginning(text, LETTERS + sentence.ENOUGH)
    told = sentence.told_by(beginning, LETTERS)
    return described(tex.plain(text)) if told is None else told
