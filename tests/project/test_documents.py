"""What README.md says of commands and keys is what there is: each is there, and described."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

import click
import pytest
import yaml

from generator.archive.authorship import AuthorFront
from generator.archive.corrections import Correction
from generator.archive.topics import TopicFront
from generator.cli import main
from generator.model.frozen import is_dataclass, names, needed
from generator.model.topic import Rule
from generator.settings import plugin
from generator.settings import site as settings
from generator.settings.tables import Tables

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
ROW = re.compile(r"^\| (.+?) \| (.*?) ?\| ?(.*?) ?\|$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
# Tables whose keys people choose: one row tells of all.
OPEN = ("look.navigation", "look.footer", "custom_feeds.<name>", "sources.<name>")
ANY = object()  # as a default: README says it in words, or there is none


def section(title: str) -> str:
    """Return the text beneath a heading of README."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def described_keys() -> dict[str, str]:
    """Return the keys of site.toml in README, with their defaults as it writes them."""
    found: dict[str, str] = {}
    for keys, default, _ in ROW.findall(section("Keys of site.toml")):
        defaults = CODE.findall(default)
        for at, key in enumerate(CODE.findall(keys)):
            found[key] = defaults[at] if at < len(defaults) else ""
    return found


def keys_of(kind: type, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the keys of a dataclass of settings, with their defaults."""
    hints = get_type_hints(kind)
    whole = kind(**dict.fromkeys(needed(kind), ("x",)))
    for name in names(kind):
        key, hint = path + name, hints[name]
        if is_dataclass(hint) and key not in ("look.light", "look.dark"):
            yield from keys_of(hint, f"{key}.")
        else:
            yield key, ANY if name in needed(kind) else getattr(whole, name)


def keys() -> Mapping[str, Any]:
    """Return all keys of site.toml by the code, with their defaults."""
    found = {key: default for key, default in keys_of(Tables) if key not in ("sources", "kinds")}
    for name in ("custom_feeds", "look.light", "look.dark"):
        del found[name]
    for source in plugin.names("sources"):
        found |= keys_of(plugin.load("sources", source).Source, f"sources.{source}.")
    colours = dict.fromkeys(("look.light.<colour>", "look.dark.<colour>"), ANY)
    return found | colours | dict.fromkeys(("kinds", *OPEN), ANY)


def test_every_key_is_described_and_every_one_described_is_there() -> None:
    assert sorted(described_keys()) == sorted(keys())


@pytest.mark.parametrize("key", [key for key, default in described_keys().items() if default])
def test_a_default_is_the_one_that_is_described(key: str) -> None:
    default = keys()[key]
    said = tomllib.loads(f"value = {described_keys()[key]}")["value"]
    assert said == (list(default) if isinstance(default, tuple) else default)


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


DESCRIBED = {
    re.match(r"[a-z]+(?: [a-z]+)*", row)[0]: row  # type: ignore[index]
    for row in re.findall(r"^\| `([^`]+)` \|", section("Commands"), re.MULTILINE)
}


def test_every_command_is_described_and_every_one_described_is_there() -> None:
    assert sorted(DESCRIBED) == sorted(name for name, _ in commands(main))


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_option_of_a_command_is_described(name: str) -> None:
    command = dict(commands(main))[name]
    options = {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    } - {"--verbose"}  # which stands before every command too
    assert set(re.findall(r"--[a-z-]+", DESCRIBED[name])) == options


def test_every_key_that_people_write_into_pages_is_described() -> None:
    for kind in (Correction, AuthorFront, TopicFront, Rule):
        missing = [key for key in names(kind) if not re.search(rf"\b{key}\b", README)]
        assert missing == [], kind


def test_every_file_that_a_document_leads_to_is_there() -> None:
    documents = (*ROOT.glob("*.md"), *(ROOT / ".github").glob("*.md"))
    for document in documents:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text()):
            if not link.startswith("/"):
                assert (document.parent / link).exists(), f"{document.name}: {link}"


COOKBOOK = (ROOT / ".github/cookbook.md").read_text()


def with_recipe(text: str) -> str:
    """Return the shipped site.toml with a recipe in it, as the cookbook says."""
    fresh = re.findall(r"^\[(.+?)\]", text, re.MULTILINE)
    sources = any(name.startswith("sources.") for name in fresh)
    tables = re.split(r"^(?=\[)", (ROOT / "site.toml").read_text(), flags=re.MULTILINE)
    kept = (
        table
        for table in tables
        if table[1:].partition("]")[0] not in fresh
        and not (sources and table.startswith("[sources."))
    )
    return "".join((*kept, text))


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", COOKBOOK, re.DOTALL))
def test_every_recipe_can_be_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(with_recipe(text))
    words = tmp_path / "templates/words/fr.toml"
    words.parent.mkdir(parents=True)
    words.write_text((ROOT / "templates/words/en.toml").read_text())
    site = settings.load(tmp_path)
    said = re.findall(r"^\[sources\.(.+?)\]", text, re.MULTILINE)
    assert list(site.sources) == (said or list(settings.load(ROOT).sources))


def test_pre_commit_runs_what_make_check_does() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    programs = {hook["entry"].split()[0].removeprefix(".venv/bin/") for hook in hooks}
    checked = re.findall(
        r"\$\(BIN\)/([a-z-]+)(?: format| check| --check)*$", MAKEFILE, re.MULTILINE
    )
    assert {*checked, "zizmor"} >= programs >= {"ruff", "mypy", "lint-imports", "zizmor"}
