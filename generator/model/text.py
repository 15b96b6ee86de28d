"""Text from outside, before anybody reads it."""

import re

# What no page, feed or terminal can show, or what would reach beyond its field: C0 but for tab
# and line feed, DEL, C1, surrogates, noncharacters, and the controls that turn the direction of
# writing (https://www.unicode.org/reports/tr9/). Arabic and Hebrew need none of them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
CONTROLS = bytes(code for code in range(128) if FORBIDDEN.match(chr(code)))  # those of ASCII


def number(count: int, word: str) -> str:
    """Return `1 paper`, `1,000 papers`: English, as commands speak to those who keep a site."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def clean(text: str) -> str:
    """Return `text` without the characters that may stand nowhere; white space becomes a space."""
    if text.isascii():  # most are; bytes are looked at in half the time that characters take
        written = text.encode()
        if len(written.translate(None, CONTROLS)) == len(written):
            return text
    elif text.isprintable():
        return text
    return FORBIDDEN.sub(lambda found: " " if found[0].isspace() else "", text)
