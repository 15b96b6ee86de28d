"""CSV (RFC 4180, but lines end in LF) as UTF-8: a table whose first row names its columns.

Spreadsheets take a cell that begins like a formula for one, whoever wrote it: such text gets an
apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterable

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones too


def write(rows: Iterable[Iterable[object]]) -> bytes:
    """Return the bytes of a table of text, numbers and dates."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(" ").startswith(FORMULAS) else value
