"""Compiled templates, lent from one small site to the next: half of its first build goes for them.

A build believes such a file only where it was made of the same template, words and program. What a
process remembers in `remembered` was made of the same in all that there is to make it of.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType

from jinja2 import Environment

from generator.formats.html import Chrome

FOLDER = ".cache/templates"
LENT = TemporaryDirectory(prefix="compiled-")
KNOWN: dict[tuple[str, ...], CodeType] = {}
COMPILE = Environment.compile


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


def remembered(environment: Environment, source: str, name: str, filename: str) -> CodeType:
    """Return a compiled template, in place of `Environment.compile`; each is compiled once.

    It depends on its text, on what it is called, and on the environment, which is made of nothing
    but what pages are told of the site.
    """
    site = environment.globals["site"]
    assert isinstance(site, Chrome)
    made_of = (site.token(), source, name, filename)
    if made_of not in KNOWN:
        KNOWN[made_of] = COMPILE(environment, source, name, filename)
    return KNOWN[made_of]
