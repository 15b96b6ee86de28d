"""Mailed: content/mail/sent.jsonl, which digest went to whom, so that none goes twice.

A reader is known by a digest of the address alone: who sees the archive is to learn of no reader.
"""

import hashlib
from pathlib import Path

from generator.model.frozen import dataclass, json_text
from generator.model.problem import Problem
from generator.store import files, lines

DIGITS = 16


@dataclass(frozen=True, slots=True)
class Sent:
    """A digest that went to a reader."""

    digest: str
    to: str


_sent = lines.Reader(Sent, "no digest that was sent can be read")


def sent(digest: str, to: str) -> Sent:
    """Return the entry of a digest that goes to an address."""
    whole = hashlib.sha256(f"{digest} {to}".encode()).hexdigest()
    return Sent(digest, whole[:DIGITS])


def read(content: Path) -> list[Sent]:
    """Return what was sent.

    Raises:
        Problem: it cannot be read: what went to whom is not known then.
    """
    problems: list[Problem] = []
    found = list(_sent.lines(content, _path(content), problems))
    if problems:
        raise problems[0]
    return found


def write(content: Path, entries: list[Sent]) -> None:
    """Keep what was sent.

    Raises:
        Problem: it cannot be written.
    """
    files.write(_path(content), "".join(f"{json_text(each)}\n" for each in entries))


def _path(content: Path) -> Path:
    return content / "mail/sent.jsonl"
