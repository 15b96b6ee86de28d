"""Blocks: what people wrote survives whatever is merged, and damage is told, never guessed at."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup import blocks
from generator.model.page import Block, Prose, Section, digest_of
from generator.model.problem import Place, Problem

FILE = "content/days/2025/2025-12-12.md"
NAMES = [f"paper/arxiv:2501.{number:05}" for number in range(6)]

# Lines that look like something: markers that are none, rules, fences, separators of other systems.
WORDS = (
    *("", " ", "\t", "words", "two words  ", "---", "# heading", "```", "- list", "\ufeff", "\r"),
    *("<!-- blockquote -->", "<!-- blocks -->", "<!-- block-quote -->", "<!-- a block -->\t"),
    *("see <!-- block x 00000000 -->", "> <!-- /block -->", "<b>", "\u2028", "\x0b", "\x85"),
    *("title: \u00e9", "\u4e2d\u6587", "a\x0cb", "\u2029<", "    code"),
)
LINES = [word + end for word in WORDS for end in ("\n", "\r\n")]
PROSE = st.lists(st.sampled_from(LINES), max_size=3).map("".join)
TEXTS = ["", "one\n", "two\n\n- three\n", "\u00b6\n<!-- blockquote -->\n"]
FRESH = st.lists(
    st.sampled_from([blocks.fresh(name, text) for name in NAMES for text in TEXTS]),
    unique_by=lambda block: block.name,
    max_size=5,
)


def left_by_people(raw: str) -> list[str]:
    """Return a block as generated, and what editors and people may have made of it."""
    opening, closing = raw.index("\n") + 1, raw.rindex("<!--")
    lf = [
        raw,
        raw[:opening] + raw[closing:],
        raw[:opening] + "our words\n" + raw[closing:],
        raw[:closing] + "\n<!-- blockquote -->  \n\n" + raw[closing:],
        raw.replace("\n", "  \t\n"),
        "  " + raw,
    ]
    return lf + [each.replace("\n", "\r\n") for each in lf]


BLOCKS = st.sampled_from(
    [
        (name, left)
        for name in NAMES
        for text in TEXTS
        for left in left_by_people(blocks.raw(blocks.fresh(name, text)))
    ]
)


# The body of a page as generator and people may have left it between them.
BODIES = st.builds(
    lambda opening, pairs, cut: (
        (body := opening + "".join(block + prose for (_, block), prose in pairs))
        and (body.rstrip("\r\n") if cut else body)
    ),
    PROSE,
    st.lists(st.tuples(BLOCKS, PROSE), unique_by=lambda pair: pair[0][0], max_size=4),
    st.booleans(),
)


def sections(body: str) -> tuple[Section, ...]:
    return blocks.split(body, FILE)


def of_people(page: Sequence[Section]) -> str:
    """Return what people wrote as it stands: prose, and the blocks that they changed."""
    return "".join(
        section.text if isinstance(section, Prose) else blocks.raw(section)
        for section in page
        if isinstance(section, Prose) or section.edited
    )


@settings(max_examples=2000)
@given(BODIES)
def test_a_page_split_and_joined_is_the_same_to_the_byte(body: str) -> None:
    assert blocks.join(sections(body)) == body


@settings(max_examples=500)
@given(st.text(alphabet=st.sampled_from("<!-- /blockBLOCK\n\r\t\ufeff0a:x>"), max_size=80))
def test_any_text_is_either_kept_whole_or_refused_with_a_line(body: str) -> None:
    read = sections_or_line(body)
    if isinstance(read, int):
        assert 1 <= read <= body.count("\n") + 1
    else:
        assert blocks.join(read) == body


def sections_or_line(body: str) -> tuple[Section, ...] | int:
    try:
        return sections(body)
    except Problem as problem:
        return (problem.at and problem.at.line) or 0


@settings(max_examples=500)
@given(BODIES, st.lists(FRESH, min_size=1, max_size=4))
def test_what_people_wrote_survives_any_merges_word_for_word_and_in_order(
    body: str, merges: list[list[Block]]
) -> None:
    page = sections(body)
    written = of_people(page)
    for fresh in merges:
        page = sections(blocks.join(blocks.merge(page, fresh)))
        # A last line may get its line end, so that a block can follow it.
        assert of_people(page) in (written, written + "\n")


@settings(max_examples=500)
@given(BODIES, FRESH)
def test_merging_the_same_twice_changes_nothing(body: str, fresh: list[Block]) -> None:
    once = blocks.merge(sections(body), fresh)
    assert blocks.merge(once, fresh) == once
    text = blocks.join(once)
    assert blocks.join(blocks.merge(sections(text), fresh)) == text


@given(BODIES, FRESH)
def test_after_a_merge_each_fresh_block_stands_once_and_no_stale_one(
    body: str, fresh: list[Block]
) -> None:
    before = {each.name: each for each in sections(body) if isinstance(each, Block)}
    merged = sections(blocks.join(blocks.merge(sections(body), fresh)))
    after = {each.name: each for each in merged if isinstance(each, Block)}
    wanted = {each.name: each for each in fresh}
    edited = {name for name, each in before.items() if each.edited}
    assert after.keys() == wanted.keys() | edited
    for name, block in after.items():
        if name not in edited:
            assert digest_of(block.text) == wanted[name].digest == block.digest


@given(BODIES, FRESH)
def test_new_blocks_follow_the_last_block_in_their_own_order(body: str, fresh: list[Block]) -> None:
    before = [each.name for each in sections(body) if isinstance(each, Block)]
    merged = blocks.merge(sections(body), fresh)
    after = [each.name for each in merged if isinstance(each, Block)]
    old = [name for name in before if name in after]
    assert after == old + [each.name for each in fresh if each.name not in before]


@given(BODIES, FRESH)
def test_a_page_turned_to_crlf_is_refreshed_all_the_same(body: str, fresh: list[Block]) -> None:
    plain = blocks.join(blocks.merge((), fresh))
    turned = plain.replace("\n", "\r\n")
    assert blocks.join(blocks.merge(sections(turned), fresh)) == turned
    assert not any(isinstance(each, Block) for each in blocks.merge(sections(turned), ()))
    newer = [blocks.fresh(each.name, each.text + "more\n") for each in fresh]
    assert blocks.merge(sections(turned), newer) == tuple(newer)
    edited = {block.name: block.edited for block in sections(body) if isinstance(block, Block)}
    whole = body.replace("\r\n", "\n").replace("\n", "\r\n")
    assert edited == {
        block.name: block.edited for block in sections(whole) if isinstance(block, Block)
    }


ONE = blocks.fresh("paper/arxiv:2501.00001", "### One\nwords\n")
TWO = blocks.fresh("paper/arxiv:2501.00002", "### Two\nwords\n")


def test_spaces_that_an_editor_cut_or_added_are_no_edit() -> None:
    for text in ("### One  \nwords\t\n", "### One\nwords", "### One\r\nwords\r\n\r\n"):
        page = (Block(ONE.name, text, ONE.digest, "raw"),)
        newer = blocks.fresh(ONE.name, "newer\n")
        assert blocks.merge(page, [newer]) == (newer,)


def test_an_unedited_block_takes_its_fresh_text_or_goes() -> None:
    page = sections("before\n" + blocks.raw(ONE) + "after\n")
    newer = blocks.fresh(ONE.name, "newer\n")
    assert blocks.join(blocks.merge(page, [newer])) == f"before\n{blocks.raw(newer)}after\n"
    assert blocks.join(blocks.merge(page, [])) == "before\nafter\n"


def test_an_edited_and_an_emptied_block_stay_whether_wanted_or_not() -> None:
    edited = blocks.raw(ONE).replace("words", "my words")
    emptied = blocks.raw(TWO).replace(TWO.text, "")
    text = edited + emptied
    for fresh in ([ONE, TWO], []):
        assert blocks.join(blocks.merge(sections(text), fresh)) == text
    first, second = sections(text)
    assert isinstance(first, Block)
    assert isinstance(second, Block)
    assert first.edited
    assert second.edited
    assert not second.text


def test_an_edit_taken_back_gives_the_block_back_to_the_generator() -> None:
    newer = blocks.fresh(ONE.name, "newer\n")
    edited = blocks.raw(ONE).replace("words", "my words")
    restored = edited.replace("my words", "words")
    assert blocks.join(blocks.merge(sections(restored), [newer])) == blocks.raw(newer)


def test_a_deleted_block_is_made_anew_after_the_last() -> None:
    page = sections("before\n" + blocks.raw(TWO))
    assert blocks.join(blocks.merge(page, [ONE, TWO])) == (
        "before\n" + blocks.raw(TWO) + blocks.raw(ONE)
    )


def test_a_new_block_stands_behind_everything_so_that_no_note_changes_its_paper() -> None:
    page = sections("before\n" + blocks.raw(ONE) + "after\n")
    assert blocks.join(blocks.merge(page, [ONE, TWO])) == (
        "before\n" + blocks.raw(ONE) + "after\n" + blocks.raw(TWO)
    )
    assert blocks.join(blocks.merge(sections("before\n"), [ONE])) == "before\n" + blocks.raw(ONE)


def test_a_block_stands_on_a_line_of_its_own_whatever_was_before_it() -> None:
    for prose in ("no end", "old mac\r", "\ufeff"):
        text = blocks.join(blocks.merge(sections(prose), [ONE]))
        assert text == f"{prose}\n{blocks.raw(ONE)}"
        assert blocks.merge(sections(text), [ONE]) == sections(text)


OPENING = "<!-- block a 00000000 -->\n"
CLOSING = "<!-- /block -->\n"


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("prose\n" + OPENING + "words\n", 2, "not closed"),
        (OPENING + "words\n" + OPENING.replace("a", "b") + CLOSING * 2, 1, "not closed"),
        (OPENING + CLOSING + "\n" + OPENING + CLOSING, 4, "twice"),
        ("prose\n\n" + CLOSING, 3, "closes nothing"),
        (OPENING + CLOSING + CLOSING, 3, "closes nothing"),
        ("\n<!-- block a 0000000 -->\n" + CLOSING, 2, "damaged"),
        ("<!-- block a -->\n" + CLOSING, 1, "damaged"),
        ("<!-- block -->\n" + CLOSING, 1, "damaged"),
        ("<!--block a 00000000-->\n" + CLOSING, 1, "damaged"),
        ("<!-- BLOCK a 00000000 -->\n" + CLOSING, 1, "damaged"),
        ("<!-- block a 0000000G -->\n" + CLOSING, 1, "damaged"),
        ("<!-- block a 00000000 --> words\n" + CLOSING, 1, "damaged"),
        ("<!-- block a\n00000000 -->\n" + CLOSING, 1, "damaged"),
        ("<!-- blok a 00000000 -->\n" + CLOSING, 2, "closes nothing"),
        (OPENING + "words\n<!-- /blok -->\n", 1, "not closed"),
        (OPENING + "words\n<!-- /Block -->\n", 1, "not closed"),
        (OPENING + "words <!-- /block -->\n", 1, "not closed"),
        (OPENING + "words\n<!-- /block --> more\n", 1, "not closed"),
        (OPENING + "words\n<!-- / block -->\n", 1, "not closed"),
    ],
)
def test_a_broken_marker_is_a_problem_with_its_line(body: str, line: int, words: str) -> None:
    for text in (body, body.replace("\n", "\r\n")):
        with pytest.raises(Problem, match=words) as caught:
            blocks.split(text, FILE, 11)
        assert caught.value.at == Place(FILE, 10 + line)
        assert caught.value.mend


@pytest.mark.parametrize(
    "prose",
    [
        "<!-- blockquote -->\n",
        "<!-- blocks of time -->\n",
        "<!-- block-quote -->\n",
        "text <!-- /block -->\n",
        "> <!-- block a 00000000 -->\n",
        "<!-- a block -->\n",
        "&lt;!-- block a 00000000 -->\n",
    ],
)
def test_prose_that_is_like_a_marker_is_prose(prose: str) -> None:
    assert sections(prose) == (Prose(prose),)


def test_a_fresh_block_ends_in_a_line_end_unless_it_is_empty() -> None:
    assert blocks.fresh("a", "words").text == "words\n"
    assert blocks.fresh("a", "words\n").text == "words\n"
    assert blocks.fresh("a", "").text == ""
    assert not blocks.fresh("a", "").edited


def test_prose_is_laid_out_with_the_block_that_it_follows() -> None:
    page = sections("before\n" + blocks.raw(ONE) + "of one\n" + blocks.raw(TWO))
    opening, pairs = blocks.laid_out(page)
    assert opening == "before\n"
    assert [(block.name, prose) for block, prose in pairs] == [
        (ONE.name, "of one\n"),
        (TWO.name, ""),
    ]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("---\ntitle: x\n---\nbody\n", "---\ntitle: x\n---\n"),
        ("---\r\ntitle: x\r\n---\r\nbody", "---\r\ntitle: x\r\n---\r\n"),
        ("\ufeff---\ntitle: x\n---\nbody", "\ufeff---\ntitle: x\n---\n"),
        ("---\n---\nbody\n---\n", "---\n---\n"),
        ("---  \ntitle: x\n---\t\n", "---  \ntitle: x\n---\t\n"),
        ("---\ntitle: x\n---", "---\ntitle: x\n---"),
        ("no front\n---\nbody", ""),
        ("----\nrule\n----\n", ""),
        ("", ""),
    ],
)
def test_front_matter_ends_at_its_second_line_of_dashes(text: str, front: str) -> None:
    assert blocks.front_and_body(text) == (front, text[len(front) :])


@given(
    st.lists(st.text(st.sampled_from("ab<!- #/>\n\r\ufeff"), max_size=20), max_size=4),
    st.booleans(),
)
def test_a_page_of_blocks_alone_is_read_as_any_other(texts: list[str], twice: bool) -> None:  # noqa: FBT001 - hypothesis calls it
    names = ["x" if twice else f"x{at}" for at in range(len(texts))]
    body = blocks.join([blocks.fresh(*each) for each in zip(names, texts, strict=True)])
    with_prose = sections_or_line(body + "y")
    alone = sections_or_line(body)
    if isinstance(alone, int) or isinstance(with_prose, int):
        assert alone == with_prose
    else:
        assert alone == with_prose[:-1]
