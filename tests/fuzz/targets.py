"""What is fuzzed: a promise of each reader of text from outside, as a function of any bytes."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Protocol
from xml.parsers import expat

from generator.markup import markdown, source, tex
from generator.markup.sentence import first_sentence
from generator.model.exchange import Answer, Batch, Request, Unreadable
from generator.model.problem import Problem
from generator.model.slug import slug_of, slug_of_handle
from generator.settings.decode import mapping
from generator.sources import arxiv_api, arxiv_oai, arxiv_rss, huggingface, saved_page
from generator.store import pages

DAY = date(2026, 2, 3)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Reads(Protocol):
    """A source, as far as it reads."""

    def read(self, answer: Answer) -> Batch:
        """Return what an answer holds."""
        ...


SOURCES: Mapping[str, Reads] = {
    "huggingface": huggingface.Source(check=""),
    "arxiv_api": arxiv_api.Source(),
    "arxiv_rss": arxiv_rss.Source(("cs.CL",)),
    "arxiv_oai": arxiv_oai.Source(),
    "saved_page": saved_page.Source(),
}


def reads(named: Reads) -> Callable[[bytes], None]:
    """Return that a source reads any answer, or says why it cannot."""
    request = Request("", {}, DAY)

    def read(body: bytes) -> None:
        with suppress(Unreadable):
            batch = named.read(Answer(request, body))
            for record in batch.records:
                assert record.id
            for reject in batch.rejects:
                assert reject.reason

    return read


def text_is_markup(body: bytes) -> None:
    """TeX becomes HTML that is balanced, and text without controls; TeX again is balanced."""
    text = body.decode(errors="replace")
    html = tex.html(text)
    expat.ParserCreate().Parse(f"<p>{html.replace('&nbsp;', ' ')}</p>".encode(), True)  # noqa: FBT003
    assert not re.search(
        r"<(?:script|img|iframe|style|form|svg)\b|\son\w+=", html.lower().split("<annotation")[0]
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", tex.plain(text))
    told = source.source(text)
    assert told.count("{") == told.count("}")
    first_sentence(text)


def text_is_markdown(body: bytes) -> None:
    """Escaped text is a line without markers; any Markdown has no script."""
    text = body.decode(errors="replace")
    line = markdown.escaped(text)
    assert "\n" not in line
    assert "<!--" not in line.replace(r"\<", "")
    assert "<script" not in markdown.html(text).lower()


def page_is_kept(body: bytes) -> None:
    """A page is read and written again to the byte, or refused."""
    text = body.decode(errors="replace")
    with suppress(Problem):
        assert pages.text_of(pages.parsed(text, "content/about.md")) == text


def front_is_fields(body: bytes) -> None:
    """YAML that people write is fields, or a problem."""
    with suppress(Problem):
        mapping(body.decode(errors="replace"), "content/about.md")


def name_is_slug(body: bytes) -> None:
    """Any name has a slug that can be a folder."""
    name = body.decode(errors="replace")
    for slug in (slug_of(name), slug_of_handle(name)):
        assert SLUG.fullmatch(slug)
        assert len(slug) < 100


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    **{name: reads(each) for name, each in SOURCES.items()},
    "tex": text_is_markup,
    "markdown": text_is_markdown,
    "page": page_is_kept,
    "front": front_is_fields,
    "slug": name_is_slug,
}
