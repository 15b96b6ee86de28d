"""Lists that are too long for one page: days cut by id, a topic's months by days."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.cards import part
from generator.commands.pages import pages
from generator.kinds import day, month, topic_month, week
from generator.model.outcome import unwatched
from generator.settings import site as settings

FIRST, SECOND = date(2026, 11, 2), date(2026, 11, 3)
TOML = "[limits]\nday_cards = 4\nlist_rows = 6\n[sources.manual]\n"
TOPIC = "---\ntitle: Looms\nrule:\n  any: [loom]\n---\n"

Make = Callable[[], Archive]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A site of ten papers a day, of which a page has room for four; it is loaded at each call."""
    (tmp_path / "site.toml").write_text(TOML)
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "content/topics/looms.md").write_text(TOPIC)
    for number, listed in enumerate((FIRST, SECOND)):
        names = [f"arxiv:2611.{10 * number + at:05}" for at in range(1, 11)]
        lines = (json.dumps({"id": name, "title": f"Loom {name}"}) for name in names)
        votes = {name: [{"date": str(listed), "votes": at}] for at, name in enumerate(names)}
        folder = tmp_path / "content/records/manual/2026"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{listed}.jsonl").write_text("\n".join(lines) + "\n")
        (folder / f"{listed}.counts.json").write_text(json.dumps(votes))
    return lambda: ingest.load(settings.load(tmp_path))[0]


def anchors(view: day.DayView) -> list[str]:
    return [each.card.anchor for each in view.shown if each.card]


def test_a_day_is_cut_by_id_and_each_part_is_by_votes(make: Make) -> None:
    archive = make()
    keys = list(day.parts(archive, "2026-11-02"))
    assert keys == ["2026-11-02", "2026-11-02/2", "2026-11-02/3"]
    views = [day.view(archive, key) for key in keys]
    assert anchors(views[0]) == ["2611.00003", "2611.00002", "2611.00001"]
    assert anchors(views[2]) == ["2611.00010", "2611.00009", "2611.00008", "2611.00007"]
    assert {view.count for view in views} == {10}
    assert [view.head.path for view in views] == [f"days/{key}/" for key in keys]
    assert [each.path for each in views[1].parts] == [f"days/{key}/" for key in keys]
    assert [each.here for each in views[1].parts] == [False, True, False]
    assert views[1].parts[1].words == "2611.00004 to 2611.00006"


def test_what_people_wrote_stands_with_its_paper_and_once(make: Make) -> None:
    site = make().site
    pages(site, unwatched)
    file = site.content / "days/2026/2026-11-02.md"
    text = file.read_text().replace("<!-- block", "A fine day.\n\n<!-- block", 1)
    marker = "<!-- block paper/arxiv:2611.00009"
    noted = text.index(marker)
    end = text.index("<!-- /block -->\n", noted) + len("<!-- /block -->\n")
    file.write_text(f"{text[:end]}I read the ninth.\n{text[end:]}")
    archive = make()
    views = [day.view(archive, key) for key in day.parts(archive, "2026-11-02")]
    assert ["A fine day" in view.prose for view in views] == [True, False, False]
    told = [[each.card.anchor for each in view.shown if each.prose and each.card] for view in views]
    assert told == [[], [], ["2611.00009"]]


def test_a_topic_s_month_is_cut_by_days_the_newest_first(make: Make) -> None:
    archive = make()
    keys = list(topic_month.parts(archive, "looms/2026-11"))
    assert keys == ["looms/2026-11", "looms/2026-11/2"]
    first, second = (topic_month.view(archive, key) for key in keys)
    assert [each.day for each in first.days] == [SECOND]
    assert [each.day for each in second.days] == [FIRST]
    assert first.count == second.count == 20
    assert [each.words for each in first.parts] == ["3 Nov 2026", "2 Nov 2026"]
    assert second.head.path == "topics/looms/2026-11/2/"


def test_a_month_and_a_week_name_their_days_and_their_first(make: Make) -> None:
    archive = make()
    of_month = month.view(archive, "2026-11")
    assert [(each.papers, each.rows) for each in of_month.days] == [(10, ()), (10, ())]
    assert len(of_month.best.rows) == 18  # two of each day have no votes
    of_week = week.view(archive, "2026-W45")
    assert [(each.papers, each.rows) for each in of_week.list] == [(10, ()), (10, ())]
    assert len(of_week.ranking.rows) == 18
    assert of_week.count == 20


@given(st.lists(st.integers()), st.integers(1, 9))
def test_parts_are_the_whole_none_too_long_none_empty(every: list[int], most: int) -> None:
    parts = part.cut(every, most)
    assert [each for found in parts for each in found] == every
    assert all(len(found) <= most for found in parts)
    assert all(parts) or not every


@given(st.integers(1, 50))
def test_a_key_tells_its_part(count: int) -> None:
    keys: Iterable[str] = part.keys("2026-11-02", count)
    assert [part.number_of(key, "2026-11-02") for key in keys] == list(range(1, count + 1))
