"""Each kind of page as readers have it: what axe-core, the tab key and a narrow screen say."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, Look, Reader
from tests.browser.sites import PAGES, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

BOTH = ("light", "dark")
READERS: dict[str, Reader] = {
    "phone": {"width": 360, "height": 740, "themes": BOTH, "axe": True, "fingers": True},
    "desk, by keys": {"width": 1440, "height": 900, "themes": BOTH, "axe": True, "keys": True},
    "tablet, by keys, without motion": {
        "width": 768,
        "height": 1024,
        "themes": BOTH,
        "keys": True,
        "still": True,
    },
    # What is measured alone is as wide in one theme as in the other.
    "desk, zoomed to 200 %": {"width": 640, "height": 400, "themes": ("light",)},
    "text at 200 %": {"width": 768, "height": 900, "themes": ("light",), "text": "200%"},
    "forced colors": {"width": 1440, "height": 900, "themes": ("dark",), "forced": True},
    "paper of A4": {"width": 680, "height": 960, "themes": ("dark",), "paper": True},
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_nothing_is_wrong_with_any_kind_of_page(
    corpus: tuple[str, list[str]], look: Look, reader: Reader
) -> None:
    assert look(corpus[0], PAGES, [reader]) == []


def test_what_is_wrong_would_be_seen(
    look: Look, tmp_path: Path, build: Callable[..., None]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/corpus", site)
    (site / "templates").mkdir()
    (site / "templates/missing.html").write_text(
        '{% extends "base.html" %}{% block main %}<h3>Not here</h3><img src="https://x.example/a.png">'
        '<p style="color: #eee">Pale</p><pre>' + "wide " * 200 + "</pre>{% endblock %}"
    )
    build(site, site / "_site")
    with served(site / "_site") as (address, _):
        found = "\n".join(look(address, ["404.html"], [READERS["phone"]]))
    for words in (
        "h1 stands 0 times",
        "h3 follows h0",
        "sideways",
        "inline: <p",
        "light, axe image-alt",
    ):
        assert words in found


@pytest.mark.skipif(not shutil.which("java"), reason="needs Java")
@pytest.mark.parametrize("site", ["tests/corpus", "."])
def test_the_nu_html_checker_finds_no_error(
    site: str, tools: Path, tmp_path: Path, build: Callable[..., None]
) -> None:
    build(ROOT / site, tmp_path / "site")
    jar = tools / "node_modules/vnu-jar/build/dist/vnu.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", str(tmp_path / "site")],  # noqa: S607 - the one that was found
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
