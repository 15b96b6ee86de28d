"""Manual: the papers that a person adds, one by one, by their arXiv ids.

A record copies what arXiv said of the paper on the day on which it was added.
"""

import re

from generator.model.frozen import dataclass
from generator.model.paper import PaperId, arxiv_id

ADDRESS = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"|(?:https?://)?(?:www\.)?huggingface\.co/papers/"
    r"|(?:doi:|(?:https?://)?(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)"
    r"(?P<id>[^?#]+?)(?:\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Source:
    """The fields are the keys of this source's table in site.toml. It asks nothing of anybody."""

    list: bool = True  # the days on which papers are added are days of the archive


def typed(text: str) -> PaperId | None:
    """Return the arXiv id that a person typed or copied; None if it can be none.

    It may have `arXiv:` before it and a version behind it, or be the address of a page of arXiv,
    of its PDF, or of the paper's page on Hugging Face, or the DOI that arXiv gives.
    """
    text = re.sub(r"\s+", "", text)
    found = ADDRESS.fullmatch(text)
    return arxiv_id(found["id"] if found else text)
