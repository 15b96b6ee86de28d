"""What readers of markup keep is forgotten when a run begins.

`make mutants` changes a program that has run all tests already: what it kept hid many changes.
"""

import importlib
import pkgutil

import pytest

from generator import markup


@pytest.fixture(scope="session", autouse=True)
def nothing_is_remembered() -> None:
    for found in pkgutil.iter_modules(markup.__path__, f"{markup.__name__}."):
        for each in vars(importlib.import_module(found.name)).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()
