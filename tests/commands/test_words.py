"""A site in a language that nobody speaks shows no English word of the interface."""

import email
import html
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from generator.settings.folders import shipped
from tests.commands.conftest import Run

CORPUS = Path(__file__).parent.parent / "corpus"
# Names of places, formats and files, what one types, and words that no language changes.
NAMES = (
    "arXiv Hugging Face PDF doi et al Made with Broadsheet OAI Atom RSS JSON Feed OPML lt gt qq"
    " BibTeX RIS CSL JSON Markdown CSV Feedly Inoreader NewsBlur The Old Reader"
)
FILE = re.compile(
    r"\S+\.(csv|xml|json|md|bib)\b|broadsheet \w+|saved_page|arxiv_api|manual|huggingface"
)
TOLD = ("title", "aria-label", "alt", "content")  # attributes that are read
WORD = re.compile(r"[A-Za-z]{2,}")
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
PLACE = re.compile(r"(\{\w+\})")


def foreign(text: str) -> str:
    """Return text with `ж` for each letter; places stay."""
    parts = PLACE.split(text)
    return "".join(part if PLACE.match(part) else re.sub("[A-Za-z]", "ж", part) for part in parts)


def translated(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can say
    if isinstance(value, str):
        return foreign(value)
    if isinstance(value, list):
        return [translated(each) for each in value]
    return {key: translated(each) for key, each in value.items()}


def toml_of(table: dict[str, Any]) -> str:
    lines = ['direction = "rtl"']
    for name in ("dates", "words", "counts"):
        lines.append(f"[{name}]")
        for key, value in translated(table[name]).items():
            if isinstance(value, dict):
                forms = ", ".join(f"{form} = {json.dumps(each)}" for form, each in value.items())
                lines.append(f"{key} = {{ {forms} }}")
            else:
                lines.append(f"{key} = {json.dumps(value)}")
    lines += ["[numbers]", 'thousands = " "', 'decimal = ","', "[numbers.forms]", "one = [1]"]
    return "\n".join(lines) + "\n"


class Seen(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.start: dict[str, str | None] = {}
        self.languages: list[tuple[str, str | None]] = []  # of words, as they are read out
        self._within: list[str | None] = [None]
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._hidden = tag in ("script", "style", "code", "pre")  # what is for programs
        if tag == "html":
            self.start = told
        if tag not in VOID:
            self._within.append(told.get("lang", self._within[-1]))
        name = told.get("name") or ""
        if tag == "meta" and name != "description":
            return
        self.texts += [told[key] or "" for key in TOLD if key in told]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as its base has it
        self._hidden = False
        self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)
            self.languages.append((data, self._within[-1]))


def read(page: str) -> Seen:
    seen = Seen()
    seen.feed(page)
    return seen


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as a site in that language."""
    site = tmp_path_factory.mktemp("spoken") / "corpus"
    shutil.copytree(CORPUS, site)
    settings = (site / "site.toml").read_text()
    (site / "site.toml").write_text(settings.replace("[site]\n", '[site]\nlanguage = "qq"\n'))
    words = site / "templates" / "words"
    words.mkdir(parents=True)
    english = tomllib.loads((shipped("templates") / "words" / "en.toml").read_text())
    english["words"]["comma"] = "、"
    (words / "qq.toml").write_text(toml_of(english))
    return site


TEXTS = {".md", ".yaml", ".toml", ".json", ".jsonl", ".html"}


def known() -> set[str]:
    """Return the words of records and of people."""
    files = (file for file in CORPUS.rglob("*.*") if file.suffix in TEXTS)
    texts = (file.read_text() for file in files)
    return set(WORD.findall(" ".join((*texts, NAMES))))


def strange(texts: Iterator[str]) -> set[str]:
    allowed = known()
    return {
        word for text in texts for word in WORD.findall(FILE.sub(" ", text)) if word not in allowed
    }


def test_a_letter_is_in_the_language_of_its_site(spoken: Path, run: Run, tmp_path: Path) -> None:
    done = run("--site", str(spoken), "digest", "--output", str(tmp_path / "day.eml"))
    assert done.returncode == 0, done.stderr
    letter = email.message_from_bytes((tmp_path / "day.eml").read_bytes(), policy=SMTP)
    body = letter.get_body(("html",))
    assert body
    seen = read(body.get_content())
    assert seen.start == {"lang": "qq", "dir": "rtl"}
    assert not strange(iter(seen.texts))


def test_no_english_word_of_the_interface_is_shown(spoken: Path, run: Run) -> None:
    for command in ("pages", "build"):
        done = run("--site", str(spoken), command)
        assert done.returncode == 0, done.stderr
    made = spoken / "_site"
    found: dict[str, set[str]] = {}
    for file in sorted(made.rglob("*.html")):
        seen = read(file.read_text())
        assert (seen.start["lang"], seen.start["dir"]) == ("qq", "rtl"), file
        found[file.relative_to(made).as_posix()] = strange(iter(seen.texts))
    for file in sorted((*made.rglob("atom.xml"), *made.rglob("rss.xml"))):
        texts = re.findall(r">([^<]+)<", file.read_text())
        shown = (re.sub(r"<[^>]*>", " ", html.unescape(text)) for text in texts)
        plain = (text for text in shown if not re.match(r"\w{3}, \d\d|urn:|http|\d{4}-", text))
        found[file.relative_to(made).as_posix()] = strange(plain)
    assert {path: words for path, words in found.items() if words} == {}
    pages = [*(spoken / "content" / "days").rglob("*.md"), *spoken.glob("content/topics/*/*.md")]
    headings = [line for file in pages for line in file.read_text().split("\n") if "title:" in line]
    assert headings
    assert not strange(iter(heading.replace("title:", "") for heading in headings))


def test_names_and_topics_are_parted_as_the_language_parts_them(spoken: Path, run: Run) -> None:
    for command in ("pages", "build"):
        run("--site", str(spoken), command)
    names = "Ada Lovelace、Mary Somerville"
    for path in ("days/2026-12-31/index.html", "papers/2612.00001/index.html", "atom.xml"):
        text = (spoken / "_site" / path).read_text()
        plain = re.sub(r"<[^>]*>", "", re.sub(r"<head>.*?</head>", "", text, flags=re.DOTALL))
        assert names in plain, path
        assert "Ada Lovelace, " not in plain, path
    counts = re.compile("<li><b>[^<]*</b>(.)")  # votes, and comments behind them
    pages = (spoken / "_site").rglob("*.html")
    assert {each for page in pages for each in counts.findall(page.read_text())} == {"、"}
    (words,) = (spoken / "_site").rglob("words.json")
    assert json.loads(words.read_text())["words"]["comma"] == "、"  # for lists that scripts make


def test_titles_and_abstracts_are_read_out_in_their_own_language(spoken: Path, run: Run) -> None:
    run("--site", str(spoken), "--set", "site.papers_language=pt-BR", "build")
    said = {
        text
        for file in (spoken / "content/records").rglob("*.jsonl")
        for line in file.read_text().splitlines()
        for text in map(json.loads(line).get, ("title", "abstract"))
        if text and "$" not in text
    }
    heard: dict[str, set[str | None]] = {}
    for page in ("days/2026-12-31", "papers/2612.00001", "months/2026-12", "topics/looms", "."):
        for text, language in read((spoken / "_site" / page / "index.html").read_text()).languages:
            if text in said:
                heard.setdefault(text, set()).add(language)
    assert len(heard) > 5
    assert {text: each for text, each in heard.items() if each != {"pt-BR"}} == {}
    for file, tag in (
        ("atom.xml", r'<title xml:lang="pt-BR">'),
        ("atom.xml", '&lt;p lang="pt-BR"&gt;'),
        ("rss.xml", '&lt;p lang="pt-BR"&gt;'),
        ("feed.json", '"language":"pt-BR"'),
    ):
        feed = (spoken / "_site" / file).read_text()
        assert feed.count(tag) > 5, (file, tag)
    letter = spoken.parent / "foreign.eml"
    options = ("--site", spoken, "--set", "site.papers_language=pt-BR")
    run(*options, "digest", "--day", "2026-12-31", "--output", letter)
    body = email.message_from_bytes(letter.read_bytes(), policy=SMTP).get_body(("html",))
    assert body is not None
    shown = body.get_content()
    assert shown.count(' lang="pt-BR"') > 1
    assert shown.count(' lang="qq"') == 1
    run("--site", str(spoken), "--set", "site.papers_language=qq-XX", "build")
    assert "pt-BR" not in (spoken / "_site/atom.xml").read_text()
    day = (spoken / "_site/days/2026-12-31/index.html").read_text()
    assert day.count(" lang=") == 1


def test_a_word_that_an_upgrade_brought_stops_nothing(site: Path, run: Run) -> None:
    english = (shipped("templates") / "words" / "en.toml").read_text()
    (site / "templates" / "words").mkdir(parents=True)
    words = english.replace('newest_day_known = "Newest day"\n', "")
    (site / "templates" / "words" / "qq.toml").write_text(words)
    assert words != english
    (site / "site.toml").write_text("[site]\nlanguage = 'qq'\n[sources.saved_page]\n")
    listing = site.parent / "listing.txt"
    run("import", listing, "--day", "2025-12-12")
    told = "templates/words/qq.toml"
    for command in ("pages", "build", "build", "check"):
        done = run(command, code=1)
        assert told in done.stderr
        assert "'newest_day_known' is missing in [words]" in done.stderr
    assert (site / "_site/days/2025-12-12/index.html").is_file()
