"""Instants, however they are written, as ISO 8601 in UTC: `2026-05-09T00:00:00Z`."""

import re
from datetime import UTC, datetime, timedelta

ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:(?P<hour>T\d\d:\d\d:)(?P<second>\d\d)(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d))?",
    re.ASCII,
)
LEAP = 60  # the second that a day may have beyond its 86,400: https://www.iers.org/


def instant(text: str) -> str:
    """Return an instant in UTC to the second, or a date as it is; a leap second is the one after.

    Raises:
        ValueError: it is neither, or lies beyond the years 1 to 9999.
    """
    found = ISO.fullmatch(text)
    if not found:
        raise ValueError(text)
    if not found["hour"]:
        return datetime.fromisoformat(found["day"]).date().isoformat()
    second = int(found["second"])
    start = datetime.fromisoformat(f"{found['day']}{found['hour']}00{found['zone']}")
    return _written(start, second)


def mailed(text: str) -> str:
    """Return an instant written as in mail and RSS, `Fri, 23 Feb 2024 00:00:00 -0500`, in UTC.

    Raises:
        ValueError: it is none.
    """
    from email.utils import parsedate_tz  # it loads sockets, and few sources write so

    found = parsedate_tz(text) if text.isascii() else None
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second, *_, zone = found
    try:
        start = datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(seconds=zone or 0)
    except OverflowError as error:
        raise ValueError(text) from error
    return _written(start, second)


def _written(start: datetime, second: int) -> str:
    """Return the instant that lies so many seconds after the start of a minute."""
    try:
        moment = start.astimezone(UTC) + timedelta(seconds=second)
    except OverflowError as error:
        raise ValueError(str(start)) from error
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    if not 0 <= second <= LEAP or (second == LEAP and not midnight):
        raise ValueError(f"{start}: no minute has a second {second}")
    return moment.replace(tzinfo=None).isoformat() + "Z"
