"""A letter in real Chromium, as wide as a phone."""

import subprocess
import sys
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.browser.sites import served

pytestmark = pytest.mark.browser

READER = """
<iframe id="frame" src="/papers/letter.html" width="360" height="800"></iframe>
<script>
const frame = document.getElementById("frame");
frame.addEventListener("load", () => {
  const { documentElement: page, links } = frame.contentDocument;
  document.body.append(`too wide by ${page.scrollWidth - page.clientWidth}, ${links.length} links`);
});
</script>
"""


def test_a_letter_fits_a_phone_and_asks_nobody(
    corpus_site: Path, opened: Callable[[str, Path], tuple[str, list[str]]], tmp_path: Path
) -> None:
    file = tmp_path / "letter.eml"
    command = ("--site", ROOT / "tests/corpus", "digest", "--day", "2027-01-04", "--output", file)
    subprocess.run([sys.executable, "-m", "generator", *map(str, command)], check=True)
    letter = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert isinstance(letter, EmailMessage)
    body = letter.get_body(("html",))
    assert body
    html = body.get_content()
    assert "src=" not in html
    assert "url(" not in html
    (corpus_site / "letter.html").write_text(html)
    (corpus_site / "reader.html").write_text(READER)
    with served(corpus_site) as (address, _):
        shown, console = opened(f"{address}reader.html", tmp_path / "profile")
    assert "too wide by 0, 6 links" in shown
    assert console == []
