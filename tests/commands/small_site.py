"""A small site in a folder: days of papers by names, and what is built of it."""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from generator.commands.build import build
from generator.model.outcome import Outcome, unwatched
from generator.settings import site as settings
from tests.compiled import compiled_once

TOML = "[authors]\nmin_papers = {}\n[limits]\nlist_rows = {}\n[sources.manual]\n"


class SmallSite:
    """A site whose papers are told in a line each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def toml(self, least: int = 2, rows: int = 800) -> None:
        self.write("site.toml", TOML.format(least, rows))

    def day(self, day: str, *papers: Sequence[str], **more: Any) -> None:  # noqa: ANN401 - fields
        """Write a day whose papers are by these names."""
        lines = []
        for names in papers:
            self.number += 1
            said: Mapping[str, Any] = {
                "id": f"arxiv:2611.{self.number:05}",
                "title": f"Loom {self.number}",
                "authors": [{"name": name} for name in names],
                **more,
            }
            lines.append(json.dumps(said))
        self.write(f"content/records/manual/{day[:4]}/{day}.jsonl", "\n".join(lines) + "\n")

    def build(self) -> Outcome:
        with compiled_once(self.folder):
            return build(settings.load(self.folder), unwatched, jobs=1)

    def page(self, path: str) -> str:
        return (self.folder / "_site" / path / "index.html").read_text()

    def pages(self, folder: str) -> list[str]:
        """Return the pages beneath one, by their addresses within it."""
        found = self.folder / "_site" / folder
        beneath = (file.parent for file in found.rglob("*.html"))
        return sorted(each.relative_to(found).as_posix() for each in beneath if each != found)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def links(html: str, folder: str) -> list[str]:
    return re.findall(rf'href="/{folder}/([^"]+)/"', html)
