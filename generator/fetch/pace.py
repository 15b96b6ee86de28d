"""Pace: who was asked when, and for how long nobody may be asked again."""

import ipaddress
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from generator.model.frozen import dataclass, field
from generator.store import turns


@dataclass(slots=True)
class _Owner:
    """Of some hosts. Times are by the monotonic clock."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    sent: float = float("-inf")  # when something last was
    pause: float = 0.0  # the longest that anybody keeps
    held: float = float("-inf")  # until when nothing may be sent


class Pace:
    """Who was asked when. Hosts of one owner are one: they take turns.

    Nothing is sent to an owner while an answer of theirs is under way, or sooner than the pause
    after the last thing that was sent: by this run, or by another one of the same `folder`, where
    each owner has a mark. Without it, other runs do not count.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._owners: dict[str, _Owner] = {}

    def _owner(self, host: str) -> _Owner:
        return self._owners.setdefault(owner_of(host), _Owner())

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[Callable[[], None]]:
        """Wait until something may be sent to `host`, and keep others from it within.

        What is yielded says that it is sent now: to connect takes its time, and so may sending.
        """
        owner = self._owner(host)
        path = self._folder / owner_of(host) if self._folder else None
        with owner.turn, turns.in_turn(path) as mark:
            owner.pause = max(owner.pause, pause)
            last = max(owner.sent, time.monotonic() - mark.ago)
            wait = max(last + owner.pause, owner.held) - time.monotonic()
            if wait > 0:
                time.sleep(wait)

            def sent() -> None:
                owner.sent = time.monotonic()
                mark.set()

            sent()
            yield sent

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
