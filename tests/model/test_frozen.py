"""What `frozen.dataclass` makes does what the standard library's would do."""

import copy
import dataclasses
import pickle
from collections.abc import Callable

import pytest

from generator.model.frozen import asdict, dataclass, field, names, needed, replace


@dataclass(frozen=True, slots=True)
class Point:
    """Plain values, one of them made anew for each."""

    x: int
    y: int = 2
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """It is like nothing but itself."""

    x: int


@dataclass(slots=True, kw_only=True)
class Named:
    """Values that must be named."""

    early: int = 1
    late: int


@dataclasses.dataclass(frozen=True)
class Theirs:
    """One of the standard library."""

    x: int
    y: int = 2


def test_values_are_taken_by_place_and_by_name() -> None:
    point = Point(1, y=3)
    assert (point.x, point.y, point.names) == (1, 3, [])
    assert Point(1).names is not Point(1).names
    assert replace(point, x=5) == Point(5, 3)
    assert asdict(Point(1)) == {"x": 1, "y": 2, "names": []}


@pytest.mark.parametrize(
    ("kind", "values", "named"),
    [(Point, (), {}), (Point, (1,), {"z": 2}), (Named, (1,), {"late": 2}), (Empty, (1,), {})],
)
def test_wrong_values_are_refused(
    kind: Callable[..., object], values: tuple[int, ...], named: dict[str, int]
) -> None:
    with pytest.raises(TypeError):
        kind(*values, **named)


def test_equal_are_those_of_one_class_with_equal_values() -> None:
    assert Point(1) == Point(1, 2, [])
    assert Point(1) != Point(2)
    assert Point(1) != object()
    assert Empty() == Empty()
    assert Alone(1) != Alone(1)


def test_a_frozen_one_can_be_hashed_if_its_values_can() -> None:
    assert hash(Empty()) == hash(Empty())
    assert len({Alone(1), Alone(1)}) == 2
    for wrong in (Point(1), Named(late=2)):
        with pytest.raises(TypeError, match="unhashable"):
            hash(wrong)


def test_a_frozen_one_stays_as_it_is() -> None:
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]


def test_it_is_shown_copied_and_sent_as_any_other() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2, names=[])"
    for each in (Point(1), Empty(), Named(late=2)):
        assert pickle.loads(pickle.dumps(each)) == each  # noqa: S301 - it is ours
        assert copy.deepcopy(each) == each


def test_what_fields_there_are_and_which_must_be_given() -> None:
    assert (names(Named), needed(Named)) == (("early", "late"), ("late",))
    assert (names(Theirs), needed(Theirs)) == (("x", "y"), ("x",))


def test_one_that_builds_on_another_is_refused() -> None:
    with pytest.raises(TypeError, match="no bases"):

        @dataclass(frozen=True, slots=True)
        class More(Empty):
            x: int


def test_a_field_of_the_standard_library_is_refused() -> None:
    with pytest.raises(TypeError, match=r"generator\.model\.frozen"):

        @dataclass(frozen=True, slots=True)
        class Mixed:
            x: list[int] = dataclasses.field(default_factory=list)
