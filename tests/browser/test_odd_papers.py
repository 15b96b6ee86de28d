"""Papers and archives that no page was drawn for: each page still reads well."""

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from tests.browser.conftest import Look, Reader
from tests.browser.sites import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

READERS: list[Reader] = [
    {"width": 360, "height": 740, "themes": ["dark"], "axe": True},
    {"width": 1440, "height": 900, "themes": ["light"]},
    {"width": 680, "height": 960, "themes": ["light"], "paper": True},
]
FINGERS: Reader = {
    "width": 320,
    "height": 740,
    "themes": ["light"],
    "axe": True,
    "fingers": True,
}
TOML = '[sources.manual]\n[look]\nhome_cards = 12\n[site]\nrepository = "https://git.example/me/papers"\n'
TOPIC = "---\ntitle: {}\nrule:\n  any: [{}]\n---\n"


def paper(number: int, **more: object) -> Mapping[str, object]:
    """Return the record of a paper; `more` are further fields of it."""
    name = f"arxiv:2702.{number:05}"
    authors = [{"name": "Ada Lovelace"}]
    return {
        "id": name,
        "title": f"Paper {number}",
        "abstract": "A loom.",
        "authors": authors,
        **more,
    }


ODD = (
    paper(1, title="Verylongword" * 25),  # 300 characters without a space
    paper(
        2,
        title="One paper of 3,302 authors",
        authors=[{"name": f"Author N. {n}"} for n in range(3302)],
    ),
    paper(3, title="A paper of nobody", authors=[]),
    paper(4, title="A paper without an abstract", abstract=""),
    paper(5, title="A long abstract", abstract="Threads cross other threads. " * 36_000),
    paper(6, title="مقالة عن الأنوال", abstract="نسيج " * 60, authors=[{"name": "مريم"}]),
    paper(7, title="A wide formula of $x^2$", abstract="$$" + "a+" * 300 + "b$$"),
    paper(8, title="A word alone", abstract="w" * 1500, comment="c" * 400, journal="j" * 300),
)


def written(folder: Path, days: Mapping[str, Iterable[Mapping[str, object]]]) -> Path:
    """Write a site that has these papers on these days."""
    topics = folder / "content/topics"
    topics.mkdir(parents=True)
    (folder / "site.toml").write_text(TOML)
    (topics / "looms.md").write_text(TOPIC.format("Looms", "loom"))
    (topics / "alone.md").write_text(TOPIC.format("Alone", "word alone"))
    for day, papers in days.items():
        file = folder / "content/records/manual" / day[:4] / f"{day}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(json.dumps(each) + "\n" for each in papers))
    return folder


def test_odd_papers_read_well(look: Look, build: Callable[..., None], tmp_path: Path) -> None:
    site = written(tmp_path / "site", {"2027-02-01": [paper(9)], "2027-02-02": ODD})
    build(site, site / "_site")
    numbers = (f"papers/2702.{number:05}/" for number in range(1, len(ODD) + 1))
    lists = ("days/2027-02-01/", "days/2027-02-02/", "weeks/2027-W05/", "months/2027-02/")
    topics = ("topics/", "topics/looms/", "topics/alone/", "topics/looms/2027-02/")
    with served(site / "_site") as (address, _):
        found = look(address, ["", *lists, *topics, *numbers], READERS)
        assert found == [], "\n".join(found)
    for path in ("", lists[1]):
        assert (site / "_site" / path / "index.html").stat().st_size < 100_000


def test_a_day_of_a_thousand_papers_reads_well(
    look: Look, build: Callable[..., None], tmp_path: Path
) -> None:
    site = written(tmp_path / "site", {"2027-02-01": [paper(n) for n in range(1, 1001)]})
    build(site, site / "_site")
    paths = ("", "days/2027-02-01/", "days/2027-02-01/14/", "topics/looms/", "months/2027-02/")
    with served(site / "_site") as (address, _):
        assert look(address, paths, READERS[:1]) == []


def test_what_a_finger_is_to_hit_has_room(
    look: Look, build: Callable[..., None], tmp_path: Path
) -> None:
    names = [f"{letter}a Name" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    papers = [paper(n, authors=[{"name": name}]) for n, name in enumerate(names, 1)]
    site = written(tmp_path / "site", {"2027-02-01": papers, "2027-02-02": [paper(90)]})
    build(site, site / "_site", "--set", "authors.min_papers=1")
    paths = ("days/2027-02-01/", "papers/2702.00001/", "authors/", "api/")
    with served(site / "_site") as (address, _):
        assert look(address, paths, [FINGERS]) == []


def test_pictures_that_come_late_move_nothing(
    look: Look, build: Callable[..., None], tmp_path: Path
) -> None:
    pictures = ["https://picture.example/a.png"]  # which nobody can reach
    site = written(tmp_path / "site", {"2027-02-01": [paper(n, media=pictures) for n in (1, 2)]})
    build(site, site / "_site", "--set", "look.thumbnails=true")
    with served(site / "_site") as (address, _):
        found = look(address, ["days/2027-02-01/", "papers/2702.00001/"], READERS)
    assert found
    for line in found:
        assert f"asks elsewhere: {pictures[0]}" in line or "console: Failed to load" in line


def test_an_archive_without_a_day_reads_well(
    look: Look, build: Callable[..., None], tmp_path: Path
) -> None:
    site = written(tmp_path / "site", {})
    build(site, site / "_site")
    with served(site / "_site") as (address, _):
        assert look(address, ["", "topics/", "topics/looms/", "404.html"], READERS) == []


def test_a_day_on_paper_leaves_no_sheet_half_empty(
    chromium: str, build: Callable[..., None], tmp_path: Path
) -> None:
    long = "A thread crosses another one, and nobody knows which was there first. " * 27
    papers = [paper(number, abstract=long) for number in range(1, 10)]  # each two thirds of a sheet
    site = written(tmp_path / "site", {"2027-02-01": papers})
    build(site, site / "_site")
    pdf = tmp_path / "day.pdf"
    with served(site / "_site") as (address, _):
        command = [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"]
        to = [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={pdf}"]
        subprocess.run(
            [*command, *to, f"{address}days/2027-02-01/"],
            check=True,
            capture_output=True,
            timeout=60,
        )
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
    assert 4 <= sheets < len(papers)
