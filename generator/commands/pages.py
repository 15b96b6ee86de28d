"""broadsheet pages: bring the blocks of the Markdown pages up to date."""

from collections.abc import Iterator
from typing import Any

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.build import memory
from generator.build.crew import Forked
from generator.build.memory import Done, Made, Memory, name_of
from generator.model.artifact import PageFile, Step
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Problem
from generator.settings import plugin
from generator.settings.site import Site
from generator.store import cache, tree
from generator.store import pages as store

WRITTEN, UNCHANGED, REMOVED = "pages written", "pages unchanged", "pages removed"


def pages(site: Site, watch: Watch) -> Outcome:
    """Write the pages of all kinds that have any. What people wrote stays, word for word.

    A page that cannot be read is left alone. One of which nothing but its title is left, and
    that ours, is removed.

    Raises:
        Problem: a page cannot be written.
    """
    archive, problems = ingest.load(site, Forked())
    return Outcome(problems=problems).then(write(archive, watch))


def write(archive: Archive, watch: Watch) -> Outcome:
    """Write the pages of an archive that would come out otherwise than they did last time.

    Raises:
        Problem: a page cannot be written.
    """
    site, key = archive.site, ingest.key_of(archive.site)
    kept = cache.read(site.cache / "pages", Memory, key) or Memory()
    known, changed = memory.renewed(kept, archive)
    steps = dict(_steps(archive))
    same = memory.kept(known, changed, steps)
    todo = [step for step in steps if name_of(step) not in same]
    figures = {WRITTEN: 0, UNCHANGED: len(same), REMOVED: 0}
    made: list[Made] = []
    texts: dict[str, str] = {}  # of pages that were written, what stands for each
    for step in watch(todo, "Writing pages", len(todo)):
        with archive.noting() as notes:
            figures[_write(archive, steps[step], step.key, texts)] += 1
        parts = tuple(problem.parts() for problem in notes.problems)
        made.append(Made(step, Done(problems=parts), frozenset(notes.asked)))
    now = memory.remembered(known, archive, same, made)
    versions = tuple(
        texts.get(question[1], version) if question[0] == "page" else version
        for question, version in zip(now.questions, now.versions, strict=True)
    )
    now = Memory(now.steps, now.questions, versions)
    if now != kept:
        cache.write(site.cache / "pages", now, key)
    problems = (Problem.of(parts) for done in now.steps.values() for parts in done.problems)
    return Outcome(figures, (), tuple(dict.fromkeys(problems)))


def _steps(archive: Archive) -> Iterator[tuple[Step, PageFile]]:
    for kind in archive.site.kinds:
        module: Any = plugin.load("kinds", kind)
        for table in getattr(module, "PAGES", ()):
            for key in module.keys(archive):
                yield Step(kind, key), table


def _write(archive: Archive, table: PageFile, key: str, texts: dict[str, str]) -> str:
    """Bring one page up to date and return the figure that this adds to.

    What stands for its text is noted in `texts`: to bring it up to date again would change nothing.
    """
    content, path = archive.site.content, table.path.format(key=key)
    ours = store.fresh(table.title(archive, key))
    page = archive.page(path)
    if page is None and archive.has_page(path):
        return UNCHANGED  # it could not be read, and was told as a Problem
    fresh = table.blocks(archive, key)
    merged = store.refreshed(page or ours, fresh)
    text = store.text_of(merged)
    if not merged.blocks and text.strip() == ours.front.strip():
        if page is None:
            return UNCHANGED
        store.remove(content, path)
        texts[path] = ""
        return REMOVED
    texts[path] = tree.digest_of(text.encode())
    return WRITTEN if store.write(content, path, merged) else UNCHANGED
