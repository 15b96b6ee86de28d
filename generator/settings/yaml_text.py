"""YAML as people write it: the one door of pyyaml."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import yaml

from generator.model.problem import Lines, Place, Problem, shown
from generator.model.text import clean

QUOTES = "put text that holds `: ` or begins with a sign into double quotes"
# What pyyaml says in words of its own grammar, and quotes would not mend.
ADVICE = (
    (re.compile(r"'\\t'"), "a tab stands where YAML wants spaces", "write spaces there"),
    (
        re.compile(r"<block \w+ start>"),
        "this line begins in another column than those above it",
        "begin it where they begin",
    ),
    (
        re.compile(r"another document"),
        "a line `---` has no place here",
        "take it out: nothing but a page has front matter between such lines",
    ),
)


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: `1.10`, `007` and `12:30` are text, and nothing stands for another.

    A few lines of aliases could stand for billions of values.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401 - pyyaml's
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if event.anchor or getattr(event, "tag", None):
            words = "`&`, `*` and `!` at the beginning of a value have a meaning in YAML"
            raise yaml.MarkedYAMLError(problem=words, problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - pyyaml's
        try:
            value = super().construct_object(node, deep)
        except ValueError as error:  # 2025-02-30
            raise yaml.MarkedYAMLError(
                problem=f"{shown(node.value)} cannot be read: {error}", problem_mark=node.start_mark
            ) from error
        if isinstance(value, str):
            return clean(value)
        number = type(value) in (int, float) and str(value) != node.value
        return node.value if number or isinstance(value, datetime) else value


def mapping(text: str, file: str, first_line: int = 1) -> tuple[dict[str, Any], Lines]:
    """Return the mapping that a piece of YAML holds and the lines of its keys.

    `first_line` is the line of the file on which `text` begins. Empty text is an empty mapping.

    Raises:
        Problem: it is not YAML, or not a mapping with text for keys, or a key stands twice.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None or node.tag == "tag:yaml.org,2002:null":
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            place = Place(file, first_line + node.start_mark.line)
            raise Problem("expected lines such as `title: words`", at=place)
        lines = dict(_yaml_lines(node, file, first_line))
        return loader.construct_document(node), lines
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        before = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
        place = Place(file, first_line + min(before, text.rstrip().count("\n")))
        what = getattr(error, "problem", None) or "this YAML cannot be read"
        advice = ((told, mend) for words, told, mend in ADVICE if words.search(what))
        what, mend = next(advice, (what, QUOTES))
        raise Problem(what, at=place, mend=mend) from error


def _yaml_lines(
    node: yaml.MappingNode, file: str, first_line: int, path: str = ""
) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for key, value in node.value:
        line = first_line + key.start_mark.line
        if key.tag != "tag:yaml.org,2002:str":
            raise Problem(f"the key {key.value!r} is not text", at=Place(file, line))
        if key.value in seen:
            mend = "keep one of them"
            raise Problem(f"{key.value!r} stands here twice", at=Place(file, line), mend=mend)
        seen.add(key.value)
        yield path + key.value, line
        values = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for each in values:
            if isinstance(each, yaml.MappingNode):
                yield from _yaml_lines(each, file, first_line, f"{path}{key.value}.")


def scalar(text: str) -> str:
    """Return `text` as the value of a YAML key, quoted where YAML wants it."""
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10**6)
    return dumped.removesuffix("\n").removesuffix("\n...")
