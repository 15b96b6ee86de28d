"""Scripts as they are sent: without comments that have lines of their own, indents, empty lines.

These are for who works on them. A script in which a text may go on over lines stays as it is.
"""

import re

# Whole lines: a comment in two slashes, or one for documentation from its first line to its last.
COMMENTS = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
INDENTS = re.compile(r"^\s+", re.MULTILINE)


def sent(script: bytes) -> bytes:
    """Return a script without what is for the eye alone, if it is plain what that is."""
    try:
        shorter = COMMENTS.sub("", script.decode())
    except UnicodeDecodeError:
        return script
    goes_on = any(line.count("`") % 2 or line.endswith("\\") for line in shorter.split("\n"))
    return script if goes_on else INDENTS.sub("", shorter).encode()
