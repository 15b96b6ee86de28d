"""Catalog: which papers there are, on which days, and in which files their records stand.

It is made of ids alone, so it costs little to make anew, and no paper need be read for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from generator.archive import corrections, places
from generator.archive.corrections import Correction
from generator.archive.survey import Survey
from generator.model.frozen import dataclass
from generator.model.paper import Alias, PaperId, paper_at
from generator.model.problem import Place, Problem
from generator.settings.site import Site


@dataclass(frozen=True, slots=True)
class Volume:
    """A file of records: whose they are, and the day to which they belong."""

    path: str
    rank: int  # of its source; 0 is trusted most
    source: str
    lists: bool  # whether its source makes days
    day: date


@dataclass(frozen=True, slots=True)
class Catalog:
    """Papers by their ids; those that a correction hides apart."""

    homes: Mapping[PaperId, date]  # the first day on which each paper was listed
    new: Mapping[date, Sequence[PaperId]]  # the papers whose first day it is, sorted
    again: Mapping[date, Sequence[PaperId]]  # those that were listed on an earlier day as well
    volumes: Mapping[date, Sequence[Volume]]  # the files with records of the papers of a day
    now: Mapping[PaperId, PaperId]  # ids that became others
    first: Mapping[PaperId, PaperId]  # the id that a paper had before
    hidden: frozenset[PaperId]
    corrections: Mapping[PaperId, tuple[str, Correction]]  # with the file of each
    problems: tuple[Problem, ...]  # corrections that correct nothing, aliases that lead nowhere


def catalog(site: Site, known: Survey) -> Catalog:
    """Return the catalog of a site."""
    problems: list[Problem] = []
    now = _now(known.aliases, problems)
    later = {alias.id for alias in known.aliases}
    first = {name: was for was, name in reversed(now.items()) if was not in later}
    volumes = list(_volumes(site, known))
    contents = [_named(known.ids[volume.path], now) for volume in volumes]
    homes = _homes(volumes, contents)
    corrected = _corrected(known, homes, now, problems)
    hidden = frozenset(name for name, (_, each) in corrected.items() if each.hidden)
    for name in hidden:
        del homes[name]
    of_day: dict[date, list[Volume]] = defaultdict(list)
    listed: dict[date, list[list[PaperId]]] = defaultdict(list)
    mixed: set[date] = set()  # with papers that were listed before, or are hidden; most are not
    for volume, names in zip(volumes, contents, strict=True):
        days = set(map(homes.get, names))
        for day in filter(None, days):
            of_day[day].append(volume)
        if volume.lists:
            listed[volume.day].append(names)
            if days != {volume.day}:
                mixed.add(volume.day)
    new: dict[date, list[PaperId]] = {}
    again: dict[date, list[PaperId]] = {}
    for day, lists in listed.items():
        each = dict.fromkeys(chain(*lists))
        ours = [name for name in each if homes.get(name) == day] if day in mixed else list(each)
        if ours:
            new[day] = sorted(ours)
        if len(ours) < len(each) and (others := [n for n in each if homes.get(n, day) != day]):
            again[day] = sorted(others)
    return Catalog(
        homes, new, again, {day: tuple(each) for day, each in of_day.items()}, now, first,
        hidden, corrected, tuple(problems),
    )  # fmt: skip


def _homes(volumes: Sequence[Volume], contents: Sequence[Sequence[PaperId]]) -> dict[PaperId, date]:
    """Return the first day on which each paper was listed."""
    homes: dict[PaperId, date] = {}
    for volume, names in zip(reversed(volumes), reversed(contents), strict=True):
        if volume.lists:  # the first day comes last, and counts
            homes.update(dict.fromkeys(names, volume.day))
    return homes


def _now(aliases: Iterable[Alias], problems: list[Problem]) -> dict[PaperId, PaperId]:
    """Return what ids became in the end, in the order of the aliases.

    Of two that one id is said to have become the first is believed; ids that became each other
    are themselves.
    """
    at = Place(places.ALIASES)
    said: dict[PaperId, PaperId] = {}
    for alias in aliases:
        if said.setdefault(alias.was, alias.id) != alias.id:
            what = f"{alias.was} became {said[alias.was]}, and {alias.id} too"
            problems.append(Problem(what, at=at, mend="take one of the two lines out"))
    now: dict[PaperId, PaperId] = {}
    for was, next_one in said.items():
        seen, name = {was}, next_one
        while name in said and name not in seen:
            seen.add(name)
            name = said[name]
        if name not in seen:
            now[was] = name
        elif name == was:
            what = f"{was} became itself"
            problems.append(Problem(what, at=at, mend="take one of the lines out that say so"))
    return now


def _volumes(site: Site, known: Survey) -> Iterator[Volume]:
    """Yield the files of records of a site's sources, the first day first."""
    ranks = {name: rank for rank, name in enumerate(site.sources)}
    found = []
    for path in known.ids:
        matched = places.RECORDS.fullmatch(path)
        if matched and (source := matched[1]) in ranks and (day := places.date_of(matched[2])):
            lists = bool(site.sources[source].list)
            found.append(Volume(path, ranks[source], source, lists, day))
    yield from sorted(found, key=lambda volume: (volume.day, volume.rank))


def _named(ids: str, now: Mapping[PaperId, PaperId]) -> list[PaperId]:
    names = ids.split()
    if not now:
        return names  # type: ignore[return-value]
    return [now.get(name, name) for name in names]  # type: ignore[call-overload]


def _corrected(
    known: Survey,
    homes: Mapping[PaperId, date],
    now: Mapping[PaperId, PaperId],
    problems: list[Problem],
) -> dict[PaperId, tuple[str, Correction]]:
    """Return the corrections by paper. A file is named for the address its paper has, or had."""
    found: dict[PaperId, tuple[str, Correction]] = {}
    files = {paper_at(places.stem(path).lower()): path for path in sorted(known.corrections)}
    for name, path in sorted(files.items(), key=lambda file: file[0] not in homes):
        paper = now.get(name, name)
        if paper not in homes:
            problems.append(corrections.unused(path))
        elif paper in found:
            problems.append(corrections.doubled(path, found[paper][0]))
        else:
            found[paper] = path, known.corrections[path]
    return found
