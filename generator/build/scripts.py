"""Scripts as they are sent: without comments, indents, and the ends of lines that end nothing.

These are for who works on them. A script in which a text may go on over lines stays as it is, and
so does a comment behind code that may be the end of a text.
"""

import re

# Whole lines: a comment in two slashes, or one for documentation from its first line to its last.
COMMENTS = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
TYPES = re.compile(r"/\*\* @type [^*\n]*\*/ ?")  # of what follows
BEHIND = re.compile(r"[ \t]+// [^\"'`/\]\n]*$", re.MULTILINE)  # a text or pattern would end in it
INDENTS = re.compile(r"^\s+", re.MULTILINE)
# Behind these signs a line may go on, if no comment is left in it that would go on too.
ENDS = re.compile(r"^((?:(?!//).)*(?:[{;,(\[]|=>))\n", re.MULTILINE)


def sent(script: bytes) -> bytes:
    """Return a script without what is for the eye alone, if it is plain what that is."""
    try:
        shorter = COMMENTS.sub("", script.decode())
    except UnicodeDecodeError:
        return script
    goes_on = any(line.count("`") % 2 or line.endswith("\\") for line in shorter.split("\n"))
    if goes_on:
        return script
    lines = INDENTS.sub("", BEHIND.sub("", TYPES.sub("", shorter)))
    return ENDS.sub(r"\1", lines).encode()
