"""Chromium, as it is called on this machine."""

import shutil

# Those that .ci/run and the Makefile know, what is quicker first.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """Return where Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
