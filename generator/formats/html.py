"""HTML through Jinja templates. The one door of jinja2.

A template sees `page`, a kind's view, and `site`; nothing else of the program. Whatever is not
`Html` is escaped. A name that a view does not have is an error, not an empty place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from generator.model import address
from generator.model import day as days
from generator.model.problem import Exit, Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What every template may know of the site, as `site`."""

    title: str
    description: str
    language: str
    root: str  # the address of the site, ends in `/`
    base: str  # its path, begins every link, ends in `/`
    feeds: Mapping[str, str]  # media type -> file name, such as `atom.xml`
    assets: Mapping[str, str]  # `css/site.css` -> `static/css/site.3f2a91c0.css`
    kinds: frozenset[str]
    prose: tuple[tuple[str, str], ...]  # pages such as `about`: name and title

    def token(self) -> str:
        """Return what stands for all of it, the same in every process."""
        return repr(replace(self, kinds=frozenset())) + repr(sorted(self.kinds))


class Templates:
    """The templates of a site, compiled when they are first used."""

    def __init__(self, folders: Sequence[Path], chrome: Chrome) -> None:
        self.chrome = chrome
        self._folders = tuple(folders)
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.globals |= {"site": chrome}
        self._environment.filters |= _filters(chrome)

    def write(self, view: object, template: str) -> bytes:
        """Return the page that a template makes of a view.

        Raises:
            Problem: the template is missing or wrong; its file and line are told.
        """
        try:
            return self._environment.get_template(template).render(page=view).encode()
        except TemplateNotFound as error:
            what = f"there is no template {error}"
            raise Problem(what, at=Place(f"templates/{template}"), code=Exit.CONTENT) from error
        except Exception as error:
            what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
            mend = "mend the template, or delete it to have the one that ships"
            raise Problem(what, at=self._place(error, template), mend=mend) from error

    def _place(self, error: Exception, template: str) -> Place:
        """Return the line of the template in which rendering stopped."""
        line = getattr(error, "lineno", None)
        name = getattr(error, "name", None) or template
        trace = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            for folder in self._folders:
                if file.is_relative_to(folder):
                    name, line = file.relative_to(folder).as_posix(), trace.tb_lineno
            trace = trace.tb_next
        return Place(f"templates/{name}", line)


def _filters(chrome: Chrome) -> Mapping[str, Callable[..., Any]]:
    def link(path: str) -> str:
        return chrome.base + path

    def absolute(path: str) -> str:
        return chrome.root + path

    def asset(name: str) -> str:
        if name not in chrome.assets:
            raise LookupError(f"there is no static file {name!r}")
        return chrome.base + chrome.assets[name]

    return {
        "link": link,  # a path of the site -> the address for href
        "absolute": absolute,  # the same with scheme and host
        "asset": asset,  # the name of a static file -> the address for href
        "long_day": days.long_day,
        "short_day": days.short_day,
        "long_week": days.long_week,
        "long_month": days.long_month,
        "day_link": lambda day: link(address.day(day)),
        "week_link": lambda week: link(address.week(week)),
        "month_link": lambda month: link(address.month(month)),
        "year_link": lambda year: link(address.year(year)),
        "iso": date.isoformat,
    }
