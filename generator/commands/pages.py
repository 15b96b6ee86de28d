"""broadsheet pages: bring the blocks of the Markdown pages up to date."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.archive import ingest, places
from generator.archive.known import key_of
from generator.archive.questions import Question
from generator.archive.reader import Archive
from generator.archive.survey import Spread
from generator.build import memory
from generator.build.crew import Forked
from generator.build.memory import Done, Made, Memory, name_of
from generator.build.plan import dated_keys
from generator.model.artifact import PageFile, Step
from generator.model.frozen import dataclass
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Problem
from generator.settings import plugin
from generator.settings.site import Site
from generator.store import cache, tree, turns
from generator.store import pages as store

WRITTEN, UNCHANGED, REMOVED = "pages written", "pages unchanged", "pages removed"
BATCH = 25  # pages that are written in one go


@dataclass(frozen=True, slots=True)
class _Page:
    """What became of a page: a figure of the summary, and what stands for its text now."""

    made: Made
    figure: str
    path: str
    digest: str


def pages(site: Site, watch: Watch) -> Outcome:
    """Write the pages of all kinds that have any. What people wrote stays, word for word.

    A page that cannot be read is left alone. One of which nothing but its title is left, and
    that ours, is removed.

    Raises:
        Problem: a page cannot be written.
    """
    spread = Forked()
    archive, problems = opened(site, spread)
    _, outcome = write(archive, watch, spread)
    return Outcome(problems=problems).then(outcome)


def opened(site: Site, spread: Spread) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive of a site whose topics have taken their months along when renamed.

    Where the months of both names have words of people's, both stay: that is one of the problems
    that are returned.

    Raises:
        Problem: a page cannot be moved, or another process is writing in content/.
    """
    archive, problems = ingest.load(site, spread)
    if not (moves := dict(_moves(archive))):
        return archive, problems
    with turns.alone(site.cache):
        for path, to in moves.items():
            store.move(site.content, path, to)
    return ingest.load(site, spread)


def _moves(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the pages of months beneath former slugs of topics, and where each belongs."""
    moved = archive.topics_moved()
    taken: set[str] = set()  # by one of several former slugs
    for file in archive.survey.files if moved else ():
        former, month = places.month_of(file) or ("", "")
        key = f"{moved.get(former, '')}/{month}"
        if former in moved and key not in taken and _is_free(archive, key):
            taken.add(key)
            yield f"topics/{former}/{month}.md", f"topics/{key}.md"


def _is_free(archive: Archive, key: str) -> bool:
    """Tell whether a month of a topic has no page yet, or one in which nobody has written."""
    from generator.kinds import topic_month  # few topics are renamed

    path = f"topics/{key}.md"
    page = archive.page(path)
    if page is None:
        return not archive.has_page(path)  # it may be one that cannot be read
    ours = store.fresh(topic_month.title(archive, key)).front
    written = page.prose.strip() or any(block.edited for block in page.blocks)
    return page.front == ours and not written


def write(archive: Archive, watch: Watch, spread: Spread) -> tuple[Archive, Outcome]:
    """Write the pages of an archive that would come out otherwise than they did last time.

    Return the archive with the pages as they are now, and what was done.

    Raises:
        Problem: a page cannot be written, or another process is writing in content/.
    """
    site, key = archive.site, key_of(archive.site)
    kept = cache.read(site.cache / "pages", Memory, key) or Memory()
    known, changed = memory.renewed(kept, archive)
    steps = list(_steps(archive))
    same = memory.kept(known, changed, (step for step, *_ in steps))
    todo = (each for each in steps if name_of(each[0]) not in same)
    wanted = sorted(todo, key=lambda each: (each[0].day, each[0].key))
    batches = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    with turns.alone(site.cache):
        made = spread(partial(_written, archive), batches)
        written = [page for batch in watch(made, "Pages", len(batches)) for page in batch]
    now = memory.remembered(known, archive, same, (page.made for page in written))
    digests = {page.path: page.digest for page in written}
    fresh: dict[Question, str] = {("page", path): digest for path, digest in digests.items()}
    versions = tuple(map(fresh.get, now.questions, now.versions))
    now = Memory(now.steps, now.questions, versions)
    if now != kept:
        cache.write(site.cache / "pages", now, key)
    figures = {WRITTEN: 0, UNCHANGED: len(same), REMOVED: 0}
    for page in written:
        figures[page.figure] += 1
    problems = (Problem.of(parts) for done in now.steps.values() for parts in done.problems)
    outcome = Outcome(figures, (), tuple(dict.fromkeys(problems)))
    return archive.rewritten(digests), outcome


def _steps(archive: Archive) -> Iterator[tuple[Step, PageFile, str]]:
    """Yield a step for each page, with the row of its kind's table and its key there."""
    for kind in archive.site.kinds:
        module = plugin.load("kinds", kind)
        for row in getattr(module, "PAGES", ()):
            for key, day in dated_keys(archive, module):
                yield Step("page", row.path.format(key=key), day), row, key


def _written(archive: Archive, batch: Sequence[tuple[Step, PageFile, str]]) -> list[_Page]:
    found = []
    for step, row, key in batch:
        with archive.noting() as notes:
            figure, digest = _write(archive, row, step.key, key)
        parts = tuple(problem.parts() for problem in notes.problems)
        made = Made(step, Done(step.day, problems=parts), frozenset(notes.asked))
        found.append(_Page(made, figure, step.key, digest))
    return found


def _write(archive: Archive, row: PageFile, path: str, key: str) -> tuple[str, str]:
    """Bring one page up to date; return the figure that this adds to, and the digest of its text.

    To bring it up to date once more would change nothing.
    """
    content = archive.site.content
    ours = store.fresh(row.title(archive, key))
    page = archive.page(path)
    if page is None and (before := archive.survey.digest(f"content/{path}")):
        return UNCHANGED, before  # it could not be read, and was told as a Problem
    merged = store.refreshed(page or ours, row.blocks(archive, key))
    text = store.text_of(merged)
    archive.survey.check(f"content/{path}", content / path)  # somebody may write in it just now
    if not merged.blocks and text.strip() == ours.front.strip():
        if page is None:
            return UNCHANGED, ""
        store.remove(content, path)
        return REMOVED, ""
    changed = store.write(content, path, merged)
    return WRITTEN if changed else UNCHANGED, tree.digest_of(text.encode())
