"""The benchmark: that both sides are given the same work, and that wrong work is found out."""

import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from generator.commands.build import build
from generator.commands.pages import pages
from generator.model.outcome import unwatched
from generator.settings import site as site_settings
from tests.bench import check, memory, ours, pairs, real, room, seeded, theirs
from tests.bench.corpus import Corpus, Day, Paper

ROOT = Path(__file__).resolve().parents[2]
SIZE = 200
PLAIN = re.compile(r"(?:(?!--|://)[^$\\~`{])*")  # nothing in it is TeX or an address


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    try:
        return seeded.corpus(SIZE, seeded.words_of(ROOT))
    except FileNotFoundError as error:  # README tells how to take them out
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def site(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as a site of ours, built."""
    folder = tmp_path_factory.mktemp("bench") / "site"
    ours.write(corpus, folder)
    settings = site_settings.load(folder)
    for outcome in (pages(settings, unwatched), build(settings, unwatched, jobs=1)):
        assert outcome.problems == ()
    return folder


def page(site: Path, path: str) -> str:
    return (site / "_site" / path / "index.html").read_text()


def paper_of(corpus: Corpus) -> Paper:
    """Return a paper with code and more than one topic in whose words is no TeX."""
    return next(
        paper
        for paper in corpus.papers()
        if paper.code
        and len(paper.topics) > 1
        and PLAIN.fullmatch(f"{paper.title} {paper.abstract}")
    )


def test_the_archive_is_the_same_in_another_process(corpus: Corpus) -> None:
    code = (
        "import hashlib, pathlib; from tests.bench import seeded; "
        f"made = seeded.corpus({SIZE}, seeded.words_of(pathlib.Path())); "
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(repr(corpus).encode()).hexdigest()


def test_the_archive_has_the_size_that_was_asked_for(corpus: Corpus) -> None:
    assert corpus.size == SIZE == len({paper.id for paper in corpus.papers()})
    assert [len(day.papers) for day in corpus.days] == [35, 35, 35, 35, 35, 25]
    assert (corpus.new.day, len(corpus.new.papers)) == (date(2025, 11, 22), 35)
    assert corpus.grown().size == SIZE + 35
    assert len(corpus.topics) == 40
    assert {topic for paper in corpus.papers() for topic in paper.topics} <= corpus.topics.keys()


def test_our_site_is_complete(corpus: Corpus, site: Path) -> None:
    check.is_complete(ours, corpus, site)


def test_the_page_of_a_paper_shows_what_is_known(corpus: Corpus, site: Path) -> None:
    paper = paper_of(corpus)
    text = html.unescape(page(site, f"papers/{paper.id}"))
    day = next(day.day for day in corpus.days if paper in day.papers).isoformat()
    assert f"<h1>{paper.title}</h1>" in text
    assert f'<p class="authors">{", ".join(paper.authors)}</p>' in text
    assert f'<div class="abstract"><p>{paper.abstract}</p></div>' in text
    assert f"{paper.votes} upvotes" in text
    assert f'<a href="/days/{day}/">{day}</a>' in text
    for topic in paper.topics:
        assert f'<a href="/topics/{topic}/">{corpus.topics[topic]}</a> ' in text
    for address in (f"https://arxiv.org/abs/{paper.id}", paper.code):
        assert f'<a href="{address}">' in text
    assert f'<link rel="canonical" href="https://example.org/papers/{paper.id}/">' in text


def test_programs_find_the_same_in_it(corpus: Corpus, site: Path) -> None:
    paper = paper_of(corpus)
    text = page(site, f"papers/{paper.id}")
    day = next(day.day for day in corpus.days if paper in day.papers).isoformat()
    names = [html.unescape(name) for name in re.findall('"citation_author" content="(.*)"', text)]
    assert names == list(paper.authors)
    found = re.search('<script type="application/ld[+]json">(.*)</script>', text)
    assert found is not None
    assert json.loads(found[1]) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": paper.title,
        "datePublished": day,
        "author": [{"@type": "Person", "name": name} for name in paper.authors],
        "sameAs": f"https://arxiv.org/abs/{paper.id}",
    }


@pytest.mark.parametrize("layout", ["baseof.html", "page.html", "_partials/nav.html"])
def test_it_has_every_tag_that_hugo_writes(corpus: Corpus, site: Path, layout: str) -> None:
    skeleton = (ours.HERE / "hugo/layouts" / layout).read_text()
    text = page(site, f"papers/{paper_of(corpus).id}")
    tags = re.findall(r'(?:name|property|rel|type|role|class)="[^"{]+"', skeleton)
    assert tags
    assert [tag for tag in tags if tag not in text] == []


def test_a_day_shows_its_papers_whole(corpus: Corpus, site: Path) -> None:
    day = corpus.days[1]
    text = html.unescape(page(site, f"days/{day.day}"))
    assert text.count('<article class="card"') == len(day.papers)
    for paper in day.papers:
        assert ", ".join(paper.authors) in text
        if PLAIN.fullmatch(paper.abstract):
            assert paper.abstract in text
    assert 'rel="prev" href="/days/2025-11-16/"' in text
    assert 'rel="next" href="/days/2025-11-18/"' in text


def test_a_topic_shows_every_paper_of_its_months(corpus: Corpus, site: Path) -> None:
    (month,) = corpus.months()
    for topic in corpus.topics:
        expected = sum(topic in paper.topics for paper in corpus.papers())
        assert f"<p>{expected} papers</p>" in page(site, f"topics/{topic}")
        if expected:
            assert page(site, f"topics/{topic}/{month}").count('<li><a href="/papers/') == expected


def test_the_way_to_every_topic_is_on_every_page(corpus: Corpus, site: Path) -> None:
    for path in ("", "topics", "years/2025", "months/2025-11", f"papers/{paper_of(corpus).id}"):
        nav = page(site, path).partition("<nav")[2].partition("</nav>")[0]
        assert nav.count("<li>") == len(corpus.topics)


def test_hugo_is_given_the_same_papers(corpus: Corpus, tmp_path: Path) -> None:
    theirs.write(corpus, tmp_path / "site")
    theirs.add(corpus.new, tmp_path / "site")
    for day in (*corpus.days, corpus.new):
        file = tmp_path / "site/assets/records" / f"{day.day}.json"
        told = json.loads(file.read_text(encoding="utf-8"))
        assert [each["id"] for each in told] == [paper.id for paper in day.papers]
        assert [each["abstract"] for each in told] == [paper.abstract for paper in day.papers]
        assert [each["links"].get("code", "") for each in told] == [
            paper.code for paper in day.papers
        ]


def test_a_page_that_is_missing_is_found_out(corpus: Corpus, site: Path) -> None:
    grown = corpus.grown()
    with pytest.raises(check.WrongError, match="Broadsheet made 200 of papers"):
        check.is_complete(ours, grown, site)
    expected = dict(check.digests(ours, site))
    check.is_same(ours, expected, site)
    expected["_site/index.html"] = b""
    with pytest.raises(check.WrongError, match=r"1 files .* _site/index\.html"):
        check.is_same(ours, expected, site)


# It writes a line for each paper into the page of its day. With a word after it, it does no more
# than that where a day has a page already, as a generator might that forgets what has changed.
GENERATOR = """
import sys, pathlib
site, *forgets = sys.argv[1:]
output = pathlib.Path(site, "out")
if forgets and output.exists():
    raise SystemExit
for file in pathlib.Path(site, "content").iterdir():
    page = output / "days" / file.name / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(file.read_text())
"""


@dataclass
class Small:
    """A generator of days alone."""

    forgets: bool = False
    NAME: str = "Small"
    OUTPUT: str = "out"
    REMEMBERS: bool = False

    def write(self, corpus: Corpus, site: Path) -> None:
        (site / "content").mkdir(parents=True)
        for day in corpus.days:
            self.add(day, site)

    def add(self, day: Day, site: Path) -> None:
        lines = "".join(f"/papers/{paper.address}/\n" for paper in day.papers)
        (site / "content" / str(day.day)).write_text(lines)

    def prepare(self, site: Path) -> None:
        """It needs nothing."""

    def build(self, site: Path) -> list[str]:
        return [
            sys.executable,
            "-IS",
            "-c",
            GENERATOR,
            str(site),
            *(["yes"] if self.forgets else []),
        ]

    def update(self, site: Path) -> list[str]:
        return self.build(site)

    def pages(self, corpus: Corpus) -> Mapping[str, int]:
        return {"days/*/index.html": len(corpus.days)}


def test_every_case_is_timed_in_turn(corpus: Corpus, tmp_path: Path) -> None:
    told: list[str] = []
    with room.opened(SIZE, tmp_path) as place:
        small = pairs.ready(Small(), corpus, place)
        results = [
            pairs.result(case, (small, small), place, 2, told.append) for case in pairs.CASES
        ]
        folder = place.folder
    assert [each.case.name for each in results] == [
        *("cold", "new_day", "no_change", "no_change_by_content")
    ]
    assert all(0 < second < 10 for second in chain(*(each.seconds for each in results)))
    assert all(each.ratio > 0 for each in results)
    assert len(told) == 8
    assert (small.files, small.written) == (6, SIZE * len("/papers/2511.00001/\n"))
    assert not folder.exists()


def test_a_day_that_was_forgotten_is_found_out(corpus: Corpus, tmp_path: Path) -> None:
    told: list[str] = []
    with room.opened(SIZE, tmp_path) as place:
        small = pairs.ready(Small(forgets=True), corpus, place)
        cold, new_day, *_ = pairs.CASES
        pairs.result(cold, (small, small), place, 1, told.append)
        with pytest.raises(check.WrongError, match=r"1 files .* out/days/2025-11-22/index\.html"):
            pairs.result(new_day, (small, small), place, 1, told.append)


def test_a_command_that_fails_is_no_result() -> None:
    with pytest.raises(check.WrongError, match="no such thing"):
        pairs.timed([sys.executable, "-c", "raise SystemExit('no such thing')"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_memory_is_that_of_a_process_and_its_children_together() -> None:
    lasts = "held = b'1' * 60_000_000; import time; time.sleep(2)"
    parent = "held = b'1' * 60_000_000; import subprocess, sys; "
    alone = memory.peak([sys.executable, "-c", lasts])
    both = memory.peak(
        [sys.executable, "-c", f'{parent}subprocess.run([sys.executable, "-c", {lasts!r}])']
    )
    assert alone is not None
    assert both is not None
    assert 60_000_000 < alone < 110_000_000
    assert 120_000_000 < both < 170_000_000


def test_real_records_make_an_archive(tmp_path: Path) -> None:
    rows = [
        {
            "listed": f"2026-05-{day:02}",
            "id": f"2605.{day:03}{number:02}",
            "title": "On\n  Looms",
            "abstract": "We weave.\nAgain.",
            "authors": ["Ada Lovelace"],
            "categories": categories,
        }
        for day in (1, 2, 3)
        for number, categories in enumerate((["cs.LG", "cs.CL"], ["cs.LG"], None))
    ]
    path = tmp_path / "arxiv.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    corpus = real.corpus(4, path)
    assert corpus.topics == {"cs-lg": "cs.LG", "cs-cl": "cs.CL"}
    assert [(str(day.day), len(day.papers)) for day in corpus.days] == [
        ("2026-05-01", 1),
        ("2026-05-02", 3),
    ]
    assert corpus.new.day == date(2026, 5, 3)
    both, one, none = corpus.new.papers
    assert both.topics == ("cs-lg", "cs-cl")
    assert one.topics == none.topics == ("cs-lg",)
    assert (one.title, one.abstract) == ("On Looms", "We weave. Again.")
