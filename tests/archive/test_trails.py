"""Trails: what comes before and after a paper in its topics, near topics, words that are new."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.model.paper import PaperId
from generator.settings import site as settings


def number(paper: int) -> PaperId:
    return PaperId(f"arxiv:2501.{paper:05}")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").touch()
    for slug in ("looms", "silk", "wool"):
        put(tmp_path, f"topics/{slug}.md", f"---\ntitle: {slug}\nrule:\n  any: [{slug}]\n---\n")
    return tmp_path


def put(site: Path, path: str, text: str) -> None:
    file = site / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def archive_of(site: Path, days: Mapping[str, Mapping[int, str]]) -> Archive:
    """Return the archive of days with titles by the numbers of papers."""
    for day, papers in days.items():
        lines = (json.dumps({"id": number(at), "title": title}) for at, title in papers.items())
        put(site, f"records/huggingface/{day:.4}/{day}.jsonl", "".join(f"{x}\n" for x in lines))
    return ingest.load(settings.load(site))[0]


def test_a_paper_leads_to_the_one_before_and_the_one_after_in_its_topic(site: Path) -> None:
    days = {
        "2025-01-01": {1: "Looms", 2: "Silk"},
        "2025-01-02": {3: "Wool"},
        "2025-02-03": {4: "Looms", 5: "Looms of silk"},
    }
    archive = archive_of(site, days)
    assert archive.beside_in_topics(archive.paper(number(1))) == {"looms": (None, number(4))}
    assert archive.beside_in_topics(archive.paper(number(3))) == {"wool": (None, None)}
    assert archive.beside_in_topics(archive.paper(number(5))) == {
        "looms": (number(4), None),
        "silk": (number(2), None),
    }


def test_a_new_day_changes_the_trail_of_the_last_paper_alone(site: Path) -> None:
    days = {"2025-01-01": {1: "Looms"}, "2025-01-02": {2: "Looms"}}
    question = "beside_in_topics"
    before = archive_of(site, days)
    now = archive_of(site, {"2025-01-03": {3: "Looms"}})
    questions = [(question, "2025-01-01"), (question, "2025-01-02")]
    first, last = before.versions_of(questions)
    first_now, last_now = now.versions_of(questions)
    assert first == first_now
    assert last != last_now


def test_near_topics_share_the_most_of_their_papers(site: Path) -> None:
    titles = ["Looms and wool", "Looms and wool", "Looms and silk", "Silk", "Silk"]
    archive = archive_of(site, {"2025-01-01": dict(enumerate(titles))})
    assert [topic.slug for topic in archive.near_topics("looms")] == ["wool", "silk"]
    assert [topic.slug for topic in archive.near_topics("silk")] == ["looms"]


def test_a_word_is_new_that_no_earlier_month_was_about(site: Path) -> None:
    old = {"2025-01-31": {1: "Of Looms"}}
    new = {"2025-02-01": {2: "Looms, shuttles", 3: "A Shuttle"}, "2025-02-02": {4: "The shuttle"}}
    more = {"2025-02-03": {5: "Of looms", 6: "Of looms", 7: "Bobbins", 8: "Bobbins"}}
    archive = archive_of(site, old | new | more)
    assert archive.first_seen() == (("shuttle", 3),)


def test_nothing_is_new_in_the_first_month(site: Path) -> None:
    archive = archive_of(site, {"2025-01-01": dict.fromkeys(range(5), "Looms")})
    assert archive.first_seen() == ()


def test_who_shows_no_related_papers_pays_for_none(site: Path) -> None:
    (site / "site.toml").write_text("[related]\npapers = 0\n")
    archive = archive_of(site, {"2025-01-01": {1: "Looms", 2: "Looms of silk"}})
    paper = archive.paper(number(1))
    assert not archive.related(paper)
    assert not archive.near_topics("looms")
    assert archive.beside_in_topics(paper) == {}
    facts = archive.facts[date(2025, 1, 1)]
    assert not facts.terms.papers
    assert not facts.ends
    assert not archive.kin
    assert not (site / ".cache/kin").exists()
