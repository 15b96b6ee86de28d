"""broadsheet new: a folder that is a site of its own.

Templates and static files that came with Broadsheet serve it, but for those that it has itself.
"""

import shlex
import shutil
from pathlib import Path

from generator import __version__
from generator.model.outcome import Outcome
from generator.model.problem import Exit, Problem
from generator.settings import folders

START = folders.PACKAGE / "start"
# What git and GitHub would heed where it stands has another name there.
NAMES = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "dependabot.yml": ".github/dependabot.yml",
}
SHIPPED = (
    folders.FILE,
    *(f".github/workflows/{name}.yml" for name in ("fetch", "pages", "suggest")),
    *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("mistake", "paper")),
)
SCRIPTS = (".github/stale.sh", ".github/suggest.sh")  # run as they are, so that their mode counts
REQUIREMENTS = f"""# Which Broadsheet this is. Where no index has it, name where a wheel stands:
# broadsheet @ https://example.org/broadsheet-{__version__}-py3-none-any.whl
broadsheet=={__version__}
"""


def new(folder: Path) -> Outcome:
    """Make a site in a folder that is not there yet, or is empty but for what git keeps there.

    Raises:
        Problem: it is not empty, or cannot be written.
    """
    if folder.exists() and {path.name for path in folder.iterdir()} - {".git"}:
        what = f"{folder} is there already, and not empty"
        raise Problem(what, mend="name another folder", code=Exit.USAGE)
    started = (path for path in START.rglob("*") if path.is_file())
    made = {folder / NAMES.get(path.name, path.relative_to(START)): path for path in started}
    made |= {folder / name: folders.shipped(name) for name in (*SHIPPED, *SCRIPTS)}
    try:
        for path, source in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)
        for name in SCRIPTS:
            (folder / name).chmod(0o755)
        (folder / "requirements.txt").write_text(REQUIREMENTS, encoding="utf-8")
    except OSError as error:
        raise Problem(f"{folder} cannot be written: {error.strerror}", code=Exit.USAGE) from error
    told = f"next: cd {shlex.quote(str(folder))}; broadsheet update; broadsheet serve"
    return Outcome({"files written": len(made) + 1}, (told,))
