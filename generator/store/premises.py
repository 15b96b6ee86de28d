"""Premises: what decides, beside a site's own files, how it comes out.

Broadsheet's code, Python, and the versions of the libraries that read or render. A version is told
by the folder that pip leaves beside a package: nothing need be imported for it.
"""

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.store import tree

# Named as their packages are imported, and as they are called in their `dist-info` folders.
LIBRARIES = {
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
    package = Path(__file__).resolve().parent.parent
    code = sorted(path for path in tree.scan(package) if path.endswith(".py"))
    digests = (tree.digest_of(tree.read(f"{package}/{path}") or b"") for path in code)
    return tree.token_of((sys.version, *zip(code, digests, strict=True), *_versions()))


def _versions() -> list[str]:
    """Return the names of the `dist-info` folders of the libraries: `jinja2-3.1.6.dist-info`."""
    specs = filter(None, map(find_spec, LIBRARIES))
    origins = (Path(spec.origin or ".") for spec in specs)
    # A module stands in site-packages by itself, or in a folder as `__init__.py`.
    folders = {each.parent.parent if each.stem == "__init__" else each.parent for each in origins}
    wanted = frozenset(LIBRARIES.values())
    found = (file.name for folder in sorted(folders) for file in folder.glob("*-info"))
    return sorted(name for name in found if name.partition("-")[0].casefold() in wanted)
