"""Way: a link within the site."""

from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A link within the site, and how many papers it leads to."""

    words: str
    path: str
    papers: int
