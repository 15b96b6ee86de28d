"""HTML through Jinja templates. The one door of jinja2.

A template sees `page`, a kind's view, and `site`; nothing else of the program. Whatever is not
`Html` is escaped. A name that a view does not have is an error, not an empty place.
"""

import hashlib
import marshal
import re
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache, partial
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    compiler,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket, bc_version
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from generator.model import address
from generator.model.frozen import dataclass
from generator.model.html import Html
from generator.model.problem import Place, Problem
from generator.model.text import clean
from generator.model.words import Words

FOLDER = "templates/"
DIGEST = hashlib.sha256().digest_size
HANDED_UP = re.compile(r"^( +)yield from (.+)$", re.MULTILINE)  # as Jinja calls a block
Read = Callable[[str], bytes | None]
# Letters that are read from the right (https://www.unicode.org/reports/tr9/, R and AL), and what
# turns the direction: who mends a record by hand may leave it there.
FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
KEPT = 1000  # dates and counts whose words are kept: a day's stand at each of its papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What every template may know of the site, as `site`."""

    title: str
    description: str
    language: str
    foreign: Markup  # what a tag bears whose words are in the language of papers
    words: Words
    root: str  # the address of the site, ends in `/`
    base: str  # its path, begins every link, ends in `/`
    feeds: tuple[tuple[str, str, str], ...]  # such as `Atom`, its media type, `atom.xml`
    assets: Mapping[str, str]  # `css/site.css` -> `static/css/site.3f2a91c0.css`
    kinds: tuple[str, ...]  # in the order of site.toml: a set is told in another by each process
    prose: tuple[tuple[str, str], ...]  # pages such as `about`: name and title
    spoken: str  # the path of what scripts say
    style: str  # the path of what the look of site.toml changes, empty if that is nothing
    logo: str  # the name of a static file, or empty
    cards: str  # "full", "brief" or "titles"
    thumbnails: bool  # pictures from elsewhere are shown
    navigation: tuple[tuple[str, str], ...]  # words and addresses, in place of the shipped ones
    footer: tuple[tuple[str, str], ...]
    imprint: str
    repository: str  # its address on GitHub, without a `/` at its end; empty if it has none
    branch: str

    def token(self) -> str:
        """Return what stands for all of it, the same in every process."""
        return repr(self)

    def version(self) -> str:
        """Return 8 hex digits that stand for all of it."""
        return hashlib.sha256(self.token().encode(errors="surrogatepass")).hexdigest()[:8]


def foreign(language: str) -> Markup:
    """Return what a tag bears whose words are in another language than those around it, if any.

    Screen readers hear it, and browsers part words by it.
    """
    return Markup(' lang="{}"').format(language) if language else Markup("")


class Templates:
    """The templates of a site, compiled when they are first used, and kept so in `cache`.

    `read` returns the text of one by its name, None if there is none.
    """

    def __init__(self, read: Read, chrome: Chrome, cache: Path | None = None) -> None:
        self.chrome = chrome
        self._environment = _Environment(
            loader=_Loader(read),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_Compiled(cache, repr(chrome.words)) if cache else None,
        )
        # What comes by chance is another page each time that it is made.
        del self._environment.filters["random"], self._environment.globals["lipsum"]
        self._environment.globals |= {"site": chrome}
        self._environment.filters |= _filters(chrome)

    def write(self, view: object, template: str) -> bytes:
        """Return the page that a template makes of a view.

        Raises:
            Problem: the template is missing or wrong; its file and line are told. What `read`
                raises is raised here.
        """
        try:
            return self._environment.get_template(template).render(page=view).encode()
        except TemplateNotFound as error:
            what, mend = f"there is no template {error}", "write it, or name one that there is"
            raise Problem(what, at=_place(error, template), mend=mend) from error
        except Problem:
            raise
        except Exception as error:
            what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
            mend = "mend the template, or delete it to have the one that ships"
            raise Problem(what, at=_place(error, template), mend=mend) from error

    def uses(self) -> frozenset[tuple[str, str]]:
        """Return which template used which other one so far, by `extends`, `import`, `include`."""
        return frozenset(self._environment.uses)


def _place(error: Exception, template: str) -> Place:
    """Return the line of the template in which rendering stopped."""
    line = getattr(error, "lineno", None)
    file = FOLDER + (getattr(error, "name", None) or template)
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith(FOLDER):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return Place(file, line)


class _Loader(BaseLoader):
    """Templates by their names, in whatever folder they stand."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, and what errors in it are said to be in.

        Of names that no survey bears it is told why there is no such template.

        Raises:
            Problem: it is no UTF-8 text.
        """
        for part in template.split("/"):
            if not part or part[0] == ".":
                what = f"{template!r}: a part of this name is empty or begins with a dot"
                raise TemplateNotFound(template, what)
        body = self._read(template)
        if body is None:
            raise TemplateNotFound(template)
        try:  # Notepad begins a file with a mark, which would stand in the page
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = Place(FOLDER + template, 1 + body.count(b"\n", 0, error.start))
            raise Problem("this is not UTF-8 text", at=place, mend="save it as UTF-8") from error
        return text, FOLDER + template, lambda: True


class _Context(Context):
    """Jinja's, with a short way to macros."""

    def call(self, called: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """Call a function, or a macro without the 2 us that finding out its arguments takes."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        inside = getattr(called, "_func", None)  # Jinja does not promise it
        special = kwargs or called.caller or called.catch_kwargs or called.catch_varargs
        fits = len(args) == len(called.arguments) and self.eval_ctx.autoescape
        if special or not (inside and fits):
            return called(self.eval_ctx, *args, **kwargs)
        return Markup(inside(*args))  # noqa: S704 - it has escaped its values


class _Environment(Environment):
    """Jinja's, with short ways to what every page does. Templates mean what they always mean."""

    context_class = _Context

    @cached_property
    def _ready(self) -> dict[str | Template, Template]:
        return {}

    @cached_property
    def uses(self) -> set[tuple[str, str]]:
        """The templates that asked for others, with those."""
        return set()

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002 - Jinja's word
    ) -> Template:
        """Return a template: each page asks for several, at `extends` and `import`."""
        if parent is not None:
            self.uses.add((parent, str(name)))
        if name not in self._ready or globals:
            self._ready[name] = super().get_template(name, parent, globals)
        return self._ready[name]

    def select_template(
        self,
        names: Iterable[str | Template],
        parent: str | None = None,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002 - Jinja's word
    ) -> Template:
        """Return the first of several templates that is there: `{% include [a, b] %}`."""
        names = tuple(names)
        if parent is not None:
            self.uses.update((parent, str(name)) for name in names)
        return super().select_template(names, parent, globals)

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Return a template's globals as a dict; each page copies them, and a ChainMap is slow."""
        return {**self.globals, **(d or {})}

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - Jinja's signature
    ) -> str:
        """Return a template as Python that escapes with `html_of`.

        What a block yields is joined where it is called for: to hand each piece of a page up from
        block to block takes a tenth more.
        """
        python = super()._generate(source, name, filename, defer_init)
        python = HANDED_UP.sub(r"\1yield concat(\2)", python)
        return f"{python}\nfrom {__name__} import html_of as escape\n"


class _Compiled(BytecodeCache):
    """Compiled templates in a folder: to compile all takes 135 ms, to read them 2.

    A file begins with a digest of what it was made from, the words of the site among it, of what
    made it, and of the rest. Where that does not agree the template is compiled anew. A folder
    that cannot be written stays as it is.
    """

    def __init__(self, folder: Path, words: str) -> None:
        self._folder = folder
        makers = (Path(each).read_bytes() for each in (__file__, compiler.__file__))
        versions = f"{bc_version} {sys.implementation.cache_tag}".encode() + MAGIC_NUMBER
        self._maker = hashlib.sha256(b"".join((versions, words.encode(), *makers))).digest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give `bucket` the code that was kept of its template, if it still holds."""
        try:
            body = self._file(bucket).read_bytes()
        except OSError:
            return
        code = body[DIGEST:]
        if body[:DIGEST] == self._digest(bucket, code):
            bucket.code = marshal.loads(code)  # noqa: S302 - it is what we wrote

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        code = marshal.dumps(bucket.code)
        file = self._file(bucket)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)  # it may be a link to somewhere else
            file.write_bytes(self._digest(bucket, code) + code)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}"

    def _digest(self, bucket: Bucket, code: bytes) -> bytes:
        source = f"{bucket.key} {bucket.checksum} ".encode()  # of its path, and of its text
        return hashlib.sha256(self._maker + source + code).digest()


def html_of(value: object) -> str:
    """Return `value` as HTML: what markupsafe makes of it, in a quarter of the time.

    It is for what goes into a page and nowhere else: text without `&<>"'` stays a plain string.
    What may stand nowhere goes: a person may have written a record by hand.
    """
    if type(value) is str:
        if not value.isprintable():
            value = clean(value)
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape(value)
        return value
    if type(value) is Html or type(value) is Markup:
        return value
    return escape(value)


def _filters(chrome: Chrome) -> Mapping[str, Callable[..., Any]]:
    # What depends on the site takes the context: without it Jinja would call it when it compiles
    # a template, and keep with the template what it returned.
    @pass_context
    def link(_: Context, path: str) -> str:
        return chrome.base + path

    @pass_context
    def absolute(_: Context, path: str) -> str:
        return chrome.root + path

    @pass_context
    def asset(_: Context, name: str) -> str:
        if name not in chrome.assets:
            raise LookupError(f"there is no static file {name!r}")
        return chrome.base + chrome.assets[name]

    def link_to(address_of: Callable[[Any], str]) -> Callable[[Context, Any], str]:
        return pass_context(lambda _, of: chrome.base + address_of(of))

    return {
        "link": link,  # a path of the site -> the address for href
        "absolute": absolute,  # the same with scheme and host
        "asset": asset,  # the name of a static file -> the address for href
        "day_link": link_to(address.day),
        "week_link": link_to(address.week),
        "month_link": link_to(address.month),
        "year_link": link_to(address.year),
        # an address as site.toml has it: one that begins with `/` is within the site
        "reached": pass_context(lambda _, to: chrome.base + to[1:] if to.startswith("/") else to),
        "iso": lru_cache(KEPT)(date.isoformat),
        **_in_words(chrome),
    }


def _in_words(chrome: Chrome) -> Mapping[str, Callable[..., Any]]:
    """Return the filters that write in the language of the site.

    What they return of constants Jinja puts into the compiled template, where it costs nothing.
    """
    words = chrome.words
    shown = {key: html_of(text) for key, text in words.words.items()}

    def say(key: str, **values: object) -> str:
        if key not in shown:
            raise LookupError(f"there are no words {key!r} in the language {chrome.language!r}")
        parts = {name: html_of(value) for name, value in values.items()}
        return Markup(shown[key].format(**parts))  # noqa: S704 - all of it is escaped

    def tally(count: int, key: str) -> str:
        if key not in words.counts:
            raise LookupError(f"there is no count {key!r} in the language {chrome.language!r}")
        return words.tally(count, key)

    return {
        "say": say,  # the words of a key, with values in their places
        "number": words.number,  # 1204 -> `1,204`
        "tally": lru_cache(KEPT)(tally),  # `1 vote`, `1,204 papers`
        "isolated": partial(_isolated, beside=words.direction),  # it disturbs nothing beside it
        "isolated_names": partial(
            _isolated_names, beside=words.direction, comma=words.words["comma"]
        ),
        "direction": partial(_direction, beside=words.direction),  # what the tag of a text bears
        "long_day": lru_cache(KEPT)(words.long_day),
        "short_day": lru_cache(KEPT)(words.short_day),
        "long_time": _time(words.long_day),  # the same as an element `time`
        "short_time": _time(words.short_day),
        "short_weekday": words.short_weekday,
        "long_week": words.long_week,
        "long_month": words.long_month,
        "its_month": words.its_month,  # of a day
    }


def _time(written: Callable[[date], str]) -> Callable[[date], str]:
    def element(day: date) -> str:
        text = f'<time datetime="{day.isoformat()}">{html_of(written(day))}</time>'
        return Markup(text)  # noqa: S704 - its text is escaped

    return lru_cache(KEPT)(element)


def _isolated(text: str, beside: str) -> str:
    """Return text that disturbs none of what stands beside it, whichever way that is read."""
    shown = html_of(text)
    written = shown if _is_plain(text, beside) else f"<bdi>{shown}</bdi>"
    return Markup(written)  # noqa: S704 - it is escaped


def _isolated_names(names: Iterable[str], beside: str, comma: str) -> str:
    """Return names in a row, none of which disturbs another."""
    row = comma.join(names)
    if _is_plain(row, beside):
        return html_of(row)
    parted = Markup(html_of(comma))  # noqa: S704 - it is escaped
    return parted.join([_isolated(name, beside) for name in names])


def _direction(text: str, beside: str) -> str:
    """Return what lets a text run its own way, where that may be another one than the page's."""
    return "" if _is_plain(text, beside) else Markup(' dir="auto"')


def _is_plain(text: str, beside: str) -> bool:
    return beside == "ltr" and (text.isascii() or not FROM_RIGHT.search(text))
