"""arXiv's feeds: what is asked, and what of RSS and Atom is read, left out or rejected."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.exchange import Answer, Batch, Request, Unreadable
from generator.model.paper import Author, PaperId, Record
from generator.sources.arxiv_rss import Source

ANSWERS = Path(__file__).resolve().parents[1] / "answers" / "arxiv_rss"
DAY = date(2026, 2, 3)
RSS = (ANSWERS / "rss.xml").read_text(encoding="utf-8")
ATOM = (ANSWERS / "atom.xml").read_text(encoding="utf-8")
WEEKEND = (ANSWERS / "weekend.xml").read_text(encoding="utf-8")

HARBOUR = Record(
    id=PaperId("arxiv:2602.04321"),
    title="Harbour: Mooring $n$ Agents with Three Ropes",
    abstract=r"Agents drift & are lost. We tie them to \texttt{<think>}, with $k \leq 3$ ropes.",
    authors=(
        Author("QUAY"),
        Author("Ilva Tórsdóttir"),
        Author("Bram Okonkwo Jr.", affiliation="Quay Lab, Pier 9"),
    ),
    subjects=("cs.CL", "cs.MA"),
    version=1,
    doi="10.0000/mooring.2026.4",
    journal="J. Invented Moorings 4 (2026) 1-9",
    extra={"license": "http://creativecommons.org/licenses/by/4.0/"},
)
MOTHS = Record(
    id=PaperId("arxiv:2601.00007"),
    title="Moths at the Harbour Lamp",
    abstract="We count moths.",
    authors=(Author("Ottoline Brask"),),
    subjects=("eess.IV", "cs.MA"),
    version=2,
)


def read(text: str | bytes, announce: tuple[str, ...] = ("new", "cross")) -> Batch:
    source = Source(("cs.CL", "cs.MA"), announce=announce)
    body = text if isinstance(text, bytes) else text.encode()
    return source.read(Answer(source.ask(DAY), body))


def test_the_newest_feed_is_asked_for_whatever_the_day() -> None:
    source = Source(("cs.CL", "hep-th"), address="http://127.0.0.1:8000")
    asked = Request("http://127.0.0.1:8000/rss/cs.CL+hep-th", {}, DAY)
    assert source.ask(DAY) == asked
    assert source.newest_only
    assert Source(("cs.CL",)).ask(DAY).address == "https://rss.arxiv.org/rss/cs.CL"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"categories": ()}, "needs `categories`"),
        ({"categories": ("cs.CL", "../x")}, "'../x' is no arXiv category"),
        ({"categories": ("cs.CL",), "announce": ()}, "'announce' must hold some of new, cross"),
        ({"categories": ("cs.CL",), "announce": ("old",)}, "'announce' must hold"),
        ({"categories": ("cs.CL",), "heal": "huggingface"}, "'heal' must be"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(wrong: dict[str, tuple[str, ...]], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        Source(**wrong)  # type: ignore[arg-type]


def test_new_papers_and_cross_lists_of_an_rss_feed_are_read_and_replacements_left_out() -> None:
    batch = read(RSS)
    assert batch == Batch((HARBOUR, MOTHS), day=DAY, skips=("Saturday", "Sunday"))


def test_an_atom_feed_says_the_same() -> None:
    assert read(ATOM) == Batch((HARBOUR,), day=DAY)


@pytest.mark.parametrize(
    ("announce", "papers"),
    [
        (("new",), ["2602.04321"]),
        (("replace",), ["2501.00008"]),
        (("replace-cross",), ["2501.00009"]),
        (
            ("new", "cross", "replace", "replace-cross"),
            ["2602.04321", "2601.00007", "2501.00008", "2501.00009"],
        ),
    ],
)
def test_what_makes_papers_of_the_day_can_be_chosen(
    announce: tuple[str, ...], papers: list[str]
) -> None:
    batch = read(RSS, announce)
    assert [record.id.removeprefix("arxiv:") for record in batch.records] == papers
    assert batch.rejects == ()


def test_the_description_tells_how_a_paper_is_announced_where_nothing_else_does() -> None:
    silent = re.sub(r"<arxiv:announce_type>.*</arxiv:announce_type>", "", RSS)
    assert read(silent) == read(RSS)


def test_a_feed_on_a_weekend_is_empty_and_says_of_which_day_it_is() -> None:
    assert read(WEEKEND) == Batch(day=date(2026, 2, 7), skips=("Saturday", "Sunday"))
    empty = ATOM[: ATOM.index("<entry>")] + "</feed>"
    assert read(empty) == Batch(day=DAY)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("Tue, 03 Feb 2026 23:30:00 -0500", date(2026, 2, 4)),
        ("Wed, 04 Feb 2026 00:30:00 +0530", DAY),
        ("Sat, 31 Dec 2016 23:59:60 GMT", date(2017, 1, 1)),
        ("soon", DAY),
        ("", DAY),
    ],
)
def test_the_day_is_that_of_the_channel_by_utc_or_else_of_its_newest_paper(
    given: str, day: date
) -> None:
    dated = RSS.replace("<pubDate>Tue, 03 Feb 2026 00:00:00 -0500<", f"<pubDate>{given}<", 1)
    assert read(dated).day == day


def test_a_feed_that_does_not_say_its_day_is_unreadable() -> None:
    undated = re.sub(r"<(pubDate|lastBuildDate)>.*?</\1>", "", RSS)
    with pytest.raises(Unreadable, match="does not say of which day"):
        read(undated)


@pytest.mark.parametrize("feed", [RSS, ATOM])
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (">oai:arXiv.org:2602.04321v1<", ">lantern<", "guid is not that of an arXiv paper: 'lan"),
        ("<title>Harbour: Mooring $n$ Agents with Three Ropes</title>", "", "title is missing"),
        ("Agents drift", "o" * 300_000, "has 300,"),
        (">new<", ">renewed<", "announce_type is none of new, cross, replace, replace-cross"),
    ],
)
def test_a_damaged_entry_is_rejected_with_its_reason_and_can_be_read_again(
    feed: str, old: str, new: str, reason: str
) -> None:
    assert old in feed
    batch = read(feed.replace(old, new))
    assert [reason in reject.reason for reject in batch.rejects] == [True]
    assert batch.day == DAY
    source = Source(("cs.CL",))
    text = batch.rejects[0].text.replace(new, old) if new else batch.rejects[0].text
    again = source.read(Answer(Request("", day=DAY), source.again(text)))
    if new:
        assert again == Batch((HARBOUR,), day=DAY)
    else:
        assert again.rejects == batch.rejects


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not XML"),
        (b"<html><body>Sorry</body></html>", "the answer is <html>"),
        (b"<!doctype html><title>502 Bad Gateway</title>", "declares <!doctype"),
        (b"<rss/>", "does not say of which day"),
        (RSS.encode()[:900], "not XML"),
        (RSS.replace("Moths", "\xb5").encode("latin-1"), "not UTF-8"),
        (b"<rss><!ENTITY a 'b'></rss>", "declares <!ENTITY"),
        (b"<rss>" * 100_000, "not XML"),
        (b"<rss>" * 100_000 + b"</rss>" * 100_000, "does not say of which day"),
    ],
)
def test_what_is_no_feed_is_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read(body)


@pytest.mark.parametrize("depth", [1000, 100_000])
def test_an_entry_of_any_depth_costs_no_other(depth: int) -> None:
    deep = RSS.replace("<item>", f"<item>{'<a>' * depth}{'</a>' * depth}</item><item>", 1)
    batch = read(deep)
    assert batch.records == (HARBOUR, MOTHS)
    assert len(batch.rejects) == 1
    assert batch.rejects[0].text.count("<a>") == depth


def cut_off() -> bytes:
    """Return a feed of as many papers as arXiv puts into one."""
    start, end = RSS.index("<item>"), RSS.index("</item>") + len("</item>")
    return (RSS[:start] + RSS[start:end] * 2000 + RSS[RSS.rindex("</item>") + 7 :]).encode()


def test_a_feed_that_was_cut_off_is_asked_for_by_category() -> None:
    source = Source(("cs.CL", "cs.MA"))
    both = source.ask(DAY)
    first = source.read(Answer(both, cut_off()))
    assert (first.records, first.rejects, first.day) == ((), (), DAY)
    assert first.next == Request("https://rss.arxiv.org/rss/cs.CL", {}, DAY)
    second = source.read(Answer(first.next, RSS.encode()))
    assert second.records == (HARBOUR, MOTHS)
    assert second.next == Request("https://rss.arxiv.org/rss/cs.MA", {}, DAY)
    third = source.read(Answer(second.next, RSS.encode()))
    assert (third.records, third.next) == ((HARBOUR, MOTHS), None)
    assert source.read(Answer(both, RSS.encode())).next is None


def test_one_category_that_was_cut_off_is_told() -> None:
    source = Source(("cs",))
    batch = source.read(Answer(source.ask(DAY), cut_off()))
    assert len(batch.records) == 2000
    assert [reject.reason for reject in batch.rejects] == [
        "arXiv cuts a feed off after 2,000 papers, and this one has as many"
    ]
    assert source.read(Answer(Request(""), source.again(batch.rejects[0].text))).records == ()
    assert batch.next is None


@settings(max_examples=60)
@given(st.sampled_from([RSS, ATOM]), st.integers(0, 4000), st.text(max_size=12), st.integers(0, 60))
def test_a_feed_cut_and_patched_anywhere_is_read_or_unreadable(
    feed: str, at: int, patch: str, cut: int
) -> None:
    try:
        batch = read((feed[:at] + patch + feed[at + cut :]).encode(errors="surrogatepass"))
    except Unreadable as unreadable:
        assert str(unreadable)  # noqa: PT017 - either way will do
    else:
        assert len(batch.records) + len(batch.rejects) <= 4
        assert all(record.title for record in batch.records)


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_any_bytes_are_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)
