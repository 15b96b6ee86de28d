"""Topic: a subject that people chose to gather papers by, and the rule that finds them."""

from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a paper must have. Every line that is given must hold.

    Words and phrases are looked for in title, abstract and keywords; case, hyphens and a
    plural s make no difference.
    """

    any: tuple[str, ...] = ()  # at least one of these words or phrases
    all: tuple[str, ...] = ()  # each of them
    none: tuple[str, ...] = ()  # not one of them
    categories: tuple[str, ...] = ()  # at least one of these arXiv categories
    authors: tuple[str, ...] = ()  # at least one of these authors


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A file content/topics/<slug>.md: its title, its rules (any of them will do), its essay."""

    slug: str
    title: str
    rules: tuple[Rule, ...] = ()
    description: str = ""
    formerly: tuple[str, ...] = ()  # slugs that it had before


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a paper has a topic: `“diffusion model” in the title`."""

    topic: str  # its slug
    words: str
