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
# https://info.arxiv.org/help/arxiv_identifier.html: a year and a month; from 2007 four digits after
# them, from 2015 five; before that an archive, whose subject class says nothing.
MONTH = r"\d\d(?:0[1-9]|1[0-2])"
NEW = re.compile(
    rf"arxiv:(?={MONTH})(?:(?:0[7-9]|1[0-4])\d\d\.\d{{4}}|(?:1[5-9]|[2-9]\d)\d\d\.\d{{5}})"
)
OLD = re.compile(rf"(?P<archive>arxiv:[a-z-]+)(?:\.[a-z]{{2}})?(?P<number>/{MONTH}\d{{3}})")


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
    name = arxiv_id(found["id"] if found else text)
    if name is None or NEW.fullmatch(name):
        return name
    old = OLD.fullmatch(name)
    return PaperId(old["archive"] + old["number"]) if old else None
