"""A built site in Chromium as it comes, without npm: nothing in the console, nothing is missing.

test_pages says the same of every kind of page.
"""

from pathlib import Path

import pytest

from tests.browser.conftest import Opened
from tests.browser.sites import served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["", "search/?q=loom", "library/", "latest/"])
def test_a_page_opens_without_an_error(
    corpus: tuple[str, list[str]], path: str, opened: Opened
) -> None:
    address, missed = corpus
    shown, console = opened(address + path)
    assert "<h1" in shown
    assert console == []
    assert missed == []


def test_an_error_would_be_seen(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<h1>Wrong</h1><script src='missing.js'></script><script>nothing.here</script>"
    )
    with served(tmp_path) as (address, missed):
        _, console = opened(address)
    assert len(console) == 1
    assert any(path.endswith("/missing.js") for path in missed)
