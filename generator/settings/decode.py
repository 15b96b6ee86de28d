"""TOML and YAML into dataclasses, with the file and line of whatever is wrong.

A wrong key is answered with the nearest right one; a wrong value with
what was expected. All that is wrong is told, not the first alone.
"""

import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from generator.model.frozen import is_dataclass, names, needed
from generator.model.problem import Exit, Lines, Place, Problem, shown
from generator.model.text import clean

T = TypeVar("T")

# One key with a value of words, which YAML reads as it stands.
PLAIN = re.compile(r"(title): ([A-Za-z0-9]+(?:,? [A-Za-z0-9]+)+)\n?", re.ASCII)

MANY = 60  # more is no list that anybody reads in a message

WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
WORDS[date] = "a date such as 2025-12-12"


def toml(text: str, file: str) -> tuple[dict[str, Any], Lines]:
    """Return the tables of a TOML file and the lines of their keys.

    Raises:
        Problem: it is not TOML.
    """
    try:
        return tomllib.loads(text), dict(_toml_lines(text))
    except (ValueError, RecursionError) as error:  # a number or a list may be too long for Python
        found = re.search(r"\(at line (\d+)", str(error))
        place = Place(file, int(found[1]) if found else None)
        what = str(error).split(" (at ")[0]
        mend = "see https://toml.io for how TOML is written"
        raise Problem(what, at=place, mend=mend, code=Exit.USAGE) from error


def _toml_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield dotted keys with their lines; good enough to point at, not to parse."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([^\]\s]+)\s*\]", line):
            table = header[1].replace('"', "") + "."
            yield table[:-1], number
        elif key := re.match(r"\s*([\w.\"-]+)\s*=", line):
            yield table + key[1].replace('"', ""), number


def mapping(text: str, file: str, first_line: int = 1) -> tuple[dict[str, Any], Lines]:
    """Return the mapping that a piece of YAML holds and the lines of its keys.

    `first_line` is the line of the file on which `text` begins. Empty text is an empty mapping.

    Raises:
        Problem: it is not YAML, or not a mapping with text for keys, or a key stands twice.
    """
    if plain := PLAIN.fullmatch(text):  # as we write it ourselves, a page a day
        return {plain[1]: plain[2]}, {plain[1]: first_line}
    from generator.settings import yaml_text  # it takes 10 ms, and 300 us a page

    return yaml_text.mapping(text, file, first_line)


def scalar(text: str) -> str:
    """Return `text` as the value of a YAML key, quoted where YAML wants it."""
    if PLAIN.fullmatch(f"title: {text}"):
        return text
    from generator.settings import yaml_text  # as above

    return yaml_text.scalar(text)


class Decoder:
    """Turns mappings into dataclasses and gathers what is wrong on the way in `problems`."""

    def __init__(self, file: str, lines: Lines, code: Exit = Exit.CONTENT) -> None:
        self.file = file
        self.lines = lines
        self.code = code
        self.problems: list[Problem] = []

    def wrong(self, path: str, what: str, mend: str = "") -> None:
        """Note what is wrong at a dotted key."""
        around = path
        while around and around not in self.lines:  # it may stand in the line of a table around it
            around = around.rpartition(".")[0]
        place = Place(self.file, self.lines.get(around))
        self.problems.append(Problem(what, at=place, mend=mend, code=self.code))

    def problem(self) -> Problem:
        """Return the first of the problems, of which there are some; others are its `__notes__`."""
        first, *others = self.problems
        for other in others:
            first.add_note(str(other))
        return first

    def decode(self, kind: type[T], given: Mapping[str, Any], path: str = "") -> T | None:
        """Return `given` as a `kind`, a dataclass; None if a field without default is missing.

        A key of a wrong name or value is noted as a Problem, and its default taken instead.
        """
        fields = names(kind)
        hints = typing.get_type_hints(kind)
        values: dict[str, Any] = {}
        for key, value in given.items():
            if key not in fields:
                self.wrong(path + key, f"unknown key {key!r}", did_you_mean(key, fields))
                continue
            try:
                values[key] = self._value(hints[key], value, f"{path}{key}")
            except TypeError as error:
                mend = "put it into double quotes" if str(error) == WORDS[str] else ""
                what = f"{key!r} must be {error}, not {shown(value)}"
                if value is None:  # as YAML has it; TOML knows no such thing
                    what, mend = f"{key!r} is empty", "write it, or take the line out"
                self.wrong(path + key, what, mend)
        missing = [name for name in needed(kind) if name not in values]
        for name in missing:
            if name not in given:
                self.wrong(path.rstrip("."), f"{name!r} is missing", f"add `{name}`")
        if missing:
            return None
        try:
            return kind(**values)
        except ValueError as error:  # the dataclass itself knows what its values must be
            self.wrong(path.rstrip("."), str(error))
            return None

    def _value(self, hint: Any, value: Any, path: str) -> Any:  # noqa: ANN401 - any type goes
        """Return `value` as a `hint`.

        Raises:
            TypeError: it is not one; the words say what was expected.
        """
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            return self._choice(inner, value, path)
        if origin is tuple:  # one value is a list of one
            values = value if isinstance(value, list) else [value]
            return tuple(self._value(inner[0], each, path) for each in values)
        if origin is not None:
            return dict(self._dict(value))
        if is_dataclass(hint):
            decoded = self.decode(typing.cast("type", hint), self._dict(value), path + ".")
            if decoded is None:
                raise TypeError("complete")
            return decoded
        return self._plain(hint, value)

    def _choice(self, kinds: typing.Sequence[Any], value: Any, path: str) -> Any:  # noqa: ANN401
        if value is None and type(None) in kinds:
            return None
        *others, last = [kind for kind in kinds if kind is not type(None)]
        for kind in others:
            try:
                return self._value(kind, value, path)
            except TypeError:
                continue
        return self._value(last, value, path)

    @staticmethod
    def _plain(hint: Any, value: Any) -> Any:  # noqa: ANN401 - any type goes
        if hint is Any or type(value) is hint:
            return one_line(clean(value)) if hint is str else value
        if hint is float and type(value) is int:
            return float(value)
        if hint is str and type(value) in (int, float, date):
            return str(value)  # an unquoted `2025` or `1.5` in YAML is meant as text
        raise TypeError(WORDS.get(hint, "another kind of value"))

    @staticmethod
    def _dict(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any type goes
        if not isinstance(value, dict):
            raise TypeError("a table of keys and values")
        return value


def one_line(text: str) -> str:
    """Return `text` without ends of lines: it stands in headers of mail, headings and tables."""
    return text if text.splitlines() == [text] else " ".join(text.split())


def uncut(given: Mapping[str, Any], keys: typing.Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield those of `keys`, of lists, that have one text with commas: the key, what, the mend."""
    for key in keys:
        text = given.get(key)
        if isinstance(text, str) and ", " in text:
            mend = f'write `{key}: [{text}]`, or `{key}: ["{text}"]` where it is one'
            yield key, f"{key!r} has one text with a comma in it", mend


def did_you_mean(word: str, known: typing.Iterable[str]) -> str:
    """Return `did you mean 'title'?`, or the list of what is known if nothing is near.

    Of a list that is too long for a message nothing is returned.
    """
    import difflib  # it takes 1 ms, and few make mistakes

    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return "" if len(names) > MANY else f"known are: {', '.join(names) or 'none'}"
