"""broadsheet publish, on real repositories: whoever else pushes, nothing is lost and all is once.

A person, or another machine that fetches, pushes at the worst moment: from a hook of git, while the
push of the clone that is tested has begun.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import which

import pytest

from generator.model.exchange import Reject
from generator.model.ledger import DayState, State
from generator.model.paper import PaperId, Reading, Record
from generator.store import files, ledgers, records, turns
from tests import forked

pytestmark = pytest.mark.skipif(not which("git"), reason="needs git")

MONDAY = date(2026, 1, 5)
DAY = "content/days/2026/2026-01-05.md"
RECORDS = "content/records/huggingface/2026/2026-01-05.jsonl"
COUNTS = RECORDS.replace(".jsonl", ".counts.json")
STATES = "content/records/huggingface/2026/states.jsonl"


@dataclass(frozen=True, slots=True)
class World:
    """A bare repository, and clones of it beside it."""

    folder: Path

    def settings(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def run(self, where: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=self.folder / where,
            env={**os.environ, **self.settings()},
            text=True,
            capture_output=True,
            check=False,
        )

    def git(self, where: str, *words: str) -> str:
        ran = self.run(where, "git", *words)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def publish(self, code: int = 0, where: str = "ci") -> str:
        """Publish from a clone; whatever is then run leaves a line in the file `deployed`."""
        then = f"{sys.executable} -c \"open('../deployed', 'a').write('once;')\""
        words = ("publish", "--then", then)
        ran = forked.run(*words, env=self.settings(), cwd=self.folder / where)
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def meanwhile(self, where: str, hook: str, script: str) -> None:
        """Let another clone do something, once, when git comes to `hook` in CI's."""
        file = self.folder / "ci/.git/hooks" / hook
        lines = ("#!/bin/sh", f"rm {file}", "unset $(git rev-parse --local-env-vars)")
        file.write_text("\n".join((*lines, f"cd ../{where}", script)) + "\n")
        file.chmod(0o755)

    def commits(self) -> int:
        return int(self.git("remote", "rev-list", "--count", "main"))

    def deployed(self) -> str:
        file = self.folder / "deployed"
        return file.read_text() if file.exists() else ""

    def at_remote(self, path: str) -> str:
        return self.git("remote", "show", f"main:{path}")


def learn(site: Path, numbers: Iterable[int], votes: int = 1) -> None:
    """Store what a fetch would: papers by their numbers, with votes, and the state of the day."""
    names = [PaperId(f"arxiv:2601.{number:05}") for number in numbers]
    reading = Reading(date=date(2026, 1, 6), votes=votes)
    papers = [Record(id=name, title=f"Loom {name}") for name in names]
    content = site / "content"
    records.add(content, "huggingface", MONDAY, papers, dict.fromkeys(names, reading))
    state = DayState(day=MONDAY, state=State.PUBLISHED, got=len(names))
    ledgers.write_days(content, "huggingface", [state])


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """CI's clone has one commit of history, as the checkout action makes it."""
    made = World(tmp_path)
    write(tmp_path / "gitconfig", "[user]\nname = A Person\nemail = person@example.org\n")
    made.git(".", "init", "-q", "--bare", "--initial-branch=main", "remote")
    made.git(".", "clone", "-q", "remote", "person")
    write(tmp_path / "person/site.toml", "[sources.huggingface]\n")
    write(tmp_path / "person/.gitignore", "/_site/\n.cache/\n")
    write(tmp_path / "person/content/about.md", "---\ntitle: About\n---\nOurs.\n")
    made.git("person", "add", ".")
    made.git("person", "commit", "-qm", "first")
    made.git("person", "push", "-q", "origin", "HEAD:main")
    made.git("person", "branch", "-q", "--set-upstream-to", "origin/main")
    made.git(".", "clone", "-q", "--depth=1", f"file://{tmp_path}/remote", "ci")
    return made


def test_nothing_new_makes_no_commit_and_deploys_nothing(world: World) -> None:
    assert "pushed: 0" in world.publish()
    assert world.commits() == 1
    assert world.deployed() == ""


def test_a_new_day_and_its_page_are_one_commit(world: World) -> None:
    learn(world.folder / "ci", [1, 2])
    assert "pushed: 1" in world.publish()
    assert world.commits() == 2
    assert world.git("remote", "log", "-1", "--format=%s", "main") == "Papers of 2026-01-05\n"
    assert "paper/arxiv:2601.00002" in world.at_remote(DAY)
    assert world.deployed() == "once;"
    assert "pushed: 0" in world.publish()
    assert world.commits() == 2


def test_what_a_killed_run_committed_and_did_not_push_is_pushed_by_the_next(world: World) -> None:
    learn(world.folder / "ci", [1])
    hook = world.folder / "ci/.git/hooks/pre-push"
    write(hook, f"#!/bin/sh\nrm {hook}\nkill -9 $(cat ../publishing)\nexit 1\n")
    hook.chmod(0o755)
    publish = f"{sys.executable} -m generator publish"
    world.run("ci", "sh", "-c", f"echo $$ > ../publishing; exec {publish}")
    assert not hook.exists()
    assert world.commits() == 1
    assert "ahead 1" in world.git("ci", "status", "--branch", "--short")
    shutil.rmtree(world.folder / "ci/.cache")  # may be lost at any time
    assert "pushed: 1" in world.publish()
    assert world.commits() == 2
    assert "paper/arxiv:2601.00001" in world.at_remote(DAY)
    assert world.git("ci", "status", "--short") == ""


@pytest.mark.parametrize(("more", "told"), [(1, "1 more day"), (2, "2 more days")])
def test_a_commit_tells_how_many_days_it_has(world: World, more: int, told: str) -> None:
    paper = Record(id=PaperId("arxiv:2601.00009"), title="Loom")
    for ago in range(more + 1):
        day = MONDAY - timedelta(days=ago)
        records.add(world.folder / "ci/content", "huggingface", day, [paper], {})
    world.publish()
    told = f"Papers of {MONDAY} and {told}\n"
    assert world.git("remote", "log", "-1", "--format=%s", "main") == told


@pytest.mark.parametrize("hook", ["post-commit", "pre-push"])
def test_what_a_person_pushes_meanwhile_is_kept_word_for_word(world: World, hook: str) -> None:
    learn(world.folder / "ci", [1])
    world.publish()
    world.git("person", "pull", "-q")
    learn(world.folder / "ci", [1, 2])
    world.meanwhile(
        "person", hook, f"echo 'I wove this.' >> {DAY}; git commit -qam note; git push -q"
    )
    assert "pushed: 1" in world.publish()
    page = world.at_remote(DAY)
    assert page.count("I wove this.") == 1
    assert page.index("00001") < page.index("I wove this.") < page.index("00002")
    assert world.commits() == 4
    assert world.deployed() == "once;once;"
    assert world.git("remote", "log", "--merges", "main") == ""


def test_what_was_pushed_before_it_began_is_taken_too(world: World) -> None:
    learn(world.folder / "ci", [1])
    world.run("person", "sh", "-c", "echo Theirs. >> content/about.md; git commit -qam x")
    world.git("person", "push", "-q")
    world.publish()
    assert world.at_remote("content/about.md").endswith("Ours.\nTheirs.\n")
    assert "00001" in world.at_remote(DAY)


def test_two_machines_that_fetch_at_once_lose_nothing(world: World) -> None:
    world.git(".", "clone", "-q", f"file://{world.folder}/remote", "other")
    learn(world.folder / "ci", [1, 2], votes=5)
    learn(world.folder / "other", [2, 3, 4], votes=4)
    world.meanwhile("other", "pre-push", f"{sys.executable} -m generator publish")
    assert "pushed: 1" in world.publish()
    lines = world.at_remote(RECORDS).splitlines()
    assert [json.loads(line)["id"][-1] for line in lines] == ["1", "2", "3", "4"]
    counts = json.loads(world.at_remote(COUNTS))
    assert [series[-1]["votes"] for _, series in sorted(counts.items())] == [5, 5, 4, 4]
    assert json.loads(world.at_remote(STATES))["got"] == 3
    assert all(f"paper/arxiv:2601.0000{number}" in world.at_remote(DAY) for number in range(1, 5))
    assert world.git("remote", "log", "--merges", "main") == ""
    assert world.deployed() == "once;"


def test_both_machines_say_the_same_and_the_second_makes_no_empty_commit(world: World) -> None:
    world.git(".", "clone", "-q", f"file://{world.folder}/remote", "other")
    learn(world.folder / "ci", [1])
    learn(world.folder / "other", [1])
    world.meanwhile("other", "pre-push", f"{sys.executable} -m generator publish")
    assert "pushed: 0" in world.publish()
    assert world.commits() == 2
    assert world.deployed() == ""


def test_a_newer_program_that_comes_with_the_remote_s_state_is_for_the_next_run(
    world: World,
) -> None:
    """A copy of this repository has its program in it, and somebody upgrades it meanwhile."""
    root = Path(__file__).resolve().parents[2]
    for name in ("generator", "templates", "static"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / name, world.folder / "person" / name, ignore=ignored)
    upgrade = (
        "echo \"LATER = 'Anew:'\" >> generator/model/paper.py; "
        "sed -i -e 's/^from collections.abc .*/&\\nfrom generator.model.paper import LATER/' "
        "-e 's/fresh(name, /&LATER + /' generator/kinds/day.py; "
    )
    world.run("person", "sh", "-c", "echo __pycache__ >> .gitignore; git add .; git commit -qm old")
    world.run("person", "git", "push", "-q")
    world.git("ci", "pull", "-q")
    learn(world.folder / "ci", [1])
    world.run("person", "sh", "-c", f"{upgrade} git commit -qam upgrade; git push -q")
    broadsheet = ("env", f"PYTHONPATH={world.folder}/ci", sys.executable, "-m", "generator")
    published = world.run("ci", *broadsheet, "publish")
    assert "pushed: 1" in published.stdout, published.stderr
    assert "Anew:" not in world.at_remote(DAY)
    made = world.run("ci", *broadsheet, "pages")
    assert "pages written: 1" in made.stdout, made.stderr
    assert "Anew:###" in (world.folder / "ci" / DAY).read_text()


def test_what_is_no_record_is_not_published(world: World) -> None:
    learn(world.folder / "ci", [1])
    draft = world.folder / "ci/content/about.md"
    draft.write_text("A draft.\n")
    assert "content/about.md: this is not committed" in world.publish(code=2)
    assert draft.read_text() == "A draft.\n"
    assert world.commits() == 1


def test_what_was_fetched_is_published_upon_a_branch_that_was_rewritten(world: World) -> None:
    learn(world.folder / "ci", [1])
    world.publish()
    learn(world.folder / "ci", [2])
    rewritten = "echo y >> site.toml; git commit -qa --amend -m theirs; git push -qf"
    world.run("person", "sh", "-c", rewritten)
    assert "pushed: 1" in world.publish()
    assert world.git("remote", "log", "-2", "--format=%s", "main").endswith("theirs\n")
    assert "paper/arxiv:2601.00002" in world.at_remote(DAY)
    assert "y" in world.at_remote("site.toml").splitlines()


def test_commits_of_ones_own_are_not_thrown_away(world: World) -> None:
    world.run("ci", "sh", "-c", "echo x >> content/about.md; git commit -qam mine")
    world.run("person", "sh", "-c", "echo y >> site.toml; git commit -qam theirs; git push -q")
    learn(world.folder / "ci", [1])
    assert "this clone has commits that origin has not" in world.publish(code=3)
    assert "x" in (world.folder / "ci/content/about.md").read_text()


@pytest.mark.parametrize("begun", ["merge", "rebase"])
def test_what_git_has_begun_is_for_a_person_to_end(world: World, begun: str) -> None:
    for number, who in enumerate(("person", "ci"), 1):
        learn(world.folder / who, [number])
        forked.run("pages", env=world.settings(), cwd=world.folder / who)
        world.git(who, "add", ".")
        world.git(who, "commit", "-qm", who)
    world.git("person", "push", "-q")
    world.git("ci", "fetch", "-q")
    assert world.run("ci", "git", begun, "origin/main").returncode
    before = world.git("ci", "status", "--porcelain")
    assert "AA content/days" in before
    told = world.publish(code=2)
    assert f"git is amid a {begun}; end it: git {begun} --continue, or take it back: " in told
    assert world.git("ci", "status", "--porcelain") == before
    assert "<<<<<<<" in (world.folder / "ci" / DAY).read_text()
    told = forked.run("pages", env=world.settings(), cwd=world.folder / "ci").stderr
    for file in (DAY, RECORDS, COUNTS):
        assert f"problem {file}:" in told
    assert told.count("git left a conflict here") == told.count("problem ")


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_is_told_once_a_file_though_both_sides_tell_of_a_paper(
    world: World, style: str
) -> None:
    head = STATES.replace("2026/states.jsonl", "source.json")
    world.git("ci", "config", "merge.conflictStyle", style)
    learn(world.folder / "person", [1, 2])
    write(world.folder / "person" / head, '{"since": "2026-01-05"}\n')
    world.run("person", "sh", "-c", "git add .; git commit -qm day; git push -q")
    world.git("ci", "pull", "-q")
    for votes, who in enumerate(("person", "ci"), 2):
        learn(world.folder / who, range(1, votes + 1), votes)
        text = (world.folder / who / RECORDS).read_text()
        write(world.folder / who / RECORDS, text.replace("Loom", who))
        write(world.folder / who / head, f'{{"fetched": "2026-01-0{votes + 4}"}}\n')
        world.run(who, "sh", "-c", "git add .; git commit -qm theirs")
    world.git("person", "push", "-q")
    assert world.run("ci", "git", "pull", "-q", "--no-rebase").returncode
    told = forked.run("pages", env=world.settings(), cwd=world.folder / "ci").stderr
    assert told.count("git left a conflict here") == told.count("problem ") == 3, told
    for file in (RECORDS, COUNTS, head):
        assert f"problem {file}:" in told


@pytest.mark.parametrize(
    ("says", "clicks"),
    [
        ("error: GH006: Protected branch update failed for refs/heads/main.", "Settings → Rules"),
        ("error: GH013: Repository rule violations found for refs/heads/main.", "Settings → Rules"),
        ("error: no write access", "Settings → Actions → General → Workflow permissions"),
    ],
)
def test_a_branch_that_takes_no_push_says_what_to_click(
    world: World, says: str, clicks: str
) -> None:
    hook = world.folder / "remote/hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit 1\n")
    hook.chmod(0o755)
    learn(world.folder / "ci", [1])
    told = world.publish(code=3)
    assert "of origin takes no push:" in told
    assert clicks in told
    assert world.deployed() == ""


def test_a_repository_that_was_never_pushed_says_how(world: World) -> None:
    world.git(".", "init", "-q", "alone")
    write(world.folder / "alone/site.toml", "")
    told = world.publish(code=2, where="alone")
    assert "there is no branch to push to" in told
    assert "git push --set-upstream" in told


def test_a_branch_that_the_other_side_has_not_says_how_to_push_it(world: World) -> None:
    world.git("remote", "update-ref", "-d", "refs/heads/main")
    learn(world.folder / "person", [1])
    told = world.publish(code=2, where="person")
    assert "origin has no branch 'main'; push it once by hand: " in told
    mend = told.rstrip().rpartition("by hand: ")[2]
    world.git("person", *mend.split()[1:], "--quiet")
    assert "pushed: 1" in world.publish(where="person")


def test_where_git_has_no_name_to_commit_in_it_says_how_to_give_one(world: World) -> None:
    (world.folder / "gitconfig").write_text("[user]\nuseConfigOnly = true\n")
    learn(world.folder / "ci", [1])
    told = world.publish(code=2)
    assert "git does not know who commits here; tell it: git config user.name" in told
    assert RECORDS in world.git("ci", "status", "--porcelain", "--untracked-files=all")
    for command in told.partition("tell it: ")[2].split("; "):
        world.run("ci", "sh", "-c", command)
    assert "pushed: 1" in world.publish()


def test_where_no_repository_is_it_says_what_to_do(world: World) -> None:
    write(world.folder / "none/site.toml", "")
    told = world.publish(code=2, where="none")
    assert "there is no repository to publish from: fatal: not a git repository" in told
    assert told.endswith("or make one: git init\n")


def test_in_a_folder_of_somebody_else_it_says_how_to_trust_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # as git's own tests have it
    remote = str(world.folder / "remote")  # seldom on the same machine
    world.git("ci", "config", "--global", "--add", "safe.directory", remote)
    learn(world.folder / "ci", [1])
    told = world.publish(code=2)
    assert "detected dubious ownership" in told
    trust = told.rstrip().rpartition("or trust them: ")[2]
    assert world.run("ci", *trust.split()).returncode == 0
    assert "pushed: 1" in world.publish()


def test_what_it_says_to_do_can_be_done(world: World) -> None:
    learn(world.folder / "person", [1])
    world.git("person", "checkout", "-q", "--detach")
    assert (
        world.publish(code=2, where="person")
        .rstrip()
        .endswith("go back to your branch: git switch main")
    )
    world.git("person", "switch", "-q", "--create", "other")
    mend = world.publish(code=2, where="person").rstrip().rpartition("push once by hand: ")[2]
    world.git("person", *mend.split()[1:], "--quiet")
    assert "pushed: 1" in world.publish(where="person")


def test_a_repository_that_is_gone_is_told_in_the_words_that_tell_it(world: World) -> None:
    learn(world.folder / "ci", [1])
    (world.folder / "remote").rename(world.folder / "moved")
    told = world.publish(code=3)
    assert "does not appear to be a git repository; what was fetched is here still" in told


def test_a_deploy_that_cannot_be_started_is_told(world: World) -> None:
    learn(world.folder / "ci", [1])
    command = [sys.executable, "-m", "generator", "publish", "--then", "no-such-command x"]
    ran = world.run("ci", *command)
    assert ran.returncode == 3
    assert "it was pushed, but this failed: no-such-command x" in ran.stderr
    assert world.commits() == 2


def test_pages_that_were_made_already_are_made_again(world: World) -> None:
    ci = world.folder / "ci"
    learn(ci, [1, 2])
    world.run("ci", sys.executable, "-m", "generator", "pages")
    assert (ci / DAY).is_file()
    assert "pushed: 1" in world.publish()
    assert "paper/arxiv:2601.00002" in world.at_remote(DAY)
    learn(ci, [1, 2, 3])
    world.run("ci", sys.executable, "-m", "generator", "pages")
    assert "pushed: 1" in world.publish()
    assert "paper/arxiv:2601.00003" in world.at_remote(DAY)


def test_pages_that_were_made_before_more_was_fetched_are_made_again(world: World) -> None:
    ci = world.folder / "ci"
    learn(ci, [2], votes=1)
    world.publish()
    learn(ci, [2, 3], votes=2)
    world.run("ci", sys.executable, "-m", "generator", "pages")
    learn(ci, [1, 2, 3, 4], votes=3)
    assert "pushed: 1" in world.publish()
    assert world.at_remote(DAY).count("<!-- block") == 4


@pytest.mark.parametrize("how", ["prose", "edited", "front", "moved", "damaged", "deleted"])
def test_what_somebody_did_to_such_a_page_is_a_draft(world: World, how: str) -> None:
    ci = world.folder / "ci"
    learn(ci, [1, 2])
    world.publish()
    learn(ci, [1, 2, 3])
    world.run("ci", sys.executable, "-m", "generator", "pages")
    text = (ci / DAY).read_text()
    first, second = (text.index(f"<!-- block paper/arxiv:2601.0000{each}") for each in (1, 2))
    third = text.index("<!-- block paper/arxiv:2601.00003")
    changed = {
        "prose": text + "Ours.\n",
        "edited": text.replace("Loom arxiv:2601.00003", "Our loom"),
        "front": text.replace("---\n", "---\norder: page\n", 1),
        "moved": text[:first] + text[second:third] + text[first:second] + text[third:],
        "damaged": text.replace("<!-- /block -->", "", 1),
    }
    if how in changed:
        assert changed[how] != text
        (ci / DAY).write_text(changed[how])
    else:
        (ci / DAY).unlink()
    learn(ci, [1, 2, 3, 4])
    assert f"{DAY}: this is not committed" in world.publish(code=2)
    assert files.read(ci / DAY) == changed.get(how)


def test_words_in_a_page_are_nothing_that_was_fetched(world: World) -> None:
    ci = world.folder / "ci"
    learn(ci, [1])
    world.run("ci", sys.executable, "-m", "generator", "pages")
    text = (ci / DAY).read_text() + "\nOurs.\n"
    (ci / DAY).write_text(text)
    assert f"{DAY}: this is not committed" in world.publish(code=2)
    assert (ci / DAY).read_text() == text
    assert (ci / RECORDS).is_file()


def status(world: World) -> str:
    return world.git("ci", "status", "--porcelain", "--untracked-files=all")


@pytest.mark.parametrize("path", [RECORDS, STATES])
def test_where_others_pushed_what_cannot_be_read_the_folder_is_as_it_was(
    world: World, path: str
) -> None:
    ci = world.folder / "ci"
    learn(ci, [1])
    before = status(world), (ci / RECORDS).read_text()
    write(world.folder / "person" / path, "<<<<<<< HEAD\n")
    world.git("person", "add", ".")
    world.git("person", "commit", "-qm", "damage")
    world.git("person", "push", "-q")
    world.publish(code=2)  # of 1, the workflow would say that the rest is published
    assert (status(world), (ci / RECORDS).read_text()) == before


def test_a_push_that_the_network_drops_hinders_no_later_one(world: World) -> None:
    learn(world.folder / "ci", [1])
    hook = world.folder / "ci/.git/hooks/pre-push"
    hook.write_text("#!/bin/sh\nrm $0\nmv ../remote ../gone\nexit 1\n")
    hook.chmod(0o755)
    before = status(world)
    world.publish(code=3)
    assert status(world) == before
    world.publish(code=3)
    (world.folder / "gone").rename(world.folder / "remote")
    assert "pushed: 1" in world.publish()
    assert world.at_remote(RECORDS)


def test_it_writes_nothing_while_another_process_does(world: World) -> None:
    ci = world.folder / "ci"
    learn(ci, [1])
    before = status(world)
    with turns.alone(ci / ".cache"):
        assert "another process is writing in content/" in world.publish(code=2)
    assert status(world) == before


def test_what_a_killed_one_took_away_comes_back(world: World) -> None:
    ci = world.folder / "ci"
    learn(ci, [1])
    world.run(
        "person", "sh", "-c", "echo Theirs. >> content/about.md; git commit -qam x; git push -q"
    )
    hook = ci / ".git/hooks/post-index-change"  # `reset` has taken their state
    hook.write_text("#!/bin/sh\nrm $0\nkill -9 $(cat ../publisher)\n")
    hook.chmod(0o755)
    script = f"echo $$ > ../publisher; exec {sys.executable} -m generator publish"
    assert world.run("ci", "sh", "-c", script).returncode == -9
    hook.unlink(missing_ok=True)
    assert "pushed: 1" in world.publish()
    assert world.at_remote(RECORDS)
    assert "Theirs." in world.at_remote("content/about.md")


def test_what_was_healed_stays_healed_whoever_pushes(world: World) -> None:
    content = world.folder / "ci/content"
    learn(world.folder / "ci", [1])
    records.write_rejects(content, "huggingface", MONDAY, [Reject("a note lacks x", "{}")])
    world.publish()
    records.write_rejects(content, "huggingface", MONDAY, [])
    learn(world.folder / "ci", [1, 2])
    world.git("person", "pull", "-q")
    push = "echo x >> content/about.md; git commit -qam note; git push -q"
    world.meanwhile("person", "pre-push", push)
    world.publish()
    assert "rejects" not in world.git("remote", "ls-tree", "-r", "--name-only", "main")
