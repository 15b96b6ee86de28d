"""JSON for programs: keys as they come, no space between them, each value of a list in a line."""

from generator.model.frozen import json_text


def write(value: object) -> bytes:
    """Return the bytes of a value that is made of mappings, lists, text, numbers and dates."""
    if not isinstance(value, list):
        return json_text(value).encode() + b"\n"
    lines = ",\n".join(map(json_text, value))
    return f"[\n{lines}\n]\n".encode()
