"""Plain text: a string as UTF-8."""


def write(text: str) -> bytes:
    """Return the bytes of `text`."""
    return text.encode()
