"""Standing: the states of days in marks and words, as pages and terminals show them."""

from collections.abc import Mapping
from datetime import date

from generator.archive.reader import Archive
from generator.model.frozen import dataclass
from generator.model.ledger import DayState, State
from generator.model.text import clean
from generator.model.words import Words
from generator.settings import plugin


@dataclass(frozen=True, slots=True)
class Sign:
    """How a state is shown: a class for styles, a mark, a letter for terminals."""

    name: str
    mark: str
    letter: str  # ASCII, one column wide in every terminal


SIGNS: Mapping[State, Sign] = {
    State.PUBLISHED: Sign("published", "+", "#"),
    State.NONE_EXPECTED: Sign("none", "·", "."),
    State.EMPTY: Sign("empty", "0", "0"),
    State.PARTIAL: Sign("partial", "½", "/"),
    State.FAILED: Sign("failed", "×", "x"),
    State.PENDING: Sign("pending", "…", "?"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a day in words; `source` is empty where only one source lists papers."""

    source: str
    state: State
    name: str  # of the state
    count: str  # such as `12 of 40 papers`, where some are there and others missing
    words: str


def standings(archive: Archive, day: date) -> tuple[Standing, ...]:
    """Return how a day stands by each source that makes days and knows it."""
    words, states = archive.site.words, archive.listing_states(day)
    return tuple(
        Standing(
            source_title(words, name) if len(states) > 1 else "",
            each.state,
            state_name(words, each.state),
            counted(words, each) if each.state is State.PARTIAL else "",
            why(words, each),
        )
        for name, each in states.items()
    )


def source_title(words: Words, name: str) -> str:
    """Return what pages call a source: its own name, or what the language calls it."""
    key = f"source_{name}"
    return words.say(key) if key in words.words else plugin.title("sources", name)


def state_name(words: Words, state: State) -> str:
    """Return a state in words."""
    return words.say(f"state_{SIGNS[state].name}")


def why(words: Words, state: DayState) -> str:
    """Return the reason of a state word for word, and its meaning where it has none."""
    meaning = words.say(f"state_{SIGNS[state.state].name}_means")
    return clean(state.reason) or meaning.removesuffix(".")


def counted(words: Words, state: DayState) -> str:
    """Return how many papers there are of how many: `12 of 40 papers`, `12 papers`, or nothing."""
    if state.expected is not None and state.expected != state.got:
        papers = words.tally(state.expected, "paper")
        return words.say("some_of", got=words.number(state.got), papers=papers)
    return words.tally(state.got, "paper") if state.got else ""


def told(words: Words, day: date, state: DayState | None) -> str:
    """Return a day and its state in one line, for a title or a label."""
    name = state_name(words, state.state) if state else words.say("not_asked_for")
    parts = {"weekday": words.weekday(day), "day": day.isoformat(), "state": name}
    if state and (papers := counted(words, state)):
        return words.say("day_told_counted", **parts, papers=papers)
    return words.say("day_told", **parts)
