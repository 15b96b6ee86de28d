"""Words: what a site itself says to its readers, in its language, and how that writes figures.

They come from templates/words/<language>.toml; `settings.words` reads them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.model.day import month_of
from generator.model.frozen import dataclass

OTHER = "other"  # the form for every count that no other form is for


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The table [dates]: names, and how a date is put together of them."""

    months: tuple[str, ...]
    months_in_dates: tuple[str, ...]  # a language may bend them there
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]  # Monday first
    weekdays_short: tuple[str, ...]
    weekdays_letter: tuple[str, ...]
    long_day: str
    short_day: str
    month: str
    week: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The table [numbers]: signs in figures, and which counts take a form other than `other`."""

    thousands: str
    decimal: str
    forms: Mapping[str, Sequence[int]]  # such as `one`: [1]; in French [0, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words of a language. A key that is not there is a KeyError."""

    direction: str  # "ltr" or "rtl"
    dates: Dates
    numbers: Numbers
    counts: Mapping[str, Mapping[str, str]]  # by form, `{count}` in each
    words: Mapping[str, str]  # sentences and their parts, with `{name}` where something stands

    def say(self, key: str, **values: object) -> str:
        """Return the words of a key with values in their places."""
        text = self.words[key]
        return text.format(**values) if values else text

    def row(self, texts: Iterable[str]) -> str:
        """Return `Ada Lovelace, Mary Somerville`."""
        return self.words["comma"].join(texts)

    def number(self, count: int) -> str:
        """Return `1,204`."""
        text = f"{count:,}"
        return text.replace(",", self.numbers.thousands) if count >= 1000 else text  # noqa: PLR2004 - from there on it has a sign

    def decimal(self, figure: float) -> str:
        """Return `0.5`: one digit behind the sign."""
        return f"{figure:.1f}".replace(".", self.numbers.decimal)

    def tally(self, count: int, key: str) -> str:
        """Return `1 paper`, `1,204 papers`: the words of a key in the form that a count takes."""
        forms = self.counts[key]
        text = forms[OTHER]
        for form, at in self.numbers.forms.items():
            if count in at:
                text = forms.get(form, text)
                break
        return text.replace("{count}", self.number(count))

    def long_day(self, day: date) -> str:
        """Return `12 December 2025`."""
        month = self.dates.months_in_dates[day.month - 1]
        return self.dates.long_day.format(day=day.day, month=month, year=day.year)

    def short_day(self, day: date) -> str:
        """Return `12 Dec 2025`."""
        month = self.dates.months_short[day.month - 1]
        return self.dates.short_day.format(day=day.day, month=month, year=day.year)

    def weekday(self, day: date) -> str:
        """Return `Friday`."""
        return self.dates.weekdays[day.weekday()]

    def short_weekday(self, day: date) -> str:
        """Return `Fri`."""
        return self.dates.weekdays_short[day.weekday()]

    def long_month(self, month: str) -> str:
        """Return `December 2025` for `2025-12`."""
        year, number = month.split("-")
        return self.dates.month.format(month=self.dates.months[int(number) - 1], year=year)

    def its_month(self, day: date) -> str:
        """Return the month of a day: `December 2025`."""
        return self.long_month(month_of(day))

    def long_week(self, week: str) -> str:
        """Return `Week 50 of 2025` for `2025-W50`."""
        year, number = week.split("-W")
        return self.dates.week.format(week=int(number), year=year)
