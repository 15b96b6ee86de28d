"""words.json: what scripts say to readers, in the language of the site."""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.archive.reader import Archive
from generator.model import address
from generator.model.artifact import Output

OURS = "js_"  # what the keys of their words begin with


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one file."""
    return [""]


def view(archive: Archive, key: str) -> Mapping[str, Any]:
    """Return the words, and how counts and days are written."""
    words = archive.site.words
    ours = (name for name in words.words if name.startswith(OURS))
    return {
        "words": {name: words.words[name] for name in ("comma", *ours)},
        "counts": {name: forms for name, forms in words.counts.items() if name.startswith(OURS)},
        "forms": words.numbers.forms,
        "thousands": words.numbers.thousands,
        "months": words.dates.months_short,
        "short_day": words.dates.short_day,
    }


OUTPUTS = (Output(address.WORDS, "json", view, listed=False),)
