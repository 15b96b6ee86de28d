"""Conflicts: what git leaves in a file where two changed the same lines, for a person to end."""

from collections.abc import Sequence

from generator.model.problem import Place, Problem

BEGINS, PARTS, ENDS = b"<<<<<<< ", b"=======", b">>>>>>> "  # its marks, a line each
MARKS = (BEGINS, b"||||||| ", PARTS, ENDS)  # the second where git shows what both have changed


def line_of(text: bytes) -> int:
    """Return the line of `text` at which its first conflict begins; 0 if there is none."""
    if BEGINS not in text:
        return 0
    lines = [line.rstrip() for line in text.splitlines()]
    whole = PARTS in lines and any(line.startswith(ENDS) for line in lines)
    begins = (number for number, line in enumerate(lines, 1) if line.startswith(BEGINS))
    return next(begins, 0) if whole else 0


def without_marks(lines: Sequence[tuple[int, bytes]]) -> Sequence[tuple[int, bytes]]:
    """Return numbered lines of JSON of which some are in a conflict: those of all its sides."""
    return [(number, line) for number, line in lines if not line.startswith(MARKS)]


def problem(file: str, line: int) -> Problem:
    """Return what is to be done about a conflict that begins on a line of a file."""
    mend = "keep one of its two sides, or both, and take its marks out"
    return Problem("git left a conflict here", at=Place(file, line), mend=mend)
