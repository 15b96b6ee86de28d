"""Premises: what decides, beside a site's own files, how it comes out.

Broadsheet's code, Python, and the versions of the libraries that read or render. A version is told
by the folder that pip leaves beside a package: nothing need be imported for it.
"""

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.settings.folders import PACKAGE
from generator.store import tree
from generator.store.tree import Signature

# Named as their packages are imported, and as they are called in their `dist-info` folders.
LIBRARIES = {
    "Stemmer": "pystemmer",
    "jinja2": "jinja2",
    "markupsafe": "markupsafe",
    "markdown_it": "markdown_it_py",
    "math_core": "math_core",
    "mdurl": "mdurl",
    "msgspec": "msgspec",
    "pylatexenc": "pylatexenc",
    "yaml": "pyyaml",
}


@cache
def premises() -> str:
    """Return what stands for the code that runs, and for the libraries that it runs on."""
    code = sorted(look())
    digests = (tree.digest_of(tree.read(f"{PACKAGE}/{path}") or b"") for path in code)
    return tree.token_of((*zip(code, digests, strict=True), *versions()))


def look() -> dict[str, Signature]:
    """Return the signatures of the files of the code."""
    return {path: seen for path, seen in tree.scan(PACKAGE).items() if path.endswith(".py")}


def versions() -> list[str]:
    """Return Python's version and the order of bytes, and what `dist-info` folders tell."""
    specs = filter(None, map(find_spec, LIBRARIES))
    origins = (Path(spec.origin or ".") for spec in specs)
    # A module stands in site-packages by itself, or in a folder as `__init__.py`.
    places = {each.parent.parent if each.stem == "__init__" else each.parent for each in origins}
    wanted = frozenset(LIBRARIES.values())
    found = (name for place in sorted(places) for name in os.listdir(place))  # noqa: PTH208 - names
    infos = (name for name in found if name.endswith("-info"))
    ours = (name for name in infos if name.partition("-")[0].casefold() in wanted)
    return [sys.version, sys.byteorder, *sorted(ours)]
