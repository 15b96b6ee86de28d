"""Every recorded answer of every source: a record for each paper, a reject, or an Unreadable."""

import json
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from generator.model.exchange import Answer, Batch, Request, Unreadable
from generator.model.paper import PaperId
from generator.sources import arxiv_api, arxiv_oai, arxiv_rss, huggingface

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "recorded"
pytestmark = pytest.mark.skipif(not RECORDED.exists(), reason="needs ../shared/data")

DAY = date(2026, 2, 3)


class Reads(Protocol):
    """A source, as far as it reads."""

    def read(self, answer: Answer) -> Batch:
        """Return what an answer holds."""
        ...


def body_of(path: Path) -> bytes:
    """Return the answer in a file; some stand in JSON beside their request."""
    if path.parent.name != "recorded":
        return path.read_bytes()
    body: str = json.loads(path.read_bytes())["body"]
    return body.encode()


def told(source: Reads, request: Request, folder: str) -> dict[str, str]:
    """Return in words what each file of a folder is to a source."""
    found: dict[str, str] = {}
    for path in sorted(each for each in (RECORDED / folder).rglob("*") if each.is_file()):
        try:
            batch = source.read(Answer(request, body_of(path)))
        except Unreadable as unreadable:
            assert str(unreadable)  # noqa: PT017 - either way will do
            found[path.name] = "unreadable"
            continue
        assert all(reject.reason and reject.text for reject in batch.rejects)
        assert all(record.title and record.authors for record in batch.records)
        figures = len(batch.records), len(batch.rejects), len(batch.gone)
        found[path.name] = "{} read, {} rejected, {} gone".format(*figures)
    return found


def test_answers_by_oai_pmh() -> None:
    one, three, none = (f"{count} read, 0 rejected, 0 gone" for count in (1, 3, 0))
    source = arxiv_oai.Source()
    assert told(source, source.ask(DAY), "arxiv_oai") == {
        "ads_oai_dc_arxiv_0901_2443.xml": one,
        "ads_oai_dc_arxiv_1711_04702.xml": one,
        "ads_oai_dc_arxiv_1711_05739.xml": one,
        "ads_oai_dc_arxiv_math_0306266.xml": one,
        "ads_oai_dc_arxiv_multi_20230125.xml": three,
        "fatcat_arxivraw_1810.09584.xml": one,
        "generic_sickle_GetRecord_utf8test.xml": "0 read, 1 rejected, 0 gone",
        "generic_sickle_Identify.xml": "unreadable",
        "generic_sickle_ListRecords.xml": "0 read, 1 rejected, 0 gone",
        "generic_sickle_ListRecords2.xml": "0 read, 1 rejected, 0 gone",
        "generic_sickle_ListRecordsBroken.xml": "unreadable",
        "generic_sickle_badArgument.xml": "unreadable",
        "generic_sickle_badResumptionToken.xml": "unreadable",
        "generic_sickle_cannotDisseminateFormat.xml": "unreadable",
        "generic_sickle_idDoesNotExist.xml": "unreadable",
        "generic_sickle_noRecordsMatch.xml": none,
        "hepcrawl_arxiv-physics-hep-ex.xml": three,
        "hepcrawl_arxiv-physics-hep-th.xml": three,
        "hepcrawl_arxiv-single.xml": one,
        "hepcrawl_sample_arxiv_record.xml": "12 read, 0 rejected, 0 gone",
        **{f"hepcrawl_sample_arxiv_record{number}.xml": one for number in range(11)},
    }


def test_answers_of_the_feeds() -> None:
    source = arxiv_rss.Source(("cs.AI",))
    assert told(source, source.ask(DAY), "arxiv_rss") == {
        "rss.arxiv.org_atom_cs.AI_2025-08-20.xml": "7 read, 0 rejected, 0 gone",
        "spec_atom_specifications.md": "unreadable",
        "spec_rss.md": "unreadable",
        "spec_rss_specifications.md": "unreadable",
    }


def test_answers_of_the_arxiv_api() -> None:
    source = arxiv_api.Source()
    found = told(source, source.ask(DAY, [PaperId("arxiv:2602.04321")]), "arxiv_api")
    for name, words in found.items():
        path = next((RECORDED / "arxiv_api").rglob(name))
        entries = body_of(path).count(b"<entry>")
        error = "unreadable" if "id_abc_" in name else f"{entries} read, 0 rejected, 0 gone"
        assert (name, words) == (name, error)
    assert len(found) > 40


@pytest.mark.parametrize("folder", ["hf_api", "hf_api_odd"])
def test_answers_of_hugging_face_whatever_day_they_are_of(folder: str) -> None:
    source = huggingface.Source()
    request = Request(source.ask(DAY).address, {"week": "2026-W06"})
    found = told(source, request, folder)
    for name, words in found.items():
        listed = json.loads((RECORDED / folder / name).read_bytes())
        if not isinstance(listed, list):
            assert words == "unreadable"
        elif folder == "hf_api_odd":  # whoever stored these papers had made text of each
            assert words == f"0 read, {len(listed)} rejected, 0 gone"
        else:
            assert words == f"{len(listed)} read, 0 rejected, 0 gone"
    assert len(found) == {"hf_api": 16, "hf_api_odd": 4}[folder]
