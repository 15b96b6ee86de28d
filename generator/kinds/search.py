"""Search: the page that searches all papers in the reader's browser, and what leads to it."""

from collections.abc import Iterable
from typing import Any

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.cards.postings import STOP
from generator.cards.segments import segments
from generator.markup import stems, terms
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass
from generator.model.html import escaped

NEEDS = ("paper", "search_index", "search_votes")  # kinds whose pages and files it reads


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What search.html may see."""

    head: Head
    topics: bool  # there is a list of them to go to instead
    elsewhere: str  # what to ask another search engine for


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> SearchView:
    """Return what the page shows."""
    words = archive.site.words
    return SearchView(
        head=Head(
            title=words.say("search"),
            path=address.SEARCH,
            description=words.say("search_told"),
        ),
        topics="topics" in archive.site.kinds,
        elsewhere=f"site:{archive.site.identity.root.partition('//')[2]}",
    )


def manifest(archive: Archive, key: str) -> dict[str, Any]:
    """Return what the page must know before it can search: `version` grows when it changes."""
    words = archive.site.words
    return {
        "version": 2,
        "segments": [segment.key for segment in segments(archive)],
        "stop": sorted(STOP),
        "topics": [
            {"slug": each.slug, "title": each.title, "stems": _stems(each.title)}
            for each in archive.topics()
        ],
        # What page.js says; it puts in what stands in braces.
        "words": {
            "found": words.say("search_found", papers="{papers}", time="{time}"),
            "any": words.say("search_any", most="{most}", time="{time}"),
            "none": words.say("search_none"),
            "meant": words.say("search_meant", words="{words}"),
            "lacking": words.say("search_lacking"),
            "broken": words.say("search_broken"),
            "more": words.say("search_more"),
            "topics": words.say("topics"),
            "years": words.say("search_years"),
            "code": words.say("code"),
            "has_code": words.say("search_has_code"),
        },
        "counts": {"papers": words.counts["paper"], "figure": {"other": "{count}"}},
        "forms": words.numbers.forms,
        "thousands": words.numbers.thousands,
        "months": words.dates.months_short,
        "short_day": words.dates.short_day,
    }


def _stems(title: str) -> list[str]:
    forms = (form for token in terms.tokens(terms.folded(title)) for form in terms.forms(token))
    return sorted({stems.stem(form) for form in forms if form not in STOP})


def opensearch(archive: Archive, key: str) -> str:
    """Return what lets a browser search here (https://github.com/dewitt/opensearch)."""
    identity = archive.site.identity
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escaped(identity.title[:16])}</ShortName>
<Description>{escaped(archive.site.words.say("search_told"))}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="{escaped(identity.root)}{address.SEARCH}?q={{searchTerms}}"/>
</OpenSearchDescription>
"""


OUTPUTS = (
    Output("search/index.html", "html", view, template="search.html"),
    Output("search/index.json", "json", manifest),
    Output("opensearch.xml", "text", opensearch, listed=False),
)
