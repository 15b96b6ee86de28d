"""broadsheet publish: commit what was fetched with its pages, and push it, whoever else pushes.

Pages are never merged: where somebody was first, their state is taken, our records are brought
into it by id, and the pages are made again.
"""

import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.commands.pages import pages
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Exit, Place, Problem
from generator.settings.site import Site
from generator.store import joining
from generator.store.clone import Clone

TRIES = 5  # pushes; somebody was first each time
CONTENT = "content"
OURS = ("content/records/", "content/mail/")  # what commands write there, and people do not
DAY = re.compile(r"/(\d{4}-\d\d-\d\d)\.jsonl", re.ASCII)


def publish(site: Site, watch: Watch, *, then: str = "") -> Outcome:
    """Commit and push what has changed in content/, and run the command `then` if anything was.

    Raises:
        Problem: there is something to commit beside records, or it cannot be pushed.
    """
    clone = Clone(site.folder)
    base, fetched = clone.head(), clone.changed()
    if others := [path for path in fetched if not path.startswith(OURS)]:
        what = "this is not committed, and only what was fetched is published"
        raise Problem(what, at=Place(others[0]), mend="commit it, or take it back")
    with tempfile.TemporaryDirectory() as kept:
        ours = Path(kept)
        joining.copy(site.content, (path.removeprefix(f"{CONTENT}/") for path in fetched), ours)
        for attempt in range(TRIES):
            tip = clone.tip(base)
            if attempt or tip != base:
                clone.take(tip)
                joining.join(site.content, ours)
            outcome = pages(site, watch)
            if not clone.commit(CONTENT, _message(fetched)):
                return outcome.then(Outcome({"pushed": 0}))
            if clone.push(tip):
                if then:
                    _run(then, site.folder)
                return outcome.then(Outcome({"pushed": 1}))
        clone.take(clone.tip(base))
        joining.join(site.content, ours)
    what = f"somebody else pushed first {TRIES} times"
    raise Problem(what, mend="what was fetched is here still: run it once more", code=Exit.NETWORK)


def _message(fetched: Iterable[str]) -> str:
    days = sorted({found[1] for path in fetched if (found := DAY.search(path))})
    if not days:
        return "Votes and pages"
    return f"Papers of {days[-1]}" + f" and {len(days) - 1} more days" * (len(days) > 1)


def _run(command: str, folder: Path) -> None:
    words = shlex.split(command)
    program = shutil.which(words[0]) if words else None
    if program is None or subprocess.run([program, *words[1:]], cwd=folder, check=False).returncode:  # noqa: S603 - the keeper's own
        raise Problem(f"it was pushed, but this failed: {command}", code=Exit.NETWORK)
