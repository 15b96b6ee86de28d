"""HTML through templates: what is escaped, what a template may do, and where it went wrong."""

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from generator.formats import html
from generator.formats.html import FROM_RIGHT, Chrome, Templates, foreign, html_of
from generator.model.frozen import replace
from generator.model.html import Html
from generator.model.problem import Problem
from generator.settings.words import words_of

CHROME = Chrome(
    title="Loom",
    description="Papers",
    language="en",
    foreign=foreign(""),
    words=words_of(Path(), "en"),
    root="https://loom.example/papers/",
    base="/papers/",
    feeds=(),
    assets={"css/site.css": "static/css/site.3f2a91c0.css"},
    kinds=("day",),
    prose=(),
    spoken="words.json?0",
    style="",
    logo="",
    cards="full",
    thumbnails=False,
    navigation=(),
    footer=(),
    imprint="",
    repository="",
    branch="main",
)


def reading(folder: Path) -> Callable[[str], bytes | None]:
    """Return what reads templates in a folder."""

    def read(name: str) -> bytes | None:
        file = folder / name
        return file.read_bytes() if file.is_file() else None

    return read


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write `files` as templates, and return what `page.html` among them makes of `view`."""

    def made(view: object = None, **files: str) -> str:
        for name, text in files.items():
            (tmp_path / f"{name}.html").write_text(text)
        return Templates(reading(tmp_path), CHROME).write(view, "page.html").decode()

    return made


@given(st.text(st.sampled_from("ab &<>\"'é林"), max_size=8) | st.integers() | st.none())
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert html_of(value) == markupsafe.escape(value)


@given(st.sampled_from([Html("<b>&amp;</b>"), markupsafe.Markup("<i>")]))
def test_html_is_not_escaped(value: str) -> None:
    assert html_of(value) == value


def test_text_is_escaped_wherever_it_comes_from(write: Callable[..., str]) -> None:
    view = SimpleNamespace(text="<i>'", html=Html("<b>"), list=["<", Html(">")])
    page = write(
        view,
        page="""{% from "parts.html" import told %}
{% set kept %}{{ page.text }}{% endset %}
{{ page.text }} {{ page.html }} {{ told(page.text) }} {{ told(page.html) }} {{ kept }}
{{ page.text ~ page.html }} {{ page.list|join(', ') }} {{ page.list|join('<br>'|safe) }}""",
        parts="{% macro told(words) %}({{ words }}){% endmacro %}",
    )
    assert page.split() == [
        *("&lt;i&gt;&#39;", "<b>", "(&lt;i&gt;&#39;)", "(<b>)", "&lt;i&gt;&#39;"),
        *("&lt;i&gt;&#39;<b>", "&lt;,", ">", "&lt;<br>>"),
    ]


def test_a_macro_is_called_in_every_way_that_jinja_knows(write: Callable[..., str]) -> None:
    page = write(
        page="""{% macro one(a, b='b') %}{{ a }}{{ b }}{% endmacro %}
{% macro many() %}{{ varargs|join('+') }}{{ kwargs.x }}{% endmacro %}
{% macro listed() %}({{ varargs|join('+') }}){% endmacro %}
{% macro around() %}[{{ caller('x') }}]{% endmacro %}
{% for each in [1] %}{{ one(each) }} {{ one(b=each, a='a') }} {{ many(1, 2, x=3) }} {% endfor %}
{{ listed() }} {{ listed(1) }} {{ one('a', '>') + '<' }}
{% autoescape false %}{{ one('a', 'b') + '<' }}{% endautoescape %}

{% call(y) around() %}{{ y }}y{% endcall %}""",
    )
    assert page.split() == ["1b", "a1", "1+23", "()", "(1)", "a&gt;&lt;", "ab<", "[xy]"]


def test_templates_use_each_other_in_every_way_that_jinja_knows(
    write: Callable[..., str],
) -> None:
    files = {
        "page": """{% extends "base.html" %}{% block main %}[{{ super() }}]
{% include "part.html" %}{% include "part.html" without context %}{{ self.title() }}
{% for each in [[1, [2]]] recursive %}
{% if each is number %}{{ each }}{% else %}({{ loop(each) }}){% endif %}
{% endfor %}{% endblock %}""",
        "base": """{% block title %}T{% endblock %} {% block main %}M{% endblock %}
    yield from here""",
        "part": """
    yield from a part, {% block inner %}I{% endblock %}""",
    }
    plain = {f"{name}.html": text for name, text in files.items()}
    jinja = Environment(
        loader=DictLoader(plain),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    assert write(**files) == jinja.get_template("page.html").render()


@pytest.mark.parametrize(
    "wrong", ["{{ page.nothing }}", "{{ nothing }}", "{{ one(1, 2) }}", "{{ one(1, x=2) }}"]
)
def test_what_a_view_does_not_have_is_told_with_file_and_line(
    write: Callable[..., str], wrong: str
) -> None:
    with pytest.raises(Problem) as told:
        write(
            SimpleNamespace(title="x"),
            page='{% from "parts.html" import told %}\n{{ told(page) }}',
            parts="{% macro one(a) %}{% endmacro %}\n\n{% macro told(page) %}\n"
            + wrong
            + "{% endmacro %}",
        )
    assert str(told.value.at) == "templates/parts.html:4"


@pytest.mark.parametrize("chance", ["{{ [1, 2] | random }}", "{{ lipsum() }}"])
def test_nothing_on_a_page_comes_by_chance(write: Callable[..., str], chance: str) -> None:
    with pytest.raises(Problem) as told:
        write(page=f"\n{chance}")
    assert str(told.value.at) == "templates/page.html:2"


@pytest.mark.parametrize("wanted", ["include", "import", "extends"])
def test_a_template_that_is_not_there_is_told_where_it_is_asked_for(
    write: Callable[..., str], wanted: str
) -> None:
    asked = f"{{% {wanted} 'none.html'{' as one' if wanted == 'import' else ''} %}}"
    with pytest.raises(Problem) as told:
        write(page="\n{% include 'part.html' %}", part=f"\n\n{asked}")
    where = "templates/part.html:3: there is no template none.html; "
    assert str(told.value) == where + "write it, or name one that there is"
    with pytest.raises(Problem) as told:
        Templates(lambda _: None, CHROME).write(None, "page.html")
    assert str(told.value).startswith("templates/page.html: there is no template page.html; ")


def test_a_template_of_notepad_makes_the_same_page(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf"
    (tmp_path / "page.html").write_bytes(marked + b"<p>{% include 'part.html' %}</p>\r\n")
    (tmp_path / "part.html").write_bytes(marked + b"one\r\n")
    assert templates(tmp_path).write(None, "page.html") == b"<p>one\n</p>\n"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_template_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "page.html").write_bytes(b"\n{% include 'part.html' %}")
    (tmp_path / "part.html").write_bytes("Über".encode(encoding))
    with pytest.raises(Problem) as told:
        templates(tmp_path).write(None, "page.html")
    assert str(told.value) == "templates/part.html:1: this is not UTF-8 text; save it as UTF-8"


def test_counts_are_told_in_words(write: Callable[..., str]) -> None:
    page = write(page="{% for n in (0, 1, 2, 1204) %}{{ n|tally('paper') }}, {% endfor %}")
    assert page == "0 papers, 1 paper, 2 papers, 1,204 papers, "
    assert write(page="{{ 999|number }} {{ 1204|number }}") == "999 1,204"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file in which a template is kept that was used before."""
    (tmp_path / "page.html").write_text("{{ page }} {{ 'css/site.css'|asset }}")
    templates(tmp_path).write("<", "page.html")
    (file,) = (tmp_path / "cache/templates").iterdir()
    return file


def templates(folder: Path, chrome: Chrome = CHROME) -> Templates:
    return Templates(reading(folder), chrome, folder / "cache/templates")


PAGE = b"&lt; /papers/static/css/site.3f2a91c0.css"


def test_a_template_is_compiled_once(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compiled(*_: object) -> None:
        raise AssertionError

    assert kept.exists()
    monkeypatch.setattr(Environment, "compile", compiled)
    assert templates(tmp_path).write("<", "page.html") == PAGE


def test_a_template_that_changes_is_compiled_anew(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ page }}!")
    assert templates(tmp_path).write("<", "page.html") == b"&lt;!"
    assert list((tmp_path / "cache/templates").iterdir()) == [kept]


def test_what_is_kept_of_a_template_holds_for_another_address_and_other_files(
    kept: Path, tmp_path: Path
) -> None:
    chrome = replace(CHROME, base="/", assets={"css/site.css": "static/css/site.00000000.css"})
    before = kept.read_bytes()
    page = templates(tmp_path, chrome).write("<", "page.html")
    assert page == b"&lt; /static/css/site.00000000.css"
    assert kept.read_bytes() == before


@pytest.mark.parametrize("length", [0, 10, 32, 33, 200, -1])
def test_a_file_that_is_cut_off_is_made_anew(kept: Path, tmp_path: Path, length: int) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(whole[:length])
    assert templates(tmp_path).write("<", "page.html") == PAGE
    assert len(kept.read_bytes()) > 32


@pytest.mark.parametrize("place", [0, 31, 32, 100, -1])
def test_a_file_in_which_a_byte_has_changed_is_made_anew(
    kept: Path, tmp_path: Path, place: int
) -> None:
    whole = bytearray(kept.read_bytes())
    whole[place] ^= 1
    kept.write_bytes(whole)
    assert templates(tmp_path).write("<", "page.html") == PAGE
    assert kept.read_bytes() != whole


def test_a_file_of_another_template_is_not_taken(kept: Path, tmp_path: Path) -> None:
    first = kept.read_bytes()
    (tmp_path / "page.html").write_text("another")
    templates(tmp_path).write("<", "page.html")
    kept.write_bytes(first)
    assert templates(tmp_path).write("<", "page.html") == b"another"


def test_a_file_of_another_version_is_not_taken(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.read_bytes()
    monkeypatch.setattr(html, "bc_version", 0)
    assert templates(tmp_path).write("<", "page.html") == PAGE
    assert kept.read_bytes() != before


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ page }}")
    (tmp_path / "cache").write_text("a file stands where the folder would be")
    assert templates(tmp_path).write("<", "page.html") == b"&lt;"
    assert (tmp_path / "cache").read_text().startswith("a file")


def test_a_file_that_cannot_be_read_is_done_without(kept: Path, tmp_path: Path) -> None:
    kept.unlink()
    kept.mkdir()
    assert templates(tmp_path).write("<", "page.html") == PAGE


def test_a_link_to_somewhere_else_is_not_written_through(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    kept.unlink()
    kept.symlink_to(tmp_path / "mine")
    assert templates(tmp_path).write("<", "page.html") == PAGE
    assert (tmp_path / "mine").read_text() == "mine"


def test_whatever_turns_the_direction_of_writing_is_isolated() -> None:
    turns = {"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    signs = map(chr, range(sys.maxunicode + 1))
    turning = "".join(sign for sign in signs if unicodedata.bidirectional(sign) in turns)
    assert FROM_RIGHT.sub("", turning) == ""


@pytest.mark.parametrize("written", ["ltr", "rtl"])
@pytest.mark.parametrize(
    "text", ["A Loom", "Café “Loom” 织机", "نول واحد", "A נול", "<math>α</math>", ""]
)
def test_a_tag_says_so_where_its_text_may_run_another_way(
    tmp_path: Path, written: str, text: str
) -> None:
    words = replace(CHROME.words, direction=written)
    (tmp_path / "page.html").write_text("<p{{ page|direction }}>")
    made = Templates(reading(tmp_path), replace(CHROME, words=words)).write(text, "page.html")
    another = written == "rtl" or any(
        unicodedata.bidirectional(each) in ("R", "AL") for each in text
    )
    assert made.decode() == ('<p dir="auto">' if another else "<p>")
