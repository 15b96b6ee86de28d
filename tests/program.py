"""A copy of the program, to be changed: as somebody has it who starts to."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def copied(to: Path) -> Path:
    """Copy the program into a folder, with what Python has compiled of it; return the folder.

    Python believes that by the time and the size of each file. To compile all anew would take the
    first process a second.
    """
    for name in ("generator", "templates", "static"):
        drafts = shutil.ignore_patterns("*.pyc.*")  # another process may be writing one
        shutil.copytree(ROOT / name, to / name, ignore=drafts)
    return to
