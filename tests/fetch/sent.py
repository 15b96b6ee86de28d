"""What this process sends to servers, and when: a server notes when its thread had its turn.

sent = noting(monkeypatch)
"""

import socket
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Sent:
    """A question."""

    at: float  # by time.monotonic(), before its first byte is out
    port: int  # to which
    path: str


class Noting(socket.socket):
    """A connection that notes what is sent by it, a question at a time."""

    sent: list[Sent]

    def send(self, data: Any, flags: int = 0, /) -> int:  # noqa: ANN401 - bytes, in one guise or another
        path = bytes(data).split(b" ", 2)[1].decode()
        self.sent.append(Sent(time.monotonic(), self.getpeername()[1], path))
        return super().send(data, flags)


def noting(patch: pytest.MonkeyPatch) -> list[Sent]:
    """Return the list that from now on grows by each question that is sent by plain HTTP."""
    connect, sent = socket.create_connection, list[Sent]()

    def noted(*words: Any, **more: Any) -> Noting:  # noqa: ANN401 - as the standard library takes them
        plain = connect(*words, **more)
        seconds = plain.gettimeout()
        noting = Noting(fileno=plain.detach())
        noting.settimeout(seconds)
        noting.sent = sent
        return noting

    patch.setattr(socket, "create_connection", noted)
    return sent


def apart(sent: list[Sent], pause: float) -> bool:
    """Tell whether no two questions were sent closer than `pause` seconds."""
    rounding = 1e-6  # of sums of seconds
    return all(after.at - before.at >= pause - rounding for before, after in pairwise(sent))
