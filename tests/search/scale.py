"""What the search of a large archive costs: `python -m tests.search.scale RECORDS SIZE`.

`make search-scale` runs it on arXiv's records, as `make bench REAL=…` has them. Printed are the
time that the index takes from nothing and for one new day, its size and files, beside those of
Pagefind where tests/search has it; what it adds to a build, beside Hugo's time for the pages of the
same papers where `make bench` installed it; what the judged set makes a reader download; and how
long answers take after their last byte in Chromium with the processor slowed down fourfold.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from tests.bench import ours, real, theirs
from tests.bench.corpus import Corpus
from tests.browser.sites import served
from tests.chromium import path
from tests.search.judged import read
from tests.search.quality import HERE, KINDS, ROOT, asked, say

ADDRESS = '[site]\naddress = "https://search.example/papers/"\n'
SITE = f"{ADDRESS}[sources.{ours.SOURCE}]\nlist = true\n"
INDEX, DAYS = '"search_index"', '"day"'
PAIRS = 3
SLOWEST = 0.95  # of the answers are quicker


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took, in seconds, of all its processes."""

    seconds: float
    processor: float
    told: str = ""  # where it failed

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor:.0f} s of processor time)"


def run(*command: str) -> Took:
    """Run a command, and return what it took."""
    began, worked = time.perf_counter(), _worked()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    failed = (done.stderr or done.stdout).strip() if done.returncode else ""
    return Took(time.perf_counter() - began, _worked() - worked, failed)


def _worked() -> float:
    """Return the processor time of all commands so far."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def build(site: Path, kinds: str) -> Took:
    """Build a site of some kinds on two processes."""
    (site / "site.toml").write_text(f"kinds = [{kinds}]\n{SITE}")
    started = (sys.executable, "-m", "generator", "--site", str(site))
    took = run(*started, "build", "--jobs", "2")
    if not (site / "_site").is_dir():
        raise SystemExit(took.told)
    return took


def size(folder: Path) -> str:
    """Return how large a folder is, in words."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return f"{sum(sizes) / 1e6:.1f} MB in {len(sizes):,} files"


def costs(site: Path, corpus: Corpus) -> None:
    """Print what the index costs to make, alone and beside pages that read all papers too."""
    (site / "content").mkdir()
    shutil.copytree(ROOT / "content/topics", site / "content/topics")
    for day in corpus.days:
        ours.add(day, site)
    build(site, INDEX)  # from now on it is known which papers there are
    shutil.rmtree(site / "_site")
    shutil.rmtree(site / ".cache/builds")
    say(f"index: {build(site, INDEX)} on two processes, {size(site / '_site/search')}")
    (plain, plain_day), (both, both_day) = (
        beside(site, corpus, kinds) for kinds in (DAYS, f"{DAYS}, {INDEX}")
    )
    say(f"a first build of days: {plain:.1f} s, and {both - plain:.1f} s more with the index")
    say(f"one new day: {plain_day:.2f} s, and {both_day - plain_day:.2f} s more with the index")


def shares(site: Path, corpus: Corpus) -> None:
    """Print what the index adds to a build beside Hugo's time for pages of the same papers."""
    hugo = site / "hugo"
    try:
        theirs.binary()
    except FileNotFoundError as error:
        say(str(error))
        return
    theirs.write(corpus, hugo)
    found = []
    for _ in range(PAIRS):
        shutil.rmtree(hugo / theirs.OUTPUT, ignore_errors=True)
        took = run(*theirs.build(hugo)).seconds
        plain, both = (anew(site, kinds) for kinds in (DAYS, f"{DAYS}, {INDEX}"))
        found.append((took, both - plain))
    times = " · ".join(f"{took:.1f} s, {more:.1f} s" for took, more in found)
    share = median(more / took for took, more in found)
    say(f"Hugo's pages, and what the index adds: {times}: {share:.2f} of it")


def anew(site: Path, kinds: str) -> float:
    """Return the seconds of a build of some kinds from nothing."""
    shutil.rmtree(site / "_site")
    shutil.rmtree(site / ".cache")
    return build(site, kinds).seconds


def beside(site: Path, corpus: Corpus, kinds: str) -> tuple[float, float]:
    """Return the seconds of a build of some kinds from nothing, and of one with a new day."""
    first = anew(site, kinds)
    ours.add(corpus.new, site)
    day = build(site, kinds).seconds
    for file in site.glob(f"content/records/**/{corpus.new.day}.*"):
        file.unlink()
    return first, day


def pagefind(site: Path) -> None:
    """Print the same of Pagefind, which indexes the pages of papers, if it is there."""
    tool = HERE / "node_modules/.bin/pagefind"
    if not tool.exists():
        say("Pagefind is not in tests/search: npm ci --prefix tests/search")
        return
    output = site / "pagefind"
    where = ("--site", str(site / "_site"), "--output-path", str(output))
    took = run(str(tool), *where, "--glob", "papers/**/*.html")
    say(f"Pagefind gave up: {took.told}" if took.told else f"Pagefind: {took}, {size(output)}")


def answers(site: Path) -> None:
    """Print what queries make a reader download, and how long they take."""
    queries = [each.query for each in read()]
    told = asked("ours.mjs", site=str(site / "_site"), queries=queries)
    first, later = (median(told[each]) / 1000 for each in ("first", "later"))
    say(f"a first query: {first:.0f} kB, a later one: {later:.0f} kB (medians of {len(queries)})")
    if not (chromium := path()):
        say("Chromium is not here")
        return
    with served(site / "_site") as (address, _):
        told = asked(
            "throttled.mjs", chromium=chromium, address=f"{address}search/", queries=queries
        )
    for name, of in (("after its last byte", "answered"), ("after the key", "typed")):
        times = sorted(told[of])
        most = times[int(len(times) * SLOWEST)]
        say(f"an answer comes {median(times):.0f} ms {name}, 95 of 100 within {most:.0f} ms")


def main() -> None:
    """Make the archive, and tell all of it."""
    parser = argparse.ArgumentParser(prog="make search-scale")
    parser.add_argument("records", type=Path, help="arXiv's records, a line each, compressed")
    parser.add_argument("size", type=int, help="papers")
    options = parser.parse_args()
    corpus = real.corpus(options.size, options.records)
    with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as folder:
        site = Path(folder)
        costs(site, corpus)
        shares(site, corpus)
        build(site, KINDS)
        pagefind(site)
        answers(site)


if __name__ == "__main__":
    main()
