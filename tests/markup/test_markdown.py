"""People's Markdown as HTML, and records as Markdown that shows just what they say."""

import gzip
import json
import re
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.markup import blocks, tex
from generator.markup.markdown import MARK, UNMARKED, escaped, html
from generator.model.text import clean
from tests.markup.test_pathological import seconds

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

PIECES = (
    *"#>+-=~*_`|[](){}<>!&$\\:;.,\"'^%@/ \t\n",
    *("a", "b", "word", "12", "1.", "3)", " ", "  ", "é", "中", "²", "\u2028", "\u00a0", "\x0c"),
    *("---", "- - -", "***", "===", "~~", "~~~", "```", "    ", "<!--", "-->", "<!-- block a -->"),
    *("<b>", "</p>", "<https://x.org>", "&amp;", "&#35;", "&copy;", "[a](b)", "![a](b)", "[a]: b"),
    *(
        "$x$",
        r"$\alpha_1$",
        r"\$",
        r"\(",
        r"\)",
        r"\\",
        "a_b",
        "_a_",
        "*a*",
        "|-|-|",
        ":-:",
        "\x00",
    ),
)
NASTY = st.lists(st.sampled_from(PIECES), max_size=15).map("".join)

BARE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def collapsed(text: str) -> str:
    return " ".join(clean(text).split())


def shown(markdown: str) -> str:
    """Return the text of the only paragraph that the Markdown makes, or fail."""
    tokens = BARE.parse(markdown)
    if not tokens:
        return ""
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text"}
    return "".join(child.content for child in children)


@given(NASTY)
def test_escaped_text_shows_itself_at_the_beginning_of_a_line(text: str) -> None:
    assert shown(escaped(text)) == collapsed(text)


@given(NASTY)
def test_unmarked_text_has_no_mark(text: str) -> None:
    assert not (UNMARKED.fullmatch(text) and MARK.search(text))


@given(NASTY)
def test_escaped_text_shows_itself_behind_a_word(text: str) -> None:
    assert shown(f"word {escaped(text)}") == f"word {collapsed(text)}".rstrip()


@given(NASTY.filter(collapsed))
def test_escaped_text_shows_itself_below_a_line_and_above_another(text: str) -> None:
    tokens = BARE.parse(f"line | with pipe\n{escaped(text)}\nlast")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or []} <= {"text", "softbreak"}


@given(NASTY)
def test_escaped_text_shows_itself_in_a_heading_and_as_the_label_of_a_link(text: str) -> None:
    heading = BARE.parse(f"### x {escaped(text)}")[1]
    assert (
        "".join(child.content for child in heading.children or [])
        == f"x {collapsed(text)}".rstrip()
    )
    link = BARE.parse(f"[x{escaped(text)}](https://x.org)")[1].children or []
    assert [link[0].type, link[-1].type] == ["link_open", "link_close"]
    assert "".join(child.content for child in link[1:-1]) == f"x{collapsed(text)}"


@given(NASTY)
def test_escaped_text_is_one_line_without_marker_or_front_matter(text: str) -> None:
    line = escaped(text)
    assert len(line.splitlines()) <= 1
    assert not blocks.MARKER.search(line)
    assert blocks.front_and_body(f"{line}\nx\n---\n")[0] == ""


@given(NASTY)
def test_escaped_math_is_shown_as_the_record_has_it(text: str) -> None:
    expected = tex.html(collapsed(text), links=False)
    assert html(escaped(text)) == (f"<p>{expected}</p>\n" if expected else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A plain title: with a colon, (brackets) & more!", None),
        ("model_name_v2 at ~10x, 50% of 3.5 < 4", None),
        ("C:\\temp and e.g. 2*3", "C:\\temp and e.g. 2\\*3"),
        ("# no heading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("1.5 is no list", None),
        ("costs $5", "costs \\$5"),
        (r"$\alpha_1$ and $x_{a}$", r"\$\alpha_1\$ and \$x\_{a}\$"),
        ("<think> & Q&A;", "\\<think> & Q\\&A;"),
        ("---", "\\---"),
        ("", ""),
    ],
)
def test_escaped_text_stays_readable(text: str, expected: str | None) -> None:
    assert escaped(text) == (text if expected is None else expected)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_titles_and_sentences_show_themselves() -> None:
    with gzip.open(SHARED / "arxiv_50k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 3000):
            record = json.loads(line)
            for text in (record["title"], record["abstract"]):
                assert shown(escaped(text)) == collapsed(text)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Title", "<h2>Title</h2>"),
        ("# A\n\n###### Deep", "<h2>A</h2>\n<h6>Deep</h6>"),
        ("### A\n\n#### B", "<h2>A</h2>\n<h3>B</h3>"),
        ("Title\n===", "<h2>Title</h2>"),
        ("a ~~b~~ **c**", "<p>a <s>b</s> <strong>c</strong></p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("costs $5 and $10", "<p>costs $5 and $10</p>"),
        ("`$x$`", "<p><code>$x$</code></p>"),
        ("    $x$", "<pre><code>$x$\n</code></pre>"),
        ("see https://x.org", "<p>see https://x.org</p>"),
        ("<https://x.org/a--b>", '<p><a href="https://x.org/a--b">https://x.org/a--b</a></p>'),
        (
            "[a](/about/) [b](mailto:a@x.org)",
            '<p><a href="/about/">a</a> <a href="mailto:a@x.org">b</a></p>',
        ),
        ("[https://y.org](https://x.org)", '<p><a href="https://x.org">https://y.org</a></p>'),
    ],
)
def test_markdown_becomes_html(markdown: str, expected: str) -> None:
    assert html(markdown).rstrip("\n") == expected


@pytest.mark.parametrize("written", ["$a_1*b*c_1$", r"\$a\_1\*b\*c\_1\$"])
def test_math_is_math_and_not_emphasis_raw_or_escaped(written: str) -> None:
    assert html(f"so {written} holds") == f"<p>so {tex.html('$a_1*b*c_1$')} holds</p>\n"


def test_math_keeps_its_pipes_and_underscores_within_emphasis() -> None:
    assert html("*for $x_1$ and $x_2$*") == (
        f"<p><em>for {tex.html('$x_1$')} and {tex.html('$x_2$')}</em></p>\n"
    )


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("data:image/png;base64,AA", "file:///etc/passwd", "&#106;avascript:x", "ftp://x.org"),
    ],
)
def test_no_link_or_image_leads_elsewhere_than_the_web(address: str) -> None:
    assert "<a " not in html(f"[x]({address})")
    assert "<img" not in html(f"![x]({address})")
    assert "<a " not in html(f"<{address}>")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a <!-- note --> b", "<p>a  b</p>"),
        ("<!-- note -->", ""),
        ("<!-- two\n\nparagraphs -->\nText", "<p>Text</p>"),
        ("<!-- note --> text", "<p> text</p>"),
        ("text\n<!-- note -->\nmore", "<p>text</p>\n<p>more</p>"),
        ("- one\n  <!-- note -->\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("`<!-- code -->`", "<p><code>&lt;!-- code --&gt;</code></p>"),
        ("a <!-- never closed", "<p>a &lt;!-- never closed</p>"),
    ],
)
def test_comments_are_dropped(markdown: str, expected: str) -> None:
    assert html(markdown).rstrip("\n") == expected


def test_the_cells_of_a_table_are_aligned_by_class() -> None:
    table = html("|a|b|\n|:-|-:|\n|1|2|")
    assert '<td class="left">1</td>' in table
    assert '<td class="right">2</td>' in table
    assert "style" not in table


class Balance(HTMLParser):
    """Fails on an element that is not closed, or closed where another is open."""

    EMPTY = frozenset({"br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "h1", "style"}
        assert not {name for name, _ in attrs} & {"style", "onclick", "onload"}
        if tag not in self.EMPTY and not (self.get_starttag_text() or "").endswith("/>"):
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@given(NASTY)
def test_html_of_any_markdown_is_balanced_and_without_script(text: str) -> None:
    balance = Balance()
    balance.feed(html(text))
    balance.close()
    assert balance.opened == []


@pytest.mark.timed
@pytest.mark.parametrize("piece", ["$", "${", "<!--", "[", "*a ", r"\$", "$x "])
def test_ten_thousand_characters_of_anything_take_little_time(piece: str) -> None:
    assert seconds(html, (piece * 10_000)[:10_000], 2) < 2


def test_headings_inside_the_page_never_compete_with_its_own() -> None:
    assert not re.search("<h1", html("# a\n\nb\n===\n\n> # c\n\n- # d"))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("a <!-- b --> c <!-- d --> e", "<p>a  c  e</p>"),
        ("a <!--> b --> c", "<p>a  b --&gt; c</p>"),
        ("a <!-- b", "<p>a &lt;!-- b</p>"),
        ("<!-- a -->\n\nb\n\n<!-- c -->\n\nd", "<p>b</p>\n<p>d</p>"),
        ("<!-->\n\nb -->", "<p>b --&gt;</p>"),
        ("<!-- a\n\nb", "<p>&lt;!-- a</p>\n<p>b</p>"),
        ("<!-- a\nb\n-->c", "<p>c</p>"),
        ("<!-- a -->x", "<p>x</p>"),
        ("text\n<!-- a -->\nmore", "<p>text</p>\n<p>more</p>"),
        ("    <!-- a -->", "<pre><code>&lt;!-- a --&gt;\n</code></pre>"),
        ("> <!-- a\n\nb -->", "<blockquote>\n<p>&lt;!-- a</p>\n</blockquote>\n<p>b --&gt;</p>"),
    ],
)
def test_a_comment_is_dropped_and_nothing_beside_it(text: str, page: str) -> None:
    assert html(text).strip() == page


def test_links_and_pictures_of_the_site_begin_with_its_base() -> None:
    text = "[a](/b/) ![c](/d.png) [e](//f.org/) [g](h/) [r]\n\n[r]: /i/"
    assert html(text, "/p/").strip() == (
        '<p><a href="/p/b/">a</a> <img src="/p/d.png" alt="c"> <a href="//f.org/">e</a> '
        '<a href="h/">g</a> <a href="/p/i/">r</a></p>'
    )
