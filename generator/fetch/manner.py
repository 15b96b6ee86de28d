"""Manner: how a source wants to be asked, beyond what every source has."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from generator.model.exchange import Answer, Batch, Request
from generator.model.frozen import dataclass, names
from generator.model.paper import PaperId


class Asks(Protocol):
    """A source that is asked over the network."""

    @property
    def list(self) -> bool:
        """Whether it makes days."""
        ...

    @property
    def pause(self) -> float:
        """Seconds between two requests."""
        ...

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:
        """Return the first request for a day, or for papers that are known."""
        ...

    def read(self, answer: Answer) -> Batch:
        """Return what an answer holds."""
        ...


@dataclass(frozen=True, slots=True)
class Manner:
    """What a source may say of itself; a source that says nothing gets what stands here."""

    batch: int = 100  # papers a request, of a source that adds to what is known
    hosts: tuple[str, ...] = ()  # that its answers may lead to, besides that of its address
    skips: tuple[str, ...] = ()  # weekdays on which it lists nothing
    quiet: str = ""  # words for such a day
    newest_only: bool = False  # it tells of its newest day, whatever day is asked for
    by_day: bool = False  # it adds, and is asked for a day's changes instead of for papers
    heal: str = ""  # the source that is asked for a day which was missed
    checks: Callable[[Sequence[date]], Sequence[Request]] | None = None  # lists over several days
    detail: Callable[[PaperId, date], Request | None] | None = None  # what a list does not say
    again: Callable[[str], bytes] | None = None  # an answer that holds one reject

    @classmethod
    def of(cls, source: Asks) -> "Manner":
        """Return the manner of a source."""
        told = (name for name in names(cls) if hasattr(source, name))
        return cls(**{name: getattr(source, name) for name in told})
