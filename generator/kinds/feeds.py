"""The list of all feeds, and how a browser shows one that somebody opens in it.

Browsers gave up XSLT, so a style alone says what a feed is; the words come from the site's own.
"""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards import feeds
from generator.model import address
from generator.model.artifact import Output

STYLE = """@charset "utf-8";
*{display:none}
:root{color-scheme:light dark;display:block;max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.06rem/1.5 Charter,Georgia,serif}
:root::before{content:"%s";display:block;border:1px solid;padding:.5rem 1rem}
channel,entry,item,:is(feed,channel,entry,item)>title,subtitle,channel>description,entry>link,item>link{display:block}
:is(feed,channel)>title{margin-top:2rem;font-size:1.8em;font-weight:bold}
entry,item{margin-top:1rem;border-top:1px solid;padding-top:1rem}
:is(entry,item)>title{font-weight:bold}
entry>link::after{content:attr(href)}
link{opacity:.7;overflow-wrap:anywhere}
"""  # noqa: E501 - as a style may be long


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of both files; none where the site has no feeds."""
    return [""] if archive.site.feeds else []


def style(archive: Archive, key: str) -> str:
    """Return the style of feeds, which tells what they are for."""
    words = archive.site.words.say("feed_opened")
    return STYLE % words.replace("\\", "\\\\").replace('"', '\\"')


OUTPUTS = (
    Output(address.FEED_LIST, "opml", lambda archive, _: feeds.feed_list(archive)),
    Output(address.FEED_STYLE, "text", style),
)
