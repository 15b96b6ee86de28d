"""Whether files of a site are sound: where they lead, their ids, XML and JSON, what they load.

Angles are escaped in values and in text, so an attribute is what has one that closes, and none that
opens, behind it. Patterns begin with letters and look back for the space before: so they are found
in a fifth of the time.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.parsers import expat

from generator.build.place import Comparer
from generator.model.frozen import dataclass, field
from generator.model.problem import Parts, Place, Problem
from generator.model.text import number


def _attribute(name: bytes, value: bytes = rb"[^\"<>]*") -> re.Pattern[bytes]:
    return re.compile(rb'%b="(?<=\s%b=")(%b)"(?=[^<>]*>)' % (name, name, value))


LINKS = (_attribute(b"href"), _attribute(b"action"), _attribute(b"src"))
WHOLE = (b"/", b"http:", b"https:")  # how links begin that mean the same on every page
ID = _attribute(b"id")
ELSEWHERE = rb"(?:https?:)?//[^\"<>]*"
LOADS = (
    _attribute(b"src", ELSEWHERE),
    _attribute(b"srcset", ELSEWHERE),
    re.compile(
        rb'<link\b(?=[^>]*\srel="(?:stylesheet|preload|modulepreload|icon|manifest|preconnect)")'
        rb'[^>]*\shref="((?:https?:)?//[^"]*)"'
    ),
)
FROM_STYLE = re.compile(rb"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]*)", re.IGNORECASE)
LINKED_DATA = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PAGE = "index.html"
FEW = 3  # files in which the same is wrong, and is told of each


@dataclass(slots=True)
class Sound:
    """Where files lead to within the site, and what is wrong in them."""

    # Path, id -> the first file that leads there, and the link as it stands in it.
    leads: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    wrong: list[Parts] = field(default_factory=list)

    def add(self, other: "Sound") -> None:
        """Take over what was found in other files."""
        self.leads = other.leads | self.leads
        self.wrong += other.wrong


class Inspector(Comparer):
    """Looks into files while it compares them with those beneath an output folder, named `folder`.

    `base` begins the links of the site; where `pictures` may come from elsewhere, what a page
    loads from there is nothing wrong.
    """

    def __init__(self, output: Path, folder: str, base: str, *, pictures: bool) -> None:
        super().__init__(output)
        self.sound = Sound()
        self._folder = folder
        self._base = base.encode()
        self._pictures = pictures
        self._followed: set[bytes] = set()  # links whose ends are noted

    def fresh(self) -> "Inspector":
        """Return one that has seen nothing yet."""
        base = self._base.decode()
        return Inspector(self.output, self._folder, base, pictures=self._pictures)

    def place(self, path: str, body: bytes) -> bool:
        """Note how the file at `path` compares with `body`, and what is wrong in that."""
        self.sound.wrong += (self._wrong(path, body, *each) for each in self._look(path, body))
        return super().place(path, body)

    def _wrong(self, path: str, body: bytes, what: str, at: int) -> Parts:
        place = Place(f"{self._folder}/{path}", body.count(b"\n", 0, at) + 1)
        return Problem(what, at=place, mend="mend it where it is written").parts()

    def _look(self, path: str, body: bytes) -> Iterator[tuple[str, int]]:
        """Yield what is wrong in a file, and where."""
        match path.rpartition(".")[2]:
            case "html":
                yield from self._page(path, body)
            case "xml" | "opml" | "svg":
                try:
                    expat.ParserCreate().Parse(body, True)  # noqa: FBT003 - its signature
                except expat.ExpatError as error:
                    yield f"this is not XML: {error}", 0
            case "json" | "webmanifest":
                yield from _json(body, 0)
            case "css":
                for found in FROM_STYLE.finditer(body):
                    yield f"this loads {found[1].decode()} from elsewhere", found.start()

    def _page(self, path: str, body: bytes) -> Iterator[tuple[str, int]]:
        ids = ID.findall(body)
        if len(set(ids)) < len(ids):
            twice = next(each for at, each in enumerate(ids) if each in ids[:at])
            yield f"the id {twice.decode()!r} stands twice on this page", body.find(twice)
        links = dict.fromkeys(chain.from_iterable(each.findall(body) for each in LINKS))
        for link in (each for each in links if each not in self._followed):
            address, _, name = link.partition(b"#")
            address = address.partition(b"?")[0]
            if address:
                self._follow(path, link)
            elif name and name not in ids:
                what = f"this leads to #{name.decode()}, which is not on this page"
                yield what, body.find(b'"%b"' % link)
        for found in chain.from_iterable(each.finditer(body) for each in LOADS):
            if not self._pictures:
                yield f"this loads {found[1].decode()} from elsewhere", found.start()
        for found in LINKED_DATA.finditer(body):
            yield from _json(found[1], found.start())

    def _follow(self, path: str, link: bytes) -> None:
        """Note where a link of a page ends, if that is within the site."""
        end = link
        if link.startswith(WHOLE):
            self._followed.add(link)
        else:
            end = urljoin(self._base + path.encode(), link)
        if end.startswith(self._base) and not end.startswith(b"//"):
            address, _, name = end.removeprefix(self._base).partition(b"#")
            within = unquote(address.partition(b"?")[0].decode())
            self.sound.leads.setdefault((within, name.decode()), (path, link.decode()))


def _json(body: bytes, at: int) -> Iterator[tuple[str, int]]:
    try:
        json.loads(body)
    except ValueError as error:
        yield f"this is not JSON: {error}", at


def problems(sound: Sound, output: Path, folder: str, made: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong in the files of a site, of which `made` are all, and where they mislead.

    Ids are looked for in the files that stand in the folder. What is wrong in many files, as all
    that a template says, is told of the first.
    """
    alike: dict[str, list[Problem]] = defaultdict(list)
    for parts in sorted(sound.wrong):
        alike[parts[0]].append(Problem.of(parts))
    for link, problem in _misleading(sound, output, folder, made):
        alike[link].append(problem)
    for each in alike.values():
        files = {problem.at.file for problem in each if problem.at}
        if len(files) <= FEW:
            yield from each
            continue
        first = each[0]
        what = f"{first.what}; so it stands in {number(len(files) - 1, 'more file')}"
        yield Problem(what, at=first.at, mend=first.mend)


def _misleading(
    sound: Sound, output: Path, folder: str, made: Collection[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield the links that lead nowhere, with what is wrong with each."""
    for (path, name), (file, link) in sorted(sound.leads.items()):
        to = f"{path}{PAGE}" if not path or path.endswith("/") else path
        if to not in made:
            what = f"this leads to /{path}, which is not there"
        elif name and to.endswith(".html") and not _has(output / to, name):
            what = f"this leads to /{path}#{name}, and there is no such id"
        else:
            continue
        at = Place(f"{folder}/{file}", _line(output / file, link))
        yield link, Problem(what, at=at, mend="mend the link where it is written")


def _has(page: Path, name: str) -> bool:
    try:
        return name.encode() in ID.findall(page.read_bytes())
    except OSError:  # it is missing, which is told already
        return True


def _line(file: Path, link: str) -> int | None:
    """Return the line of a page on which a link stands."""
    try:
        body = file.read_bytes()
    except OSError:
        return None
    at = body.find(f'"{link}"'.encode())
    return body.count(b"\n", 0, at) + 1 if at >= 0 else None
