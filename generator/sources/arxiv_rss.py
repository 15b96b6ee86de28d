"""arXiv's feeds: what was announced on the newest day, in categories of your choice.

Asks: `GET /rss/<category>+<category>…` (or `/atom/…`); the server has the newest day alone.
Reads: RSS 2.0 or Atom (https://info.arxiv.org/help/rss_specifications.html and
https://info.arxiv.org/help/atom_specifications.html). A feed is made at midnight in New York,
which is morning of the same date by UTC, and is empty at weekends and on holidays of arXiv.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from generator.model import arxiv, xml
from generator.model.day import WEEKDAYS
from generator.model.exchange import LARGEST, Answer, Batch, Reject, Request, Unreadable, Wrong
from generator.model.frozen import dataclass
from generator.model.instant import instant, mailed
from generator.model.names import authors
from generator.model.paper import PaperId, Record

TITLE = "arXiv RSS"

KINDS = ("new", "cross", "replace", "replace-cross")
HEALERS = ("arxiv_oai", "arxiv_api", "")
MOST = 2000  # papers: arXiv cuts a feed of more off (https://info.arxiv.org/help/rss.html)
HEAD = re.compile(r"(?:arXiv:\S+ )?Announce Type: (?P<kind>\S+) Abstract:(?: |$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """The fields are the keys of this source's table in site.toml."""

    categories: tuple[str, ...]  # such as "cs.CL", or a whole archive such as "hep-th"
    list: bool = True  # its days are days of the archive
    address: str = "https://rss.arxiv.org"  # scheme and host, and a path before /rss if any
    pause: float = 3.0  # seconds between two requests
    announce: tuple[str, ...] = ("new", "cross")  # what makes papers of the day, of KINDS
    heal: str = "arxiv_oai"  # the source that is asked for a day whose feed was missed, if any

    newest_only: ClassVar[bool] = True
    skips: ClassVar[tuple[str, ...]] = arxiv.SKIPS
    quiet: ClassVar[str] = arxiv.QUIET

    def __post_init__(self) -> None:
        """Refuse what cannot be asked for.

        Raises:
            ValueError: a value makes no sense; the words say which.
        """
        if not self.categories:
            raise ValueError('it needs `categories`, such as ["cs.CL"]')
        arxiv.checked(self.categories)
        if not self.announce or not set(self.announce) <= set(KINDS):
            raise ValueError(f"'announce' must hold some of {', '.join(KINDS)}")
        if self.heal not in HEALERS:
            raise ValueError('\'heal\' must be "arxiv_oai", "arxiv_api" or empty')

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:  # noqa: ARG002 - it lists
        """Return the request for the newest feed, whatever the day. It has no use for `known`."""
        return self._asking(self.categories, day)

    def _asking(self, categories: Sequence[str], day: date | None) -> Request:
        return Request(f"{self.address}/rss/{'+'.join(categories)}", {}, day)

    def read(self, answer: Answer) -> Batch:
        """Return the records of a feed and the day that it tells of.

        Papers announced in another way than `announce` says are left out; they are no rejects.
        Of a feed that arXiv cut off nothing is read: its categories are asked for one by one. One
        category's that is cut off even so has a reject for what may be lacking.

        Raises:
            Unreadable: the answer is no feed in UTF-8, declares a document type, or does not say
                of which day it is.
        """
        feed = xml.root_of(answer.body, "an RSS or Atom feed", "rss", "feed")
        entries = _entries(feed)
        day = next(_days(feed, entries), None)
        if day is None and answer.request.address:  # a reject that is read again was not asked for
            raise Unreadable("the feed does not say of which day it is")
        asked = answer.request.address.rpartition("/")[2].split("+")
        cut = len(entries) >= MOST
        following = self._following(asked, answer.request.day, cut=cut)
        records: list[Record] = []
        rejects: list[Reject] = []
        if cut and len(asked) > 1:
            entries = ()
        elif cut:
            wrong = Wrong(f"arXiv cuts a feed off after {MOST:,} papers, and this one has as many")
            rejects.append(Reject.of(wrong, answer.request.address))
        for entry in entries:
            try:
                if _kind(entry) in self.announce:
                    records.append(_record(entry))
            except Wrong as wrong:
                rejects.append(xml.reject(wrong, entry))
        skips = (name.capitalize() for name in xml.texts(feed, "channel", "skipDays", "day"))
        return Batch(
            tuple(records),
            rejects=tuple(rejects),
            next=following,
            day=day,
            skips=tuple(name for name in skips if name in WEEKDAYS),
        )

    def _following(self, asked: Sequence[str], day: date | None, *, cut: bool) -> Request | None:
        """Return the request for the next category alone, if the feed of them all was cut off."""
        if len(asked) > 1:
            return self._asking(self.categories[:1], day) if cut else None
        after = [*self.categories, *asked].index(asked[0]) + 1
        rest = self.categories[after : after + 1]
        return self._asking(rest, day) if rest else None

    @staticmethod
    def again(text: str) -> bytes:
        """Return an answer that holds the text of one reject."""
        return f"<rss><channel>{text}</channel></rss>".encode()


def _entries(feed: xml.Element) -> Sequence[xml.Element]:
    """Return the entries of a feed in either form; one that is read again stands in a channel."""
    paths = ("channel", "item"), ("entry",), ("channel", "entry")
    return [entry for path in paths for entry in xml.children(feed, *path)]


def _days(feed: xml.Element, entries: Sequence[xml.Element]) -> Iterator[date]:
    """Yield the UTC days that a feed may tell of, the likeliest first."""
    yield from _dates(mailed, xml.texts(feed, "channel", "pubDate"))
    told = [xml.text(entry, "pubDate") for entry in entries]
    yield from sorted(_dates(mailed, told), reverse=True)
    told = [xml.text(entry, "published") for entry in entries]
    yield from sorted(_dates(instant, told), reverse=True)
    yield from _dates(mailed, xml.texts(feed, "channel", "lastBuildDate"))
    yield from _dates(instant, xml.texts(feed, "updated"))


def _dates(reads: Callable[[str], str], texts: Sequence[str]) -> Iterator[date]:
    for text in texts:
        try:
            yield date.fromisoformat(reads(text)[:10])
        except ValueError:
            continue


def _kind(entry: xml.Element) -> str:
    """Return how a paper is announced, one of KINDS.

    Raises:
        Wrong: the entry does not say, or says something new.
    """
    head = HEAD.match(_description(entry))
    kind = (xml.text(entry, "announce_type") or (head["kind"] if head else "")).lower()
    if kind not in KINDS:
        raise Wrong(f"announce_type is none of {', '.join(KINDS)}: {kind!r}")
    return kind


def _record(entry: xml.Element) -> Record:
    """Return what an entry says of its paper.

    Raises:
        Wrong: it lacks an id or a title, or a field is too long.
    """
    name = xml.field(entry, "guid") or xml.field(entry, "id") or xml.field(entry, "link")
    identity, version = arxiv.identified(name, "guid")
    title = xml.field(entry, "title")
    if not title:
        raise Wrong("title is missing")
    abstract = HEAD.sub("", _description(entry), count=1)
    categories = xml.children(entry, "category")
    lines = xml.fields(entry, "creator", most=LARGEST)
    doi, dois = arxiv.dois(xml.field(entry, "DOI"))
    rights = xml.field(entry, "rights")
    return Record(
        id=identity,
        title=title,
        abstract=abstract,
        authors=tuple(each for line in lines for each in authors(line)),
        subjects=arxiv.categories(each.get("term") or each.text or "" for each in categories),
        version=version,
        withdrawn=arxiv.is_withdrawn("", abstract),
        doi=doi,
        journal=xml.field(entry, "journal_reference"),
        extra={**dois, **({"license": rights} if rights else {})},
    )


def _description(entry: xml.Element) -> str:
    return xml.field(entry, "description") or xml.field(entry, "summary")
