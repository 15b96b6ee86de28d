"""broadsheet pages: bring the blocks of the Markdown pages up to date."""

from collections.abc import Iterator
from typing import Any

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.model.artifact import PageFile
from generator.model.outcome import Outcome, Watch
from generator.settings import plugin
from generator.settings.site import Site
from generator.store import pages as store


def pages(site: Site, watch: Watch) -> Outcome:
    """Write the pages of all kinds that have any. What people wrote stays, word for word.

    A page that cannot be read is left alone. One of which nothing but its title is left, and
    that ours, is removed.

    Raises:
        Problem: a page cannot be written.
    """
    archive, problems = ingest.load(site)
    errands = list(_errands(archive, site.kinds))
    figures = {"pages written": 0, "pages unchanged": 0, "pages removed": 0}
    for table, key in watch(errands, "Writing pages", len(errands)):
        figures[_write(site, archive, table, key)] += 1
    return Outcome(figures, (), problems)


def _errands(archive: Archive, kinds: tuple[str, ...]) -> Iterator[tuple[PageFile, str]]:
    for kind in kinds:
        module: Any = plugin.load("kinds", kind)
        for table in getattr(module, "PAGES", ()):
            for key in module.keys(archive):
                yield table, key


def _write(site: Site, archive: Archive, table: PageFile, key: str) -> str:
    """Bring one page up to date and return the figure that this adds to."""
    path = table.path.format(key=key)
    ours = store.fresh(table.title(archive, key))
    page = archive.page(path)
    if page is None and (site.content / path).exists():
        return "pages unchanged"  # it could not be read, and was told as a Problem
    fresh = table.blocks(archive, key)
    merged = store.refreshed(page or ours, fresh)
    if not merged.blocks and store.text_of(merged).strip() == ours.front.strip():
        if page is None:
            return "pages unchanged"
        store.remove(site.content, path)
        return "pages removed"
    return "pages written" if store.write(site.content, path, merged) else "pages unchanged"
