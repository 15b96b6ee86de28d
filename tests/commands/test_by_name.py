"""Pages of authors, who are names, and of organizations, as they stand in a built site."""

import re
from itertools import chain
from pathlib import Path
from string import ascii_uppercase

import pytest

from generator.build import work
from generator.build.workshop import Workshop
from generator.model.artifact import Artifact
from generator.model.slug import slug_of
from tests.commands.small_site import SmallSite, links, words


@pytest.fixture
def made(tmp_path: Path) -> SmallSite:
    made = SmallSite(tmp_path)
    made.toml()
    return made


def test_a_name_of_enough_papers_has_a_page_that_claims_nothing(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace", "Once Only"])
    made.day("2026-11-03", ["ADA  LOVELACE", "Ada Lovelace"])
    assert not made.build().problems
    assert made.pages("authors") == ["ada-lovelace"]
    told = words(made.page("authors/ada-lovelace"))
    assert "2 papers" in told
    assert "others may bear it too, and one person several" in told
    assert "names of one person" not in told
    assert told.index("3 Nov 2026") < told.index("2 Nov 2026")
    assert "%22ADA+LOVELACE%22" in made.page("authors/ada-lovelace")


def test_names_lead_to_their_pages_where_there_are_any(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace", "Once Only"], ["Ada Lovelace"])
    made.build()
    for page in ("papers/2611.00001", "days/2026-11-02", ""):
        html = made.page(page)
        assert set(links(html, "authors")) == {"ada-lovelace"}
        assert "Once Only" in html


def test_letters_that_folding_loses_keep_names_apart(made: SmallSite) -> None:
    made.day("2026-11-02", ["José Díaz"], ["José Díaz"], ["Jose Diaz"], ["Jose Diaz"])
    made.build()
    assert made.pages("authors") == ["jose-diaz", slug_of("José Díaz")]


def test_only_people_say_that_two_names_are_one_person(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"], ["A. Lovelace"])
    made.day("2026-11-03", ["A. A. Lovelace"], ["A. A. Lovelace"])
    made.write(
        "content/authors/ada-lovelace.md",
        "---\nname: Ada Lovelace\nnames: [A. Lovelace]\n---\nShe wrote the *first*.\n",
    )
    assert not made.build().problems
    html = made.page("authors/ada-lovelace")
    assert "<em>first</em>" in html
    assert "names of one person, say the keepers" in words(html)
    assert "2 papers" in words(html)
    moved = slug_of("A. Lovelace")
    assert made.pages("authors") == sorted([slug_of("A. A. Lovelace"), moved, "ada-lovelace"])
    assert 'url=/authors/ada-lovelace/"' in made.page(f"authors/{moved}")
    assert set(links(made.page("papers/2611.00002"), "authors")) == {"ada-lovelace"}
    assert moved not in (made.folder / "_site/sitemaps/pages.xml").read_text()


def test_a_paper_of_somebody_else_of_the_name_is_left_out(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"], ["Ada Lovelace", "Bo"])
    front = "---\nname: Ada Lovelace\nwithout: [{}]\n---\n"
    made.write("content/authors/ada-lovelace.md", front.format("2611.00002"))
    made.build()
    assert links(made.page("authors/ada-lovelace"), "papers") == ["2611.00001"]
    assert links(made.page("papers/2611.00002"), "authors") == []
    made.write("content/authors/ada-lovelace.md", front.format("2611.00001"))
    made.build()
    assert links(made.page("authors/ada-lovelace"), "papers") == ["2611.00002"]
    assert links(made.page("papers/2611.00001"), "authors") == []
    assert links(made.page("papers/2611.00002"), "authors") == ["ada-lovelace"]


def test_a_paper_that_is_left_out_and_is_not_there_is_told(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"], ["Ada Lovelace"])
    left_out = "2611.00002, 2611.2, arxiv:2611.00001"
    front = f"---\nname: Ada Lovelace\nwithout: [{left_out}]\n---\n"
    made.write("content/authors/ada-lovelace.md", front)
    told = made.build().problems
    assert {str(problem.at) for problem in told} == {"content/authors/ada-lovelace.md"}
    assert [problem.what.rpartition(" ")[2] for problem in told] == [
        "'2611.2'",
        "'arxiv:2611.00001'",
    ]
    made.write("content/corrections/2611.00002.yaml", "hidden: true\n")
    made.write("content/authors/ada-lovelace.md", front.replace(", 2611.2, arxiv:2611.00001", ""))
    assert not made.build().problems


def test_a_paper_is_left_out_by_the_address_that_it_had(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"], ["Ada Lovelace"])
    alias = '{"id": "arxiv:2611.00002", "was": "title:0123456789ab"}\n'
    made.write("content/records/aliases.jsonl", alias)
    front = "---\nname: Ada Lovelace\nwithout: [title-0123456789ab]\n---\n"
    made.write("content/authors/ada-lovelace.md", front)
    assert not made.build().problems
    assert links(made.page("authors/ada-lovelace"), "papers") == ["2611.00001"]


def test_a_page_that_takes_another_name_of_the_same_paper_is_seen(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada King", "Ada Byron"])
    front = "---\nname: Ada Lovelace\nnames: [{}]\n---\n"
    for name in ("Ada King", "Ada Byron"):
        made.write("content/authors/ada-lovelace.md", front.format(name))
        made.build()
        html = made.page("papers/2611.00001")
        assert f'<a href="/authors/ada-lovelace/">{name}</a>' in html
        assert links(html, "authors") == ["ada-lovelace"]


def test_a_person_of_no_paper_has_the_page_that_people_wrote(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"])
    made.write("content/authors/mary-anning.md", "---\nname: Mary Anning\n---\nBones.\n")
    made.build()
    assert "No paper here bears this name yet" in made.page("authors/mary-anning")


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("ada.md", "name: Ada Lovelace", "named for none of its names; name it ada-lovelace.md"),
        ("ada-lovelace.md", "name: [Ada]", "'name' must be"),
        ("ada-lovelace.md", "names: [Ada]", "'name'"),
        ("ada-lovelace.md", "name: ''", "one of its names is empty; write it"),
        ("b-l.md", "name: B L\nnames: B Loom, Ben L", ":3: 'names' has one text with a comma"),
        ("Ada.md", "name: Ada", "a page's file name is its address"),
        ("b-l.md", "name: B L\nnames: [Rosa Roe]", "rosa-roe.md claims the name 'Rosa Roe' too"),
    ],
)
def test_what_is_wrong_with_a_page_is_told(
    made: SmallSite, path: str, text: str, what: str
) -> None:
    made.day("2026-11-02", ["Ada Lovelace"])
    made.write("content/authors/rosa-roe.md", "---\nname: Rosa Roe\n---\n")
    made.write(f"content/authors/{path}", f"---\n{text}\n---\n")
    (problem,) = made.build().problems
    assert f"content/authors/{path}" in str(problem)
    assert what in str(problem)


def test_an_organization_is_known_by_its_handle(made: SmallSite) -> None:
    lab = {"name": "Quay Lab", "handle": "Quay-Lab"}
    made.day("2026-11-02", ["Ada Lovelace"], organization=lab)
    made.day("2026-11-03", ["Bo"], organization={"name": "The Quay Lab", "handle": "quay-lab"})
    made.day("2026-11-04", ["Cy"], organization={"name": "Nowhere"})
    assert not made.build().problems
    assert made.pages("organizations") == ["quay-lab"]
    html = made.page("organizations/quay-lab")
    assert '<h1 dir="auto">The Quay Lab</h1>' in html
    assert 'href="https://huggingface.co/quay-lab"' in html
    assert set(links(html, "papers")) == {"2611.00001", "2611.00002"}
    for page in ("papers/2611.00001", "days/2026-11-02"):
        assert links(made.page(page), "organizations") == ["quay-lab"]
        assert "https://huggingface.co/Quay-Lab" not in made.page(page)
    assert links(made.page("papers/2611.00003"), "organizations") == []


def test_a_list_has_all_names_those_on_most_papers_first(made: SmallSite) -> None:
    made.day("2026-11-02", ["ada lovelace", "Zoë Roe"], ["Zoë Roe", "Once Only"], ["Émilie"])
    made.day("2026-11-03", ["Ada Lovelace", "Zoë Roe"], ["Émilie"])
    made.write("content/authors/mary-anning.md", "---\nname: Mary Anning\n---\n")
    made.build()
    html = made.page("authors")
    ranked = ["zoe-roe", "ada-lovelace", "emilie", "mary-anning"]
    assert [
        slug[: len(want)] for slug, want in zip(links(html, "authors"), ranked, strict=True)
    ] == ranked
    told = words(html)
    assert "Zoë Roe 3 papers Ada Lovelace 2 papers" in told
    assert "Mary Anning 0 papers" in told
    assert 'href="/authors/"' in made.page("")


def test_a_long_list_of_names_is_by_letter_and_has_those_on_most_papers(made: SmallSite) -> None:
    made.toml(least=1, rows=30)
    made.day("2026-11-02", [f"{letter}{letter} Roe" for letter in ascii_uppercase], ["李明", "Øre"])
    made.day("2026-11-03", ["Zz Roe", *[f"Ada {number} Roe" for number in range(8)]])
    made.build()
    html = made.page("authors")
    assert "30 of 36 are listed here" in words(html)
    assert links(html, "authors")[0] == "zz-roe"
    assert len(set(links(html, "authors"))) == 30
    at = [html.index(f'id="{anchor}"') for anchor in re.findall(r'href="#([a-z]+)"', html)[1:]]
    assert at == sorted(at)
    assert len(at) > 10


def test_organizations_are_listed(made: SmallSite) -> None:
    for number in (1, 2):
        lab = {"name": "The <b>Lab</b>", "handle": "the-lab"}
        made.day(f"2026-11-0{number}", ["Ada Lovelace"], organization=lab)
    made.day("2026-11-03", ["Bo"], organization={"name": "Quay", "handle": "quay"})
    made.build()
    html = made.page("organizations")
    assert links(html, "organizations") == ["the-lab", "quay"]
    assert "The &lt;b&gt;Lab&lt;/b&gt;" in html
    assert re.search(r"Lab.* 2 papers.* Quay 1 paper\b", words(html))  # as it is read out
    assert re.search(r"November 2026 3 papers\b", words(made.page("")))


def test_where_no_name_has_a_page_there_is_no_list(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"])
    made.build()
    assert not (made.folder / "_site/authors").exists()
    assert "/authors/" not in made.page("")
    assert "/organizations/" not in made.page("")


def test_a_long_list_is_cut(made: SmallSite) -> None:
    made.toml(rows=2)
    made.day("2026-11-02", *[["Ada Lovelace"]] * 3)
    made.day("2026-12-01", *[["Ada Lovelace"]] * 2)
    assert not made.build().problems
    assert made.pages("authors") == ["ada-lovelace", "ada-lovelace/2", "ada-lovelace/3"]
    told = [links(made.page(f"authors/{key}"), "papers") for key in made.pages("authors")]
    assert sorted(chain.from_iterable(told)) == [f"2611.0000{number}" for number in range(1, 6)]
    assert "November 2026 to December 2026" in words(made.page("authors/ada-lovelace/3"))


def test_a_withdrawn_paper_is_struck_and_a_hidden_one_gone(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"], ["Ada Lovelace"], ["Ada Lovelace"])
    made.write("content/corrections/2611.00001.yaml", "withdrawn: a fault\n")
    made.write("content/corrections/2611.00002.yaml", "hidden: true\n")
    made.build()
    html = made.page("authors/ada-lovelace")
    assert "<s>Loom 1</s>" in html
    assert "Withdrawn: a fault" in html
    assert "2 papers" in html
    assert "Loom 2" not in html


def test_names_are_text_wherever_they_come_from(made: SmallSite) -> None:
    name = "<b>A\tda</b> &amp; {{ page }}"
    made.day("2026-11-02", [name], [name], organization={"name": "<i>\n", "handle": "../a"})
    made.build()
    (slug,) = made.pages("authors")
    assert '<h1 dir="auto">&lt;b&gt;A da&lt;/b&gt; &amp;amp; {{ page }}</h1>' in made.page(
        f"authors/{slug}"
    )
    (slug,) = made.pages("organizations")
    assert re.fullmatch(r"a-[0-9a-f]{6}", slug)
    assert 'href="https://huggingface.co/..%2Fa"' in made.page(f"organizations/{slug}")


def test_a_new_day_touches_the_pages_of_its_own_names(made: SmallSite) -> None:
    for at in range(1, 9):
        made.day(f"2026-11-{at:02}", [f"Old Hand {at}"], [f"Old Hand {at}"])
    made.build()
    before = {slug: made.page(f"authors/{slug}") for slug in made.pages("authors")}
    made.day("2026-11-20", ["Old Hand 3", "New Hand"])
    figures = made.build().figures
    changed = {slug for slug in before if made.page(f"authors/{slug}") != before[slug]}
    assert changed == {"old-hand-3"}
    assert figures["files written"] < 40


def test_of_a_large_day_few_papers_are_made_again_because_a_name_has_a_page_now(
    made: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.write("site.toml", "[authors]\nmin_papers = 2\n[related]\npapers = 0\n[sources.manual]\n")
    made.day("2026-11-02", *([f"Once {at}"] for at in range(1, 111)))
    made.day("2026-11-03", ["Old Hand"], ["Old Hand"])
    made.build()
    before = {paper: made.page(f"papers/{paper}") for paper in made.pages("papers")}
    made.day("2026-11-04", ["Once 7"])
    rendered: list[str] = []

    def noted(shop: Workshop, artifact: Artifact, view: object) -> bytes:
        rendered.append(artifact.path)
        return body_of(shop, artifact, view)

    body_of = work.body_of
    monkeypatch.setattr(work, "body_of", noted)
    made.build()
    changed = {paper for paper in before if made.page(f"papers/{paper}") != before[paper]}
    again = {path.split("/")[1] for path in rendered if path.startswith("papers/")}
    assert "2611.00007" in changed <= again
    assert again == {"2611.00113"} | {paper for paper in before if paper[-1] == "7"}


def test_a_paper_of_thousands_of_authors_leads_to_each_that_has_a_page(made: SmallSite) -> None:
    crowd = [f"Hand {number}" for number in range(3302)]
    made.day("2026-11-02", crowd, ["Hand 7", "Hand 3300"], ["Hand 3300", "Hand 3300"])
    assert not made.build().problems
    assert made.pages("authors") == ["hand-3300", "hand-7"]
    assert links(made.page("papers/2611.00001"), "authors") == ["hand-7", "hand-3300"]
    assert "3 papers" in words(made.page("authors/hand-3300"))
