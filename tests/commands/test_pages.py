"""What people write into pages stays, whatever is run afterwards (DESIGN: whose is it?)."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = "content/days/2025/2025-12-12.md"


def html(site: Path, path: str = "days/2025-12-12") -> str:
    return (site / "_site" / path / "index.html").read_text()


def build(run: Run, code: int = 0) -> subprocess.CompletedProcess[str]:
    run("pages", code=code)
    return run("build", code=code)


def test_a_day_and_a_topic_month_get_pages(imported: Path) -> None:
    day = (imported / DAY).read_text()
    assert day.startswith("---\ntitle: Papers of 12 December 2025\n---\n")
    assert "<!-- block paper/arxiv:2501.00001 " in day
    assert "### [A Loom for Two Hands](https://arxiv.org/abs/2501.00001)" in day
    month = (imported / "content/topics/weaving/2025-12.md").read_text()
    assert "<!-- block day/2025-12-12 " in month
    assert "A Loom for Two Hands" in month


def test_pages_run_twice_change_nothing(imported: Path, run: Run) -> None:
    before = (imported / DAY).stat().st_mtime_ns
    done = run("pages")
    assert "pages written: 0" in done.stdout
    assert (imported / DAY).stat().st_mtime_ns == before


def test_pages_are_written_by_one_process_at_a_time(imported: Path, run: Run) -> None:
    fcntl = pytest.importorskip("fcntl")
    page = imported / "content/days/2025/2025-12-12.md"
    before = page.read_bytes()
    page.unlink()
    with (imported / ".cache/writing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = run("pages", code=1).stderr
    assert "another process is writing in content/; wait until it has ended" in told
    assert not page.exists()
    run("pages")
    assert page.read_bytes() == before


def test_a_sentence_between_blocks_is_kept_and_shown_after_its_card(
    imported: Path, run: Run
) -> None:
    page = imported / DAY
    text = page.read_text().replace("---\n<!--", "---\nA *quiet* Friday.\n\n<!--", 1)
    first, rest = text.split("<!-- /block -->\n", 1)
    page.write_text(first + "<!-- /block -->\nI could not weave this.\n" + rest)
    build(run)
    assert page.read_text() == first + "<!-- /block -->\nI could not weave this.\n" + rest
    shown = html(imported)
    assert "A <em>quiet</em> Friday." in shown
    order = ["A Loom for Two Hands", "I could not weave this.", "On the Weight of Feathers"]
    main = shown[shown.index("<main") :]
    assert sorted(order, key=main.index) == order


def test_an_edited_block_is_peoples_and_takes_the_place_of_the_card(
    imported: Path, run: Run
) -> None:
    page = imported / DAY
    edited = page.read_text().replace(
        "Feathers are light; we measure how light.", "Light **indeed**."
    )
    assert "Light **indeed**." in edited
    page.write_text(edited)
    build(run)
    assert page.read_text() == edited
    shown = html(imported)
    assert "Light <strong>indeed</strong>." in shown
    assert "we measure how light" not in shown


def test_an_emptied_block_hides_its_paper_on_that_page_alone(imported: Path, run: Run) -> None:
    page = imported / DAY
    opening = "<!-- block paper/arxiv:2501.00001 "
    before, rest = page.read_text().split(opening)
    digest, rest = rest.split(" -->\n", 1)
    after = rest.split("<!-- /block -->", 1)[1]
    emptied = f"{before}{opening}{digest} -->\n<!-- /block -->{after}"
    page.write_text(emptied)
    build(run)
    assert page.read_text() == emptied
    shown = html(imported)
    assert "A Loom for Two Hands" not in shown[shown.index("<main") :]
    assert "A Loom for Two Hands" in html(imported, "papers/2501.00001")


def test_a_deleted_block_is_made_anew(imported: Path, run: Run) -> None:
    page = imported / DAY
    text = page.read_text()
    start = text.index("<!-- block paper/arxiv:2501.00001 ")
    end = text.index("<!-- /block -->\n", start) + len("<!-- /block -->\n")
    block = text[start:end]
    page.write_text(text[:start] + text[end:])
    run("pages")
    assert page.read_text() == text[:start] + text[end:] + block


def test_a_deleted_page_is_made_anew(imported: Path, run: Run) -> None:
    page = imported / DAY
    text = page.read_text()
    page.unlink()
    assert "days without a page yet: 1" in run("build").stderr
    run("pages")
    assert "without a page" not in run("build").stderr
    assert page.read_text() == text


def test_order_page_shows_the_papers_as_the_page_has_them(imported: Path, run: Run) -> None:
    page = imported / DAY
    front, *blocks = page.read_text().replace("---\n<!--", "---\n\0<!--").split("\0")
    pieces = blocks[0].split("<!-- /block -->\n")[:-1]
    reversed_blocks = "".join(piece + "<!-- /block -->\n" for piece in reversed(pieces))
    page.write_text(front.replace("title:", "order: page\ntitle:") + reversed_blocks)
    build(run)
    main = html(imported)
    main = main[main.index("<main") :]
    order = ["A Third Thing", "On the Weight of Feathers", "A Loom for Two Hands"]
    assert sorted(order, key=main.index) == order


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        (DAY, "---\ntitle: x\norder: votez\n---\n", f"{DAY}:3", "order: votes"),
        (DAY, "---\ntitel: x\n---\n", f"{DAY}:2", "did you mean 'title'"),
        (DAY, "---\ntitle: [x\n---\n", DAY, ""),
        (DAY, "---\ntitle: x\n---\nwords\n<!-- block x -->\n", f"{DAY}:5", "damaged"),
        (DAY, "---\ntitle: x\n---\n<!-- block a 00000000 -->\n", f"{DAY}:4", "not closed"),
        ("content/topics/a.md", "---\ntitle: A\nrule:\n  anny: [x]\n---\n", "a.md:4", "'any'"),
        ("content/topics/a.md", "---\ntitle: A\nrule:\n  none: [x]\n---\n", "a.md:3", "every"),
        ("content/corrections/2501.00001.yaml", "titel: X\n", "00001.yaml:1", "'title'"),
        ("content/corrections/9999.99999.yaml", "title: X\n", "99999.yaml", "no paper"),
        ("content/topics/gone/2025-12.md", "---\ntitle: x\n---\n", "topics/gone", "no topic"),
    ],
)
def test_what_a_person_wrote_wrong_is_named_and_the_rest_goes_on(
    imported: Path, run: Run, file: str, text: str, place: str, words: str
) -> None:
    path = imported / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    done = build(run, code=1)
    assert place in done.stderr
    assert words in done.stderr
    assert path.read_text().startswith(text) or file == DAY
    if file != DAY or "order" not in text:
        assert path.read_text() == text or text.startswith("---\ntitel")
    assert "A Loom for Two Hands" in html(imported)


def test_a_month_that_lost_its_papers_goes_unless_people_wrote_in_it(
    imported: Path, run: Run
) -> None:
    month = imported / "content/topics/weaving/2025-12.md"
    topic = imported / "content/topics/weaving.md"
    rule = topic.read_text()
    topic.write_text(rule.replace("[loom, weave]", "[nothing of the kind]"))
    run("pages")
    assert not month.exists()
    topic.write_text(rule)
    run("pages")
    month.write_text(month.read_text() + "Remember the loom.\n")
    topic.write_text(rule.replace("[loom, weave]", "[nothing of the kind]"))
    run("pages")
    assert month.read_text() == "---\ntitle: Weaving, December 2025\n---\nRemember the loom.\n"


def test_a_correction_reaches_every_page_and_hides_everywhere(imported: Path, run: Run) -> None:
    correction = imported / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text(
        "title: A Loom for Three Hands\nwithdrawn: the third hand was a mistake\n"
    )
    build(run)
    assert "A Loom for Three Hands" in (imported / DAY).read_text()
    assert "A Loom for Three Hands" in (imported / "_site/atom.xml").read_text()
    assert "the third hand was a mistake" in html(imported, "papers/2501.00001").lower()
    correction.write_text("hidden: true\n")
    build(run)
    assert "Loom for" not in (imported / DAY).read_text()
    assert "Loom for" not in (imported / "_site/atom.xml").read_text()
    assert "Loom for" not in html(imported, "papers/2501.00001")


def test_a_hidden_paper_leaves_a_tomb_at_all_its_addresses_and_nothing_else(
    imported: Path, run: Run
) -> None:
    (imported / "content/records/aliases.jsonl").write_text(
        '{"id": "arxiv:2501.00001", "was": "title:aaaaaaaaaaaa"}\n'
    )
    build(run)
    assert 'url=/papers/2501.00001/"' in html(imported, "papers/title-aaaaaaaaaaaa")
    correction = imported / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("hidden: true\ntitle: Something else\n")
    build(run)
    tombs = [html(imported, "papers/2501.00001"), html(imported, "papers/title-aaaaaaaaaaaa")]
    for tomb in tombs:
        assert "was taken out of this archive" in tomb
        assert '<meta name="robots" content="noindex">' in tomb
        for words in ("Loom", "We weave", "Lovelace", "Something else", "canonical"):
            assert words not in tomb
    for path in (imported / "_site").rglob("*"):
        if path.suffix in (".html", ".xml") and path.read_text() not in tombs:
            for words in ("Two Hands", "We weave", "2501.00001", "title-aaaaaaaaaaaa"):
                assert words not in path.read_text(), path
    correction.unlink()
    build(run)
    assert "A Loom for Two Hands" in html(imported, "papers/2501.00001")


def test_words_about_a_hidden_paper_stay_where_they_are(imported: Path, run: Run) -> None:
    page = imported / DAY
    text = page.read_text()
    first = text.index("<!-- block paper/arxiv:2501.00001 ")
    end = text.index("<!-- /block -->\n", first) + len("<!-- /block -->\n")
    page.write_text(text[:end] + "My note.\n" + text[end:])
    correction = imported / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("hidden: true\n")
    build(run)
    hidden = page.read_text()
    assert "Two Hands" not in hidden
    kept = re.search(
        r"<!-- block paper/arxiv:2501\.00001 \w+ -->\n<!-- /block -->\nMy note\.", hidden
    )
    assert kept
    assert "My note." in html(imported)
    build(run)
    assert page.read_text() == hidden
    correction.unlink()
    build(run)
    assert page.read_text() == text[:end] + "My note.\n" + text[end:]


def test_a_block_that_people_wrote_about_a_hidden_paper_stays_in_the_file_alone(
    imported: Path, run: Run
) -> None:
    page = imported / DAY
    page.write_text(page.read_text().replace("We weave.", "I wove."))
    correction = imported / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("hidden: true\n")
    build(run)
    assert "I wove." in page.read_text()
    assert "I wove." not in html(imported)


def test_people_s_words_about_a_withdrawn_paper_bear_the_notice(imported: Path, run: Run) -> None:
    page = imported / DAY
    page.write_text(page.read_text().replace("We weave.", "I wove."))
    correction = imported / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("withdrawn: the *third* hand\n")
    build(run)
    assert "Withdrawn: the" not in page.read_text()
    shown = html(imported)
    assert shown.index("Withdrawn: the *third* hand") < shown.index("I wove.")
    page.unlink()
    build(run)
    assert "\n**Withdrawn: the \\*third\\* hand**\n" in page.read_text()
    month = (imported / "content/topics/weaving/2025-12.md").read_text()
    assert "Mary Somerville · Withdrawn: the \\*third\\* hand\n" in month


def test_a_day_that_cannot_be_read_says_that_what_was_hidden_on_it_shows(
    imported: Path, run: Run
) -> None:
    page = imported / DAY
    page.write_text(page.read_text() + "<!-- block x -->\n")
    said = "until then its day is built from records alone, with papers that were hidden here"
    assert said in run("build", code=1).stderr


def test_words_in_two_blocks_of_one_paper_are_both_shown(imported: Path, run: Run) -> None:
    page = imported / DAY
    old = "<!-- block paper/arxiv:2501.00001 00000000 -->\nMy first words.\n<!-- /block -->\n"
    old += "And a note.\n"
    (imported / "content/records/aliases.jsonl").write_text(
        '{"id": "arxiv:2501.00001", "was": "title:aaaaaaaaaaaa"}\n'
    )
    again = old.replace("arxiv:2501.00001", "title:aaaaaaaaaaaa").replace("first", "other")
    page.write_text("---\ntitle: x\n---\n" + old + again)
    build(run)
    shown = html(imported)
    for words in ("My first words.", "My other words.", "And a note."):
        assert words in shown


def test_links_that_begin_with_a_slash_stand_beneath_the_base_path(
    imported: Path, run: Run
) -> None:
    (imported / "content/about.md").write_text(
        "[A day](/days/2025-12-12/) ![Ours](/static/x.png)\n"
    )
    run("--set", "site.address=https://someone.example/loom/", "build")
    shown = html(imported, "about")
    assert 'href="/loom/days/2025-12-12/"' in shown
    assert 'src="/loom/static/x.png"' in shown


def test_a_picture_among_pages_is_told_where_it_belongs(imported: Path, run: Run) -> None:
    picture, page = imported / "content/loom.png", imported / "content/about.md"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    told = run("build", code=1).stderr
    assert "content/loom.png: a picture here is on no page" in told
    assert "![its words](/static/loom.png)" in told
    (imported / "static").mkdir(exist_ok=True)
    picture.rename(imported / "static/loom.png")
    page.write_text("---\ntitle: About\n---\n![A loom](/static/loom.png)\n")
    run("build")
    assert 'src="/static/loom.png"' in (imported / "_site/about/index.html").read_text()
    assert (imported / "_site/static/loom.png").is_file()
    run("check")
