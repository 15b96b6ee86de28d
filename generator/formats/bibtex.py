"""BibTeX (https://ctan.org/pkg/bibtex): references as UTF-8, as biber and natbib read them."""

from collections.abc import Iterable

from generator.model.reference import Reference


def write(references: Iterable[Reference]) -> bytes:
    """Return references, an empty line between two."""
    return "\n".join(map(text, references)).encode()


def text(reference: Reference) -> str:
    """Return one reference."""
    fields = ",\n".join([f"  {name} = {{{value}}}" for name, value in reference.fields])
    return f"@{reference.sort}{{{reference.key},\n{fields}\n}}\n"
