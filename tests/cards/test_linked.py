"""What a paper's page says to programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import ingest
from generator.cards import linked
from generator.kinds import paper
from generator.settings import site as settings

Said = Callable[..., str]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """What is said of a paper whose record is given."""

    def of(**record: object) -> str:
        (tmp_path / "site.toml").write_text("[sources.manual]\n")
        folder = tmp_path / "content/records/manual/2026"
        folder.mkdir(parents=True, exist_ok=True)
        told = {"id": "arxiv:2611.00001", "title": "A Loom", **record}
        (folder / "2026-11-02.jsonl").write_text(json.dumps(told) + "\n")
        archive, _ = ingest.load(settings.load(tmp_path))
        return str(paper.view(archive, "2611.00001").head.linked)

    return of


def test_it_names_the_paper_its_authors_and_its_addresses(said: Said) -> None:
    told = json.loads(said(authors=[{"name": "Ada Lovelace"}], published="2026-11-01"))
    assert told == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": "A Loom",
        "datePublished": "2026-11-01",
        "author": [{"@type": "Person", "name": "Ada Lovelace"}],
        "sameAs": "https://arxiv.org/abs/2611.00001",
    }


def test_a_team_is_no_person(said: Said) -> None:
    teams = ("Loom Team", "Team Loom", "The QUAY Collaboration", "Loom-AI", "Loom AI")
    names = (*teams, "Ada Lovelace", "Linus", "Ada Ai")
    told = json.loads(said(authors=[{"name": name} for name in names]))["author"]
    assert [each["@type"] for each in told] == ["Organization"] * 5 + ["Person"] * 3


def test_of_thousands_of_authors_some_are_named(said: Said) -> None:
    authors = [{"name": f"Author {at}"} for at in range(3000)]
    assert len(json.loads(said(authors=authors))["author"]) == linked.NAMES


@given(st.text(alphabet=st.sampled_from("</script>!-&;\"'\\x")))
def test_nothing_ends_the_script_that_holds_it(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    site = tmp_path_factory.mktemp("linked")
    (site / "site.toml").write_text("[sources.manual]\n")
    folder = site / "content/records/manual/2026"
    folder.mkdir(parents=True)
    told = {"id": "arxiv:2611.00001", "title": f"x{text}", "authors": [{"name": f"y{text}"}]}
    (folder / "2026-11-02.jsonl").write_text(json.dumps(told) + "\n")
    archive, _ = ingest.load(settings.load(site))
    found = str(paper.view(archive, "2611.00001").head.linked)
    assert not {"<", ">", "&"} & set(found)
    assert json.loads(found)["author"][0]["name"] == " ".join(f"y{text}".split())
