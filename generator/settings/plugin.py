"""From a name in site.toml to the module that bears it. There is no other registry."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from generator.model.problem import Exit, Place, Problem
from generator.settings import faults
from generator.settings.decode import did_you_mean


@cache
def load(room: str, name: str, at: Place | None = None) -> ModuleType:
    """Return the module `generator.<room>.<name>`, imported only now.

    Raises:
        Problem: there is none; the nearest name is told. Or it cannot be imported.
    """
    known = names(room)
    if name not in known:
        singular = room.removesuffix("s")
        mend = did_you_mean(name, known)
        raise Problem(f"no {singular} is called {name!r}", at=at, mend=mend, code=Exit.USAGE)
    module = f"generator.{room}.{name}"
    try:
        return importlib.import_module(module)
    except (Exception, SystemExit) as error:
        raise faults.fault(module, error) from error


def title(room: str, name: str) -> str:
    """Return what a module is called in words: its `TITLE`, or its name where it has none."""
    return str(getattr(load(room, name), "TITLE", name))


@cache
def names(room: str) -> list[str]:
    """Return the names of a room's modules, sorted."""
    package = importlib.import_module(f"generator.{room}")
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__))
