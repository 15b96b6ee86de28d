"""Pace: who was asked when, and for how long nobody may be asked again."""

import ipaddress
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from generator.model.frozen import dataclass, field


@dataclass(slots=True)
class _Owner:
    """Of some hosts. Times are by the monotonic clock."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    sent: float = float("-inf")  # when something last was
    pause: float = 0.0  # the longest that anybody keeps
    held: float = float("-inf")  # until when nothing may be sent


class Pace:
    """Who was asked when, in one run. Hosts of one owner are one: they take turns.

    Nothing is sent to an owner while an answer of theirs is under way, or sooner than the pause
    after the last thing that was sent.
    """

    def __init__(self) -> None:
        self._owners: dict[str, _Owner] = {}

    def _owner(self, host: str) -> _Owner:
        return self._owners.setdefault(owner_of(host), _Owner())

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[_Owner]:
        """Wait until something may be sent to `host`, and keep others from it within."""
        owner = self._owner(host)
        with owner.turn:
            owner.pause = max(owner.pause, pause)
            wait = max(owner.sent + owner.pause, owner.held) - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            owner.sent = time.monotonic()
            yield owner

    def hold(self, host: str, seconds: float) -> None:
        """Let nothing be sent to the owner of `host` for so long."""
        owner = self._owner(host)
        owner.held = max(owner.held, time.monotonic() + seconds)

    def held(self, host: str) -> float:
        """Return for how many seconds nothing may be sent, pauses aside."""
        return max(self._owner(host).held - time.monotonic(), 0.0)


def owner_of(host: str) -> str:
    """Return what the hosts of one owner share: two labels, or the whole of an IP address."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ".".join(host.lower().rstrip(".").split(".")[-2:])


def asked_wait(after: str) -> float:
    """Return the seconds that a Retry-After asks for; 0 if it asks for none, or makes no sense."""
    after = after.strip()
    if after.isascii() and after.isdigit():
        return min(float(after), 1e9)
    try:
        when = parsedate_to_datetime(after)
    except (ValueError, OverflowError):
        return 0.0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((when - datetime.now(UTC)).total_seconds(), 0.0)
