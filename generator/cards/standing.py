"""Standing: the states of days in marks and words, as pages and terminals show them."""

from collections.abc import Mapping
from datetime import date

from generator.archive.reader import Archive
from generator.cards.card import number
from generator.model.day import weekday
from generator.model.frozen import dataclass
from generator.model.ledger import DayState, State
from generator.model.text import clean
from generator.settings import plugin


@dataclass(frozen=True, slots=True)
class Sign:
    """How a state is shown: a class for styles, a mark, a letter for terminals, a sentence."""

    name: str
    mark: str
    letter: str  # ASCII, one column wide in every terminal
    meaning: str


SIGNS: Mapping[State, Sign] = {
    State.PUBLISHED: Sign(
        "published", "+", "#", "All of the day was read, and its count agrees with the source's."
    ),
    State.NONE_EXPECTED: Sign(
        "none", "·", ".", "The source lists nothing on such a day, a weekend for instance."
    ),
    State.EMPTY: Sign(
        "empty", "0", "0", "The source was read and has nothing, though it might have had."
    ),
    State.PARTIAL: Sign(
        "partial",
        "½",
        "/",
        "Not all of the day could be read, or the source contradicts itself.",
    ),
    State.FAILED: Sign("failed", "×", "x", "Nothing of the day could be read. It is asked again."),
    State.PENDING: Sign("pending", "…", "?", "The day is not over, or was not asked for yet."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a day in words; `source` is empty where only one source lists papers."""

    source: str
    state: State
    count: str  # such as `12 of 40 papers`, where some are there and others missing
    words: str


def standings(archive: Archive, day: date) -> tuple[Standing, ...]:
    """Return how a day stands by each source that makes days and knows it."""
    states = archive.listing_states(day)
    return tuple(
        Standing(
            plugin.title("sources", name) if len(states) > 1 else "",
            each.state,
            counted(each) if each.state is State.PARTIAL else "",
            words(each),
        )
        for name, each in states.items()
    )


def words(state: DayState) -> str:
    """Return the reason of a state word for word, and its meaning where it has none."""
    return clean(state.reason) or SIGNS[state.state].meaning.removesuffix(".")


def counted(state: DayState) -> str:
    """Return how many papers there are of how many: `12 of 40 papers`, `12 papers`, or nothing."""
    if state.expected is not None and state.expected != state.got:
        return f"{state.got:,} of {number(state.expected, 'paper')}"
    return number(state.got, "paper") if state.got else ""


def told(day: date, state: DayState | None) -> str:
    """Return a day and its state in one line, for a title or a label."""
    name = f"{weekday(day)} {day.isoformat()}"
    if state is None:
        return f"{name}: not asked for"
    return ", ".join(filter(None, (f"{name}: {state.state}", counted(state))))
