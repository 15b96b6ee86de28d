"""Digest: the papers of a day or a week, as a message tells them; Letter: it, to one reader."""

from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A paper in a digest, in plain text."""

    title: str
    address: str
    authors: str
    says: str  # how its abstract begins
    note: str  # votes and topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a message tells. Its `name` is the only one of this day or week, and this topic."""

    name: str  # `days/2025-12-12`, or with a topic `weeks/2025-W50/agents`
    site: str
    title: str
    summary: str  # `36 papers, the most voted first`
    papers: tuple[Excerpt, ...]
    address: str  # of the page that has all of them
    more: str  # words that lead there
    farewell: str  # why it was sent
    language: str
    foreign: str  # the language of papers, if that is another
    direction: str  # of its writing, "ltr" or "rtl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A digest to one reader."""

    digest: Digest
    sender: str
    to: str
    unsubscribe: str  # an address, of the web or for mail; may be empty
    id: str
