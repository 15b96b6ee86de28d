"""HTML through templates: what is escaped, what a template may do, and where it went wrong."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.html import Chrome, Templates, html_of
from generator.model.html import Html
from generator.model.problem import Problem

CHROME = Chrome(
    title="Loom",
    description="Papers",
    language="en",
    root="https://loom.example/papers/",
    base="/papers/",
    feeds={},
    assets={"css/site.css": "static/css/site.3f2a91c0.css"},
    kinds=frozenset({"day"}),
    prose=(),
)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write `files` as templates, and return what `page.html` among them makes of `view`."""

    def made(view: object = None, **files: str) -> str:
        for name, text in files.items():
            (tmp_path / f"{name}.html").write_text(text)
        return Templates([tmp_path], CHROME).write(view, "page.html").decode()

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
{% macro around() %}[{{ caller('x') }}]{% endmacro %}
{% for each in [1] %}{{ one(each) }} {{ one(b=each, a='a') }} {{ many(1, 2, x=3) }} {% endfor %}
{% call(y) around() %}{{ y }}y{% endcall %}""",
    )
    assert page.split() == ["1b", "a1", "1+23", "[xy]"]


@pytest.mark.parametrize("wrong", ["{{ page.nothing }}", "{{ nothing }}", "{{ told(1, 2) }}"])
def test_what_a_view_does_not_have_is_told_with_file_and_line(
    write: Callable[..., str], wrong: str
) -> None:
    with pytest.raises(Problem) as told:
        write(
            SimpleNamespace(title="x"),
            page='{% from "parts.html" import told %}\n{{ told(page) }}',
            parts="\n\n{% macro told(page) %}\n" + wrong + "{% endmacro %}",
        )
    assert str(told.value.at) == "templates/parts.html:4"


def test_counts_are_told_in_words(write: Callable[..., str]) -> None:
    page = write(page="{% for n in (0, 1, 2, 1204) %}{{ n|tally('paper') }}, {% endfor %}")
    assert page == "0 papers, 1 paper, 2 papers, 1,204 papers, "
    assert write(page="{{ 999|number }} {{ 1204|number }}") == "999 1,204"
