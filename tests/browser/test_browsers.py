"""What Safari and older browsers make of the style, as far as Chromium can play them."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Opened
from tests.browser.sites import served

pytestmark = pytest.mark.browser

READER = """
<h1>Reader</h1><iframe id="frame" src="/papers/days/2026-12-31/" width="1000"></iframe>
<script>
document.getElementById("frame").addEventListener("load", ({ target }) => {
  const page = target.contentDocument;
  const of = (name, part) => getComputedStyle(page.querySelector(name), part);
  const lines = [".notes a", "#take button"].map((name) => of(name).textDecorationLine);
  const high = page.querySelector(".beside svg").getBoundingClientRect().height;
  const colors = [of("body").color, of(".skip").backgroundColor];
  document.body.append(`${lines}, ${of(".switch", "::before").content}, ${high}, ${colors}`);
});
</script>
"""
CHART = """
<h1>Reader</h1><iframe id="frame" src="/papers/statistics/"></iframe>
<script>
document.getElementById("frame").addEventListener("load", ({ target }) => {
  const page = target.contentDocument;
  const scale = () => getComputedStyle(page.querySelector(".chart")).scale;
  const was = scale();
  page.documentElement.dir = "rtl";
  document.body.append(`${was}, then ${scale()}`);
});
</script>
"""
BOX = """
<h1>Reader</h1><iframe id="frame" src="/papers/about/"></iframe>
<script>
document.getElementById("frame").addEventListener("load", ({ target }) => {
  const page = target.contentDocument;
  const { color, opacity } = getComputedStyle(page.querySelector(".box input"), "::placeholder");
  const soft = getComputedStyle(page.querySelector(".foot")).color;
  document.body.append(`${color === soft ? "soft" : color}, ${opacity}`);
});
</script>
"""
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"  # CanvasText and Canvas by day
# What is within a rule, and not within @media alone: nesting is known since 2023.
PIECE = re.compile(r"[^{};]*[{};]")
# In Safari `text-decoration` says which line and nothing else of it: with a variable, none.
LINE = re.compile(r"(?<=text-decoration: )\w+ [^;]*")
# Another text for `content` is known since 2024, and so are colours of two themes.
UNKNOWN = re.compile(r'content: [^;/]* / "";|light-dark')


def older(style: str) -> str:
    """Return what a browser that knows none of this takes from a style."""
    kept: list[str] = []
    rules: list[bool] = []  # that are open; of @media no
    for piece in PIECE.findall(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)):
        opens = piece.endswith("{")
        if sum(rules) < 1 + (not opens):
            kept.append(piece)
        if opens:
            rules.append(not piece.lstrip().startswith("@"))
        elif piece.endswith("}"):
            rules.pop()
    return LINE.sub("none", UNKNOWN.sub("unknown", "".join(kept)))


def test_an_older_browser_is_played() -> None:
    style = '/* a { */\na { b: light-dark(c, d); content: "e" / ""; &:f { g: h; } i: j; }\n'
    assert older(style) == "\na { b: unknown(c, d); unknown i: j; }"
    assert older("@supports not (color: light-dark(e, f)) { a { b: c; } }").count("unknown(") == 1
    assert older("@media print { a { b: c; d { e: f; } } }") == "@media print { a { b: c; } }"
    assert older("a { text-decoration: underline var(--b); }") == "a { text-decoration: none; }"


def test_links_and_buttons_are_seen_in_older_browsers_and_in_safari(
    corpus_site: Path, opened: Opened
) -> None:
    styles = {file: file.read_text() for file in corpus_site.rglob("site.*.css")}
    assert styles
    (corpus_site / "reader.html").write_text(READER)
    try:
        for file, style in styles.items():
            file.write_text(older(style))
        with served(corpus_site) as (address, _):
            shown, console = opened(f"{address}reader.html")
    finally:
        for file, style in styles.items():
            file.write_text(style)
    # Without a colour Safari writes in black, by night too, and what lies over words is not seen.
    assert f'underline,underline, "◐", 36, {BLACK},{WHITE}' in shown
    assert console == []


def test_what_stands_in_an_empty_box_is_as_dark_in_every_browser(
    corpus_site: Path, opened: Opened
) -> None:
    (corpus_site / "box.html").write_text(BOX)
    with served(corpus_site) as (address, _):
        shown, _ = opened(f"{address}box.html")
    assert "soft, 1" in shown  # Safari has 2.3 : 1, and Firefox 3.9 : 1, of themselves


def test_time_goes_the_way_of_the_words_in_charts(corpus_site: Path, opened: Opened) -> None:
    (corpus_site / "chart.html").write_text(CHART)
    with served(corpus_site) as (address, _):
        shown, _ = opened(f"{address}chart.html")
    assert "none, then -1 1" in shown
