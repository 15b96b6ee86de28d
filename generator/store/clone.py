"""A clone: the git repository that a site stands in, with the one from which it came.

Here alone git is run. What it is asked is asked of a branch that has an upstream.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from generator.model.problem import Exit, Problem
from generator.store import files

# What a person does where a branch takes no push: where a rule protects it, and elsewhere.
PROTECTED = re.compile(r"GH006|GH013|protected branch|rule violations", re.IGNORECASE)
RULES = (
    "take it out of the rule that protects it; on GitHub: *Settings → Rules → Rulesets* "
    "or *Settings → Branches*"
)
# What git says to do where a folder is somebody else's, as a checkout often is in a container.
TRUST = re.compile(r"git config --global --add safe\.directory .+")
# What git has begun and not ended, by the file that says so: it waits for a person.
BEGUN = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
UNNAMED = "tell me who you are"  # says git that is to commit in nobody's name
UNBORN = "couldn't find remote ref"  # says git of a branch that is not there
PERMISSIONS = (
    "let it be pushed to; on GitHub: *Settings → Actions → General → Workflow permissions "
    "→ Read and write*"
)


class Clone:
    """The repository around a folder. Paths are beneath that folder, with `/`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        prefix = self._run("rev-parse", "--show-prefix")
        if prefix.returncode:
            what = f"there is no repository to publish from: {_reason(prefix.stderr)}"
            mend = "go into a clone of the site's repository, or make one: git init"
            if trust := TRUST.search(prefix.stderr):
                mend = f"run it as the owner of that folder, or trust them: {trust[0]}"
            raise Problem(what, mend=mend, code=Exit.USAGE)
        self._prefix = prefix.stdout.rstrip("\n")
        self._refuse_what_is_begun()
        words = ("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
        if (upstream := self._run(*words)).returncode:
            what = f"there is no branch to push to: {_reason(upstream.stderr)}"
            mend = "push once by hand: git push --set-upstream origin HEAD"
            if self._run("symbolic-ref", "--quiet", "HEAD").returncode:
                mend = "go back to your branch: git switch main"
            raise Problem(what, mend=mend, code=Exit.USAGE)
        self._remote, _, self._branch = upstream.stdout.strip().partition("/")
        self._known = self._git("rev-parse", "@{upstream}")

    def _refuse_what_is_begun(self) -> None:
        asked = (word for name in BEGUN for word in ("--git-path", name))
        paths = self._git("rev-parse", *asked).split("\n")
        for path, what in zip(paths, BEGUN.values(), strict=True):
            if (self._folder / path).exists():
                mend = f"end it: git {what} --continue, or take it back: git {what} --abort"
                raise Problem(f"git is amid a {what}", mend=mend, code=Exit.USAGE)

    def changed(self) -> tuple[str, ...]:
        """Return the files that are not as they were committed, new ones included."""
        told = self._git("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
        return tuple(line[3:].removeprefix(self._prefix) for line in told.split("\0") if line)

    def committed(self, path: str) -> str | None:
        """Return the text of a file as it was committed; None if it was not there."""
        done = self._run("show", f"HEAD:{self._prefix}{path}")
        return None if done.returncode else done.stdout

    def head(self) -> str:
        """Return the commit that the folder is at."""
        return self._git("rev-parse", "HEAD")

    def tip(self, base: str) -> str:
        """Return the newest commit of the remote branch, once it is here.

        Where somebody has rewritten the remote branch, theirs is what counts.

        Raises:
            Problem: it cannot be had, or `base`, a commit of this clone, never was part of it.
        """
        self._fetch()
        tip = self._git("rev-parse", "FETCH_HEAD")
        if not any(self._is_part(base, of) for of in (tip, self._known)):
            what = f"this clone has commits that {self._remote} has not"
            raise Problem(what, mend="push or rebase them first", code=Exit.NETWORK)
        return tip

    def _fetch(self) -> None:
        done = self._run("fetch", "--quiet", self._remote, self._branch)
        if not done.returncode:
            return
        if UNBORN in done.stderr:
            what = f"{self._remote} has no branch {self._branch!r}"
            mend = f"push it once by hand: git push {self._remote} HEAD:{self._branch}"
            raise Problem(what, mend=mend, code=Exit.USAGE)
        what = f"git fetch failed: {_reason(done.stderr)}"
        mend = f"what was fetched is here still: run it again when {self._remote} can be reached"
        raise Problem(what, mend=mend, code=Exit.NETWORK)

    def _is_part(self, commit: str, of: str) -> bool:
        return not self._run("merge-base", "--is-ancestor", commit, of).returncode

    def take(self, commit: str) -> None:
        """Make the folder what it is in a commit; files that git ignores stay."""
        self._git("reset", "--quiet", "--hard", commit)
        self._git("clean", "--quiet", "-d", "--force", ".")
        files.remove(self._note)

    @cached_property
    def _note(self) -> Path:
        """The file that names a commit which is not pushed yet: .cache/ may be lost meanwhile."""
        return self._folder / self._git("rev-parse", "--git-path", "broadsheet-commit")

    def undo(self) -> None:
        """Take back what a run that was killed has committed and not pushed; all files stay."""
        if (commit := files.read(self._note)) is None:
            return
        if self._git("log", "-1", "--format=%P %s") == commit:
            self._git("reset", "--quiet", "--mixed", commit.partition(" ")[0])
        files.remove(self._note)

    def restore(self, paths: Iterable[str]) -> None:
        """Make files what they are in the commit that the folder is at; new ones go."""
        for path in paths:
            if self.committed(path) is None:
                (self._folder / path).unlink(missing_ok=True)
            else:
                self._git("checkout", "--quiet", "HEAD", "--", path)

    def commit(self, folder: str, message: str) -> bool:
        """Commit what has changed in a folder, in one line's words; tell whether anything had."""
        self._git("add", "--all", folder)
        if not self._run("diff", "--cached", "--quiet").returncode:
            return False
        files.write(self._note, f"{self.head()} {message}")
        done = self._run("commit", "--quiet", "--message", message)
        if UNNAMED in done.stderr:
            mend = 'tell it: git config user.name "Your Name"; git config user.email you@host'
            raise Problem("git does not know who commits here", mend=mend, code=Exit.USAGE)
        if done.returncode:
            raise _failed("commit", done)
        return True

    def push(self, tip: str) -> bool:
        """Push what stands on `tip`, and tell whether it went; somebody may have pushed first.

        Raises:
            Problem: it is refused for another reason.
        """
        done = self._run("push", "--porcelain", self._remote, f"HEAD:{self._branch}")
        if not done.returncode:
            files.remove(self._note)
            return True
        if not self._git("ls-remote", self._remote, f"refs/heads/{self._branch}").startswith(tip):
            return False
        said = _reason(done.stdout, done.stderr)
        what = f"the branch {self._branch!r} of {self._remote} takes no push: {said}"
        mend = RULES if PROTECTED.search(done.stdout + done.stderr) else PERMISSIONS
        raise Problem(what, mend=mend, code=Exit.NETWORK)

    def _git(self, *words: str) -> str:
        done = self._run(*words)
        if done.returncode:
            raise _failed(words[0], done)
        return done.stdout.rstrip("\n")

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        if (git := shutil.which("git")) is None:
            raise Problem("there is no git here", mend="install it", code=Exit.USAGE)
        return subprocess.run(  # noqa: S603 - our own words
            [git, *words],
            cwd=self._folder,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )


def _failed(word: str, done: subprocess.CompletedProcess[str]) -> Problem:
    what = f"git {word} failed: {_reason(done.stdout, done.stderr)}"
    return Problem(what, code=Exit.NETWORK)


def _reason(*told: str) -> str:
    """Return why git ended: the first line that says so, for advice may follow, else the last."""
    lines: Sequence[str] = [line for text in told for line in text.splitlines() if line.strip()]
    fatal = (line for line in lines if line.startswith("fatal: "))
    return next(fatal, lines[-1] if lines else "it does not say why").strip()
