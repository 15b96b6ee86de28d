"""Html: text that is HTML already, so that nobody escapes it twice."""

import html


class Html(str):
    """A string of well-formed HTML. Only `markup` and `cards` make it, from escaped text."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself; templates ask this of a value before they escape it."""
        return self


def escaped(text: str) -> Html:
    """Return `text` as HTML that shows just that text, in an element or in an attribute."""
    return Html(html.escape(text))
