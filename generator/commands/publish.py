"""broadsheet publish: commit what was fetched with its pages, and push it, whoever else pushes.

Pages are never merged: where somebody was first, their state is taken, our records are brought
into it by id, and the pages are made again.
"""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.commands.pages import pages
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Exit, Place, Problem, to_the_end
from generator.model.text import number
from generator.settings.site import Site
from generator.store import files, joining, turns
from generator.store import pages as store
from generator.store.clone import Clone

TRIES = 5  # pushes; somebody was first each time
CONTENT = "content"
OURS = ("content/records/", "content/mail/")  # what commands write there, and people do not
PAGES = ("content/days/", "content/topics/")  # what `pages` writes there, and people do too
DAY = re.compile(r"/(\d{4}-\d\d-\d\d)\.jsonl", re.ASCII)
SET_ASIDE = ".rejects.jsonl"

Bodies = Mapping[str, bytes | None]  # of files by their paths; None where there is none


@to_the_end()
def publish(site: Site, watch: Watch, *, then: str = "") -> Outcome:
    """Commit and push what has changed in content/, and run the command `then` if anything was.

    Where that cannot be done, the folder is as it was before.

    Raises:
        Problem: there is something to commit beside records, or it cannot be pushed.
    """
    clone = Clone(site.folder)
    with turns.alone(site.cache):
        left = site.cache / "publish"
        clone.undo()
        if left.is_dir():  # by a run that was killed
            joining.join(site.content, left)
        base, fetched = clone.head(), _fetched(site, watch, clone)
        bodies = _bodies(site, fetched)
        joining.copy(site.content, (path.removeprefix(f"{CONTENT}/") for path in fetched), left)
        healed = {
            path: clone.committed(path)
            for path, body in bodies.items()
            if body is None and path.endswith(SET_ASIDE)
        }
        try:
            outcome = _pushed(site, watch, clone, base, fetched, healed)
        except BaseException:
            try:
                clone.take(base)
            finally:
                _put_back(site, bodies)
            raise
        finally:
            shutil.rmtree(left, ignore_errors=True)
    if then and outcome.figures["pushed"]:
        _run(then, site.folder)
    return outcome


def _pushed(
    site: Site,
    watch: Watch,
    clone: Clone,
    base: str,
    fetched: Sequence[str],
    healed: Mapping[str, str | None],
) -> Outcome:
    """Commit what was `fetched`, and push it, whoever else pushes.

    `healed` are files of records set aside that are no longer, with what they were.
    """
    # The remote's state may bring another version of this program, which is for the next run:
    # what makes pages is loaded first, and what is kept in .cache/ is known for what it is.
    outcome = pages(site, watch)
    for attempt in range(TRIES):
        tip = clone.tip(base)
        if attempt or tip != base:
            clone.take(tip)
            joining.join(site.content, site.cache / "publish")
            for path, text in healed.items():
                if files.read(site.folder / path) == text:
                    files.remove(site.folder / path)
            outcome = pages(site, watch)
        if not clone.commit(CONTENT, _message(fetched)):
            return outcome.then(Outcome({"pushed": 0}))
        if clone.push(tip):
            return outcome.then(Outcome({"pushed": 1}))
    what = f"somebody else pushed first {TRIES} times"
    raise Problem(what, mend="what was fetched is here still: run it once more", code=Exit.NETWORK)


def _fetched(site: Site, watch: Watch, clone: Clone) -> Sequence[str]:
    """Return the files of records that are not committed.

    Pages that are not either are taken back to what they were, if they can be made again: then
    nobody has written in them.

    Raises:
        Problem: there is something that somebody wrote.
    """
    changed = clone.changed()
    others = [path for path in changed if not path.startswith(OURS)]
    if others and all(path.startswith(PAGES) for path in others):
        written = _bodies(site, others)
        made: Bodies = {}
        try:
            clone.restore(others)
            before = _bodies(site, others)
            pages(site, watch)
            made = _bodies(site, others)
        finally:
            _put_back(site, written)
        others = [
            path
            for path in others
            if not store.says_the_same(written[path], made[path], before[path])
        ]
        if not others:
            clone.restore(written)
            return [path for path in changed if path.startswith(OURS)]
    if others:
        what = "this is not committed, and only what was fetched is published"
        mend = "commit it, or take it back"
        raise Problem(what, at=Place(others[0]), mend=mend, code=Exit.USAGE)  # nothing goes out
    return changed


def _bodies(site: Site, paths: Iterable[str]) -> Bodies:
    return {path: files.read_bytes(site.folder / path) for path in paths}


def _put_back(site: Site, bodies: Bodies) -> None:
    for path, body in bodies.items():
        if body is None:
            files.remove(site.folder / path)
        else:
            files.write_bytes(site.folder / path, body)


def _message(fetched: Iterable[str]) -> str:
    days = sorted({found[1] for path in fetched if (found := DAY.search(path))})
    if not days:
        return "Votes and pages"
    more = len(days) - 1
    return f"Papers of {days[-1]}" + f" and {number(more, 'more day')}" * bool(more)


def _run(command: str, folder: Path) -> None:
    words = shlex.split(command)
    program = shutil.which(words[0]) if words else None
    if program is None or subprocess.run([program, *words[1:]], cwd=folder, check=False).returncode:  # noqa: S603 - the keeper's own
        raise Problem(f"it was pushed, but this failed: {command}", code=Exit.NETWORK)
