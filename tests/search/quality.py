"""How good the search is: `python -m tests.search.quality DATA`, which `make search-quality` runs.

The judged set (tests/search/judged.py) is asked of the site's own search, of Pagefind, of
MiniSearch with title and keywords weighted, fuzzy and by prefix, and of plain BM25 with a weighted
title, all with the same papers: title, authors, abstract, keywords, the day. Printed are recall at
10 (of no more than ten papers), the mean reciprocal rank, nDCG at 10 (by sort, and for the held
third alone too), and the median of what a first query makes a reader download.
"""

import argparse
import html
import json
import shutil
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from math import log, log2
from pathlib import Path
from statistics import mean, median
from typing import Any

from generator.cards.postings import STOP
from generator.markup import terms
from tests.chromium import path
from tests.search.judged import Judged, Paper, papers, read

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORK = ROOT / ".cache" / "search"
KINDS = '"paper", "search", "search_index", "search_votes"'
TOP = 10

Found = Sequence[Sequence[str]]


def recall(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return how many of the wanted papers are among the first ten, of those that could be."""
    return len({*found[:TOP]} & {*wanted}) / min(TOP, len(wanted))


def reciprocal(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return one by the rank of the first wanted paper."""
    return next((1 / rank for rank, name in enumerate(found[:TOP], 1) if name in wanted), 0.0)


def ndcg(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return how near the order of ten papers is to the best one."""
    gained = sum(1 / log2(at + 2) for at, name in enumerate(found[:TOP]) if name in wanted)
    return gained / sum(1 / log2(at + 2) for at in range(min(TOP, len(wanted))))


def scores(judged: Sequence[Judged], found: Found) -> dict[str, float]:
    """Return what the answers to the judged set are worth."""
    pairs = [(ids, each.ids) for ids, each in zip(found, judged, strict=True)]
    return {
        "recall_at_10": round(mean(recall(*pair) for pair in pairs), 3),
        "mrr": round(mean(reciprocal(*pair) for pair in pairs), 3),
        "ndcg_at_10": round(mean(ndcg(*pair) for pair in pairs), 3),
    }


def asked(script: str, **job: object) -> Any:  # noqa: ANN401 - what the script tells
    """Return what one of the scripts beside this file tells of a job."""
    done = subprocess.run(
        ["node", str(HERE / script)],  # noqa: S607 - the one that is found
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def site_of(every: Sequence[Paper]) -> Path:
    """Build a site of the papers; return its folder."""
    site = WORK / "site"
    shutil.rmtree(site, ignore_errors=True)
    days: dict[str, list[str]] = defaultdict(list)
    for paper in every:
        record = {
            "abstract": paper.abstract,
            "authors": [{"name": name} for name in paper.authors],
            "code": paper.code,
            "id": f"arxiv:{paper.id}",
            "keywords": paper.keywords,
            "title": paper.title,
        }
        days[paper.day].append(json.dumps({key: told for key, told in record.items() if told}))
    for day, lines in days.items():
        file = site / "content/records/huggingface" / day[:4] / f"{day}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n")
    (site / "content/topics").mkdir()
    for topic in (ROOT / "content/topics").glob("*.md"):
        shutil.copy(topic, site / "content/topics")
    address = '[site]\naddress = "https://search.example/"\n'
    (site / "site.toml").write_text(f"kinds = [{KINDS}]\n{address}[sources.huggingface]\n")
    command = [sys.executable, "-m", "generator", "--site", str(site), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not (site / "_site/search/index.json").is_file():
        raise SystemExit(done.stderr)
    return site / "_site"


def bm25(every: Sequence[Paper], queries: Sequence[str]) -> Found:
    """Return what plain BM25 finds: words as they are, a title counts three times."""
    forms = terms.forms
    texts = {
        paper.id: Counter(
            form
            for text in (
                *[paper.title] * 3,
                *paper.authors,
                paper.abstract,
                *paper.keywords,
                paper.day,
            )
            for token in terms.tokens(terms.folded(text))
            for form in forms(token)
        )
        for paper in every
    }
    lists: dict[str, list[str]] = defaultdict(list)
    for name, counts in texts.items():
        for form in counts:
            lists[form].append(name)
    lengths = {name: sum(counts.values()) for name, counts in texts.items()}
    average = mean(lengths.values())
    found: list[list[str]] = []
    for query in queries:
        worth: dict[str, float] = defaultdict(float)
        for form in {f for token in terms.tokens(terms.folded(query)) for f in forms(token)} - STOP:
            having = lists.get(form, ())
            rare = log(1 + (len(texts) - len(having) + 0.5) / (len(having) + 0.5))
            for name in having:
                count = texts[name][form]
                room = 1.2 * (0.25 + 0.75 * lengths[name] / average)
                worth[name] += rare * count * 2.2 / (count + room)
        found.append(sorted(worth, key=lambda name: -worth[name])[:TOP])
    return found


def pagefind(every: Sequence[Paper], queries: Sequence[str]) -> Mapping[str, Any]:
    """Return what Pagefind finds on plain pages of the papers."""
    site = WORK / "pagefind"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    for paper in every:
        told = (", ".join(paper.authors), paper.abstract, ", ".join(paper.keywords), paper.day)
        body = "".join(f"<p>{html.escape(text)}</p>" for text in told)
        page = f"<h1>{html.escape(paper.title)}</h1>{body}"
        (site / f"{paper.id}.html").write_text(
            f"<!doctype html><html lang='en'><title>{html.escape(paper.title)}</title>"
            f"<body data-pagefind-body>{page}"
        )
    (site / "empty.html").write_text("<!doctype html><title>Empty</title>")
    tool = HERE / "node_modules/.bin/pagefind"
    subprocess.run(
        [tool, "--site", site, "--force-language", "en"], check=True, capture_output=True
    )
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        told = asked("pagefind.mjs", chromium=path(), address=address, queries=queries)
        server.shutdown()
    found: Mapping[str, Any] = told
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def table(judged: Sequence[Judged], all_found: Mapping[str, Found]) -> None:
    """Print what each finds, of each sort and of the held third."""
    sorts = list(dict.fromkeys(each.sort for each in judged))
    say(f"{'nDCG at 10':<12}" + "".join(f"{sort:>10}" for sort in (*sorts, "held", "all")))
    for name, found in all_found.items():
        pairs = list(zip(judged, found, strict=True))
        rows = [[p for p in pairs if p[0].sort == sort] for sort in sorts]
        rows += [[p for p in pairs if p[0].held], pairs]
        told = (mean(ndcg(ids, each.ids) for each, ids in row) for row in rows)
        say(f"{name:<12}" + "".join(f"{score:>10.3f}" for score in told))


def main() -> None:
    """Ask everybody, print the figures and write them into .cache/search-quality.json."""
    parser = argparse.ArgumentParser(prog="make search-quality")
    parser.add_argument("data", type=Path, help="answers of Hugging Face, a line each, compressed")
    parser.add_argument("--ours", action="store_true", help="leave the others out")
    options = parser.parse_args()
    if not options.ours and not path():
        sys.exit("make search-quality: Pagefind is asked in Chromium, which is not here")
    every, judged = papers(options.data), read()
    queries = [each.query for each in judged]
    ours = asked("ours.mjs", site=str(site_of(every)), queries=queries)
    found: dict[str, Found] = {"broadsheet": ours["found"]}
    first = {"broadsheet": median(ours["first"])}
    if not options.ours:
        documents = [
            {
                "id": p.id,
                "title": p.title,
                "authors": ", ".join(p.authors),
                "abstract": p.abstract,
                "keywords": ", ".join(p.keywords),
                "day": p.day,
            }
            for p in every
        ]
        mini = asked("minisearch.mjs", papers=documents, queries=queries)
        found["minisearch"], first["minisearch"] = mini["found"], mini["index"]
        theirs = pagefind(every, queries)
        found["pagefind"], first["pagefind"] = theirs["found"], median(theirs["first"])
        found["bm25"] = bm25(every, queries)
    told: dict[str, dict[str, float]] = {}
    for name, answers in found.items():
        told[name] = scores(judged, answers)
        if name in first:
            told[name]["first_query_kb"] = round(first[name] / 1000, 1)
    later, slow = median(ours["later"]) / 1000, max(ours["milliseconds"])
    told["broadsheet"]["later_query_kb"] = round(later, 1)
    table(judged, found)
    say(json.dumps(told, indent=1))
    say(f"the slowest answer took {slow:.0f} ms after its last byte, without a browser")
    (ROOT / ".cache/search-quality.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
