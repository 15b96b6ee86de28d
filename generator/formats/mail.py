"""Mail (https://www.rfc-editor.org/rfc/rfc5322): a letter as plain text and as HTML.

Programs that show mail know few styles, and these where they stand on an element. It loads nothing.
"""

import textwrap
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from generator.model.digest import Digest, Letter

WIDTH = 72  # columns
INK, SOFT, LINE, ACCENT = "#1a1814", "#5b564d", "#d8d3c8", "#a3161c"
FACE = "Charter,Georgia,serif"


def write(letter: Letter, sent: datetime) -> bytes:
    """Return a letter that was sent at a moment as the bytes of a message."""
    return message(letter, sent).as_bytes(policy=SMTP)


def message(letter: Letter, sent: datetime) -> EmailMessage:
    """Return a letter as a message in two forms."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = f"{letter.digest.title} · {letter.digest.site}"
    made["Date"], made["Message-ID"] = format_datetime(sent), letter.id
    made["Auto-Submitted"] = "auto-generated"
    unsubscribe = letter.unsubscribe and f"<{letter.unsubscribe}>"
    named = {"From": letter.sender, "To": letter.to, "List-Unsubscribe": unsubscribe}
    for name, value in named.items():
        if value:  # in a file nobody need be named
            made[name] = value
    made.set_content(text(letter.digest))
    made.add_alternative(html(letter.digest), subtype="html")
    return made


def text(digest: Digest) -> str:
    """Return a digest as plain text."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield from (digest.site, digest.title, digest.summary, "")
    for paper in digest.papers:
        yield from _wrapped(paper.title)
        for told in filter(None, (paper.authors, paper.says, paper.note)):
            yield from _wrapped(told, "  ")
        yield from (f"  {paper.address}", "")
    yield from (f"{digest.more}: {digest.address}", "")
    yield from _wrapped(digest.farewell)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def html(digest: Digest) -> str:
    """Return a digest as a page of its own."""
    return "".join(_parts(digest))


def _parts(digest: Digest) -> Iterator[str]:
    yield f'<!doctype html><html lang="{escape(digest.language)}" dir="{digest.direction}">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width"></head>'
    yield f'<body style="margin:0;padding:16px;color:{INK};background:#fff;font:17px/1.5 {FACE}">'
    yield '<div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere">'
    yield f'<p style="margin:0;color:{ACCENT};font-size:15px">{escape(digest.site)}</p>'
    yield f'<h1 style="margin:0;font-size:28px;line-height:1.2">{escape(digest.title)}</h1>'
    yield f'<p style="margin:8px 0 0;color:{SOFT};font-size:15px">{escape(digest.summary)}</p>'
    lang = f' lang="{escape(digest.foreign)}"' if digest.foreign else ""
    soft = f'<p style="margin:4px 0;color:{SOFT};font-size:15px">'
    for paper in digest.papers:
        link = f'<a href="{escape(paper.address)}" style="color:{INK}">{escape(paper.title)}</a>'
        yield f'<div style="margin-top:20px;padding-top:16px;border-top:1px solid {LINE}">'
        yield f'<h2 dir="auto"{lang} style="margin:0;font-size:19px;line-height:1.3">{link}</h2>'
        says = f'<p dir="auto"{lang} style="margin:4px 0">'
        for tag, told in ((soft, paper.authors), (says, paper.says), (soft, paper.note)):
            yield f"{tag}{escape(told)}</p>" if told else ""
        yield "</div>"
    link = f'<a href="{escape(digest.address)}" style="color:{ACCENT}">{escape(digest.more)}</a>'
    yield f'<p style="margin:24px 0;padding-top:16px;border-top:3px double {INK}">{link}</p>'
    yield f'<p style="color:{SOFT};font-size:13px">{escape(digest.farewell)}</p>'
    yield "</div></body></html>\n"
