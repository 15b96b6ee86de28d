"""Annotation: a problem as GitHub Actions shows it, beside the line that it is in.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
"""

from collections.abc import Mapping

from generator.model.problem import Problem
from generator.model.text import clean

ESCAPES: Mapping[str, str | int | None] = {"%": "%25", "\r": "%0D", "\n": "%0A"}


def text(problem: Problem) -> str:
    """Return the line that a log says it with."""
    where = ""
    if problem.at:
        line = "" if problem.at.line is None else f",line={problem.at.line}"
        where = f" file={_escaped(problem.at.file, {':': '%3A', ',': '%2C'})}{line}"
    mend = f"; {problem.mend}" if problem.mend else ""
    return f"::error{where}::{_escaped(problem.what + mend, {})}"


def _escaped(text: str, more: Mapping[str, str]) -> str:
    return clean(text).translate(str.maketrans({**ESCAPES, **more}))
