"""Pages: a file is read and written back to the byte, and its mistakes are told by their line."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup import blocks
from generator.model.page import Block, Page, Prose
from generator.model.problem import Place, Problem
from generator.settings.decode import mapping
from generator.store import pages

FILE = "content/days/2025/2025-12-12.md"
PATH = "days/2025/2025-12-12.md"

FRONTS = st.sampled_from(
    [
        *("", "\ufeff", "---\ntitle: x\n---\n", "\ufeff---\ntitle: x\n---\n", "---\n---\n"),
        *("---\r\ntitle: x\r\norder: page\r\n---\r\n", "--- \ntitle: é\n---\t\n"),
        *("---\n# a remark\n\ntitle: 'it''s'\n---\n", "---\ntitle: x\n---"),
    ]
)
BODY_LINES = st.sampled_from(
    [
        *("words", "", " ", "---", "title: x", "\u2028", "\x0b", "a\rb", "<!-- blockquote -->"),
        *("<!-- block a 00000000 -->", "<!-- /block -->", "<!-- block b e3b0c442 -->"),
    ]
)
ENDS = st.sampled_from(["\n", "\r\n"])


def fields(page: Page | None) -> dict[str, Any]:
    assert page is not None
    return pages.front_fields(page.front, FILE)[0]


@settings(max_examples=500)
@given(FRONTS, st.lists(st.tuples(BODY_LINES, ENDS).map("".join), max_size=8), BODY_LINES)
def test_a_page_read_and_written_is_the_same_to_the_byte(
    front: str, lines: list[str], last: str
) -> None:
    text = front + "".join(lines) + last
    read = page_or_line(text)
    if isinstance(read, int):
        assert 1 <= read <= text.count("\n") + 1
    else:
        assert pages.text_of(read) == text


def page_or_line(text: str) -> Page | int:
    try:
        return pages.parsed(text, FILE)
    except Problem as problem:
        return (problem.at and problem.at.line) or 0


@given(st.text(max_size=200))
def test_any_text_at_all_is_kept_whole_or_refused(text: str) -> None:
    read = page_or_line(text)
    assert isinstance(read, int) or pages.text_of(read) == text


NAMES = ("a", "b", "c")
FRESH = st.lists(
    st.builds(blocks.fresh, st.sampled_from(NAMES), st.sampled_from(["one\n", "two\n", ""])),
    unique_by=lambda block: block.name,
)


@given(FRONTS, st.sampled_from(["", "words", "words\n", "words\r\n"]), st.lists(FRESH, max_size=4))
def test_front_matter_and_prose_survive_merges_in_the_file_itself(
    front: str, prose: str, merges: list[list[Block]]
) -> None:
    page = pages.parsed(front if front.endswith("-") else front + prose, FILE)
    first, written = page, of_people(page)
    for fresh in merges:
        page = pages.parsed(pages.text_of(pages.refreshed(page, fresh)), FILE)
        assert fields(page) == fields(first)
        assert page.front in (first.front, first.front + "\n")
        assert of_people(page) in (written, written + "\n")
        assert {block.name for block in page.blocks} == {block.name for block in fresh}


def of_people(page: Page) -> str:
    return "".join(each.text for each in page.sections if isinstance(each, Prose))


def test_a_block_does_not_run_into_front_matter_without_a_last_line_end(tmp_path: Path) -> None:
    page = pages.refreshed(pages.parsed("---\ntitle: x\n---", FILE), [blocks.fresh("a", "words")])
    pages.write(tmp_path, PATH, page)
    again = pages.read(tmp_path, PATH)
    assert again
    assert fields(again) == {"title": "x"}
    assert [block.name for block in again.blocks] == ["a"]


def test_a_page_that_does_not_exist_is_none(tmp_path: Path) -> None:
    assert pages.read(tmp_path, PATH) is None


def test_writing_a_page_that_was_read_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    raw = b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\nwords \xc3\xa9\r\n\r\nno end"
    path.write_bytes(raw)
    before = path.stat().st_mtime_ns
    page = pages.read(tmp_path, PATH)
    assert page
    assert pages.write(tmp_path, PATH, page) is False
    assert path.read_bytes() == raw
    assert path.stat().st_mtime_ns == before


@given(st.text())
def test_the_title_of_a_fresh_page_can_be_read_again(title: str) -> None:
    page = pages.fresh(title)
    given, _ = mapping(page.front.split("\n", 1)[1].rsplit("---", 1)[0], FILE)
    assert set(given) == {"title"}
    parsed = pages.parsed(pages.text_of(page), FILE)
    assert pages.text_of(parsed) == pages.text_of(page)
    if title.isprintable():
        assert fields(parsed) == {"title": title}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: x\nwords\n", 1),
        ("--- \ntitle: x\n", 1),
        ("\n---\ntitle: x\n---\nwords\n", 2),
        ("\ufeff \r\n\r\n--- \r\ntitle: x\r\n---\r\n", 3),
        ("---\ntitle: x\ntitle: y\n---\n", 3),
        ("---\n\ntitle: A: B\n---\n", 3),
        ("---\ntitle: x\n\torder: page\n---\n", 3),
        ("---\r\ntitle: x\r\norder: [page\r\n---\r\n", 3),
        ("---\n- a list\n---\n", 2),
        ("---\ntitle: x\n---\nwords\n<!-- block a 00000000 -->\n", 5),
        ("---\r\ntitle: x\r\n---\r\nwords\r\n<!-- /block -->\r\n", 5),
        ("\ufeffwords\n\n<!-- /block -->", 3),
    ],
)
def test_what_is_wrong_in_a_page_is_told_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(text.encode())
    with pytest.raises(Problem) as caught:
        fields(pages.read(tmp_path, PATH))
    assert caught.value.at == Place(FILE, line)


def test_a_page_may_begin_with_a_rule_beneath_an_empty_line() -> None:
    for text in (
        "\n---\nWords: of ours.\n",
        "\n---\nnote: of ours\n",
        "\n---\n",
        "\nwords\n---\ntitle: x\n---\n",
    ):
        assert pages.text_of(pages.parsed(text, FILE)) == text


def test_what_git_could_not_merge_is_told_with_its_line(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\nOurs.\n<<<<<<< HEAD\nMine.\n=======\nTheirs.\n>>>>>>> origin/main\n"
    (tmp_path / "a.md").write_text(text)
    with pytest.raises(Problem) as caught:
        pages.read(tmp_path, "a.md")
    assert caught.value.at == Place("content/a.md", 5)
    (tmp_path / "a.md").write_text(text.replace("=======\n", ""))  # somebody tells of git
    assert pages.read(tmp_path, "a.md")


def test_a_page_that_is_not_utf_8_is_a_problem_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_bytes(b"---\ntitle: x\n---\ncaf\xe9\n")
    with pytest.raises(Problem, match="not UTF-8") as caught:
        pages.read(tmp_path, "about.md")
    assert caught.value.at == Place("content/about.md", 4)
