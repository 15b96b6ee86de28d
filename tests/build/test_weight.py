"""Weight: sizes in words, and how long a site will fit."""

from pathlib import Path

import pytest

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.build.memory import Done
from generator.build.weight import Weights, exceeded, remark
from generator.model.artifact import Step
from generator.settings import site as settings
from generator.settings.tables import Budgets

MB = 1_000_000


def archive_of(folder: Path, *days: str) -> Archive:
    (folder / "site.toml").touch()
    for at, day in enumerate(days):
        file = folder / f"content/records/manual/{day[:4]}/{day}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'{{"id": "arxiv:2401.{at:05}", "title": "A Loom"}}\n')
    archive, problems = ingest.load(settings.load(folder))
    assert not problems
    return archive


def made(kind: str, day: str, size: int) -> tuple[Step, Done]:
    return Step(kind, day, day), Done(day, size=size)


def test_the_pace_is_that_of_the_last_year(tmp_path: Path) -> None:
    months = (f"{year}-{month:02}-01" for year in (2022, 2023, 2024) for month in range(1, 13))
    archive = archive_of(tmp_path, *months, "2025-03-01")
    done = [
        made("paper", "2022-01-01", 300 * MB),
        made("paper", "2024-03-01", 100 * MB),  # a day too early
        made("paper", "2024-03-02", 20 * MB),
        made("month", "2025-03-01", 30 * MB),
        made("topic", "2025-03-01", 40 * MB),  # its feeds show the newest, and grow no more
        made("home", "", 7 * MB),
    ]
    told = remark(archive, done, [("", 3 * MB)], 1234)
    assert told == "size: 500 MB in 1,234 files · 10.0 years left at this pace until 1 GB"


def test_a_young_archive_is_scaled_up_and_one_too_young_tells_no_pace(tmp_path: Path) -> None:
    done = [made("paper", "2025-03-01", 10 * MB)]
    young = archive_of(tmp_path, "2025-01-31", "2025-03-01")  # 30 days
    pace = 10 * 365 / 30
    assert f" · {990 / pace:.1f} years left" in remark(young, done, [], 1)
    (tmp_path / "younger").mkdir()
    younger = archive_of(tmp_path / "younger", "2025-02-01", "2025-03-01")
    assert remark(younger, done, [], 1) == "size: 10 MB in 1 file"
    (tmp_path / "empty").mkdir()
    empty = archive_of(tmp_path / "empty")
    assert remark(empty, [], [("", 900)], 1) == "size: 0.9 kB in 1 file"


def test_the_pace_is_of_the_days_since_papers_came_daily(tmp_path: Path) -> None:
    shipped = made("paper", "2024-12-12", 1 * MB)
    done = [shipped, made("paper", "2025-12-01", 10 * MB)]
    young = archive_of(tmp_path, "2024-12-12", "2025-11-20", "2025-12-01")
    assert remark(young, done, [], 1) == "size: 11 MB in 1 file"
    (tmp_path / "older").mkdir()
    older = archive_of(tmp_path / "older", "2024-12-12", "2025-11-02", "2025-12-01")  # 30 days
    pace = 10 * 365 / 30
    assert f" · {989 / pace:.1f} years left" in remark(older, done, [], 1)


def test_what_fits_for_centuries_or_not_at_all_is_told_so(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, "2025-01-31", "2025-03-01")
    small, large = made("paper", "2025-03-01", 1000), made("paper", "2025-03-01", 1001 * MB)
    assert " · more than 100 years left" in remark(archive, [small], [], 1)
    told = remark(archive, [large], [], 1)
    assert told == "size: 1.1 GB in 1 file · GitHub Pages takes no more than 1 GB"


@pytest.mark.parametrize("more", [0, 1])
def test_a_budget_may_be_used_up_and_not_exceeded(more: int) -> None:
    weights = Weights(
        [(300_000 + more, "a.html")],
        [(512_000 + more, "a.xml"), (1, "b.xml")],
        [8_000 + more, 9_000, 1, 8_000 + more],
    )
    told = list(exceeded(Budgets(), 750 * MB + more, 65_000 + more, weights, "_site"))
    assert len(told) == 5 * more
    if more:
        assert "budgets.page_kb` = 300: 1 page (_site/a.html (301 kB)); " in str(told[2])
        assert "have 8.1 kB or more beyond their own words" in str(told[4])
