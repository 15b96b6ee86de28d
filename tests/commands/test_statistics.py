"""The page of statistics, and its tables as CSV, as they stand in a built site."""

import csv
import json
from pathlib import Path

import pytest

from tests.commands.small_site import SmallSite, links, words

TOPIC = "---\ntitle: {}\nrule:\n  any: [loom]\n---\n"


@pytest.fixture
def made(tmp_path: Path) -> SmallSite:
    made = SmallSite(tmp_path)
    made.toml()
    return made


def table(made: SmallSite, name: str) -> list[list[str]]:
    with (made.folder / f"_site/statistics/{name}.csv").open(newline="") as lines:
        return list(csv.reader(lines))


def votes(made: SmallSite, day: str, **counts: int) -> None:
    told = {
        f"arxiv:2611.{name[1:]:>05}": [{"date": day, "votes": each}]
        for name, each in counts.items()
    }
    made.write(f"content/records/manual/{day[:4]}/{day}.counts.json", json.dumps(told))


def test_papers_and_topics_are_counted(made: SmallSite) -> None:
    made.write("content/topics/looms.md", TOPIC.format('"=Looms"'))
    made.day("2026-10-30", ["A"], ["B"])
    made.day("2026-12-02", ["A"])
    assert not made.build().problems
    assert table(made, "papers") == [["day", "papers"], ["2026-10-30", "2"], ["2026-12-02", "1"]]
    assert table(made, "topics")[1:] == [
        ["2026-10", "looms", "'=Looms", "2"],
        ["2026-12", "looms", "'=Looms", "1"],
    ]
    html = made.page("statistics")
    told = words(html)
    assert "3 papers, first listed from 30 Oct 2026 to 2 Dec 2026" in told
    assert "October 2026 to December 2026, at most 2 papers a month" in told
    assert "October 2026 2 1 2" in told  # papers, days, most on a day
    assert links(html, "topics") == ["looms"]
    assert "style=" not in html


def test_the_most_voted_of_equal_votes_the_earlier_day_first(made: SmallSite) -> None:
    made.day("2026-11-02", ["A"], ["B"], ["C"])
    made.day("2026-11-03", ["A"], ["B"])
    votes(made, "2026-11-02", p1=5, p2=9, p3=0)
    votes(made, "2026-11-03", p4=9, p5=20)
    made.write("content/corrections/2611.00005.yaml", "withdrawn: true\n")
    made.build()
    ranked = [row[2] for row in table(made, "voted")[1:]]
    assert ranked == ["arxiv:2611.00002", "arxiv:2611.00004", "arxiv:2611.00001"]
    assert links(made.page("statistics"), "papers") == [name[6:] for name in ranked]


def test_the_busiest_organizations(made: SmallSite) -> None:
    made.day("2026-11-02", ["A"], organization={"name": "Pier", "handle": "pier"})
    made.day("2026-11-03", ["A"], ["B"], organization={"name": "@Quay", "handle": "quay"})
    made.build()
    found = [["handle", "name", "papers"], ["quay", "'@Quay", "2"], ["pier", "Pier", "1"]]
    assert table(made, "organizations") == found
    assert links(made.page("statistics"), "organizations") == ["quay", "pier"]


def test_an_archive_of_one_day_is_not_told_as_a_span(made: SmallSite) -> None:
    made.day("2026-11-02", ["A"], ["B"])
    made.build()
    told = words(made.page("statistics"))
    assert "2 papers listed on 2 November 2026" in told
    assert "to 2 Nov" not in told


def test_an_archive_without_papers_has_its_page(made: SmallSite) -> None:
    assert not made.build().problems
    assert "No papers yet" in words(made.page("statistics"))
    assert table(made, "voted") == [["votes", "day", "id", "title"]]
