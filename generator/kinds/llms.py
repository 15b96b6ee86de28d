"""/llms.txt (https://llmstxt.org): what is here, how fresh, and where a program finds it."""

from collections.abc import Iterable, Iterator

from generator.archive.reader import Archive
from generator.model import address
from generator.model.artifact import Output

WEEKS = 2  # this one and the last


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one file."""
    return [""]


def view(archive: Archive, key: str) -> str:
    """Return the file."""
    return "\n".join(_lines(archive)) + "\n"


def _lines(archive: Archive) -> Iterator[str]:
    identity, words = archive.site.identity, archive.site.words
    root, files = identity.root, address.API_FILES
    yield from (f"# {identity.title}", "", f"> {identity.description}", "")
    if newest := archive.newest():
        papers, first = words.tally(len(archive.papers()), "paper"), archive.days()[0]
        yield words.say("llms_scope", papers=papers, first=first, newest=newest)
        this, *last = archive.weeks()[: -WEEKS - 1 : -1]
        yield from _heading(words.say("llms_now"))
        yield _way(words.say("llms_day"), root + files["day"].format(day=newest))
        yield _way(words.say("llms_week"), root + files["week"].format(week=this))
        for week in last:
            yield _way(words.say("llms_last_week"), root + files["week"].format(week=week))
    yield from (*_heading(words.say("api")), words.say("llms_api"), "")
    yield from (
        f"- `{root}{path}`: {words.say(f'api_file_{name}')}" for name, path in files.items()
    )
    yield from (*_heading(words.say("llms_pages")), words.say("llms_twins"), "")
    yield _way(words.say("topics"), f"{root}{address.TOPICS}index.md")
    yield _way(words.say("feeds"), root + address.FEED_LIST)
    yield _way(words.say("status"), root + address.STATUS)


def _heading(words: str) -> tuple[str, str, str]:
    return "", f"## {words}", ""


def _way(words: str, to: str) -> str:
    return f"- [{words}]({to})"


NEEDS = ("api", "feeds", "status", "twin")  # kinds that it leads to

OUTPUTS = (Output(address.LLMS, "text", view, listed=False),)
