"""A site that looks as its site.toml says, by the command."""

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.commands.small_site import SmallSite

REPOSITORY = "https://github.com/someone/papers"


def built(site: Path, run: Run, toml: str) -> Path:
    (site / "site.toml").write_text(f"{toml}\n[sources.saved_page]\n")
    run("build")
    return site / "_site"


def test_without_a_look_there_is_no_style_of_its_own(imported: Path, run: Run) -> None:
    site = built(imported, run, "")
    assert not (site / "look.css").exists()
    assert "look.css" not in (site / "index.html").read_text()


def test_a_look_is_on_every_page(imported: Path, run: Run) -> None:
    (imported / "static").mkdir()
    (imported / "static/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    toml = """
[look]
imprint = "Woven by hand"
logo = "logo.svg"
light = {accent = "#0d5670"}
navigation = {"The newest" = "/latest/", "Our lab" = "https://example.org/", "Topics" = "/topics/"}
footer = {"About" = "/about/"}
"""
    site = built(imported, run, toml)
    style = (site / "look.css").read_text()
    for path in ("index.html", "days/2025-12-12/index.html", "404.html"):
        page = (site / path).read_text()
        assert '<link rel="stylesheet" href="/look.css?' in page
        assert '<a href="/latest/">The newest</a>' in page
        assert '<a href="https://example.org/">Our lab</a>' in page
        assert '<a href="/about/">About</a>' in page
        assert "<p>Woven by hand</p>" in page
        assert '<img class="logo" src="/static/logo.svg" alt="">' in page
    topics = (site / "topics/index.html").read_text()
    assert '<a href="/topics/" aria-current="page">Topics</a>' in topics
    assert "--accent: light-dark(#0d5670, " in style
    # Another colour has another address, so that no browser shows the old one.
    old = (site / "404.html").read_text()
    built(imported, run, toml.replace("#0d5670", "#0d5671"))
    assert (site / "404.html").read_text() != old


@pytest.mark.parametrize("cards", ["full", "brief", "titles"])
def test_cards_have_as_much_as_is_asked_for(imported: Path, run: Run, cards: str) -> None:
    site = built(imported, run, f'[look]\ncards = "{cards}"\nhome_cards = 2\n')
    day = (site / "days/2025-12-12/index.html").read_text()
    home = (site / "index.html").read_text()
    for page in (day, home):
        assert ("we measure how light" in page) == (cards != "titles")
    assert ('class="cards brief"' in day) == (cards == "brief")
    assert home.count('<article class="story') == 2
    assert day.count('<article class="card"') == 3


def test_pages_lead_to_where_they_are_edited(imported: Path, run: Run) -> None:
    run("pages")
    site = built(imported, run, f'[site]\nrepository = "{REPOSITORY}/"\nbranch = "trunk"\n')
    edit = f'<a href="{REPOSITORY}/edit/trunk/content/'
    for path, source in (
        ("days/2025-12-12", "days/2025/2025-12-12.md"),
        ("topics/weaving", "topics/weaving.md"),
        ("topics/weaving/2025-12", "topics/weaving/2025-12.md"),
    ):
        page = (site / path / "index.html").read_text()
        assert f'{edit}{source}">Edit this page</a>' in page
    paper = (site / "papers/2501.00001/index.html").read_text()
    assert f"{REPOSITORY}/new/trunk/content/corrections?filename=2501.00001.yaml" in paper
    form = (
        f"{REPOSITORY}/issues/new?template=mistake.yml&amp;title=Mistake%3A%202501.00001&amp;page="
    )
    assert f"{form}http%3A//localhost%3A5500/papers/2501.00001/" in paper
    (imported / "content/corrections").mkdir()
    (imported / "content/corrections/2501.00001.yaml").write_text("doi: 10.1/2\n")
    run("build")
    paper = (site / "papers/2501.00001/index.html").read_text()
    assert f'{edit}corrections/2501.00001.yaml">Correct it yourself</a>' in paper


def test_without_a_repository_nothing_is_to_be_edited(imported: Path, run: Run) -> None:
    site = built(imported, run, "")
    paper = (site / "papers/2501.00001/index.html").read_text()
    assert "mistake.yml" not in paper
    assert "Edit this page" not in (site / "days/2025-12-12/index.html").read_text()


def test_a_paper_says_how_to_cite_it(imported: Path, run: Run) -> None:
    site = built(imported, run, "")
    paper = (site / "papers/2501.00001/index.html").read_text()
    assert (
        "title = {{A Loom for Two Hands}},\n  author = {Lovelace, Ada and Somerville, Mary}"
        in paper
    )


def test_pictures_from_elsewhere_are_shown_where_the_site_asks_for_them(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    media = ("http://x.example/a.png", "https://x.example/a.mp4", "javascript:a.png")
    made.day("2026-11-02", ["Ada"], media=[*media, "https://x.example/a[1].PNG", media[0]])
    made.day("2026-11-03", ["Bo"], media=media)
    for shown in (False, True):
        made.write("site.toml", f"[look]\nthumbnails = {str(shown).lower()}\n[sources.manual]\n")
        assert not made.build().problems
        for page in ("days/2026-11-02", "papers/2611.00001"):
            html = made.page(page)
            assert ("; img-src 'self' https:\">" in html) == shown
            assert html.count("<img") == shown
        assert "<img" not in made.page("papers/2611.00002")
    (picture,) = re.findall("<img[^>]*>", made.page("days/2026-11-02"))
    assert 'src="https://x.example/a%5B1%5D.PNG"' in picture
    for told in ('alt=""', 'width="', 'height="', 'loading="lazy"', 'referrerpolicy="no-referrer"'):
        assert told in picture


def test_of_no_week_it_is_said_that_it_is_now(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    made.toml()
    made.day("2019-11-04", ["Ada"])
    made.build()
    for name in ("index.html", "index.md", "llms.txt"):
        text = (tmp_path / "_site" / name).read_text()
        assert not re.search(r"\b(this|last) week\b", text, re.IGNORECASE), name
