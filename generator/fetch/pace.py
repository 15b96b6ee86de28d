"""Pace: who was asked when, and for how long nobody may be asked again."""

import ipaddress
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path

from generator.model.frozen import dataclass, field
from generator.model.outcome import silent
from generator.store import turns


@dataclass(slots=True)
class _Owner:
    """Of some hosts. Times are by the monotonic clock."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    sent: float = float("-inf")  # when something last was
    pause: float = 0.0  # the longest that anybody keeps
    held: float = float("-inf")  # until when nothing may be sent


class Held(Exception):  # noqa: N818 - read as `except Held`
    """Nothing may be sent to an owner for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Pace:
    """Who was asked when. Hosts of one owner are one: they take turns.

    Nothing is sent to an owner while an answer of theirs is under way, or sooner than the pause
    after the last thing that was sent: by this run, or by another one of the same `folder`, where
    each owner has two marks: when something was sent, and until when nothing may be. Without it,
    other runs do not count. `say` is told who is waited for, if it takes long.
    """

    def __init__(self, folder: Path | None = None, say: Callable[[str], None] = silent) -> None:
        self._folder = folder
        self._say = say
        self._owners: dict[str, _Owner] = {}

    def _owner(self, host: str) -> _Owner:
        return self._owners.setdefault(owner_of(host), _Owner())

    def _path(self, host: str, ending: str = "") -> Path | None:
        """Return the file of a mark, if there are any."""
        return self._folder / f"{owner_of(host)}{ending}" if self._folder else None

    def _until(self, host: str) -> turns.Mark:
        """Return the mark for when something may be sent again."""
        return turns.Mark(self._path(host, ".until"))

    @contextmanager
    def turn(self, host: str, pause: float, longest: float) -> Iterator[Callable[[], None]]:
        """Wait until something may be sent to `host`, and keep others from it within.

        What is yielded says that it is sent now: to connect takes its time, and so may sending.

        Raises:
            Held: it may not for more than the `longest` seconds.
        """
        owner = self._owner(host)
        late = partial(self._say, f"waiting for another process, which is asking {host}")
        with owner.turn, turns.in_turn(self._path(host), late) as mark:
            if (held := self._held(host)) > longest:  # maybe since another process was within
                raise Held(held)
            owner.pause = max(owner.pause, pause)
            last = max(owner.sent, time.monotonic() - mark.ago)
            wait = max(last + owner.pause - time.monotonic(), held, 0.0)
            if held > turns.LATE:
                self._say(f"waiting for {held:,.0f} seconds until {host} may be asked")
            time.sleep(wait)

            def sent() -> None:
                owner.sent = time.monotonic()
                mark.set()

            sent()
            yield sent

    def hold(self, host: str, seconds: float) -> None:
        """Let nothing be sent to the owner of `host` for so long."""
        if seconds > self._held(host):
            self._owner(host).held = time.monotonic() + seconds
            self._until(host).set(ahead=seconds)

    def _held(self, host: str) -> float:
        """Return for how many seconds nothing may be sent, pauses aside."""
        return max(self._owner(host).held - time.monotonic(), self._until(host).ahead)


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
