"""Each package from outside has one door, which ARCHITECTURE.md names."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<packages>[a-z0-9, -]+) \| `(?P<door>[a-z_/]+\.py)` \|", re.MULTILINE)
MODULES = {"markdown-it-py": "markdown_it", "pystemmer": "Stemmer", "pyyaml": "yaml"}
DOORS = {
    MODULES.get(package, package.replace("-", "_")): found["door"]
    for found in ROW.finditer((ROOT / "ARCHITECTURE.md").read_text())
    for package in found["packages"].split(", ")
}


@cache
def imported(path: Path) -> set[str]:
    """Return the packages that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_the_table_names_packages() -> None:
    assert {"httpx", "jinja2", "markdown_it", "msgspec", "yaml"} <= DOORS.keys()


@pytest.mark.parametrize("package", DOORS)
def test_a_package_is_imported_in_one_file(package: str) -> None:
    files = {
        path.relative_to(ROOT / "generator").as_posix()
        for path in (ROOT / "generator").rglob("*.py")
        if package in imported(path)
    }
    assert files == {DOORS[package]}
