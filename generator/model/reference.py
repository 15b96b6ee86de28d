"""Reference: a paper as a bibliography names it."""

from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a bibliography. Values of fields are TeX whose braces are balanced."""

    sort: str  # `article` or `misc`
    key: str
    fields: tuple[tuple[str, str], ...]
