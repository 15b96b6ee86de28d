"""A letter in real Chromium, as wide as a phone."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests import forked
from tests.browser.conftest import ROOT, Opened
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
    corpus_site: Path, opened: Opened, tmp_path: Path
) -> None:
    file = tmp_path / "letter.eml"
    words = ("--site", ROOT / "tests/corpus", "digest", "--day", "2027-01-04", "--output", file)
    assert forked.run(*map(str, words)).returncode == 0
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
        shown, console = opened(f"{address}reader.html")
    assert "too wide by 0, 6 links" in shown
    assert console == []
