"""Sheets: the papers of a day, merged, corrected, ranked; read when somebody asks for them."""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from generator.archive import corrections, merge
from generator.archive.catalog import Catalog, Volume
from generator.archive.classify import Classifier
from generator.archive.survey import Survey
from generator.model.frozen import dataclass
from generator.model.paper import Paper, PaperId, Record
from generator.model.topic import Reason, Topic
from generator.settings.site import Site
from generator.store import records, tree
from generator.store.records import Listing

PAPERS = 40_000  # kept at hand: half of what GitHub can host, and a month of all of arXiv
LISTINGS = 40  # files of records kept at hand, for papers that others add to


@dataclass(frozen=True, slots=True)
class Sheet:
    """The papers whose first day it is, the most voted first, and why each has its topics."""

    papers: Sequence[Paper]
    reasons: Mapping[PaperId, tuple[Reason, ...]]
    places: Mapping[PaperId, int]  # of its papers
    by_topic: Mapping[str, Sequence[Paper]]
    by_feed: Mapping[str, Sequence[Paper]]  # of the site's own


class Sheets:
    """The sheets of an archive. Those asked for last are kept, as many as `PAPERS` come to."""

    def __init__(
        self, site: Site, known: Survey, catalog: Catalog, topics: Sequence[Topic]
    ) -> None:
        self._site = site
        self._survey = known
        self._catalog = catalog
        self._was: dict[PaperId, list[PaperId]] = defaultdict(list)  # the ids that papers had
        for was, now in catalog.now.items():
            self._was[now].append(was)
        self._classifier = Classifier(topics, site.words)
        self._feeds = Classifier(site.custom_feeds, site.words)
        self._sheets: OrderedDict[date, Sheet] = OrderedDict()
        self._kept = 0
        self._listings: OrderedDict[Volume, Listing] = OrderedDict()

    def of(self, day: date) -> Sheet:
        """Return the sheet of a day; an empty one if no paper's first day it is.

        Raises:
            Changed: a file of it is not what it was when it was surveyed.
        """
        sheet = self._sheets.get(day)
        if sheet is None:
            sheet = self._sheets[day] = self._read(day)
            self._kept += len(sheet.papers)
            while self._kept > PAPERS and len(self._sheets) > 1:
                self._kept -= len(self._sheets.popitem(last=False)[1].papers)
        else:
            self._sheets.move_to_end(day)
        return sheet

    def inputs(self, day: date) -> tuple[str, str]:
        """Return what stands for all that the papers of a day are made of; nothing is read.

        The second one leaves out what was counted of them.
        """
        catalog, digest = self._catalog, self._survey.digest
        names = catalog.new.get(day, ())
        parts: list[object] = [*names]
        counts: list[object] = []
        for volume in catalog.volumes.get(day, ()):
            parts += (volume.path, digest(volume.path))
            counts.append(digest(counts_of(volume.path)))
        if catalog.first:
            first = catalog.first
            parts += [(name, first[name], self._was[name]) for name in names if name in first]
        if catalog.corrections:
            files = (catalog.corrections[name][0] for name in names if name in catalog.corrections)
            parts += [(file, digest(file)) for file in files]
        said = tree.token_of(parts)
        return tree.token_of((said, *counts)), said

    def _read(self, day: date) -> Sheet:
        catalog = self._catalog
        wanted = frozenset(catalog.new.get(day, ()))
        told: dict[PaperId, list[merge.Told]] = {name: [] for name in wanted}
        for volume in sorted(catalog.volumes.get(day, ()), key=lambda each: (each.rank, each.day)):
            listing = self._listing(volume, day)
            for record in listing.records:
                name = catalog.now.get(record.id, record.id)
                if name in told:
                    told[name].append(_told(volume, record, listing))
        found = (self._paper(name, told[name]) for name in sorted(wanted))
        papers = tuple(sorted(filter(None, found), key=lambda paper: rank(paper, day)))
        reasons = {paper.id: self._classifier.reasons(paper) for paper in papers}
        by_topic: dict[str, list[Paper]] = defaultdict(list)
        by_feed: dict[str, list[Paper]] = defaultdict(list)
        for paper in papers:
            for reason in reasons[paper.id]:
                by_topic[reason.topic].append(paper)
            for reason in self._feeds.by_rules(paper):
                by_feed[reason.topic].append(paper)
        places = {paper.id: place for place, paper in enumerate(papers)}
        return Sheet(papers, reasons, places, dict(by_topic), dict(by_feed))

    def _paper(self, name: PaperId, told: Sequence[merge.Told]) -> Paper | None:
        paper = merge.merged(name, self._catalog.first.get(name, name), told)
        corrected = self._catalog.corrections.get(name)
        return corrections.applied(corrected[1], paper) if corrected and paper else paper

    def _listing(self, volume: Volume, day: date) -> Listing:
        """Return what stands in a file. One of another day has papers of many, and is kept."""
        listing = self._listings.get(volume)
        if listing is None:
            listing = records.read(self._site.content, volume.source, volume.day, [])
            for path in (volume.path, counts_of(volume.path)):
                self._survey.check(path, self._site.folder / path)
            if volume.day != day:
                self._listings[volume] = listing
                if len(self._listings) > LISTINGS:
                    self._listings.popitem(last=False)
        return listing


def _told(volume: Volume, record: Record, listing: Listing) -> merge.Told:
    readings = listing.counts.get(record.id, ())
    return merge.Told(volume.rank, volume.source, volume.lists, volume.day, record, readings)


def rank(paper: Paper, day: date) -> tuple[bool, int, int, str]:
    """Return the place of a paper among those of a day: withdrawn ones last, then by votes."""
    return (bool(paper.withdrawn), -paper.votes, paper.positions.get(day, 0), paper.id)


def counts_of(path: str) -> str:
    """Return the file that holds the counts of a file of records."""
    return path.removesuffix(".jsonl") + ".counts.json"
