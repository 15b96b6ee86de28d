"""What votes, corrections and a source's links do to the built site."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import feedparser
import pytest

from generator.settings.tables import KINDS

Run = Callable[..., subprocess.CompletedProcess[str]]


def html(site: Path, path: str) -> str:
    return (site / "_site" / path / "index.html").read_text()


def listed(site: Path, day: str, *papers: tuple[str, str, Sequence[tuple[str, int]]]) -> None:
    """Store papers, each with its id, its title and its votes by date."""
    path = site / f"content/records/huggingface/{day[:4]}/{day}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"id": f"arxiv:{name}", "title": title, "abstract": f"About {title}."})
        for name, title, _ in papers
    ]
    path.write_text("\n".join(lines) + "\n")
    counts = {
        f"arxiv:{name}": [{"date": date, "votes": votes} for date, votes in series]
        for name, _, series in papers
        if series
    }
    path.with_suffix(".counts.json").write_text(json.dumps(counts))


@pytest.fixture
def voted(site: Path) -> Path:
    """Two days of one week: an early paper with many votes, a late one that gains them."""
    (site / "site.toml").write_text("[sources.huggingface]\n")
    early = [("2026-01-05", 40), ("2026-01-06", 41)]
    late = [("2026-01-09", 10), ("2026-01-12", 30), ("2026-01-19", 28)]
    listed(site, "2026-01-05", ("2601.00001", "Early", early), ("2601.00002", "Unvoted", []))
    listed(site, "2026-01-09", ("2601.00003", "Late", late))
    return site


def order(page: str, *titles: str) -> list[str]:
    main = page[page.index("<main") :]
    return sorted((title for title in titles if title in main), key=main.index)


def test_what_trends_is_told_with_its_formula(voted: Path, run: Run) -> None:
    run("build")
    page = html(voted, "trending")
    assert order(page, "Early", "Late", "Unvoted") == ["Late", "Early"]
    # 10 * 2^(-10/7) + 20 * 2^(-7/7) - 2, and 40 * 2^(-14/7) + 2^(-13/7)
    assert "<b>11.7</b> score" in page
    assert "<b>10.3</b> score" in page
    assert "½ after 7 days, ¼ after 14, and so on up to 19 January 2026" in page
    run("--set", "limits.half_life_days=1", "build")
    page = html(voted, "trending")
    assert "½ after 1 day, ¼ after 2, and so on" in page
    assert order(page, "Early", "Late") == []
    assert "No votes are young enough to count." in page


def test_home_shows_five_that_trend_and_the_way_to_all(voted: Path, run: Run) -> None:
    many = [(f"2601.1000{n}", f"Many {n}", [("2026-01-09", 10 + n)]) for n in range(7)]
    listed(voted, "2026-01-10", *many)
    run("build")
    home = html(voted, ".")
    rail = home[home.index('<div class="rail">') :]
    trends = rail[: rail.index("</section>")]
    assert order("<main" + trends, *(title for _, title, _ in many), "Late", "Early") == [
        *("Late", "Early"),
        *("Many 6", "Many 5", "Many 4"),
    ]
    assert 'href="/trending/"' in trends
    assert html(voted, "trending").count(" score") == 9


def test_without_votes_nothing_trends_and_nothing_leads_there(imported: Path, run: Run) -> None:
    run("build")
    assert not (imported / "_site/trending").exists()
    assert "trending" not in html(imported, ".").lower()


def test_without_the_kind_no_link_leads_there(voted: Path, run: Run) -> None:
    kinds = [kind for kind in KINDS if kind != "trending"]
    run("--set", f"kinds={kinds}", "build")
    assert not (voted / "_site/trending").exists()
    for page in (voted / "_site").rglob("*.html"):
        assert "trending/" not in page.read_text()


def test_a_week_and_a_month_say_how_they_are_ranked(voted: Path, run: Run) -> None:
    run("build")
    words = "Ranked by votes as last read (the newest reading is of 19 January 2026)"
    for path in ("weeks/2026-W02", "months/2026-01"):
        page = html(voted, path)
        assert words in page
        assert order(page, "Early", "Late") == ["Early", "Late"]
    listed(voted, "2026-01-20", ("2601.00009", "Alone", []))
    run("build")
    alone = html(voted, "weeks/2026-W04")
    assert "Most voted" not in alone
    assert "Alone" in alone[alone.index('id="days"') :]


def test_a_withdrawn_paper_stays_where_it_is_and_out_of_every_ranking(
    voted: Path, run: Run
) -> None:
    run("build")
    before = {each.id: each for each in feedparser.parse(voted / "_site/atom.xml").entries}
    correction = voted / "content/corrections/2601.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("withdrawn: the <data> were made up\nlinks:\n  Why: https://x.example/\n")
    run("build")
    notice = "Withdrawn: the &lt;data&gt; were made up"
    for path in ("weeks/2026-W02", "months/2026-01"):
        ranking, _, listed_ = html(voted, path).partition('id="days"')
        assert "Early" not in ranking
        assert "<s>Early</s>" in listed_
    assert "Early" not in html(voted, "trending")
    assert "Early" not in html(voted, ".")  # its newest day, this week, what trends
    for path in ("days/2026-01-05", "papers/2601.00001"):
        assert "<s>Early</s>" in html(voted, path)
        assert notice in html(voted, path)
        assert '<a href="https://x.example/" rel="nofollow">Why</a>' in html(voted, path)
    assert f'property="og:description" content="{notice}"' in html(voted, "papers/2601.00001")
    assert "citation_title" not in html(voted, "papers/2601.00001")
    assert "citation_title" in html(voted, "papers/2601.00002")
    assert "papers/2601.00001/" in (voted / "_site/sitemaps/2026-01.xml").read_text()
    for name in ("atom.xml", "rss.xml"):
        after = {each.id: each for each in feedparser.parse(voted / "_site" / name).entries}
        assert after.keys() == before.keys()
        (gone,) = (each for each in after.values() if "Early" in each.title)
        assert gone.title == "Withdrawn: Early"
        assert gone.link == before[gone.id].link
        body = gone.content[0].value if name == "atom.xml" else gone.summary
        assert notice in body
        assert "About Early" not in body


def test_what_a_source_knows_on_hugging_face_is_linked_and_nothing_else(
    voted: Path, run: Run
) -> None:
    path = voted / "content/records/huggingface/2026/2026-01-05.jsonl"
    record = json.loads(path.read_text().splitlines()[0])
    record["models"] = ["../login", "a/b/c", "javascript:alert(1)", "x?y", '"><b>', *"abcdefg"]
    record["spaces"] = ["ada/loom.js"]
    path.write_text(json.dumps(record) + "\n")
    run("build")
    page = html(voted, "papers/2601.00001")
    shelf = page[page.index("On Hugging Face</h2>") : page.index("<footer")]
    links = [link.partition('"')[0] for link in shelf.split('href="')[1:]]
    host = "https://huggingface.co"
    assert links == [
        *(f"{host}/{name}" for name in "abcde"),
        f"{host}/papers/2601.00001",
        f"{host}/spaces/ada/loom.js",
    ]
    assert "and 2 more" in shelf
    assert "Datasets" not in shelf
    assert "On Hugging Face" not in html(voted, "papers/2601.00003")
