"""The schema of the API (https://json-schema.org/draft/2020-12), and what its page tells of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import address
from generator.model.frozen import dataclass
from generator.model.words import Words

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "pattern": "^[Hh][Tt]{2}[Pp][Ss]?://"}
TEXTS: Schema = {"type": "array", "items": TEXT}
COUNTS: Schema = {"type": "object", "additionalProperties": COUNT}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object: what it is called in schema and words, and what it holds."""

    name: str
    schema: Schema
    needed: bool = False


AUTHOR = (Field("name", TEXT, needed=True),)
USER = (Field("user", TEXT), Field("fullname", TEXT))
ORGANIZATION = (Field("name", TEXT, needed=True), Field("fullname", TEXT, needed=True))
PAPER = (
    Field("id", TEXT, needed=True),
    Field("title", TEXT, needed=True),
    Field("authors", {"type": "array", "items": {"$ref": "#/$defs/author"}}),
    Field("summary", TEXT),
    Field("publishedAt", INSTANT, needed=True),
    Field("submittedOnDailyAt", INSTANT, needed=True),
    Field("submittedOnDailyBy", {"$ref": "#/$defs/user"}),
    Field("upvotes", COUNT, needed=True),
    Field("ai_summary", TEXT),
    Field("ai_keywords", TEXTS),
    Field("githubRepo", ADDRESS),
    Field("githubStars", COUNT),
    Field("projectPage", ADDRESS),
    Field("organization", {"$ref": "#/$defs/organization"}),
)
ITEM = (
    Field("paper", {"$ref": "#/$defs/paper"}, needed=True),
    Field("title", TEXT, needed=True),
    Field("publishedAt", INSTANT, needed=True),
    Field("numComments", COUNT, needed=True),
    Field("submittedBy", {"$ref": "#/$defs/user"}),
    Field("organization", {"$ref": "#/$defs/organization"}),
    Field("day", DAY, needed=True),
    Field("topics", TEXTS),
    Field("subjects", TEXTS),
    Field("doi", TEXT),
    Field("journal", TEXT),
    Field("withdrawn", TEXT),
)
BRIEF = (
    Field("id", TEXT, needed=True),
    Field("title", TEXT, needed=True),
    Field("day", DAY, needed=True),
    Field("upvotes", COUNT, needed=True),
    Field("topics", TEXTS, needed=True),
    Field("withdrawn", TEXT),
)
BRIEFS: Schema = {"type": "array", "items": {"$ref": "#/$defs/brief"}}
ABOUT = (
    Field("slug", TEXT, needed=True),
    Field("title", TEXT, needed=True),
    Field("description", TEXT, needed=True),
    Field("papers", COUNT, needed=True),
    Field("newest", MAYBE_DAY, needed=True),
)
TOPIC = (*ABOUT, Field("months", COUNTS, needed=True), Field("list", BRIEFS, needed=True))
WEEK = (
    Field("week", TEXT, needed=True),
    Field("first", DAY, needed=True),
    Field("last", DAY, needed=True),
    Field("list", BRIEFS, needed=True),
)
INDEX = (
    Field("title", TEXT, needed=True),
    Field("description", TEXT, needed=True),
    Field("papers", COUNT, needed=True),
    Field("first", MAYBE_DAY, needed=True),
    Field("newest", MAYBE_DAY, needed=True),
    Field("week", {"type": ["string", "null"]}, needed=True),
    Field("years", TEXTS, needed=True),
    Field("files", {"type": "object", "additionalProperties": ADDRESS}, needed=True),
)
BY_TOPIC: Schema = {"type": "object", "additionalProperties": COUNTS}
ALL_COUNTS = (Field("days", COUNTS, needed=True), Field("topics", BY_TOPIC, needed=True))

# What files are made of, and under which name the schema has it.
PARTS: Mapping[str, tuple[Field, ...]] = {
    "author": AUTHOR,
    "user": USER,
    "organization": ORGANIZATION,
    "paper": PAPER,
    "item": ITEM,
    "brief": BRIEF,
    "about": ABOUT,
    "topic": TOPIC,
    "week": WEEK,
    "index": INDEX,
    "counts": ALL_COUNTS,
}
LISTS: Mapping[str, Schema] = {
    "day": {"type": "array", "items": {"$ref": "#/$defs/item"}},
    "topics": {"type": "array", "items": {"$ref": "#/$defs/about"}},
    "ids": {"type": "object", "additionalProperties": TEXTS},
    "year": {"$ref": "#/$defs/item"},  # of each line
    "status": {"type": "object", "required": ["version", "sources"]},
}


def schema(words: Words, root: str) -> dict[str, Any]:
    """Return the schema of all files, each under its name in `$defs`."""
    parts = {name: _object(words, fields) for name, fields in PARTS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": root + address.API_FILES["schema"],
        "$defs": {**parts, **LISTS},
    }


def _object(words: Words, fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            each.name: {**each.schema, "description": words.say(f"api_{each.name}")}
            for each in fields
        },
        "required": [each.name for each in fields if each.needed],
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as the page tells of it."""

    name: str
    told: str
    needed: bool


def lines(words: Words, part: str) -> Iterator[FieldLine]:
    """Yield the fields of a part of the API."""
    for each in PARTS[part]:
        yield FieldLine(each.name, words.say(f"api_{each.name}"), each.needed)
