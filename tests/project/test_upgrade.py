"""How the cookbook upgrades a copy of this repository: the program is the new one, words stay."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

COOKBOOK = (Path(__file__).resolve().parents[2] / ".github/cookbook.md").read_text()
UPGRADE, ONCE = re.findall(r"```sh\n(.*?)```", COOKBOOK, re.DOTALL)
FIRST = {
    "generator/loom.py": "one\ntwo\nthree\n",
    "templates/day.html": "<h1>Day</h1>\n\n\n<p>Papers</p>\n",
    "site.toml": "[site]\ntitle = 'Broadsheet'\n\n\nfeeds = ['atom']\n",
    "content/about.md": "About\n",
    "content/days/2025-12-12.md": "generated\n",
}
OURS = {
    "templates/day.html": "<h1>Our day</h1>\n\n\n<p>Papers</p>\n",
    "site.toml": "[site]\ntitle = 'Ours'\n\n\nfeeds = ['atom']\n",
    "content/about.md": "About us\n",
    "content/days/2025-12-12.md": None,
    "content/topics/looms.md": "Looms\n",
}
THEIRS = {
    "generator/loom.py": "one\nTWO\nthree\n",
    "generator/added.py": "four\n",
    "templates/day.html": "<h1>Day</h1>\n\n\n<p>All papers</p>\n",
    "site.toml": "[site]\ntitle = 'Broadsheet'\n\n\nfeeds = ['atom', 'rss']\n",
    "content/about.md": "About it\n",
    "content/days/2025-12-12.md": "generated anew\n",
    "content/topics/wheels.md": "Wheels\n",
}
WHOLE = {
    "generator/loom.py": THEIRS["generator/loom.py"],
    "generator/added.py": THEIRS["generator/added.py"],
    "templates/day.html": "<h1>Our day</h1>\n\n\n<p>All papers</p>\n",
    "site.toml": "[site]\ntitle = 'Ours'\n\n\nfeeds = ['atom', 'rss']\n",
    "content/about.md": OURS["content/about.md"],
    "content/topics/looms.md": OURS["content/topics/looms.md"],
}

pytestmark = pytest.mark.skipif(
    not (shutil.which("sh") and shutil.which("git")), reason="needs sh and git"
)


def shell(folder: Path, script: str) -> str:
    settings = {
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": "x@y"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    done = subprocess.run(
        ["sh", "-c", script],  # noqa: S607 - whichever people have
        cwd=folder,
        env={**os.environ, **settings},
        text=True,
        capture_output=True,
        check=False,
    )
    return done.stdout + done.stderr


def commit(folder: Path, files: Mapping[str, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            (folder / path).unlink()
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    shell(folder, "git init -q --initial-branch=main; git add --all; git commit -qm 'A change'")


def files(folder: Path) -> dict[str, str]:
    listed = shell(folder, "git ls-files").split()
    assert shell(folder, "git status --porcelain") == ""
    return {path: (folder / path).read_text() for path in listed}


@pytest.mark.parametrize("copied", ["fork", "template"])
def test_an_upgrade_brings_the_program_and_keeps_words_and_settings(
    copied: str, tmp_path: Path
) -> None:
    upstream, ours = tmp_path / "upstream", tmp_path / "ours"
    upstream.mkdir()
    commit(upstream, {"README.md": "before\n"})
    commit(upstream, {**FIRST, "README.md": None})
    if copied == "fork":
        shell(tmp_path, "git clone -q upstream ours")
    else:
        ours.mkdir()
        commit(ours, FIRST)
    commit(ours, OURS)
    commit(upstream, THEIRS)
    shell(ours, f"git remote add upstream {upstream}")
    if copied == "template":
        shell(ours, ONCE)
    shell(ours, UPGRADE)
    assert files(ours) == WHOLE
    commit(upstream, {"generator/loom.py": "once more\n", "content/about.md": "Anew\n"})
    shell(ours, UPGRADE)
    assert files(ours) == {**WHOLE, "generator/loom.py": "once more\n"}
