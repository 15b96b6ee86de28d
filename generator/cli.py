"""The command `broadsheet`: options, progress, summaries, problems, exit codes.

Commands are imported when they are called: `broadsheet --help` loads next to nothing.
"""

import gc
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from generator import __version__
from generator.model.frozen import dataclass, replace
from generator.model.outcome import Outcome, Watch, silent, unwatched
from generator.model.problem import Problem
from generator.model.text import clean

if TYPE_CHECKING:
    from generator.settings.site import Site

T = TypeVar("T")

FAULT = 70  # exit code for what is nobody's to mend but ours (EX_SOFTWARE of sysexits.h)

COMMAND = re.compile(r"^(\s*)::")  # of GitHub Actions, whatever white space is before it


class _Day(click.DateTime):
    """A day; what is none is told in words, where click tells how programs write one."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day; write one such as 2025-12-12", param, ctx)


DAY = _Day(["%Y-%m-%d"])
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands before the command's name."""

    folder: Path | None
    overrides: tuple[str, ...]
    quiet: bool
    verbose: bool

    def root(self) -> Path:
        """Return the folder of the site that is meant."""
        from generator.settings import folders

        return (self.folder or folders.nearest(Path.cwd())).absolute()

    def site(self) -> "Site":
        """Return the site that is meant."""
        from generator.settings import site as settings

        return settings.load(self.root(), self.overrides)

    def watch(self) -> Watch:
        """Return what shows progress: nothing, plain lines, or a bar on a terminal."""
        if self.quiet:
            return unwatched
        return _bar if _err_is_terminal() else _lines

    def say(self) -> Callable[[str], None]:
        """Return what tells that something takes its time: nothing, or a line."""
        return silent if self.quiet else _say


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="broadsheet")
@click.option("--site", type=FOLDER, help="The site's folder. [default: nearest with a site.toml]")
@click.option(
    "--set", "overrides", metavar="KEY=VALUE", multiple=True, help="Override a key of site.toml."
)
@click.option("-q", "--quiet", is_flag=True, help="Tell problems alone.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Tell where errors came from, and what took long."
)
@click.pass_context
def main(
    context: click.Context,
    site: Path | None,
    overrides: tuple[str, ...],
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    """Keep an archive of daily papers, and make a website of it.

    \b
    Exit codes: 0 done, 1 problems in content, 2 in site.toml or usage, or not done, 3 network.
    """  # noqa: D301 - click's mark for lines that stay as they are
    context.obj = Asked(site, overrides, quiet, verbose)
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False


@main.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.pass_obj
def new(asked: Asked, folder: Path) -> None:
    """Make a folder that is a site of its own."""
    from generator.commands.new import new

    _run(asked, lambda: new(folder))


@main.command("import")
@click.argument("file", type=FILE)
@click.option("--day", type=DAY, metavar="DATE", required=True, help="The day that the page lists.")
@click.option("--ids", type=FILE, help="A table of title, arXiv id, authors, categories (TSV).")
@click.pass_obj
def import_command(asked: Asked, file: Path, day: datetime, ids: Path | None) -> None:
    """Take in the text of a saved Daily Papers page."""
    from generator.commands.import_ import import_

    _run(asked, lambda: import_(asked.site(), file, day=day.date(), today=_today(), ids=ids))


@main.command()
@click.option(
    "--from",
    "first",
    type=DAY,
    metavar="DATE",
    help="First day. [default: whatever is missing, or may still change]",
)
@click.option("--to", "last", type=DAY, metavar="DATE", help="Last day. [default: today, by UTC]")
@click.option("--source", metavar="NAME", help="Ask this source alone.")
@click.option("--again", is_flag=True, help="Ask for days that have settled too.")
@click.pass_obj
def fetch(
    asked: Asked,
    first: datetime | None,
    last: datetime | None,
    source: str | None,
    *,
    again: bool,
) -> None:
    """Ask the sources for papers and store what they say."""
    from generator.commands.fetch import fetch

    start, end = first and first.date(), last and last.date()
    watch = asked.watch()
    _run(
        asked,
        lambda: fetch(
            asked.site(),
            watch,
            today=_today(),
            first=start,
            last=end,
            source=source,
            again=again,
            say=asked.say(),
        ),
    )


@main.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--day", type=DAY, metavar="DATE", help="Into this day. [default: today, by UTC]")
@click.option("--by", metavar="NAME", default="", help="Who puts them on the list.")
@click.pass_obj
def add(asked: Asked, ids: tuple[str, ...], day: datetime | None, by: str) -> None:
    """Add single papers by their arXiv ids, or the addresses of their pages."""
    from generator.commands.add import add

    today = _today()
    into = day.date() if day else today
    _run(asked, lambda: add(asked.site(), ids, day=into, today=today, by=by, say=asked.say()))


@main.command()
@click.argument("file", type=FILE)
@click.option("--by", metavar="NAME", default="", help="Who wrote it.")
@click.pass_obj
def take(asked: Asked, file: Path, by: str) -> None:
    """Take in what an issue form says: a paper to add, or a correction."""
    from generator.commands.take import take

    _run(asked, lambda: take(asked.site(), file, _speak, today=_today(), by=by))


@main.command()
@click.pass_obj
def pages(asked: Asked) -> None:
    """Bring the Markdown pages up to date; your words stay."""
    from generator.commands.pages import pages

    _run(asked, lambda: pages(asked.site(), asked.watch()))


@main.command()
@click.option("--output", type=FOLDER, help="Where the site goes. [default: _site]")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes. [default: by size, 1 or 2]")
@click.option(
    "--workers", metavar="ADDRESS", default="", help="A Dask cluster to do it: tcp://HOST:8786."
)
@click.option("--full", is_flag=True, help="Write every file anew, changed or not.")
@click.option("-v", "--verbose", is_flag=True, help="Tell what each stage took, as -v before it.")
@click.pass_obj
def build(
    asked: Asked,
    output: Path | None,
    jobs: int | None,
    workers: str,
    *,
    full: bool,
    verbose: bool,
) -> None:
    """Make the site in _site/."""
    asked = replace(asked, verbose=asked.verbose or verbose)
    from generator.build import told
    from generator.settings import folders

    def made() -> Outcome:
        root = asked.root()
        target = output or root / folders.OUTPUT
        look = told.look_at(root, asked.overrides)
        unchanged = None if full else told.by_look(root / folders.CACHE, look, target)
        if unchanged is not None:
            return unchanged
        from generator.commands.build import build

        return build(
            asked.site(),
            asked.watch(),
            output=target,
            jobs=jobs,
            workers=workers,
            full=full,
            look=look,
        )

    _run(asked, made)


@main.command()
@click.option("--output", type=FOLDER, help="Where the site stands. [default: _site]")
@click.pass_obj
def check(asked: Asked, output: Path | None) -> None:
    """Find what is wrong in content/ and in _site/; judge budgets."""
    from generator.commands.check import check

    _run(asked, lambda: check(asked.site(), asked.watch(), _echo, output=output))


@main.command()
@click.pass_obj
def update(asked: Asked) -> None:
    """Fetch, pages and build in turn."""
    from generator.commands.update import update

    _run(asked, lambda: update(asked.site(), asked.watch(), today=_today(), say=asked.say()))


@main.command()
@click.option(
    "--day", type=DAY, metavar="DATE", help="Of this day. [default: the newest that is over]"
)
@click.option("--week", metavar="WEEK", default="", help="Of this week, such as 2025-W50.")
@click.option("--topic", metavar="NAME", default="", help="Of one topic alone.")
@click.option("--output", type=FILE, help="Write it to a file (.eml), send nothing.")
@click.option("--dry-run", "dry", is_flag=True, help="Tell what would be sent, send nothing.")
@click.pass_obj
def digest(
    asked: Asked, day: datetime | None, week: str, topic: str, output: Path | None, *, dry: bool
) -> None:
    """Send a day or a week by mail, to no reader twice."""
    if day and week:
        raise click.UsageError("--day and --week exclude each other")
    from generator.commands.digest import digest

    of, now = day and day.date(), datetime.now(UTC)
    _run(
        asked,
        lambda: digest(
            asked.site(), now=now, day=of, week=week, topic=topic, output=output, dry=dry
        ),
    )


@main.command()
@click.pass_obj
def stale(asked: Asked) -> None:
    """Tell whether the newest papers are older than they may be."""
    from generator.commands.stale import stale

    _run(asked, lambda: stale(asked.site(), _speak, today=_today()))


@main.command()
@click.option("--then", metavar="COMMAND", default="", help="Run this if anything was pushed.")
@click.pass_obj
def publish(asked: Asked, then: str) -> None:
    """Commit what was fetched with its pages, and push it."""
    from generator.commands.publish import publish

    _run(asked, lambda: publish(asked.site(), asked.watch(), then=then))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON, as status.json does.")
@click.pass_obj
def status(asked: Asked, *, as_json: bool) -> None:
    """Tell how fresh the archive is, by source and day."""
    from generator.commands.status import status

    _run(asked, lambda: status(asked.site(), _speak, as_json=as_json))


@main.group()
def topics() -> None:
    """Try the rules of topics."""


@topics.command()
@click.argument("topic", default="")
@click.option(
    "--most",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="So many papers of each list, the newest.",
)
@click.pass_obj
def test(asked: Asked, topic: str, most: int) -> None:
    """Tell what a topic's rule finds and nearly finds, or what those of all do.

    Papers that content/topics/TOPIC.labels names are what it is judged by: a line such as
    `2201.02177 yes` each.
    """
    from generator.commands.topics import test

    _run(asked, lambda: test(asked.site(), _speak, slug=topic, most=most))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=5500, show_default=True)
@click.pass_obj
def serve(asked: Asked, port: int) -> None:
    """Show the site here, and build whenever something changes."""
    from generator.commands.serve import serve

    tell = partial(_tell_problems, asked)
    _run(asked, lambda: serve(asked.site(), port, again=asked.site, tell=tell, say=_say))


def _today() -> date:
    """Return today by UTC. No other line of the program asks the clock for a day."""
    return datetime.now(UTC).date()


def _run(asked: Asked, command: Callable[[], Outcome]) -> NoReturn:
    """Run a command, tell what came of it, and exit."""
    begun = time.monotonic()
    # A process that is told to end ends its workers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        outcome = command()
    except Problem as problem:
        _tell_problems(asked, (problem,))
        raise SystemExit(problem.code) from None
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        raise SystemExit(130) from None
    except Exception as error:
        if asked.verbose:
            raise
        _tell_problems(asked, (_fault(error),))
        raise SystemExit(FAULT) from None
    if not asked.quiet:
        for remark in outcome.remarks:
            click.echo(_one_line(remark), err=True)
    _tell_problems(asked, outcome.problems)
    if asked.verbose and outcome.seconds:
        stages = (f"{stage} {taken:.2f}" for stage, taken in outcome.seconds.items())
        click.echo("seconds: " + " · ".join(stages), err=True)
    if not asked.quiet and outcome.figures:
        figures = [f"{name}: {figure:,}" for name, figure in outcome.figures.items()]
        _echo(" · ".join([*figures, f"seconds: {time.monotonic() - begun:.1f}"]))
    gc.freeze()  # what is left ends with the process: to look through it takes a tenth of a second
    raise SystemExit(outcome.code)


def _fault(error: Exception) -> Problem:
    """Return what nobody foresaw as a Problem, at the line of a kind, source or format, if any."""
    from generator.settings import faults

    what = f"{type(error).__name__}: {error}"
    mend = "run it again as `broadsheet -v …` and report what it prints"
    if at := faults.line_of(error):
        return Problem(what, at=at, mend=f"mend it there, or, if that file is not yours, {mend}")
    return Problem(f"a fault in Broadsheet itself: {what}", mend=mend)


def _tell_problems(asked: Asked, problems: Iterable[Problem]) -> None:
    """Say what is wrong, and with `-v` through which lines an exception came that is behind it."""
    for problem in problems:
        click.echo(click.style("problem ", fg="red") + _one_line(str(problem)), err=True)
        for note in getattr(problem, "__notes__", ()):
            click.echo(click.style("problem ", fg="red") + _one_line(note), err=True)
        if asked.verbose and problem.__cause__:
            from traceback import format_exception  # few come here

            for line in "".join(format_exception(problem.__cause__)).splitlines():
                click.echo(_one_line(line), err=True)


def _one_line(text: str) -> str:
    """Return a text fit for a terminal, and for a log where lines that begin with :: command."""
    return COMMAND.sub(r"\1: :", clean(text).replace("\n", " ").replace("##[", "## ["))


def _speak(text: str | bytes) -> None:
    """Say lines, or JSON, to whoever called the command; as `_one_line` has them."""
    if isinstance(text, bytes):
        _echo(text.replace(b"##[", rb"##\u005b"))
    else:
        _echo("\n".join(map(_one_line, text.split("\n"))))


def _echo(text: str | bytes) -> None:
    """Write to the standard output; a command goes on to its end, and its exit code, unread too."""
    try:
        click.echo(text)
    except BrokenPipeError:  # somebody has read enough, as `| head -1` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    click.echo(line, err=True)


def _err_is_terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _lines(steps: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Say how far it has come, at most every ten seconds."""
    told = time.monotonic()
    for count, step in enumerate(steps, 1):
        yield step
        if time.monotonic() - told > 10:  # noqa: PLR2004 - seconds
            told = time.monotonic()
            click.echo(f"{stage}: {count:,} of {total:,}", err=True)


def _bar(steps: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Draw a bar on the terminal once it has taken a second."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    begun = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # No thread of its own: a build forks, and a fork with threads may hang.
    bar = Progress(
        *columns,
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
    task = bar.add_task(stage, total=total)
    try:
        for step in steps:
            yield step
            bar.advance(task)
            if time.monotonic() - begun > 1:
                bar.start()
                bar.refresh()
    finally:
        bar.stop()
