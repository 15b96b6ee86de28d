"""JSON under content/, a line or a whole file, becomes a dataclass."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator.model.frozen import UNREADABLE, JsonDecoder
from generator.model.problem import Place, Problem
from generator.store import conflicts, files

T = TypeVar("T")

MEND = "mend the line, or take the file back from version control (git checkout)"


def any_is_right(value: Any) -> None:  # noqa: ANN401 - whatever was read
    """Find nothing wrong with `value`."""


class Reader(Generic[T]):
    """Reads what `kind` says; what cannot be read is noted, with its file and line.

    `what` begins the words for that and `mend` ends them; `check` raises a ValueError, which says
    what is wrong, for a value that has the right types alone.
    """

    def __init__(
        self,
        kind: type[T],
        what: str,
        mend: str = MEND,
        check: Callable[[T], None] = any_is_right,
    ) -> None:
        self._decoder = JsonDecoder(kind)
        self._what = what
        self._mend = mend
        self._check = check

    def lines(self, content: Path, path: Path, problems: list[Problem]) -> Sequence[T]:
        """Return what stands on the lines of a file; nothing if there is none."""
        return self.each(body(path, problems) or b"", shown(content, path), problems)

    def each(self, text: bytes, file: str, problems: list[Problem]) -> Sequence[T]:
        """Return what stands on the lines of `text`, which is that of `file`."""
        try:
            values = self._decoder.decode_lines(text)
            for value in values:
                self._check(value)
            if len(values) == text.count(b"\n"):
                return values
        except UNREADABLE:  # which line it is takes a closer look
            pass
        return [
            value
            for number, line in _numbered(text, file, problems)
            if line.strip()
            for value in self._read(line, file, number, problems)
        ]

    def whole(self, content: Path, path: Path, problems: list[Problem]) -> T | None:
        """Return what a file holds as a whole; None if there is none, or it cannot be read."""
        text = body(path, problems)
        return None if text is None else self.one(text, shown(content, path), problems)

    def one(self, text: bytes, file: str, problems: list[Problem]) -> T | None:
        """Return what `text`, which is that of `file`, holds as a whole; None if it is no such."""
        return next(self._read(text, file, None, problems), None)

    def table(self, text: bytes, file: str, problems: list[Problem]) -> None:
        """Note why `text`, which is that of `file`, cannot be read, and in which of its lines.

        It holds a row a line, as we write it; written otherwise it is told as a whole.
        """
        whole, told = list[Problem](), list[Problem]()
        if self.one(text, file, whole) is not None:
            return
        lines = ((number, line.strip()) for number, line in enumerate(text.split(b"\n"), 1))
        rows = [(number, line) for number, line in lines if line not in (b"", b"{", b"}")]
        right = [
            value
            for number, row in rows
            for value in self._read(b"{%b}" % row.removesuffix(b","), file, number, told)
        ]
        problems += told if told and right and not conflicts.line_of(text) else whole

    def _read(
        self, text: bytes, file: str, line: int | None, problems: list[Problem]
    ) -> Iterator[T]:
        try:
            value = self._decoder.decode(text)
            self._check(value)
        except UNREADABLE as error:
            told = Problem(f"{self._what}: {error}", at=Place(file, line), mend=self._mend)
            begins = conflicts.line_of(text)
            problems.append(conflicts.problem(file, begins) if begins else told)
            return
        yield value


def _numbered(text: bytes, file: str, problems: list[Problem]) -> Sequence[tuple[int, bytes]]:
    """Return the lines of `text` with their numbers; marks of a conflict are noted and go."""
    lines = list(enumerate(text.split(b"\n"), 1))
    if not (begins := conflicts.line_of(text)):
        return lines
    problems.append(conflicts.problem(file, begins))
    return conflicts.without_marks(lines)


def shown(content: Path, path: Path) -> str:
    """Return a path as a person would type it in the site's folder."""
    return path.relative_to(content.parent).as_posix()


def body(path: Path, problems: list[Problem]) -> bytes | None:
    """Return the content of a file, None where there is none; why it cannot be read is noted."""
    try:
        return files.read_bytes(path)
    except Problem as problem:
        problems.append(problem)
        return None
