"""JSON from outside: fields whose sorts are checked, and what no record can hold."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from generator.model.exchange import DEEPEST, LONGEST, MOST, TOLD, Unreadable, Wrong
from generator.model.frozen import dataclass
from generator.model.text import clean

T = TypeVar("T")

HALVES = re.compile("[\ud800-\udfff]")  # of a surrogate pair, which UTF-8 cannot write
LARGEST = 2**53  # beyond it JavaScript, which may read what we write, loses digits
WIDEST = 640  # digits of a number that every Python reads and writes: see sys.int_info


class Twice(dict[str, Any]):
    """A mapping in which a key stood twice: nobody knows which was meant.

    It is written as it came, or it would be taken for a good one when it is read again.
    """

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def items(self) -> Any:  # noqa: ANN401 - pairs, as the writer of JSON asks for them
        """Return every key with its value, those that stand twice too."""
        return self.pairs


def value_of(body: bytes, expected: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the JSON that an answer holds.

    Raises:
        Unreadable: it is not JSON in UTF-8, has too many values, or tells of an error. The words
            say what was `expected`.
    """
    if body.count(b",") > MOST:
        raise Unreadable(f"expected {expected}; the answer has more than {MOST:,} values")
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_int=_whole, object_pairs_hook=_fields)
    except UnicodeDecodeError as error:
        raise Unreadable("the answer is not UTF-8") from error
    except RecursionError as error:
        raise Unreadable("the answer is nested too deeply") from error
    except ValueError as error:
        found = "HTML" if body.lstrip().startswith(b"<") else f"not JSON: {error}"
        raise Unreadable(f"expected {expected}; the answer is {found}") from error
    if isinstance(value, dict) and isinstance(value.get("error"), str):
        told = written(value["error"])[:TOLD].encode(errors="backslashreplace").decode()
        raise Unreadable(f"the source answers with an error: {told}")
    return value


def _whole(digits: str) -> float:
    """Return a whole number; one that is too long even to be shown as infinity."""
    return int(digits) if len(digits) <= WIDEST else math.inf


def _fields(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else Twice(pairs)


def written(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return `value` as JSON."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "nested too deeply to be shown"


@dataclass(frozen=True, slots=True)
class Part:
    """Fields of JSON, and the path that leads to them, so that a wrong one can be named."""

    path: str
    fields: Mapping[str, Any]

    def has(self, key: str) -> bool:
        """Tell whether a field has a value; one that is null has none."""
        return self.fields.get(key) is not None

    def field(self, key: str, kind: type[T], default: T) -> T:
        """Return a value of its kind; the default if it is absent.

        Raises:
            Wrong: it is of another kind. So do all the others.
        """
        value = self.fields.get(key)
        if value is None:
            return default
        if type(value) is not kind:  # true is no number here
            raise Wrong(f"{self.path}{key} must be {SORTS[kind]}, not {sort_of(value)}")
        return value

    def text(self, key: str) -> str:
        """Return a text, white space collapsed; empty if it is absent."""
        return " ".join(clean(self.field(key, str, "")).split())

    def flag(self, key: str) -> bool:
        """Return true or false; false if it is absent."""
        return self.field(key, bool, default=False)

    def count(self, key: str) -> int | None:
        """Return a whole number that counts something; None if it is absent.

        Raises:
            Wrong: it is less than none.
        """
        count = self.field(key, int, 0) if self.has(key) else None
        if count is not None and count < 0:
            raise Wrong(f"{self.path}{key} is less than none: {count}")
        return count

    def part(self, key: str) -> "Part":
        """Return the fields of a mapping; none if it is absent."""
        return Part(f"{self.path}{key}.", self.field(key, dict, {}))

    def each(self, key: str) -> "Part":
        """Return a list as fields named by their places, so that a wrong one can be named."""
        values = self.field(key, list, [])
        return Part(self.path, {f"{key}[{at}]": value for at, value in enumerate(values)})

    def parts(self, key: str) -> tuple["Part", ...]:
        """Return the mappings of a list."""
        each = self.each(key)
        return tuple(each.part(name) for name in each.fields)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, none of them empty."""
        each = self.each(key)
        return tuple(filter(None, map(each.text, each.fields)))

    def address(self, key: str) -> tuple[str, ...]:
        """Return a text, if there is one, without the line ends that browsers ignore too.

        See https://url.spec.whatwg.org/#url-parsing.
        """
        text = re.sub(r"[\t\r\n]", "", self.field(key, str, "")).strip()
        return (text,) if text else ()

    def addresses(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, as `address` does."""
        each = self.each(key)
        return tuple(text for name in each.fields for text in each.address(name))


SORTS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",  # before numbers, since it is one to Python
    int: "a whole number",
    float: "a number",
    dict: "a mapping",
    list: "a list",
    type(None): "nothing",
}


def sort_of(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return what sort of value this is, in words."""
    return next(words for sort, words in SORTS.items() if isinstance(value, sort))


def beyond(value: Any, known: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
    """Return what of `value` the table `known` does not account for; None if that is nothing.

    In such a table None stands beside a key that is known whole, else the table beneath it.
    """
    if known is None:
        return None
    if isinstance(value, list):
        rests = {str(at): beyond(each, known) for at, each in enumerate(value)}
    elif isinstance(value, dict):
        rests = {
            key: beyond(each, known[key]) if key in known else each for key, each in value.items()
        }
    else:
        return None
    return {key: rest for key, rest in rests.items() if rest is not None} or None


def unfit(value: Any, depth: int = 0) -> str:  # noqa: ANN401 - any JSON
    """Return why no file of records can hold `value`; empty if one can."""
    if depth > DEEPEST:
        return f"nested deeper than {DEEPEST} levels"
    if isinstance(value, str):
        return _unfit_text(value)
    if isinstance(value, int | float):
        return "" if abs(value) <= LARGEST else "holds a number too large, or none"
    if isinstance(value, Twice):
        return "holds a key that stands twice in one mapping"
    inner = [*value, *value.values()] if isinstance(value, dict) else value or ()
    return next(filter(None, (unfit(each, depth + 1) for each in inner)), "")


def _unfit_text(text: str) -> str:
    if len(text) > LONGEST:
        return f"holds a text of {len(text):,} characters; {LONGEST:,} are the most"
    broken = not text.isascii() and HALVES.search(text)
    return "holds half a surrogate pair" if broken else ""
