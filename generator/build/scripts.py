"""Scripts as they are sent: without the lines that are comments alone, for who works on them.

A script in which such a line may stand within a text stays as it is.
"""

import re

# Whole lines: a comment in two slashes, or one for documentation from its first line to its last.
COMMENTS = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)


def sent(script: bytes) -> bytes:
    """Return a script without its comments, if it is plain that they are such."""
    try:
        shorter = COMMENTS.sub("", script.decode())
    except UnicodeDecodeError:
        return script
    goes_on = any(line.count("`") % 2 or line.endswith("\\") for line in shorter.split("\n"))
    return script if goes_on else shorter.encode()
