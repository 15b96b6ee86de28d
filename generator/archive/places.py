"""Places: what a file beneath content/ is, by its path alone."""

import re
from datetime import date
from pathlib import PurePosixPath

from generator.model.problem import Place, Problem
from generator.model.slug import SLUG
from generator.model.text import clean
from generator.store.tree import UNREAD, Signature

MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)

CONTENT = "content/"
RECORDS = re.compile(r"content/records/([^/]+)/\d{4}/(\d{4}-\d\d-\d\d)\.jsonl", re.ASCII)
COUNTS = re.compile(r"content/records/[^/]+/\d{4}/\d{4}-\d\d-\d\d\.counts\.json", re.ASCII)
OF_A_DAY = re.compile(
    r"content/records/[^/]+/\d{4}/(\d{4}-\d\d-\d\d)\.(?:(?:rejects\.)?jsonl|counts\.json)", re.ASCII
)
ALIASES = "content/records/aliases.jsonl"
LEDGER = re.compile(
    r"content/records/[^/]+/(?:source\.json|validators\.json|\d{4}/states\.jsonl)", re.ASCII
)
TOPIC = re.compile(r"content/topics/([^/]+)\.md")
LABELS = re.compile(r"content/topics/([^/]+)\.labels")
TOPIC_MONTH = re.compile(r"content/topics/([^/]+)/([^/]+)\.md")
DAY = re.compile(r"content/days/(\d{4})/([^/]+)\.md", re.ASCII)
AUTHOR = re.compile(r"content/authors/([^/]+)\.md")
PROSE = re.compile(r"content/([^/]+)\.md")
CORRECTION = re.compile(r"content/corrections/([^/]+)\.yaml")
MISFILED = re.compile(r"content/records/[^/]+/(\d{4})/(?!\1)(\d{4})-\d\d-\d\d\..*", re.ASCII)
FOLDERS = re.compile(
    r"content/(?:corrections|authors|mail|days(?:/\d{4})?|topics(?:/[a-z0-9-]+)?"
    r"|records(?:/\w+(?:/\d{4})?)?)",
    re.ASCII,
)
# By people, who want to know that it is read.
WRITTEN = (".md", ".markdown", ".yaml", ".yml", ".labels")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")


def stem(path: str) -> str:
    """Return the name of a file without its ending."""
    return PurePosixPath(path).stem


def day_of(path: str) -> date | None:
    """Return the day whose page stands at a path: `content/days/2025/2025-12-12.md`."""
    found = DAY.fullmatch(path)
    day = date_of(found[2]) if found else None
    return day if found and day and found[1] == f"{day.year:04}" else None


def day_page(day: date) -> str:
    """Return where the page of a day stands beneath content/."""
    return f"days/{day.year:04}/{day.isoformat()}.md"


def month_of(path: str) -> tuple[str, str] | None:
    """Return the topic and month of a page: of `content/topics/agents/2025-12.md`."""
    found = TOPIC_MONTH.fullmatch(path)
    return (found[1], found[2]) if found and MONTH.fullmatch(found[2]) else None


def date_of(name: str) -> date | None:
    """Return the day that a name is, written as ISO 8601 has it."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return day if day.isoformat() == name else None


def unspeakable(path: str) -> Problem | None:
    """Return what is wrong with a name that can stand in no address, list or terminal."""
    if path.isprintable() or (clean(path) == path and "\n" not in path):
        return None
    mend = "give it another name"
    return Problem("a file's name is to be text, in UTF-8", at=Place(ascii(path)[1:-1]), mend=mend)


def unread(path: str, seen: Signature) -> Problem | None:
    """Return why nothing is read at a path, if nothing can be."""
    if seen not in UNREAD:
        return None
    return Problem(UNREAD[seen], at=Place(path), mend="mend it, or take it away")


def misfiled(path: str) -> Problem | None:
    """Return what is wrong with a file of records that stands in the folder of another year."""
    found = MISFILED.fullmatch(path)
    mend = f"move it into the folder {found[2]}" if found else ""
    what = "this file is of another year than its folder"
    return Problem(what, at=Place(path), mend=mend) if found else None


def unlisted(path: str) -> Problem | None:
    """Return what is wrong with a file of records where none is looked for."""
    name = path.lower().removesuffix(".txt")
    if not path.startswith("content/records/") or not name.endswith((".jsonl", ".counts.json")):
        return None
    if path == ALIASES or LEDGER.fullmatch(path):
        return None
    if (found := OF_A_DAY.fullmatch(path)) and date_of(found[1]):
        return None
    mend = "records of a day stand in a file such as records/manual/2025/2025-12-12.jsonl"
    return Problem("nothing reads this file", at=Place(path), mend=mend)


def pictured(path: str) -> Problem | None:
    """Return what is wrong with a picture that stands where no page can show it."""
    if not path.lower().endswith(PICTURES):
        return None
    name = PurePosixPath(path).name
    mend = f"move it into static/, and show it on a page as ![its words](/static/{name})"
    return Problem("a picture here is on no page", at=Place(path), mend=mend)


def flattened(path: str) -> Problem | None:
    """Return what is wrong with a file that stands where a folder is looked for."""
    if not FOLDERS.fullmatch(path):
        return None
    mend = "put the folder here: where a system makes no links, git leaves a file for one"
    return Problem("this is a file, where a folder should be", at=Place(path), mend=mend)


def misplaced(path: str) -> Problem | None:
    """Return what is wrong with where a file stands, or with its name."""
    at = Place(path)
    named = path.lower().removesuffix(".txt")  # which Windows adds, and does not show
    if not named.endswith(WRITTEN) or path.startswith("content/records/"):
        return None
    if any(place.fullmatch(path) for place in (TOPIC, LABELS, CORRECTION)):
        return None
    if PROSE.fullmatch(path) or AUTHOR.fullmatch(path):
        mend = "name it with small letters, digits and hyphens: reading-group.md"
        fits = SLUG.fullmatch(stem(path))
        return None if fits else Problem("a page's file name is its address", at=at, mend=mend)
    if TOPIC_MONTH.fullmatch(path):
        mend = "name it for its month, such as 2025-12.md"
        fits = MONTH.fullmatch(stem(path))
        return None if fits else Problem(f"{stem(path)!r} is no month", at=at, mend=mend)
    if DAY.fullmatch(path):
        mend = "name it for its day, such as days/2025/2025-12-12.md"
        what = f"{path.removeprefix(CONTENT)} is no day"
        return None if day_of(path) else Problem(what, at=at, mend=mend)
    mend = "see README for where pages, topics, authors and corrections stand"
    if path != (small := str(PurePosixPath(path).with_suffix(PurePosixPath(path).suffix.lower()))):
        mend = f"name it {PurePosixPath(small).name}"
    return Problem("nothing reads this file", at=at, mend=mend)


def wrong(path: str) -> Problem | None:
    """Return what is wrong with where a file stands, if anything is; nothing in it is read then."""
    reasons = (misfiled, unlisted, flattened, pictured, misplaced)
    return next(filter(None, (reason(path) for reason in reasons)), None)
