"""TeX in titles and abstracts: read right, safe, well-formed, and never slow."""

import gzip
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import brackets, tex
from generator.markup.sentence import first_sentence
from generator.markup.words import tokens
from generator.model.text import clean
from tests.markup.test_pathological import seconds

CASES = Path(__file__).resolve().parents[1] / "cases" / "tex.md"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

PIECES = (
    *("a", "word ", "Two words. ", "5", "10K", " ", "é", "中", "\u0301", "\u202e", "\x00", "\x1b"),
    *(
        "\ud800",
        "\ufffe",
        "\x85",
        "$",
        "$$",
        r"\$",
        "{",
        "}",
        "\\",
        r"\\",
        r"\(",
        r"\)",
        r"\[",
        r"\]",
    ),
    *("<script", "</script>", "]]>", "<!--", "&", "&amp;", "<", ">", '"', "'", "`", "``", "''"),
    *(r"\emph{", r"{\em ", r"\textbf", r"\texttt{", r"\textsc{A}", r"\text{<b>", r"\color{red}"),
    *(r"\alpha", r"\frac", r"\sqrt", "^", "_", "x", r"\left(", r"\right)", "(", "[", r"\langle "),
    *(r"\begin{cases}", r"\end{cases}", r"\begin{align}", r"\end{align}", r"\eqref{a}", "&", r"\!"),
    *(r"\url{", r"\href{", "https://", "x.org", "/a_b", "javascript:", "://", "@", "%", "~", "--"),
    *(
        r"\"o",
        r"\'",
        r"\c{c}",
        r"{\mu}",
        r"\item",
        r"\begin{itemize}",
        r"\def\a{",
        r"\a",
        r"\sin x",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
FORMULAS = st.lists(st.sampled_from(PIECES), max_size=20).map(lambda some: f"${''.join(some)}$")

OURS = {"p", "a", "em", "strong", "code", "u", "sup", "sub", "span"}
INSIDE_MTEXT = {"b", "i", "s"}  # and some of ours
MATHML = {
    *("math", "mi", "mn", "mo", "mrow", "mtext", "mspace", "msub", "msup", "msubsup", "mover"),
    *("munder", "munderover", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd", "mpadded"),
    *("mphantom", "menclose", "mmultiscripts", "mprescripts"),
}
ATTRIBUTES = {
    *("href", "rel", "class", "display", "mathvariant", "lspace", "rspace", "stretchy", "form"),
    *("width", "height", "voffset", "accent", "accentunder", "minsize", "maxsize", "symmetric"),
    *("displaystyle", "scriptlevel", "linethickness", "movablelimits", "notation"),
}


def cases() -> Iterator[tuple[str, str, str]]:
    for case in re.finditer(
        r"^(.+)\n\.\n(.*)\n\.\n(.*)\n\.$", CASES.read_text("utf-8"), re.MULTILINE
    ):
        yield case[1], case[2], case[3]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, html, id=title) for title, text, html in cases()]
)
def test_a_case_reads_as_it_should(text: str, expected: str) -> None:
    assert tex.html(text) == expected


def test_every_case_of_the_file_is_read() -> None:
    lines = CASES.read_text("utf-8").splitlines()
    assert len(list(cases())) * 3 == lines.count(".") > 150


def well_formed(html: str) -> ET.Element:
    return ET.fromstring(f"<p>{html}</p>")


@given(TEXTS | FORMULAS)
def test_html_is_well_formed_and_holds_no_more_than_we_allow(text: str) -> None:
    for html in (tex.html(text), tex.html(text, links=False), tex.simple_html(text)):
        for element in well_formed(html).iter():
            assert element.tag in OURS | INSIDE_MTEXT | MATHML
            assert set(element.attrib) <= ATTRIBUTES
            assert element.get("href", "https://").startswith(("https://", "http://"))
            assert element.tag != "a" or not list(element.iter("a"))[1:]


@given(TEXTS)
def test_html_without_links_has_none(text: str) -> None:
    assert "<a " not in tex.html(text, links=False)


@given(TEXTS)
def test_plain_text_holds_no_control_characters(text: str) -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\ufffe]", tex.plain(text))


@given(st.text(st.characters(exclude_characters="\\$~`{-:", codec="utf-8")))
def test_text_without_marks_is_shown_as_it_is(text: str) -> None:
    assert well_formed(tex.html(text)).text == (clean(text) or None)
    assert tex.plain(text) == clean(text)


@given(TEXTS)
def test_links_change_nothing_but_links(text: str) -> None:
    linked = re.sub(r"</?a[ >][^<]*?>|</a>", "", tex.html(text))
    stops = r'<span tabindex="0">((?:(?!</math>|</code>).)*</(?:math|code)>)</span>'
    alone = re.sub(r"<a [^>]*>|</a>", "", re.sub(stops, r"\1", linked, flags=re.DOTALL))
    assert alone == tex.html(text, links=False)


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece",
    [
        *("{", "}", "$", "${", "$x ", r"\emph{", r"{\em ", "`", "`a", r"\(", r"\[", "\\", "$$x"),
        *("https://", "https://a.b/)", "--", "~", "$(", r"\textbf", r"\href{a}{", "x$a_1$", "''"),
        *(r"$((((((((((((((((((((((((((((((a$", r"$\sqrt{\sqrt{x}}{{{{{{{{{{", r"$\def\a{\a\a}\a$"),
    ],
)
def test_twenty_thousand_characters_of_anything_take_no_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]

    def both(text: str) -> None:
        tex.html(text)
        first_sentence(text)

    assert seconds(both, text, 0.5) < 0.5


@pytest.mark.parametrize("opening", sorted(brackets.OPENING | {"⟨", "⟦"}))
def test_brackets_that_are_not_closed_never_reach_the_library(opening: str) -> None:
    assert tex.mathml(f"{opening} " * 200) is None
    assert tex.mathml(f"{opening} {{}} " * 30 + "x") is None


def test_a_formula_of_many_closed_brackets_is_read() -> None:
    assert tex.mathml("+".join([r"(f(x), \{y\}, [0, 1), \langle z\rangle)"] * 5)) is not None


@given(FORMULAS)
def test_no_formula_has_an_inline_style_or_an_entity(text: str) -> None:
    html = tex.html(text)
    assert " style=" not in html
    assert set(re.findall(r"&\w+;", html)) <= {"&amp;", "&lt;", "&gt;", "&quot;"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$O(\sqrt K)$ regret", "O(√(K)) regret"),
        (r"LLM$\times$MapReduce: 0.25$^\circ$", "LLM×MapReduce: 0.25°"),
        (r"\emph{Very} na\"ive \& \href{https://x.org}{fast}", "Very naïve & fast"),
        (r"at \url{https://x.org/a\_b}.", "at https://x.org/a_b."),
        ("a < b & c", "a < b & c"),
        (r"50$%$ of $\text{<b>}$", "50% of <b>"),
        ("code: https://x.org/a{this URL}.", "code: this URL."),
        (r"half: $\frac{1}$", r"half: \frac{1}"),
    ],
)
def test_plain_text_resolves_macros_and_formulas(text: str, expected: str) -> None:
    assert tex.plain(text) == expected


def test_feeds_get_formulas_as_characters_and_links_as_links() -> None:
    html = tex.simple_html(r"\textsc{A} \emph{b} $x<\alpha$ https://x.org")
    link = '<a href="https://x.org" rel="nofollow noopener">https://x.org</a>'
    assert html == f"A <em>b</em> x&lt;α {link}"


def test_aligned_cells_of_a_formula_have_a_class_for_their_style() -> None:
    written = tex.mathml(r"\begin{cases}a&b\\c&d\end{cases}")
    assert written is not None
    assert '<mtd class="tex-left">' in written


def test_a_style_goes_no_deeper_than_five() -> None:
    text = r"\emph{" * 8 + "x" + "}" * 8
    assert tex.html(text) == "<em>" * 5 + r"\emph{" * 3 + "x" + "}" * 3 + "</em>" * 5


def test_tokens_say_what_they_are() -> None:
    assert [type(token).__name__ for token in tokens(r"a $x$ \ss{} \emph{b} https://x.org")] == [
        *("Text", "Formula", "Text", "Letter", "Text", "Styled", "Text", "Link")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We show it. And more.", "We show it."),
        (
            "Models, e.g. GPT, i.e. Large ones, fail. So what",
            "Models, e.g. GPT, i.e. Large ones, fail.",
        ),
        (
            "Smith et al. Show 3.5 gains vs. Fig. 2 here! Next",
            "Smith et al. Show 3.5 gains vs. Fig. 2 here!",
        ),
        ("By J. Doe. Then", "By J. Doe."),
        ("Let $x = 1. Y$ be. Then", "Let $x = 1. Y$ be."),
        (r"\textbf{Aim. } To see. Then", r"\textbf{Aim. } To see."),
        ('He asks "why?" Nobody knows.', 'He asks "why?"'),
        ("no end at all", "no end at all"),
        ("wrapped\n  lines. More", "wrapped lines."),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_reader_would_end_it(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


def test_a_long_sentence_is_cut_behind_a_word_and_not_within_a_formula() -> None:
    assert first_sentence("one two three four", 12) == "one two…"
    assert first_sentence("one $a + b + c + d$ two", 12) == "one…"
    assert first_sentence("$a + b + c + d + e$ two", 12) == "…"


@given(TEXTS, st.integers(5, 60))
def test_a_first_sentence_keeps_within_its_limit(text: str, limit: int) -> None:
    assert len(first_sentence(text, limit)) <= limit


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_abstracts_are_well_formed_and_their_math_is_read() -> None:
    formulas = refused = 0
    with gzip.open(SHARED / "arxiv_50k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 6000):
            html = tex.html(" ".join(json.loads(line)["abstract"].split()))
            well_formed(html)
            formulas += html.count("<math")
            refused += html.count('<code class="tex">')
    assert refused < formulas / 100


@pytest.mark.timed
@pytest.mark.parametrize(
    "text",
    [
        r"Deep \(" + r"\frac{" * 24 + r"\) x",
        "$" + r"\bar{" * 20 + "a" + "}" * 20 + "$",
        "$" + r"\sqrt[" * 12 + "a" + "]" * 12 + "$",
    ],
    ids=["open", "nested", "brackets"],
)
def test_a_short_deep_formula_takes_no_time(text: str) -> None:
    def every(text: str) -> None:
        for write in (tex.plain, tex.simple_html, tex.html):
            write(text)

    assert seconds(every, text, 0.5) < 0.5
