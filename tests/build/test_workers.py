"""build --workers: a Dask cluster makes the same bytes, or says why it cannot; real processes."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.archive import ingest
from generator.archive.survey import Spread
from generator.build import run
from generator.build.cluster import Dask
from generator.commands.build import build
from generator.model.frozen import replace
from generator.model.outcome import Outcome, unwatched
from generator.model.problem import Exit, Problem
from generator.settings import site as site_settings
from generator.settings.site import Site
from tests import program

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
LOCAL = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="needs a package: pip install 'broadsheet[dask]'"
)


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    workers: Sequence[subprocess.Popen[bytes]]


@contextmanager
def started(folder: Path, workers: int, code: Path = ROOT) -> Iterator[Cluster]:
    """Start a scheduler and its workers on this machine; `code` is what the workers run."""
    from distributed import Client

    named = (*LOCAL, "--scheduler-file", str(folder / "scheduler.json"))
    alone = ("--no-nanny", "--nthreads", "1", "--local-directory", str(folder))

    def start(what: str, *options: str) -> subprocess.Popen[bytes]:
        # Python takes in what stands in the folder where it is started.
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *named, *options]
        with (folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=code, stdout=log, stderr=log)

    scheduler = start("scheduler", "--port", "0")
    crew = [start("worker", *alone) for _ in range(workers)]
    try:
        with Client(scheduler_file=named[-1], timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=30)
            address = client.scheduler.address
        yield Cluster(address, crew)
    finally:
        for process in (*crew, scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with started(tmp_path_factory.mktemp("cluster"), workers=2) as cluster:
        yield cluster


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The corpus, built in `_site`; its batches are small, so that there are some."""
    monkeypatch.setattr(run, "BATCH", 5)
    shutil.copytree(CORPUS, tmp_path / "site")
    site = site_settings.load(tmp_path / "site")
    build(site, unwatched, jobs=1)
    return site


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edit(site: Site) -> None:
    (site.folder / "content" / "corrections" / "2701.00001.yaml").write_text("title: Edited\n")


def made_by(crew: Spread, site: Site) -> Outcome:
    """Let a crew make the site in `_site`."""
    archive, _ = ingest.load(site)
    return run.run(archive, site.folder / "_site", "0" * 32, unwatched, crew)


@needs_dask
def test_a_cluster_makes_the_same_bytes(cluster: Cluster, site: Site, tmp_path: Path) -> None:
    build(site, unwatched, output=tmp_path / "made", workers=cluster.address)
    assert tree(tmp_path / "made") == tree(site.folder / "_site")
    assert len(tree(tmp_path / "made")) > 60


@needs_dask
def test_after_an_edit_it_makes_what_changed(cluster: Cluster, site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.folder / "_site", tmp_path / "made")
    edit(site)
    theirs = build(site, unwatched, output=tmp_path / "made", workers=cluster.address)
    ours = build(site, unwatched, jobs=1)
    assert tree(tmp_path / "made") == tree(site.folder / "_site")
    assert replace(theirs, seconds={}) == replace(ours, seconds={})
    assert 0 < theirs.figures["files written"] < theirs.figures["unchanged"]


@needs_dask
def test_the_command_takes_its_address(cluster: Cluster, site: Site) -> None:
    before = tree(site.folder / "_site")
    command = [sys.executable, "-m", "generator", "--site", str(site.folder), "build", "--full"]
    command += ["--workers", cluster.address]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "unchanged: 0" in done.stdout
    assert "distributed" not in done.stderr
    assert tree(site.folder / "_site") == before


def addresses(files: Iterable[str]) -> set[str]:
    """Return which files there are, but for those of the index, whose names say what they hold."""
    return {path for path in files if not path.startswith("search/2")}


@needs_dask
def test_a_worker_that_dies_leaves_its_work_to_others(site: Site, tmp_path: Path) -> None:
    before = tree(site.folder / "_site")
    edit(site)
    with started(tmp_path, workers=2) as cluster:

        def one_dies(work: Callable[[Any], Any], batches: Sequence[Any]) -> Iterator[Any]:
            for result in Dask(cluster.address, patience=1)(work, batches):
                cluster.workers[0].kill()
                yield result

        made_by(one_dies, site)
        made = tree(site.folder / "_site")
        assert addresses(made) == addresses(before)
        assert made != before
        build(site, unwatched, output=tmp_path / "made", jobs=1)
        assert {**tree(tmp_path / "made"), ".broadsheet": made[".broadsheet"]} == made
        cluster.workers[1].kill()
        cluster.workers[1].wait()
        with pytest.raises(Problem, match=r"has no workers; start some: dask worker tcp://"):
            list(Dask(cluster.address, patience=1)(len, [[1]]))


@needs_dask
def test_a_worker_that_sees_other_content_is_refused(cluster: Cluster, site: Site) -> None:
    before = tree(site.folder / "_site")
    edit(site)

    def edited_meanwhile(work: Callable[[Any], Any], batches: Sequence[Any]) -> Iterator[Any]:
        (site.folder / "content" / "about.md").write_text("---\ntitle: About\n---\nAgain.\n")
        return Dask(cluster.address)(work, batches)

    with pytest.raises(Problem, match=r"files in \S+ are not those that are to be built; if"):
        made_by(edited_meanwhile, site)
    assert tree(site.folder / "_site") == before


@needs_dask
def test_a_worker_that_sees_another_output_is_refused(cluster: Cluster, site: Site) -> None:
    output = site.folder / "_site"
    before = tree(output)
    edit(site)

    def elsewhere(work: Callable[[Any], Any], batches: Sequence[Any]) -> Iterator[Any]:
        output.rename(site.folder / "aside")
        output.mkdir()
        try:
            return Dask(cluster.address)(work, batches)
        finally:
            output.rmdir()
            (site.folder / "aside").rename(output)

    with pytest.raises(Problem, match=r"folder \S+ is not the one that the site is made in"):
        made_by(elsewhere, site)
    assert tree(output) == before


@needs_dask
def test_a_worker_with_other_code_is_refused(site: Site, tmp_path: Path) -> None:
    before = tree(site.folder / "_site")
    edit(site)
    program.copied(tmp_path / "code")
    with (tmp_path / "code" / "generator" / "kinds" / "day.py").open("a") as file:
        file.write("# Not what we run.\n")
    with started(tmp_path, workers=1, code=tmp_path / "code") as cluster:
        with pytest.raises(Problem, match="Broadsheet, Python or a library is not what") as caught:
            build(site, unwatched, workers=cluster.address)
        assert "install there what is installed here" in caught.value.mend
    assert tree(site.folder / "_site") == before


@needs_dask
def test_a_worker_without_the_code_is_refused(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(batch: object) -> object:
        return batch

    work.__module__, work.__qualname__ = "nowhere", "work"
    nowhere = ModuleType("nowhere")
    nowhere.work = work  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nowhere", nowhere)
    with pytest.raises(Problem, match=r"the worker at tcp://\S+ cannot begin: ModuleNotFoundError"):
        Dask(cluster.address)(work, [[1]])


@needs_dask
def test_where_nobody_answers_is_no_cluster(site: Site) -> None:
    before = tree(site.folder / "_site")
    edit(site)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Problem, match="no Dask scheduler answers at") as caught:
            made_by(Dask(f"tcp://127.0.0.1:{port}", patience=0.5), site)
    assert caught.value.code == Exit.NETWORK
    with pytest.raises(Problem, match="no Dask scheduler answers at"):
        made_by(Dask(f"tcp://127.0.0.1:{port}", patience=0.5), site)
    assert tree(site.folder / "_site") == before


@needs_dask
@pytest.mark.parametrize("address", ["nobody", "127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://"])
def test_what_is_no_address_is_told(address: str, site: Site) -> None:
    edit(site)
    with pytest.raises(Problem, match="write one such as tcp://HOST:8786") as caught:
        build(site, unwatched, workers=address)
    assert caught.value.code == Exit.USAGE


def test_without_the_package_its_name_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    before = tree(site.folder / "_site")
    edit(site)
    with pytest.raises(Problem, match="needs the package distributed") as caught:
        build(site, unwatched, workers="tcp://127.0.0.1:8786")
    assert caught.value.mend == 'pip install "broadsheet[dask]"'
    assert caught.value.code == Exit.USAGE
    assert tree(site.folder / "_site") == before
