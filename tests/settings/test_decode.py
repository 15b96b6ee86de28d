"""TOML and YAML as people write them: every mistake is told with its line, and none is a crash."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.frozen import dataclass, field
from generator.model.problem import Exit, Place, Problem, shown
from generator.settings.decode import PLAIN, Decoder, did_you_mean, mapping, scalar, toml

FILE = "content/corrections/2501.00001.yaml"


@dataclass(frozen=True, slots=True)
class Inner:
    any: tuple[str, ...] = ()
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Outer:
    title: str
    pause: float = 1.0
    list: bool = True
    day: date | None = None
    withdrawn: str | bool | None = None
    names: tuple[str, ...] = ()
    inner: Inner = field(default_factory=Inner)
    rest: Any = None


def decoded(text: str, first_line: int = 1) -> tuple[Outer | None, list[str]]:
    given, lines = mapping(text, FILE, first_line)
    decoder = Decoder(FILE, lines)
    found = decoder.decode(Outer, given)
    return found, [str(problem).removeprefix(FILE) for problem in decoder.problems]


def refusal(text: str, first_line: int = 1) -> Problem:
    with pytest.raises(Problem) as caught:
        mapping(text, FILE, first_line)
    return caught.value


def test_yaml_becomes_a_dataclass() -> None:
    text = "title: x\npause: 2\nlist: no\nday: 2025-12-12\nwithdrawn: true\nnames: [a, b]\n"
    found, problems = decoded(text + "inner:\n  any: agent\n  limit: 5\n")
    assert problems == []
    assert found == Outer(
        "x",
        pause=2.0,
        list=False,
        day=date(2025, 12, 12),
        withdrawn=True,
        names=("a", "b"),
        inner=Inner(("agent",), 5),
    )


def test_nothing_is_an_empty_mapping() -> None:
    for text in ("", "\n\n", "# a remark\n", "---\n", "{}"):
        assert mapping(text, FILE)[0] == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025", "2025"),
        ("1.10", "1.10"),
        ("007", "007"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2025-12-12", "2025-12-12"),
        ("2025-12-12 10:00:00", "2025-12-12 10:00:00"),
        ("'yes'", "yes"),
        ('"A: B"', "A: B"),
        ("C# and F#", "C# and F#"),
        ('"a\\x07b\\ud800"', "ab"),
        (">\n  Two\n  lines\n", "Two lines"),
        ('"Two\\u2028 lines\\n"', "Two lines"),
        ('"\\u202f"', "\u202f"),
    ],
)
def test_text_without_quotes_is_the_text_that_was_written(written: str, read: str) -> None:
    found, problems = decoded(f"title: {written}\n")
    assert problems == []
    assert found
    assert found.title == read


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("titel: x\ntitle: y\n", ":1: unknown key 'titel'; did you mean 'title'?"),
        ("title: yes\n", ":1: 'title' must be text, not True; put it into double quotes"),
        ("title:\n", ":1: 'title' is empty; write it, or take the line out"),
        ("title: x\npause: fast\n", ":2: 'pause' must be a number, not 'fast'"),
        ("title: x\npause: yes\n", ":2: 'pause' must be a number, not True"),
        ("title: x\nlist: 1\n", ":2: 'list' must be true or false, not 1"),
        ("title: x\nlist: [true]\n", ":2: 'list' must be true or false, not [True]"),
        (
            "title: x\nday: yesterday\n",
            ":2: 'day' must be a date such as 2025-12-12, not 'yesterday'",
        ),
        (
            "title: x\nday: 2025-12-12T10:00:00Z\n",
            ":2: 'day' must be a date such as 2025-12-12, not '2025-12-12T10:00:00Z'",
        ),
        (
            "title: x\nnames: [a, null]\n",
            ":2: 'names' must be text, not ['a', None]; put it into double quotes",
        ),
        ("title: x\ninner: 3\n", ":2: 'inner' must be a table of keys and values, not 3"),
        ("title: x\ninner:\n  limit: 1.5\n", ":3: 'limit' must be a whole number, not 1.5"),
        ("title: x\n\ninner:\n  anny: [a]\n", ":4: unknown key 'anny'; did you mean 'any'?"),
        ("title: x\ninner: {anny: a}\n", ":2: unknown key 'anny'; did you mean 'any'?"),
        ("list: true\n", ": 'title' is missing; add `title`"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_words(text: str, problem: str) -> None:
    _, problems = decoded(text)
    assert problems == [problem]


def test_all_that_is_wrong_is_told() -> None:
    found, problems = decoded("titel: x\nlist: 1\ninner:\n  limit: a\n  color: red\n")
    assert found is None
    assert [problem.split(":")[1] for problem in problems] == [
        "1",
        "2",
        "4",
        "5",
        " 'title' is missing; add `title`",
    ]


def test_a_wrong_value_leaves_its_default() -> None:
    found, _ = decoded("title: x\npause: fast\n")
    assert found == Outer("x")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: x\ntitle: y\n", 2, "twice"),
        ("inner:\n  any: a\n  limit: 3\n  any: b\n", 4, "twice"),
        ("names:\n- any: a\n  any: b\n", 3, "twice"),
        ("title: x\n\tpause: 3\n", 2, "a tab stands where"),
        ("title: x\nnames:\n\t- a\n", 3, "a tab stands where"),
        ("title: Agents: a survey\n", 1, "not allowed here"),
        ("pause: 3\ntitle: [x\n", 2, ""),
        ('pause: 3\ntitle: "x\n', 2, ""),
        ("title: x\nday: 2025-02-30\n", 2, "day is out of range"),
        ("- a\n- b\n", 1, "expected lines"),
        ("words\n", 1, "expected lines"),
        ("\n\n3\n", 3, "expected lines"),
        ("title: x\nyes: 3\n", 2, "'yes' is not text"),
        ("title: x\n2025: 3\n", 2, "'2025' is not text"),
        ("title: x\n[a]: 3\n", 2, "is not text"),
        ("title: x\n<<: {a: 3}\n", 2, "'<<' is not text"),
        ("title: x\nother: *x\n", 2, "have a meaning"),
        ("title: x\nother: &x 3\n", 2, "have a meaning"),
        ("title: x\nother: !x 3\n", 2, "have a meaning"),
        ("title: x\nother: !!python/name:os.system\n", 2, "have a meaning"),
        ("title: x\nother: !!bool maybe\n", 2, "have a meaning"),
        ("title: *Agents* at work\n", 1, ""),
        ("title: @home\n", 1, "cannot start any token"),
        ("title: `code`\n", 1, "cannot start any token"),
        ("title: x\nother: a\x07b\n", 2, ""),
        ("title: x\nother: \ud800\n", 2, ""),
        ("title: x\n---\ntitle: y\n", 2, ""),
        ("title: x\nother: =\n", 2, ""),
    ],
)
def test_yaml_that_cannot_be_read_is_a_problem_with_its_line(
    text: str, line: int, words: str
) -> None:
    for each in (text, text.replace("\n", "\r\n"), text.rstrip("\n")):
        problem = refusal(each)
        assert problem.at == Place(FILE, line)
        assert words in problem.what
        assert "\n" not in str(problem)
    assert refusal(text, 5).at == Place(FILE, line + 4)


def test_a_few_lines_do_not_become_billions() -> None:
    lists = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lists += [
        f"{b}: &{b} [{', '.join(['*' + a] * 10)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    mappings = ["a: &a {k: v, l: v}"]
    mappings += [
        f"{b}: &{b} {{k: *{a}, l: *{a}}}" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    refusal("a: &a [*a]\n")  # the first one loads what reads it
    began = time.process_time()
    for text in ("\n".join(lists), "\n".join(mappings), "a: &a\n  b: *a\n", "a: &a [*a]\n"):
        assert refusal(text).at == Place(FILE, 1)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule:\n\tany: [x]\n", ":2: a tab stands where YAML wants spaces; write"),
        ("rule:\n  any: [a]\n none: [b]\n", ":3: this line begins in another column than those"),
        ("authors:\n  - Ada\n - Bo\n", ":3: this line begins in another column than those"),
        ("---\ntitle: x\n---\n", ":3: a line `---` has no place here; take it out"),
        ("title: @x\n", ":1: found character '@' that cannot start any token; put text that"),
    ],
)
def test_what_is_to_be_done_about_yaml_is_what_mends_it(text: str, told: str) -> None:
    with pytest.raises(Problem) as caught:
        mapping(text, FILE)
    assert str(caught.value).startswith(FILE + told)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[" * 2000 + "]" * 2000,
        "a: " + "{a: " * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(2000)),
        "- " * 5000,
        "a: " + "9" * 100_000,
    ],
    ids=["open lists", "lists", "open mappings", "indented", "sequences", "digits"],
)
def test_deep_and_long_yaml_is_refused_and_no_crash(text: str) -> None:
    assert refusal(text).at


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"%@`#,?=~.0123456789 \t\n\r<y\x00\u2028é")))
def test_any_text_is_a_mapping_or_a_problem(text: str) -> None:
    try:
        found, lines = mapping(text, FILE)
    except Problem:
        return
    assert set(found) <= set(lines)


@given(st.text())
def test_a_scalar_is_read_as_the_text_that_it_was(text: str) -> None:
    given, _ = mapping(f"title: {scalar(text)}\norder: page\n", FILE)
    assert given["order"] == "page"
    if text.isprintable():
        assert given["title"] == text


@given(st.from_regex(PLAIN, fullmatch=True))
def test_a_plain_title_is_read_as_yaml_reads_it(text: str) -> None:
    assert mapping(text, FILE) == mapping(f"{text}\n#", FILE)


@pytest.mark.parametrize(
    "title",
    ["A: B", "- x", "yes", "2025", "1.10", "#1", "'", '"x"', "*a*", "null", "{x}", "@a", ""],
)
def test_titles_that_mean_something_in_yaml_are_quoted(title: str) -> None:
    assert mapping(f"title: {scalar(title)}", FILE)[0] == {"title": title}


def test_toml_gives_tables_and_the_lines_of_their_keys() -> None:
    text = (
        'kinds = ["day"]\r\n\r\n[site]\r\ntitle = "x" # \u2028\r\n[sources."a-b"]\r\nlist=true\r\n'
    )
    given, lines = toml(text, "site.toml")
    assert given["sources"] == {"a-b": {"list": True}}
    assert lines == {
        "kinds": 1,
        "site": 3,
        "site.title": 4,
        "sources.a-b": 5,
        "sources.a-b.list": 6,
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[site]\ntitle = x\n", 2),
        ('[site]\ntitle = "x"\ntitle = "y"\n', 3),
        ("[site]\n[site]\n", 2),
        ("a = " + "[" * 5000, None),
        ("a = " + "9" * 5000, None),
        ("day = 2025-02-30\n", 1),
    ],
)
def test_toml_that_cannot_be_read_is_a_problem_of_usage(text: str, line: int | None) -> None:
    with pytest.raises(Problem) as caught:
        toml(text, "site.toml")
    assert caught.value.at == Place("site.toml", line)
    assert caught.value.code == Exit.USAGE


def test_the_nearest_name_is_told_or_all_of_them() -> None:
    assert did_you_mean("keyword", ["keywords", "any"]) == "did you mean 'keywords'?"
    assert did_you_mean("zzz", ["b", "a"]) == "known are: a, b"


def test_a_long_value_is_shortened() -> None:
    assert shown("x" * 200) == "'" + "x" * 56 + "…"
    assert shown([1]) == "[1]"
