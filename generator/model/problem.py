"""Problem: an error that a person can mend. It says what, where, and how."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum

from generator.model.frozen import dataclass


class Exit(IntEnum):
    """The exit codes of the command. When several apply, the highest is returned."""

    DONE = 0
    CONTENT = 1  # something that a person wrote under content/; the rest was done
    USAGE = 2  # site.toml, the command line, or where it is run
    NETWORK = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file: the path as a person would type it, the line counted from 1."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """Return `file:line`, which terminals and editors turn into a link."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


Lines = Mapping[str, int | None]  # `sources.huggingface.list` -> the line that says it, from 1
Parts = tuple[str, str, int | None, str, int]  # what, file, line, mend, code


class Problem(Exception):  # noqa: N818 - our word for it; it is gathered and shown more than raised
    """What is wrong, where, and how to mend it.

    `what` and `mend` are sentences without a full stop; `code` tells the command how to exit.
    """

    def __init__(
        self, what: str, *, at: Place | None = None, mend: str = "", code: Exit = Exit.CONTENT
    ) -> None:
        super().__init__(what)
        self.what = what
        self.at = at
        self.mend = mend
        self.code = code

    def __str__(self) -> str:
        """Return the whole problem on one line: `file:line: what; mend`."""
        place = f"{self.at}: " if self.at else ""
        mend = f"; {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}"

    def parts(self) -> Parts:
        """Return all of it as plain values, to be kept."""
        file, line = (self.at.file, self.at.line) if self.at else ("", None)
        return self.what, file, line, self.mend, int(self.code)

    @classmethod
    def of(cls, parts: Parts) -> "Problem":
        """Return the problem that `parts` were taken of."""
        what, file, line, mend, code = parts
        return cls(what, at=Place(file, line) if file else None, mend=mend, code=Exit(code))

    def __reduce__(self) -> tuple[object, ...]:
        """Let a problem travel between processes whole."""
        return Problem.of, (self.parts(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and (str(self), self.code) == (str(other), other.code)

    def __hash__(self) -> int:
        return hash((str(self), self.code))


class Changed(Problem):
    """A file is not what it was when the work began: whatever is made now belongs to neither."""

    def __init__(self, path: str) -> None:
        what = "this file was changed while it was read"
        super().__init__(what, at=Place(path), mend="run it once more")


@contextmanager
def to_the_end() -> Iterator[None]:
    """Let what is done within end in code 1 only if all the rest was done.

    A workflow publishes the rest then. A disk that is full, or a process that was killed, leaves
    half a site, or nothing that was pushed.
    """
    try:
        yield
    except Problem as problem:
        problem.code = max(problem.code, Exit.USAGE)
        raise


def shown(value: object) -> str:
    """Return a value as it may stand in a message, shortened."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - a line's worth
