"""Compiled templates, lent from one small site to the next: half of its first build goes for them.

A build believes such a file only where it was made of the same template, words and program.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = ".cache/templates"
LENT = TemporaryDirectory(prefix="compiled-")


@contextmanager
def compiled_once(site: Path) -> Iterator[None]:
    """Lend a site, if one can write there, what another compiled; or keep what its build does."""
    kept = Path(LENT.name) / "templates"
    if kept.exists() and not (site / FOLDER).exists():
        with suppress(OSError):
            shutil.copytree(kept, site / FOLDER)
    yield
    if not kept.exists() and (site / FOLDER).exists():
        shutil.copytree(site / FOLDER, kept)
