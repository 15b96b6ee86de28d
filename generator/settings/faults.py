"""What nobody foresaw in a kind, a source or a format, told with the line of its file."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.model.problem import Exit, Place, Problem

ROOT = Path(__file__).absolute().parents[2]  # as Python names the files beneath it
ROOMS = ("kinds", "sources", "formats")
REMOTE = re.compile(r'^ *File "(.+)", line (\d+), in ', re.MULTILINE)  # as Python tells lines


def fault(module: str, error: BaseException) -> Problem:
    """Return what nobody foresaw in a module as a Problem, at the line that it came from.

    That is the last one of the module's room, since most of such modules are somebody's own. Where
    none was at work, as when the module gave what makes no sense, the last one of ours is told too.

    Raises:
        SystemExit: it is one, and comes from elsewhere, as when a signal ends the program.
    """
    lines = list(_lines(error))
    room = ROOT.joinpath(*module.split(".")[:2])
    theirs = [place for path, place in lines if path.is_relative_to(room)]
    if isinstance(error, SystemExit) and not (theirs and theirs[-1] == lines[-1][1]):
        raise error
    said = " ".join(str(error).split())
    what = f"{type(error).__name__}{': ' * bool(said)}{said}"
    if theirs:
        at = theirs[-1]
    else:
        at = Place(f"{module.replace('.', '/')}.py")
        what += "".join(f", at {place}" for path, place in lines[-1:] if path.is_relative_to(ROOT))
    mend = "mend it there, or report it if that file is not yours"
    problem = Problem(what, at=at, mend=mend, code=Exit.USAGE)
    problem.__cause__ = error  # which `-v` tells whole
    return problem


def line_of(error: BaseException) -> Place | None:
    """Return the last line of a kind, a source or a format that an exception has come through.

    Who has some of their own looks there first.
    """
    rooms = [ROOT / "generator" / room for room in ROOMS]
    lines = [place for path, place in _lines(error) if any(map(path.is_relative_to, rooms))]
    return lines[-1] if lines else None


def _lines(error: BaseException) -> Iterator[tuple[Path, Place]]:
    """Yield the lines that an exception has come through, where it was raised last."""
    trace = error.__traceback__
    while trace:
        yield _line(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    if type(error.__cause__).__name__ == "_RemoteTraceback":  # another process raised it
        yield from (_line(file, int(line)) for file, line in REMOTE.findall(str(error.__cause__)))
    if isinstance(error, SyntaxError) and error.filename:
        yield _line(error.filename, error.lineno)


def _line(file: str, line: int | None) -> tuple[Path, Place]:
    path = Path(file)
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return path, Place(shown.as_posix(), line)
