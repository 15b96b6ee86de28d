"""Dataclasses that are frozen for the type checker, and cheap at run time.

A frozen dataclass watches each assignment, in its own `__init__` too, and takes twice as long to
be made and to be filled: a tenth of a build, and 30 ms of every start. That nobody assigns to a
field is for mypy to see, which takes this for the decorator of the standard library.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - it is for others
else:

    def dataclass(kind: type | None = None, /, **how: Any) -> type | Callable[[type], type]:  # noqa: ANN401 - as the standard library has it
        """Make a dataclass. A frozen one can be hashed if its values can, as ever."""
        if how.pop("frozen", False):
            how.setdefault("unsafe_hash", how.get("eq", True))
        make = dataclasses.dataclass(**how)
        return make if kind is None else make(kind)
