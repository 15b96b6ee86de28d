"""Each kind of page as readers have it: what axe-core, the tab key and a narrow screen say."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, Look, Reader, told_by_nu_checker
from tests.browser.sites import PAGES, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

BOTH = ("light", "dark")
PHONE: Reader = {"width": 360, "height": 740, "themes": BOTH, "axe": True, "fingers": True}
# Those of a row look at the same page, which is loaded for the first of them.
READERS: dict[str, list[Reader]] = {
    "phone, text at 200 %, desk zoomed to 200 %": [
        PHONE,
        {"width": 768, "height": 900, "themes": ("light",), "text": "200%"},
        {"width": 640, "height": 400, "themes": ("light",)},
    ],
    # Loaded by itself: a page may shift at this width alone, and the focus be unseen in the dark.
    "tablet by keys and without motion": [
        {"width": 768, "height": 1024, "themes": ("dark",), "keys": True, "still": True},
    ],
    "desk, forced colors, paper of A4, desk by keys": [
        {"width": 1440, "height": 900, "themes": BOTH, "axe": True},
        {"width": 1440, "height": 900, "themes": ("dark",), "forced": True},
        {"width": 680, "height": 960, "themes": ("dark",), "paper": True},
        {"width": 1440, "height": 900, "themes": ("light",), "keys": True},
    ],
}


@pytest.mark.parametrize("readers", READERS.values(), ids=READERS)
def test_nothing_is_wrong_with_any_kind_of_page(
    corpus: tuple[str, list[str]], look: Look, readers: list[Reader]
) -> None:
    address, missed = corpus
    assert look(address, PAGES, readers) == []
    assert missed == []


def test_what_is_wrong_would_be_seen(
    look: Look, tmp_path: Path, build: Callable[..., None]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/corpus", site)
    (site / "templates").mkdir()
    (site / "templates/missing.html").write_text(
        '{% extends "base.html" %}{% block main %}<h3>Not here</h3><img src="https://x.example/a.png">'
        '<p style="color: #eee">Pale</p><pre>' + "wide " * 200 + "</pre>"
        '<script src="/papers/wrong.js"></script><script src="/papers/none.js"></script>'
        "{% endblock %}"
    )
    build(site, site / "_site")
    (site / "_site/wrong.js").write_text("nothing.here")
    with served(site / "_site") as (address, missed):
        found = "\n".join(look(address, ["404.html"], [PHONE]))
    assert missed == ["/papers/none.js"]
    for words in (
        "h1 stands 0 times",
        "h3 follows h0",
        "sideways",
        "inline: <p",
        "light, axe image-alt",
        "error: nothing is not defined",
        "404: http",
        "console: ",
    ):
        assert words in found


@pytest.mark.skipif(not shutil.which("java"), reason="needs Java")
@pytest.mark.parametrize("site", ["tests/corpus", "."])
def test_the_nu_html_checker_finds_no_error(
    site: str, tools: Path, tmp_path: Path, build: Callable[..., None]
) -> None:
    build(ROOT / site, tmp_path / "site")
    assert told_by_nu_checker(tools, tmp_path / "site") == []
