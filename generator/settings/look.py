"""Look: the table [look] of site.toml, and the style that comes of it.

What is written there overrides the tokens of static/css/site.css; a look that says nothing has no
style. Colours that could not be read on the paper they stand on are refused.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.frozen import dataclass, field, names

CARDS = ("full", "brief", "titles")
COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
FACES: Mapping[str, str] = {
    "serif": '"Iowan Old Style","Palatino Linotype","URW Palladio L",P052,Palatino,Georgia,serif',
    "sans": 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif',
}
FAMILY = r"""(?:"[\w -]+"|'[\w -]+'|-?\w[\w -]*)"""  # a name of a face, quotes in pairs
FAMILIES = re.compile(rf"{FAMILY}(?:, *{FAMILY})*")
ADDRESS = re.compile(r"/(?![/\\])\S*|https?://[^\s/]\S*|mailto:\S+")  # not //host, nor /\host
FILE = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)  # no part of it is hidden
CONTRAST = 4.5  # the least that WCAG 2.2 allows for text, success criterion 1.4.3
GROUNDS = ("paper", "wash")
INKS = ("ink", "soft", "accent")
MOST = 1000  # cards on the home page
GREY = 0.04045  # below it the sRGB curve is a line


@dataclass(frozen=True, slots=True)
class Light:
    """The table [look.light]: the colours by day."""

    paper: str = "#fdfcfa"
    wash: str = "#f3f0ea"  # behind what stands apart
    line: str = "#d8d3c8"
    soft: str = "#5b564d"  # words of the second rank
    ink: str = "#1a1814"
    accent: str = "#a3161c"


@dataclass(frozen=True, slots=True)
class Dark:
    """The table [look.dark]: the same by night."""

    paper: str = "#15161a"
    wash: str = "#1f2126"
    line: str = "#3a3d44"
    soft: str = "#aaa69e"
    ink: str = "#e9e6df"
    accent: str = "#ff8f82"


@dataclass(frozen=True, slots=True)
class Look:
    """The table [look]."""

    face: str = "serif"  # or "sans", or names of faces as CSS has them
    font: str = ""  # a woff2 file beneath static/, which becomes the first of the faces
    logo: str = ""  # a square picture beneath static/, before the title
    imprint: str = "Made with Broadsheet"  # the last line of every page
    cards: str = "full"  # abstracts on lists of cards: "full", "brief", or none with "titles"
    home_cards: int = 12  # papers of the newest day on the home page
    thumbnails: bool = False  # papers' pictures, which readers then ask others for
    light: Light = field(default_factory=Light)
    dark: Dark = field(default_factory=Dark)
    # Words -> address, in place of ours.
    navigation: Mapping[str, Any] = field(default_factory=dict)
    footer: Mapping[str, Any] = field(default_factory=dict)  # the same, in the foot


def wrong(look: Look) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong in a look: the key within it, what, and how it is mended."""
    if look.cards not in CARDS:
        yield "cards", f"no cards are called {look.cards!r}", f"known are: {', '.join(CARDS)}"
    if not FAMILIES.fullmatch(look.face):
        yield "face", f"{look.face!r} is no list of faces", 'write such as "Charter, serif"'
    if not 0 <= look.home_cards <= MOST:
        yield "home_cards", f"'home_cards' must be 0 to {MOST}", ""
    for key in ("font", "logo"):
        if (name := getattr(look, key)) and not FILE.fullmatch(name):
            yield key, f"{name!r} is no file beneath static/", "write such as fonts/mine.woff2"
    for table in ("navigation", "footer"):
        for words, address in getattr(look, table).items():
            if not _is_address(address):
                mend = "write such as /topics/, or https://example.org/"
                yield f"{table}.{words}", f"{address!r} is no address", mend
    for table in ("light", "dark"):
        yield from _wrong_colours(table, getattr(look, table))


def _is_address(address: object) -> bool:
    return isinstance(address, str) and bool(ADDRESS.fullmatch(address))


def _wrong_colours(table: str, colours: Light | Dark) -> Iterator[tuple[str, str, str]]:
    said = {name: getattr(colours, name) for name in names(type(colours))}
    bad = [name for name, colour in said.items() if not COLOUR.fullmatch(colour)]
    for name in bad:
        yield f"{table}.{name}", f"{said[name]!r} is no colour", "write such as #a3161c"
    if bad:
        return
    for ink in INKS:
        least = min(GROUNDS, key=lambda ground: contrast(said[ink], said[ground]))
        if (found := contrast(said[ink], said[least])) < CONTRAST:
            what = f"{ink!r} on {least!r} has a contrast of {found:.1f}, too little to be read"
            yield f"{table}.{ink}", what, f"text needs {CONTRAST}: make one lighter or darker"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= GREY else float(((part + 0.055) / 1.055) ** 2.4)


def style(look: Look, base: str) -> str:
    """Return what a look changes, as CSS; nothing if it is the shipped one."""
    tokens = dict(_tokens(look))
    shown = "".join(f"  --{name}: {value};\n" for name, value in tokens.items())
    return (_font(look.font, base) if look.font else "") + (
        f":root {{\n{shown}}}\n" if shown else ""
    )


def _tokens(look: Look) -> Iterator[tuple[str, str]]:
    shipped = Look()
    for name in names(Light):
        light, dark = getattr(look.light, name), getattr(look.dark, name)
        if (light, dark) != (getattr(shipped.light, name), getattr(shipped.dark, name)):
            yield name, f"light-dark({light}, {dark})"
    if look.font or look.face != shipped.face:
        own = '"Own", ' if look.font else ""
        yield "face", own + FACES.get(look.face, look.face)


def _font(file: str, base: str) -> str:
    # `optional`: a face that comes late moves nothing; it is there on the next page.
    return f"""@font-face {{
  font-family: "Own";
  src: url("{base}static/{file}") format("woff2");
  font-weight: 100 900;
  font-display: optional;
}}
"""
