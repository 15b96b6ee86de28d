"""JSON: a value as UTF-8, keys sorted, dates as ISO 8601."""

import json
from datetime import date


def write(value: object) -> bytes:
    """Return the bytes of a value that is made of mappings, lists, text, numbers and dates."""
    text = json.dumps(
        value,
        allow_nan=False,
        default=date.isoformat,
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    )
    return text.encode() + b"\n"
