"""CSV (RFC 4180, but lines end in LF) as UTF-8: a table whose first row names its columns.

Spreadsheets take a cell that begins like a formula for one, whoever wrote it: such text gets an
apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection). Where commas are for
decimals a spreadsheet parts cells by semicolons, whatever is quoted: so a cell may begin there.
"""

import csv
import io
import re
from collections.abc import Iterable

from generator.model.text import clean

# After what is not seen too, and after quotes; a tab and ends of lines count, and wide signs.
FORMULA = re.compile(
    '(^|;)([\\s"\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]*[=+\\-@＝＋－＠]|[ ]*[\t\r\n])'
)


def write(rows: Iterable[Iterable[object]]) -> bytes:
    """Return the bytes of a table of text, numbers and dates."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    return FORMULA.sub(r"\1'\2", clean(value)) if isinstance(value, str) else value
