"""The switch for light and dark in real Chromium: what it shows, what it keeps, what it costs."""

from pathlib import Path

import pytest

from generator.build.scripts import sent
from tests.browser.conftest import Opened
from tests.browser.sites import served

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).resolve().parents[2] / "static/js/theme.js"

# The site within a page that plays the reader: looks, clicks, comes back. The system is light.
READER = """
<h1>Reader</h1><iframe id="frame" src="/papers/"></iframe>
<script>
const frame = document.getElementById("frame");
const ground = () => getComputedStyle(frame.contentDocument.documentElement).backgroundColor;
let visits = 0;
const told = (words) => document.body.append(`${words}: ${ground()}. `);
frame.addEventListener("load", () => {
  visits += 1;
  if (visits > 3) return;
  told(`visit ${visits}`);
  if (visits === 3) return;
  frame.contentDocument.querySelector(".switch").click();
  told("after a click");
  frame.contentWindow.location.reload();
});
</script>
"""
# A telephone, whose width a title fills. The sign of the switch is 20 px high, in its middle.
PHONE = """
<h1>Phone</h1><iframe id="frame" src="/papers/" width="360" height="700"></iframe>
<script>
document.getElementById("frame").addEventListener("load", ({ target: { contentDocument } }) => {
  const place = (name) => contentDocument.querySelector(name).getBoundingClientRect();
  const { top, height } = place(".switch");
  const apart = place(".nameplate").top - (top + height / 2 + 10);
  document.body.append(height && apart >= 0 ? "they stand apart" : `they touch by ${apart} px`);
});
</script>
"""
LIGHT, DARK = "rgb(253, 252, 250)", "rgb(21, 22, 26)"


def test_what_was_chosen_is_there_at_the_next_visit(corpus_site: Path, opened: Opened) -> None:
    (corpus_site / "reader.html").write_text(READER)
    with served(corpus_site) as (address, _):
        shown, console = opened(f"{address}reader.html")
    assert f"visit 1: {LIGHT}. after a click: {DARK}. visit 2: {DARK}." in shown
    assert f"after a click: {LIGHT}. visit 3: {LIGHT}." in shown
    assert console == []


def test_the_switch_stands_above_the_title_of_the_front_page(
    corpus_site: Path, opened: Opened
) -> None:
    (corpus_site / "phone.html").write_text(PHONE)
    with served(corpus_site) as (address, _):
        shown, console = opened(f"{address}phone.html")
    assert "they stand apart</body>" in shown.replace("\n", "")
    assert console == []


def test_the_script_that_comes_first_is_small() -> None:
    assert len(sent(SCRIPT.read_bytes())) <= 500


def test_the_style_is_small() -> None:
    assert sum(file.stat().st_size for file in (SCRIPT.parents[1] / "css").iterdir()) <= 20_000
