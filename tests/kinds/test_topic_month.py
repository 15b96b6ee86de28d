"""A topic's month, and what leads from one to the next."""

import re
from pathlib import Path

from tests.commands.small_site import SmallSite


def test_it_names_the_months_beside_it_however_far_they_are(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    made.toml()
    made.write("content/topics/looms.md", "---\ntitle: Looms\nrule:\n  any: [loom]\n---\n")
    for day in ("2026-03-02", "2026-10-30", "2026-11-02"):
        made.day(day, ["Ada"])
    made.build()
    html = made.page("topics/looms/2026-10")
    ways = re.findall(r'<a class="(?:before|after)" rel="\w+" href="([^"]*)">([^<]*)</a>', html)
    beside = [
        ("/topics/looms/2026-03/", "March 2026"),
        ("/topics/looms/2026-11/", "November 2026"),
    ]
    assert ways == beside * 2
