"""What suggest.yml runs, on real repositories: a form becomes a branch with a pull request."""

from pathlib import Path

from generator.commands import take as taking
from tests.commands.test_publish import World, learn, world
from tests.project.test_fetch_workflow import ci, notes, pytestmark, shell

ROOT = Path(__file__).resolve().parents[2]
__all__ = ["ci", "pytestmark", "world"]  # the fixtures, and what they need

FORM = f"""### {taking.PAGE}

https://someone.example/papers/2601.00001/

### {taking.WRONG}

{{wrong}}

### {taking.RIGHT}

$(touch pwned) `touch pwned`
"""


def suggest(ci: Path, body: str, gh: str = "") -> int:
    """Run the script as the workflow does; `gh` is what the program of this name does besides."""
    (ci.parent / "body").write_text(body)
    with (ci.parent / "bin/gh").open("a") as file:
        file.write(gh)
    script = f'BODY="$(cat ../body)" NUMBER=17 AUTHOR=ada {ROOT}/.github/suggest.sh'
    return shell(ci, script).returncode


def published(ci: Path, world: World) -> None:
    learn(ci, [1])
    world.publish()


def test_a_mistake_becomes_a_pull_request_that_credits(ci: Path, world: World) -> None:
    published(ci, world)
    assert suggest(ci, FORM.format(wrong="The title"), gh='cat "$8" >> "$NOTES"\n') == 0
    created, said, empty, *checked = notes(ci)
    assert created.startswith("pr create --head suggestion-17 --title Correct title of 2601.00001")
    assert said.startswith("Closes #17, which @ada wrote. The site was built with it, and checked:")
    assert empty == ""
    assert all(line.startswith("    ") for line in checked)
    assert "different: 0 · left over: 0" in checked[-1]
    said = world.git("remote", "show", "suggestion-17:content/corrections/2601.00001.yaml")
    assert said == "title: $(touch pwned) `touch pwned`\n"
    message = world.git("remote", "log", "-1", "--format=%B", "suggestion-17")
    assert "Suggested-by: @ada in #17" in message
    assert not list(ci.rglob("pwned"))
    assert world.commits() == 2


def test_run_again_it_stands_on_what_was_accepted_meanwhile(ci: Path, world: World) -> None:
    published(ci, world)
    assert suggest(ci, FORM.format(wrong="The title")) == 0
    assert notes(ci)[-1].startswith("pr create")
    path = "content/corrections/2601.00001.yaml"
    world.git("person", "pull", "-q")
    (world.folder / "person" / path).parent.mkdir()
    (world.folder / "person" / path).write_text("comment: Accepted.\n")
    world.git("person", "add", ".")
    world.git("person", "commit", "-qm", "another suggestion")
    world.git("person", "push", "-q")
    world.git("ci", "switch", "-q", "main")
    world.git("ci", "branch", "-qD", "suggestion-17")
    world.git("ci", "pull", "-q")
    shows = 'case "$*" in "pr list"*) echo 18;; esac\n'
    assert suggest(ci, FORM.format(wrong="The title"), gh=shows) == 0
    assert not any(line.startswith(("pr create", "issue comment")) for line in notes(ci))
    said = world.at_remote(path).strip(), world.git("remote", "show", f"suggestion-17:{path}")
    assert said == (
        "comment: Accepted.",
        "comment: Accepted.\ntitle: $(touch pwned) `touch pwned`\n",
    )
    world.git("person", "fetch", "-q")
    world.git("person", "merge", "-q", "--no-edit", "origin/suggestion-17")


def test_what_a_person_must_judge_is_left_to_one(ci: Path, world: World) -> None:
    published(ci, world)
    assert suggest(ci, FORM.format(wrong="Something else")) == 0
    assert suggest(ci, "Hello!") == 0
    assert notes(ci) == []
    assert "This needs a person" in (ci.parent / "summary").read_text()


def test_what_cannot_be_taken_in_is_answered(ci: Path, world: World) -> None:
    published(ci, world)
    show = 'cat "$5" >> "$NOTES"\n'
    assert suggest(ci, FORM.format(wrong="Its topics"), gh=show) == 0
    called, said, empty, *code = notes(ci)
    assert called.startswith("issue comment 17 --body-file")
    assert (said, empty) == ("This could not be taken in:", "")
    assert code
    assert all(line.startswith("    ") for line in code)


def test_where_no_pull_request_may_be_opened_it_says_what_to_click(ci: Path, world: World) -> None:
    published(ci, world)
    show = 'case "$*" in pr*) exit 1;; *comment*) cat "${5}" >> "$NOTES";; esac\n'
    assert suggest(ci, FORM.format(wrong="The title"), gh=show) == 0
    told = " ".join(notes(ci))
    assert "branch `suggestion-17`" in told
    assert "Allow GitHub Actions to create and approve pull requests" in told
    assert "Allow GitHub Actions" in (ci.parent / "summary").read_text()


def test_where_no_branch_may_be_made_it_says_what_to_click(ci: Path, world: World) -> None:
    published(ci, world)
    hook = world.folder / "remote/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (ci.parent / "body").write_text(FORM.format(wrong="The title"))
    done = shell(ci, f'BODY="$(cat ../body)" NUMBER=17 AUTHOR=ada {ROOT}/.github/suggest.sh')
    assert done.returncode == 1
    told = "::error::The branch suggestion-17 may not be made: choose Settings → Rules → Rulesets"
    assert told in done.stdout
    assert notes(ci) == []
