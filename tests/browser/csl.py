"""CSL-JSON, as far as we write it.

The official schema (csl-data.json of https://github.com/citation-style-language/schema) knows many
more keys. This one has no key that it lacks, allows no value that it refuses, and needs more: so
what is valid here is valid there.
"""

from collections.abc import Mapping
from typing import Any

TEXT: Mapping[str, Any] = {"type": "string"}
NAME: Mapping[str, Any] = {
    "type": "object",
    "properties": dict.fromkeys(
        ("family", "given", "non-dropping-particle", "suffix", "literal"), TEXT
    ),
    "anyOf": [{"required": ["literal"]}, {"required": ["family", "given"]}],
    "additionalProperties": False,
}
DATE: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {
                "type": "array",
                "items": {"type": "integer"},
                "minItems": 3,
                "maxItems": 3,
            },
            "minItems": 1,
            "maxItems": 1,
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
SCHEMA: Mapping[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "title", "container-title", "number", "publisher"), TEXT),
            **dict.fromkeys(("DOI", "URL", "note"), TEXT),
            "type": {"enum": ["article", "article-journal"]},
            "author": {"type": "array", "items": NAME},
            "issued": DATE,
        },
        "required": ["type", "id", "title", "author", "URL"],
        "additionalProperties": False,
    },
}
