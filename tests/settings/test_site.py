"""site.toml: what is shipped is what the code does without it, and every mistake is told."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.model.exchange import Bounds
from generator.model.frozen import names, replace
from generator.model.problem import Exit, Place, Problem
from generator.settings import plugin
from generator.settings.folders import nearest, overlaid, shipped
from generator.settings.look import Look
from generator.settings.site import Site, load
from generator.settings.tables import SOURCES, Budgets, Identity, Limits, Tables
from generator.sources import arxiv_oai, arxiv_rss

ROOT = Path(__file__).resolve().parents[2]


def edited() -> bool:
    """Tell whether site.toml is somebody's own: it says what is theirs, or whence papers come."""
    mine = load(ROOT)
    ours = (Identity(title="Broadsheet"), Look(), list(SOURCES))
    return (mine.identity, mine.look, list(mine.sources)) != ours


shipped_site = pytest.mark.skipif(edited(), reason="this site.toml is not the one that ships")


def loaded(folder: Path, text: str, *overrides: str) -> Site:
    (folder / "site.toml").write_text(text, encoding="utf-8")
    return load(folder, overrides)


def refusal(folder: Path, text: str, *overrides: str) -> Problem:
    with pytest.raises(Problem) as caught:
        loaded(folder, text, *overrides)
    assert caught.value.code == Exit.USAGE
    return caught.value


def told(problem: Problem) -> list[str]:
    return [str(problem), *getattr(problem, "__notes__", ())]


def fields_of(kind: Any) -> set[str]:  # noqa: ANN401 - any dataclass
    return set(names(kind))


@shipped_site
def test_what_is_shipped_is_what_the_code_does_without_it(tmp_path: Path) -> None:
    shipped, bare = load(ROOT), loaded(tmp_path, "")
    assert replace(shipped, folder=tmp_path) == bare
    assert list(shipped.sources) == list(bare.sources)


@shipped_site
def test_every_key_is_shipped_and_every_key_has_a_default() -> None:
    text = (ROOT / "site.toml").read_text()
    given = tomllib.loads(text)
    assert given.keys() == fields_of(Tables)
    assert given["site"].keys() == fields_of(Identity)
    assert given["limits"].keys() == fields_of(Limits)
    assert given["budgets"].keys() == fields_of(Budgets)
    assert given["bounds"].keys() == fields_of(Bounds)
    for name, table in given["sources"].items():
        assert table.keys() == fields_of(plugin.load("sources", name).Source)


@shipped_site
def test_what_is_shipped_as_comments_switches_sources_on(tmp_path: Path) -> None:
    text = (ROOT / "site.toml").read_text()
    tables = text[text.index("# [sources.arxiv_rss]") :]
    on = "\n".join(
        line.removeprefix("# ") for line in tables.split("\n") if re.match("# .*[]=]", line)
    )
    found = loaded(tmp_path, on)
    assert found.sources == {
        "arxiv_rss": arxiv_rss.Source(("cs.CL", "cs.LG")),
        "arxiv_oai": arxiv_oai.Source(),
    }
    for name, table in tomllib.loads(on)["sources"].items():
        assert table.keys() == fields_of(type(found.sources[name]))


def test_the_shipped_kinds_feeds_and_sources_are_modules() -> None:
    bare = Tables()
    assert set(bare.kinds) <= set(plugin.names("kinds"))
    assert set(bare.feeds) <= set(plugin.names("formats"))
    assert set(bare.sources) <= set(plugin.names("sources"))


def test_an_address_of_a_source_may_end_in_a_slash(tmp_path: Path) -> None:
    found = loaded(tmp_path, "[sources.huggingface]\naddress = 'https://a.org/hf/'\n")
    assert found.sources["huggingface"].address == "https://a.org/hf"


def test_the_order_of_sources_is_that_of_the_file(tmp_path: Path) -> None:
    found = loaded(tmp_path, "[sources.saved_page]\n[sources.huggingface]\npause = 2\n")
    assert list(found.sources) == ["saved_page", "huggingface"]
    assert found.sources["huggingface"].pause == 2.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[site]\ntitel = 'x'\n", "site.toml:2: unknown key 'titel'; did you mean 'title'?"),
        ("[sit]\ntitle = 'x'\n", "site.toml:1: unknown key 'sit'; did you mean 'site'?"),
        ("kinds = ['day', 3.5, true]\n", "site.toml:1: 'kinds' must be text"),
        ("[site]\ntitle = true\n", "site.toml:2: 'title' must be text, not True"),
        ("\n[limits]\nfeed_items = '9'\n", "site.toml:3: 'feed_items' must be a whole number"),
        ("[limits]\nfeed_items = 1.5\n", "site.toml:2: 'feed_items' must be a whole number"),
        ("[fetch]\nfirst_days = 0\n", "site.toml:2: 'first_days' must be 1 to 10,000"),
        ("[bounds]\nletters = 200_001\n", "site.toml:2: 'letters' must be 1 to 200,000"),
        ("[bounds]\nlevels = 33\n", "site.toml:2: 'levels' must be 1 to 32"),
        ("[bounds]\nanswer_seconds = 0.5\n", "site.toml:2: 'answer_seconds' must be 1 to 10,000"),
        ("[budgets]\nfiles = 0\n", "site.toml:2: 'files' must be 1 to 10,000,000"),
        ("[budgets]\nsize = 9\n", "site.toml:2: unknown key 'size'; known are: feed_kb, files, "),
        ("limits = 3\n", "site.toml:1: 'limits' must be a table of keys and values, not 3"),
        ("sources = 3\n", "site.toml:1: 'sources' must be a table"),
        ("[sources]\nhuggingface = 3\n", "site.toml:2: 'huggingface' must be a table"),
        ("[sources.huggingfac]\n", "site.toml:1: no source is called 'huggingfac'; did you mean"),
        (
            "[sources.huggingface]\n\npaus = 1\n",
            "site.toml:3: unknown key 'paus'; did you mean 'pause'?",
        ),
        (
            "[sources.huggingface]\nlist = 'yes'\n",
            "site.toml:2: 'list' must be true or false, not 'yes'",
        ),
        (
            "kinds = [\n  'home',\n  'dey',\n]\n",
            "site.toml:1: no kind is called 'dey'; did you mean",
        ),
        ("\nfeeds = ['atmo']\n", "site.toml:2: no format is called 'atmo'; did you mean 'atom'?"),
        ("\nfeeds = ['html']\n", "site.toml:2: 'html' is no format of feeds"),
        ("kinds = ['day', 'day']\n", "site.toml:1: 'day' stands in `kinds` twice; keep one of"),
        (
            "[custom_feeds]\n\na = { title = 'A', rule = { anny = ['b'], any = ['c'] } }\n",
            "site.toml:3: unknown key 'anny'; did you mean 'any'?",
        ),
        (
            "[custom_feeds.a]\ntitle = 'A'\nrule = { authors = 'Ada, Bo' }\n",
            "site.toml:3: 'authors' has one text with a comma in it",
        ),
        ("[site]\naddress = 'example.org'\n", "site.toml:2: 'example.org' is no web address"),
        ("[site]\naddress = 'http://['\n", "site.toml:2: 'http://[' is no web address"),
        ("[site]\naddress = 'https:///x'\n", "site.toml:2: 'https:///x' is no web address"),
        ("[site]\naddress = 'https://a.org//b/'\n", "site.toml:2: links would begin with '//b/'"),
        ("[site]\naddress = 'https://bücher.example/'\n", "site.toml:2: 'address' stands in feeds"),
        ("[site]\nlanguage = 'pt_BR'\n", "site.toml:2: browsers know no language 'pt_BR'; write"),
        ("[site]\ntitle = x\n", "site.toml:2: Invalid value"),
        ("a = " + "[" * 5000, "site.toml: "),
    ],
    ids=lambda each: each[:30],
)
def test_a_mistake_is_told_with_its_line_and_how_to_mend_it(
    tmp_path: Path, text: str, words: str
) -> None:
    (only,) = told(refusal(tmp_path, text))
    assert only.startswith(words)


def test_several_mistakes_are_all_told(tmp_path: Path) -> None:
    text = (
        "kinds = ['dey']\nfeeds = ['atmo']\n[site]\ntitel = 'x'\naddress = 'x'\n"
        "[limits]\nfeed_items = 0\n[sources.nowhere]\n[sources.huggingface]\npause = 'long'\n"
    )
    lines = [re.match(r"site\.toml:(\d+): ", each) for each in told(refusal(tmp_path, text))]
    assert sorted(int(found[1]) for found in lines if found) == [1, 2, 4, 5, 7, 8, 10]


def test_a_byte_order_mark_and_crlf_do_not_matter(tmp_path: Path) -> None:
    found = loaded(tmp_path, "\ufeff[site]\r\ntitle = 'x'\r\n")
    assert found.identity.title == "x"


def test_a_site_without_its_file_or_with_bytes_in_it_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read") as caught:
        load(tmp_path)
    assert caught.value.code == Exit.USAGE
    (tmp_path / "site.toml").write_bytes(b"[site]\ntitle = '\xe9'\n")
    with pytest.raises(Problem, match=r"site\.toml:2: this is not UTF-8 text; save it") as caught:
        load(tmp_path)
    assert caught.value.code == Exit.USAGE


def test_a_key_can_be_overridden_for_one_run(tmp_path: Path) -> None:
    text = "[site]\ntitle = 'x'\n"
    german = tmp_path / "templates" / "words" / "de.toml"
    german.parent.mkdir(parents=True)
    shutil.copy(shipped("templates") / "words" / "en.toml", german)
    found = loaded(
        tmp_path,
        text,
        "site.title=Papers: a = b",
        "site.address=https://example.org/papers/",
        "site.description=",
        "site.language='de'",
        "limits.feed_items=7",
        "kinds=['day', \"home\"]",
        "feeds=rss",
        "sources.huggingface.pause=0",
        "sources.huggingface.list = false",
    )
    assert found.identity == Identity(
        "Papers: a = b", "", "https://example.org/papers/", language="de"
    )
    assert found.identity.base == "/papers/"
    assert found.limits.feed_items == 7
    assert found.kinds == ("day", "home")
    assert found.feeds == ("rss",)
    assert list(found.sources) == ["arxiv_api", "manual", "huggingface", "saved_page"]
    assert found.sources["huggingface"].pause == 0.0
    assert found.sources["huggingface"].list is False
    assert (tmp_path / "site.toml").read_text() == text


def test_the_last_override_of_a_key_counts(tmp_path: Path) -> None:
    assert loaded(tmp_path, "", "site.title=a", "site.title=b").identity.title == "b"


@pytest.mark.parametrize(
    ("text", "repository", "title"),
    [
        ("", "", "Broadsheet"),
        ("", "https://github.com/someone/my-papers/", "My papers"),
        ("", "https://github.com/someone/LLMs", "LLMs"),
        ("", "https://github.com/someone/my-papers.git", "My papers"),
        ("[site]\ntitle = 'The Loom'\n", "https://github.com/someone/my-papers", "The Loom"),
    ],
)
def test_a_site_without_a_title_is_called_as_its_repository(
    tmp_path: Path, text: str, repository: str, title: str
) -> None:
    assert loaded(tmp_path, text, f"site.repository={repository}").identity.title == title


@pytest.mark.parametrize("end", ["", "/", ".git", ".git/"])
def test_pages_of_a_repository_stand_beneath_its_name(tmp_path: Path, end: str) -> None:
    found = loaded(tmp_path, "", f"site.repository=https://github.com/someone/papers{end}")
    assert found.identity.repository == "https://github.com/someone/papers"


@pytest.mark.parametrize(
    "value", ["2025", "[", "'", "a\nb = 3", "é", "1.0.0", "[" * 5000, "9" * 5000]
)
def test_what_toml_does_not_read_is_text(tmp_path: Path, value: str) -> None:
    told = loaded(tmp_path, "", f"site.title={value}").identity.title
    assert told == value.replace("\n", " ")


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("site.title", "--set site.title: no `=`"),
        ("=x", "no `=`"),
        ("", "no `=`"),
        ("site.titel=x", "unknown key 'titel'; did you mean 'title'?"),
        ("site.title=true", "'title' must be text, not True"),
        ("limits.feed_items=many", "'feed_items' must be a whole number, not 'many'"),
        ("limits.feed_items=0", "'feed_items' must be 1 to 10,000"),
        ("kinds.day=x", "--set kinds.day: 'kinds' is no table"),
        ("site.title.x=y", "--set site.title.x: 'title' is no table"),
        ("sources.nowhere.list=true", "no source is called 'nowhere'"),
        ("site.address=nowhere", "'nowhere' is no web address"),
        ("..=x", "unknown key ''"),
    ],
)
def test_a_wrong_override_is_a_problem_of_usage(tmp_path: Path, override: str, words: str) -> None:
    text = "kinds = ['day']\n[site]\ntitle = 'x'\n"
    assert words in str(refusal(tmp_path, text, override))


def test_the_nearest_folder_upwards_is_the_site(tmp_path: Path) -> None:
    inner = tmp_path / "site" / "content" / "days"
    inner.mkdir(parents=True)
    with pytest.raises(Problem, match=r"no site\.toml") as caught:
        nearest(inner)
    assert caught.value.code == Exit.USAGE
    (tmp_path / "site.toml").touch()
    assert nearest(inner) == tmp_path
    (tmp_path / "site" / "site.toml").touch()
    assert nearest(inner) == tmp_path / "site"
    (inner / "site.toml").mkdir()
    assert nearest(inner) == tmp_path / "site"


@pytest.mark.parametrize(
    ("address", "root", "base"),
    [
        ("https://example.org", "https://example.org/", "/"),
        ("https://example.org/papers", "https://example.org/papers/", "/papers/"),
        ("https://example.org/papers//", "https://example.org/papers/", "/papers/"),
    ],
)
def test_an_address_ends_in_a_slash(address: str, root: str, base: str) -> None:
    identity = Identity(address=address)
    assert (identity.root, identity.base) == (root, base)


def test_folders_are_those_of_the_site_before_those_that_are_shipped(tmp_path: Path) -> None:
    assert loaded(tmp_path, "").content == tmp_path / "content"
    assert overlaid(tmp_path, "templates") == (ROOT / "templates",)
    (tmp_path / "templates").mkdir()
    both = (tmp_path / "templates", ROOT / "templates")
    assert overlaid(tmp_path, "templates") == both
    assert overlaid(ROOT, "static") == (ROOT / "static",)


def test_a_module_that_is_not_there_is_a_problem_with_the_place_that_named_it() -> None:
    with pytest.raises(Problem) as caught:
        plugin.load("kinds", "dya", Place("site.toml", 3))
    assert str(caught.value) == "site.toml:3: no kind is called 'dya'; did you mean 'day'?"
    assert plugin.load("kinds", "day").__name__ == "generator.kinds.day"
