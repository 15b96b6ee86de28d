"""arXiv by OAI-PMH: what is asked, and what of three forms of metadata is read or rejected."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.exchange import Answer, Batch, Request, Unreadable
from generator.model.paper import Author, PaperId, Record
from generator.sources.arxiv_oai import Source

ANSWERS = Path(__file__).resolve().parents[1] / "answers" / "arxiv_oai"
DAY = date(2026, 2, 3)
RAW = (ANSWERS / "raw.xml").read_text(encoding="utf-8")
ARXIV = (ANSWERS / "arxiv.xml").read_text(encoding="utf-8")
DUBLIN = (ANSWERS / "dc.xml").read_text(encoding="utf-8")

HARBOUR = Record(
    id=PaperId("arxiv:2602.04321"),
    title="Harbour: Mooring $n$ Agents with Three Ropes",
    abstract=r"Agents drift & are lost. We tie them to \texttt{<think>}, with $k \leq 3$ ropes.",
    authors=(
        Author("QUAY"),
        Author("Ilva Tórsdóttir", affiliation="Quay Lab; Harbour School (Pier 9)"),
        Author("Bram Okonkwo", affiliation="Harbour School (Pier 9)"),
        Author("Nele van der Quist"),
    ),
    subjects=("cs.CL", "cs.MA"),
    published="2026-02-01T23:30:00Z",
    updated="2026-02-03T08:18:33Z",
    version=3,
    comment="9 pages, 2 knots",
    doi="10.0000/mooring.2026.4",
    journal="J. Invented Moorings 4 (2026) 1-9",
    extra={
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "msc-class": "68T42",
        "report-no": "QUAY-2026-04",
    },
)


def read(text: str | bytes, *categories: str) -> Batch:
    source = Source(categories=categories)
    body = text if isinstance(text, bytes) else text.encode()
    return source.read(Answer(source.ask(DAY), body))


def test_a_day_is_asked_for_from_its_beginning_to_its_end() -> None:
    request = Source(form="arXiv").ask(DAY)
    assert request.address == "https://oaipmh.arxiv.org/oai"
    assert request.query == {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "from": "2026-02-03",
        "until": "2026-02-03",
    }
    assert request.day == DAY


@pytest.mark.parametrize(
    ("categories", "name"),
    [
        (("cs.CL",), "cs"),
        (("cs.CL", "cs.LG"), "cs"),
        (("hep-th",), "physics:hep-th"),
        (("astro-ph.CO", "astro-ph.GA"), "physics:astro-ph"),
        (("physics.optics",), "physics:physics"),
        (("math.AG",), "math"),
        (("stat.ML",), "stat"),
        (("q-bio.NC",), "q-bio"),
        (("cs.CL", "stat.ML"), None),
        ((), None),
    ],
)
def test_categories_are_asked_for_by_the_one_set_that_holds_them(
    categories: tuple[str, ...], name: str | None
) -> None:
    assert Source(categories=categories).ask(DAY).query.get("set") == name


def test_it_can_make_no_days() -> None:
    with pytest.raises(ValueError, match="a datestamp moves"):
        Source(list=True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"form": "marc"}, "'form' must be one of arXivRaw, arXiv, oai_dc"),
        ({"categories": ("?",)}, "'?'"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        Source(**wrong)  # type: ignore[arg-type]


def test_raw_metadata_is_read_whole_and_a_token_leads_on() -> None:
    token = {"verb": "ListRecords", "resumptionToken": "verb%3DListRecords%26skip%3D1300|2"}
    assert read(RAW) == Batch(
        (HARBOUR,),
        next=Request("https://oaipmh.arxiv.org/oai", token, DAY),
        gone=(PaperId("arxiv:2602.00013"),),
    )


def test_the_length_of_a_list_is_told_where_every_one_of_it_counts() -> None:
    all_there = RAW.replace(' status="deleted"', "")
    assert read(all_there).total == 1302
    assert read(all_there, "cs.CL").total is None
    assert read(RAW).total is None


def test_what_was_taken_out_and_is_no_paper_of_arxiv_is_no_matter() -> None:
    batch = read(RAW.replace("oai:arXiv.org:2602.00013", "oai:moths.example:13"))
    assert (batch.gone, batch.rejects) == ((), ())


@pytest.mark.parametrize("field", ["authors", "categories", "abstract", "title", "doi"])
def test_a_field_of_a_megabyte_costs_its_record_alone(field: str) -> None:
    long = RAW.replace(f"<{field}>", f"<{field}>{'o' * 2**20}")
    assert long != RAW
    batch = read(long)
    assert [" characters; " in reject.reason for reject in batch.rejects] == [True]
    assert len(batch.gone) == 1


def test_metadata_of_arxiv_is_read_whole() -> None:
    assert read(ARXIV) == Batch(
        (
            Record(
                id=PaperId("arxiv:astro-ph/0612999"),
                title="Moths near Invented Stars",
                abstract="They were lamps.",
                authors=(
                    Author("Lantern Collaboration"),
                    Author("Teun van Hazel Jr", affiliation="Lamp Works; Moth House"),
                    Author("Brask"),
                ),
                subjects=("astro-ph",),
                published="2006-01-02",
                updated="2006-03-04",
                withdrawn=True,
                comment="withdrawn by the authors",
                extra={"license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"},
            ),
        )
    )


def test_dublin_core_is_read_as_far_as_it_goes_and_an_empty_token_ends_a_list() -> None:
    assert read(DUBLIN) == Batch(
        (
            Record(
                id=PaperId("arxiv:math/0309136"),
                title="Knots that Nobody Tied",
                abstract="We leave $n$ knots alone.",
                authors=(
                    Author("Ilva Tórsdóttir"),
                    Author("Teun van Hazel Jr"),
                    Author("QUAY"),
                ),
                subjects=("math.GT", "hep-th"),
                published="2003-09-08",
                updated="2004-01-02",
                comment="7 pages, to appear",
                doi="10.0000/knots.2004.1",
                journal="J. Invented Knots 1 (2004) 1-2",
            ),
        ),
        total=1,
    )


@pytest.mark.parametrize("answer", [ARXIV, DUBLIN])
def test_initials_with_a_hyphen_stand_together(answer: str) -> None:
    (record,) = read(answer.replace("Teun", "T. -U.")).records
    assert record.authors[1].name == "T.-U. van Hazel Jr"


@pytest.mark.parametrize("answer", [RAW, ARXIV, DUBLIN])
def test_a_bare_record_is_read_as_if_it_stood_in_an_answer(answer: str) -> None:
    bare = answer[answer.index("<record>") : answer.index("</record>") + len("</record>")]
    assert read(bare).records == read(answer).records


@pytest.mark.parametrize(
    ("categories", "papers"),
    [(("cs.CL",), 1), (("cs.cl", "stat.ML"), 1), (("cs",), 1), (("cs.LG",), 0), (("c",), 0)],
)
def test_papers_of_other_categories_are_left_out(categories: tuple[str, ...], papers: int) -> None:
    batch = read(RAW, *categories)
    assert len(batch.records) == papers
    assert batch.rejects == ()
    assert batch.total is None  # it counts what was left out


def test_a_paper_whose_categories_are_not_told_is_no_paper_of_another_one() -> None:
    silent = DUBLIN.replace("math:math:GT", "math").replace("physics:hep-th", "physics:astro-ph")
    assert read(silent, "cs.CL").records[0].subjects == ()


def error(code: str, words: str = "") -> str:
    head = RAW[: RAW.index("<ListRecords>")]
    return f'{head}<error code="{code}">{words}</error></OAI-PMH>'


def test_a_day_without_changes_is_empty() -> None:
    assert read(error("noRecordsMatch")) == Batch()


@pytest.mark.parametrize(
    "code",
    [
        *("badArgument", "badResumptionToken", "badVerb", "cannotDisseminateFormat"),
        *("idDoesNotExist", "noMetadataFormats", "noSetHierarchy", ""),
    ],
)
def test_an_error_is_unreadable_in_its_own_words(code: str) -> None:
    with pytest.raises(Unreadable, match=f"^arXiv answers with an error: {code}: it was so$"):
        read(error(code, "it\n  was so"))
    with pytest.raises(Unreadable, match=f"^arXiv answers with an error: {code}$"):
        read(error(code))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("oai:arXiv.org:2602.04321", "oai:test:1", "identifier is not that of an arXiv paper"),
        ("<header>", "<head>", ""),
        ("<title>", "<title/><subtitle>", ""),
        (
            "Sun, 01 Feb 2026 23:30:00 GMT",
            "Sun, 31 Feb 2026 23:30:00 GMT",
            "version/date is not a date: 'Sun, 31",
        ),
        ("arXivRaw", "marc", "metadata is none of arXivRaw, arXiv, oai_dc"),
        ("Agents drift", "o" * 1_100_000, "abstract has 1,100,"),
    ],
)
def test_a_damaged_record_is_rejected_with_its_reason(old: str, new: str, reason: str) -> None:
    assert old in RAW
    damaged = RAW.replace(old, new)
    if not reason:
        damaged = damaged.replace("</header>", "</head>", 1) if "head" in new else damaged
        damaged = damaged.replace("</title>", "</subtitle>", 1) if "title" in new else damaged
        reason = "identifier is not" if "head" in new else "title is missing"
    batch = read(damaged)
    assert batch.records == ()
    assert [reject.reason.startswith(reason) for reject in batch.rejects] == [True]
    assert len(batch.rejects[0].text) <= 1_000_000
    if len(new) < 100:
        assert read(Source.again(batch.rejects[0].text)).rejects == batch.rejects


def test_a_record_may_have_ten_thousand_authors() -> None:
    names = ", ".join(f"Ottoline van den Brask-Hazel {'XVI'[n % 3] * 2}on" for n in range(10_000))
    many = re.sub(r"<authors>.*</authors>", f"<authors>{names}</authors>", RAW, flags=re.DOTALL)
    assert len(read(many).records[0].authors) == 10_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not XML"),
        (b"broken xml", "not XML"),
        (b"<html><body>Sorry</body></html>", "the answer is <html>"),
        (b"<!doctype html><title>502 Bad Gateway</title>", "declares <!doctype"),
        (b"<OAI-PMH/>", "the answer holds nothing"),
        (b"<OAI-PMH><responseDate/><Identify/></OAI-PMH>", "the answer holds Identify"),
        (RAW.encode()[:900], "not XML"),
        (RAW.replace("Moor", "\xb5").encode("latin-1"), "not UTF-8"),
        (b"<record>" * 100_000, "not XML"),
        (b"<OAI-PMH>" * 1000 + b"</OAI-PMH>" * 1000, "the answer holds OAI-PMH"),
        (b"<OAI-PMH>" * 100_000 + b"</OAI-PMH>" * 100_000, "the answer holds OAI-PMH"),
    ],
)
def test_what_is_no_list_of_records_is_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read(body)


@settings(max_examples=80)
@given(
    st.sampled_from([RAW, ARXIV, DUBLIN]),
    st.integers(0, 3000),
    st.text(max_size=12),
    st.integers(0, 60),
)
def test_an_answer_cut_and_patched_anywhere_is_read_or_unreadable(
    answer: str, at: int, patch: str, cut: int
) -> None:
    try:
        batch = read((answer[:at] + patch + answer[at + cut :]).encode(errors="surrogatepass"))
    except Unreadable as unreadable:
        assert str(unreadable)  # noqa: PT017 - either way will do
    else:
        assert len(batch.records) + len(batch.rejects) + len(batch.gone) <= 2
        assert all(record.title for record in batch.records)


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_any_bytes_are_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)
