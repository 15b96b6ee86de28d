"""Dataclasses that are frozen for the type checker, and cheap at run time.

A frozen dataclass watches each assignment, in its own `__init__` too, and takes twice as long to
be made and to be filled: a tenth of a build. That nobody assigns to a field is for mypy to see,
which takes this for the decorator of the standard library.

That one compiles four functions for each class, whether anybody calls them or not: 30 ms of every
start. Here `__init__` is compiled when the first of a class is made, and no other is.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - it is for others
else:

    def dataclass(kind: type | None = None, /, **how: Any) -> type | Callable[[type], type]:  # noqa: ANN401 - as the standard library has it
        """Make a dataclass. A frozen one can be hashed if its values can, as ever."""
        return (lambda each: _made(each, **how)) if kind is None else _made(kind, **how)


def _made(kind: type, *, frozen: bool = False, eq: bool = True, **how: Any) -> type:  # noqa: ANN401 - as above
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, **how)(kind)
    fields = dataclasses.fields(made)
    made.__init__ = _first_init(made)
    made.__repr__ = _repr([each.name for each in fields])
    if eq:
        compared = [each.name for each in fields if each.compare]
        values: Callable[[Any], object] = attrgetter(*compared) if compared else type
        made.__eq__ = _eq(values)
        made.__hash__ = _hash(values) if frozen else None
    found: type = made
    return found


def _first_init(kind: Any) -> Callable[..., None]:  # noqa: ANN401 - a class
    """Return an `__init__` that puts the right one in its place when it is called."""

    def first(self: object, *values: object, **named: object) -> None:
        kind.__init__ = _init(kind)
        kind.__init__(self, *values, **named)

    return first


def _init(kind: Any) -> Callable[..., None]:  # noqa: ANN401 - as above
    known: dict[str, Any] = {"_left_out": dataclasses.MISSING}
    parameters: list[str] = ["self"]
    body: list[str] = []
    # Those that must be named come last.
    fields = sorted(dataclasses.fields(kind), key=lambda each: bool(each.kw_only))
    for each in filter(lambda each: each.init, fields):
        if each.kw_only and "*" not in parameters:
            parameters.append("*")
        parameter = value = each.name
        if each.default is not dataclasses.MISSING:
            known[f"_{each.name}"] = each.default
            parameter += f"=_{each.name}"
        elif each.default_factory is not dataclasses.MISSING:
            known[f"_{each.name}"] = each.default_factory
            parameter += "=_left_out"
            value = f"_{each.name}() if {each.name} is _left_out else {each.name}"
        parameters.append(parameter)
        body.append(f"self.{each.name} = {value}")
    if hasattr(kind, "__post_init__"):
        body.append("self.__post_init__()")
    lines = "\n    ".join(body or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n    {lines}", known)  # noqa: S102 - as the standard library does
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    return init


def _repr(names: list[str]) -> Callable[[Any], str]:
    def __repr__(self: object) -> str:  # noqa: N807 - it becomes one
        values = (f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({', '.join(values)})"

    return __repr__


def _eq(values: Callable[[Any], object]) -> Callable[[Any, object], bool]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - as above
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return __eq__


def _hash(values: Callable[[Any], object]) -> Callable[[Any], int]:
    def __hash__(self: object) -> int:  # noqa: N807 - as above
        return hash(values(self))

    return __hash__
