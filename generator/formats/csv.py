"""CSV (RFC 4180, but lines end in LF) as UTF-8: a table whose first row names its columns.

Spreadsheets take a cell that begins like a formula for one, whoever wrote it: such text gets an
apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import re
from collections.abc import Iterable

# After what is not seen too; a tab and ends of lines count, and wide signs.
FORMULA = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\\-@＝＋－＠]|[ ]*[\t\r\n]")


def write(rows: Iterable[Iterable[object]]) -> bytes:
    """Return the bytes of a table of text, numbers and dates."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{value}" if FORMULA.match(value) else value
