"""Twin: a list of papers as Markdown, for those who read no HTML."""

from collections.abc import Iterable, Iterator

from generator.archive.reader import Archive
from generator.cards.card import notice_of, short_authors
from generator.markup import markdown, tex
from generator.model import address
from generator.model.paper import Paper


def twin(
    archive: Archive, title: str, told: str, lists: Iterable[tuple[str, Iterable[Paper]]]
) -> str:
    """Return a page of lists that have headings; an empty one is none."""
    return "\n".join(_lines(archive, title, told, lists)) + "\n"


def _lines(
    archive: Archive, title: str, told: str, lists: Iterable[tuple[str, Iterable[Paper]]]
) -> Iterator[str]:
    yield from (f"# {markdown.escaped(title)}", "", markdown.escaped(told))
    for heading, papers in lists:
        yield from ("", f"## {markdown.escaped(heading)}", "") if heading else ("",)
        for paper in papers:
            yield line(archive, paper)


def line(archive: Archive, paper: Paper) -> str:
    """Return a paper in one line: its page, who wrote it, its day, its votes, its topics."""
    return archive.once("twin", paper.id, lambda: _line(archive, paper))


def _line(archive: Archive, paper: Paper) -> str:
    words, root = archive.site.words, archive.site.identity.root
    authors = short_authors(words, paper.authors, paper.author_count)
    votes = words.tally(paper.votes, "vote") if paper.reading else ""
    topics = words.row(topic.title for topic, _ in archive.topics_of(paper))
    told = (authors, paper.day.isoformat(), votes, topics, notice_of(archive, paper))
    title = markdown.escaped(tex.plain(paper.title))
    said = " · ".join(markdown.escaped(each) for each in told if each)
    return f"- [{title}]({root}{address.paper(paper.id)}) · {said}"
