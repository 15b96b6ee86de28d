"""A topic that was renamed keeps its addresses, its feeds, and what people wrote of its months."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTE = "I wove this one myself.\n"
OLD, NEW = "content/topics/weaving", "content/topics/cloth"


@pytest.fixture
def renamed(imported: Path, run: Run) -> Path:
    """A site whose topic has a month with a note, and then another name."""
    month = imported / OLD / "2025-12.md"
    month.write_text(month.read_text() + NOTE)
    run("build")
    topic = (imported / f"{OLD}.md").read_text()
    (imported / f"{OLD}.md").unlink()
    (imported / f"{NEW}.md").write_text(topic.replace("rule:", "formerly: [weaving]\nrule:"))
    return imported


def page(site: Path, path: str) -> str:
    return (site / "_site" / path / "index.html").read_text()


def test_its_months_move_with_what_people_wrote(renamed: Path, run: Run) -> None:
    before = (renamed / OLD / "2025-12.md").read_text()
    run("pages")
    assert (renamed / NEW / "2025-12.md").read_text() == before
    assert not (renamed / OLD).exists()
    assert "pages written: 0" in run("pages").stdout
    run("build")
    assert NOTE.strip() in page(renamed, "topics/cloth/2025-12")


def test_its_old_addresses_lead_to_the_new_ones_and_its_feeds_go_on(
    renamed: Path, run: Run
) -> None:
    before = (renamed / "_site/topics/weaving/atom.xml").read_text()
    run("pages")
    run("build")
    assert 'url=/topics/cloth/"' in page(renamed, "topics/weaving")
    assert 'url=/topics/cloth/2025-12/"' in page(renamed, "topics/weaving/2025-12")
    for feed in ("atom.xml", "rss.xml"):
        old, new = ((renamed / "_site/topics" / at / feed) for at in ("weaving", "cloth"))
        assert old.read_bytes() == new.read_bytes()
    entries = re.findall(r"<entry>\s*<id>(.*?)</id>", before)
    assert entries
    after = (renamed / "_site/topics/weaving/atom.xml").read_text()
    assert re.findall(r"<entry>\s*<id>(.*?)</id>", after) == entries
    assert "topics/weaving/" not in (renamed / "_site/sitemaps/pages.xml").read_text()


def test_until_pages_are_made_the_build_says_what_is_to_be_done(renamed: Path, run: Run) -> None:
    told = run("build", code=1).stderr
    assert f"{OLD}: these months are of the topic 'cloth' now; `broadsheet pages` moves" in told
    assert 'url=/topics/cloth/"' in page(renamed, "topics/weaving")


def test_labels_that_were_left_behind_are_told(renamed: Path, run: Run) -> None:
    (renamed / f"{OLD}.labels").write_text("2501.07563 yes\n")
    run("pages", code=1)
    told = f"{OLD}.labels: there is no topic 'weaving'; name it cloth.labels"
    assert told in run("build", code=1).stderr
    (renamed / f"{OLD}.labels").rename(renamed / f"{NEW}.labels")
    assert run("build").stderr.count("problem") == 0
    (renamed / f"{NEW}.labels").rename(renamed / "content/topics/dyes.labels")
    assert "there is no topic 'dyes'; delete it" in run("build", code=1).stderr


def test_a_month_that_was_made_meanwhile_gives_way(renamed: Path, run: Run) -> None:
    topic = (renamed / f"{NEW}.md").read_text()
    (renamed / f"{NEW}.md").write_text(topic.replace("formerly: [weaving]\n", ""))
    run("pages", code=1)
    assert NOTE not in (renamed / NEW / "2025-12.md").read_text()
    (renamed / f"{NEW}.md").write_text(topic)
    run("pages")
    assert NOTE in (renamed / NEW / "2025-12.md").read_text()


def test_no_word_is_lost_where_both_months_have_some(renamed: Path, run: Run) -> None:
    topic = (renamed / f"{NEW}.md").read_text()
    (renamed / f"{NEW}.md").write_text(topic.replace("formerly: [weaving]\n", ""))
    run("pages", code=1)
    month = renamed / NEW / "2025-12.md"
    month.write_text(month.read_text() + "Others wove too.\n")
    (renamed / f"{NEW}.md").write_text(topic)
    assert "these months are of the topic 'cloth' now" in run("pages", code=1).stderr
    assert NOTE in (renamed / OLD / "2025-12.md").read_text()
    assert "Others wove too.\n" in month.read_text()


def test_of_two_former_names_neither_overwrites_the_other(renamed: Path, run: Run) -> None:
    topic = renamed / f"{NEW}.md"
    topic.write_text(topic.read_text().replace("[weaving]", "[weaving, spinning]"))
    other = renamed / "content/topics/spinning/2025-12.md"
    other.parent.mkdir()
    other.write_text("---\ntitle: x\n---\nSpun.\n")
    run("pages", code=1)
    left = (other, renamed / OLD / "2025-12.md", renamed / NEW / "2025-12.md")
    words = "".join(file.read_text() for file in left if file.exists())
    assert "Spun." in words
    assert NOTE in words


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("formerly: [cloth]", "'cloth' is no name that it had before"),
        ("formerly: [Weaving Well]", "'Weaving Well' is no name that it had before"),
        ("formerly: [looms]", "'looms' is a topic now; take it out of `formerly`"),
        ("formerly: [weaving, hats]", "content/topics/cloth.md claims the address of 'hats' too"),
    ],
)
def test_what_is_wrong_with_a_former_name_is_told(
    renamed: Path, run: Run, front: str, words: str
) -> None:
    topic = renamed / f"{NEW}.md"
    text = topic.read_text()
    topic.write_text(text.replace("formerly: [weaving]", front))
    other = text.replace("formerly: [weaving]", "formerly: [hats]")
    (renamed / "content/topics/looms.md").write_text(other)
    assert words in run("build", code=1).stderr
