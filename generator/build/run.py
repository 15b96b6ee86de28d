"""A build: from an archive to a folder of files, of which it makes those that would differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from generator.archive.known import key_of
from generator.archive.reader import Archive
from generator.archive.survey import Spread, path_of
from generator.build import (
    assets,
    manifest,
    memory,
    scripts,
    sitemaps,
    weight,
    work,
    workshop,
)
from generator.build import templates as templating
from generator.build.assets import Asset
from generator.build.memory import Done, Memory, name_of
from generator.build.place import Placer, remove
from generator.build.plan import doubled, keys_of, lines, needs, paths, plan
from generator.build.work import Report
from generator.build.workshop import Workshop
from generator.formats.html import Chrome, foreign
from generator.model import address
from generator.model.artifact import Step
from generator.model.frozen import dataclass, field
from generator.model.outcome import Laps, Outcome, Watch
from generator.model.problem import Problem
from generator.settings import plugin
from generator.settings.look import style as style_of
from generator.settings.site import Site
from generator.store import cache, tree

BATCH = 150  # files, about so many, that are made in one go
KEPT = 16  # builds that are remembered: of a few output folders, and a few of each

Other = tuple[str, int]  # a file of no step: what stands for its bytes, and how many they are


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a build beneath its stamp."""

    memory: Memory = field(default_factory=Memory)
    premises: str = ""  # what stands for all that every page depends on
    templates: Mapping[str, str] = field(default_factory=dict)  # by kind, what stands for its own
    uses: templating.Uses = frozenset()
    others: Mapping[str, Other] = field(default_factory=dict)  # by path


def run(
    archive: Archive,
    output: Path,
    stamp: str,
    watch: Watch,
    crew: Spread,
    *,
    full: bool = False,
) -> Outcome:
    """Let `crew` make the site in `output`, which bears `stamp` from then on.

    Steps that would come out as they did when this folder was made are left out; of the others
    files are touched where their bytes differ. With `full` every step is made and every file
    written. Files that were made here earlier and are no longer wanted are removed, no others.

    Raises:
        Problem: the folder cannot be written; every file in it is whole.
    """
    site, laps = archive.site, Laps()
    steps = plan(archive)
    static = assets.collect(archive.survey)
    chrome = chrome_of(archive, static, steps)
    premises = tree.token_of((key_of(site), chrome.token()))
    was, kept = _before(site, output, premises, full=full)
    known, changed = memory.renewed(kept.memory, archive)
    filled = templating.tokens(archive.survey, kept.uses, site.kinds)
    alike = {kind for kind in site.kinds if filled[kind] == kept.templates.get(kind)}
    copied = {asset.path for asset in static.values()}
    clashes = {(step, path): problem for step, path, problem in doubled(archive, steps, copied)}
    clashing = {step for step, _ in clashes}
    likely = (step for step in steps if step.kind in alike and step not in clashing)
    same = memory.kept(known, changed, likely)
    cut_off = manifest.is_unfinished(output)
    batches = list(batched(archive, [each for each in steps if name_of(each) not in same]))
    placer = Placer(output, always=full)
    shop = workshop.set_up(archive, chrome, placer, frozenset(clashes))
    laps.end("plan")
    with workshop.kept(shop):
        reports = _made(shop, batches, watch, crew)
    laps.end("steps")
    now = memory.remembered(known, archive, same, chain.from_iterable(r.made for r in reports))
    uses = kept.uses.union(*(report.uses for report in reports))
    filled = templating.tokens(archive.survey, uses, site.kinds)
    done = [(step, now.steps[name_of(step)]) for step in steps]
    laps.end("memory")
    in_the_way = assets.in_the_way(chain(was, kept.others), static)
    removed = remove(output, in_the_way)
    others, written = place_others(shop, static, done, kept.others)
    laps.end("sitemaps, static files")
    made = lines_of(site, done, others)
    gone = _gone(site, was, kept, same, done, others).difference(in_the_way)
    removed += remove(output, sorted(gone))
    if cut_off:
        remove(output, manifest.drafts(output, {*was, *made.split("\n")}))
    cache.write(_file(site, stamp), Kept(now, premises, filled, uses, others), stamp)
    manifest.end(output, stamp, made)
    _forget(site.cache / "builds")
    written += sum(report.written for report in reports)
    files = made.count("\n") + 1 - len(clashes)
    figures = {
        "files written": written,
        "unchanged": files - written,
        "removed": removed,
    }
    told = (Problem.of(parts) for _, each in done for parts in each.problems)
    size = weight.remark(archive, done, others.values(), files)
    laps.end("memory")
    problems = tuple(dict.fromkeys((*needs(site), *clashes.values(), *told)))
    return Outcome(figures, (size,), problems, laps.seconds)


def _made(
    shop: Workshop, batches: Sequence[Sequence[Step]], watch: Watch, crew: Spread
) -> list[Report]:
    """Return how the batches came out. If the crew cannot even begin, the folder is as it was."""
    output = shop.placer.output
    manifest.begin(output, shop.job.name)
    try:
        reports = crew(partial(work.make, shop.job), batches)
    except BaseException:
        manifest.withdraw(output, shop.job.name)
        raise
    return list(watch(reports, "Building", len(batches)))


def _before(site: Site, output: Path, premises: str, *, full: bool) -> tuple[frozenset[str], Kept]:
    """Return what is known of the last build into a folder, as far as it can be relied on.

    Where nothing can be, the files that its manifest names come first: these are the site's.
    """
    stamp = "" if full else manifest.stamp_of(output)
    kept = cache.read(_file(site, stamp), Kept, stamp) if stamp else None
    if kept is None or kept.premises != premises:
        return manifest.paths_of(output), Kept()
    return frozenset(), kept


def _file(site: Site, stamp: str) -> Path:
    return site.cache / "builds" / stamp


def _forget(folder: Path) -> None:
    """Keep the memories of a few builds: there may be several folders."""
    try:
        by_age = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        for old in by_age[: -2 * KEPT]:  # each has two files
            old.unlink()
    except OSError:
        pass  # a cache that nobody can write needs no room


def batched(archive: Archive, todo: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps in their order, so many together as make about `BATCH` files."""
    batch: list[Step] = []
    files = 0
    for step in todo:
        batch.append(step)
        files += len(keys_of(archive, step)) * len(plugin.load("kinds", step.kind).OUTPUTS)
        if files >= BATCH:
            yield batch
            batch, files = [], 0
    if batch:
        yield batch


def lines_of(site: Site, done: Iterable[tuple[Step, Done]], others: Iterable[str]) -> str:
    """Return the files of a site, a line each, in the order of its manifest."""
    made = filter(None, [lines(site, step.kind, each.keys) for step, each in done])
    return "\n".join([*made, *others])


def place_others(
    shop: Workshop,
    static: Mapping[str, Asset],
    done: Iterable[tuple[Step, Done]],
    before: Mapping[str, Other],
) -> tuple[dict[str, Other], int]:
    """Make the files of no step, static ones and sitemaps, where they are not as `before`.

    Return what stands for each by its path, with its size, and how many were written.

    Raises:
        Problem: one cannot be written, or a static file has changed since it was surveyed.
    """
    archive, placer = shop.archive, shop.placer
    site, root = archive.site, archive.site.identity.root
    shop.begin(asset.path for asset in static.values() if asset.path not in before)
    stands: dict[str, Other] = {}
    written = 0
    for asset in static.values():
        was = before.get(asset.path)
        if placer.always or was is None or was[0] != asset.digest:
            body = tree.read(str(path_of(site, asset.file))) or b""
            archive.survey.check(asset.file, path_of(site, asset.file))
            body = scripts.sent(body) if asset.path.endswith(".js") else body
            written += placer.place(asset.path, body)
            was = asset.digest, len(body)
        stands[asset.path] = was
    newest: dict[str, str] = {}
    for month, pages in sitemaps.pages(site, done).items():
        token = tree.token_of((root, *chain(*pages)))
        files = sitemaps.names(site, month, pages)
        same = {path: before[path] for path in files if before.get(path, ("",))[0] == token}
        if placer.always or len(same) < len(files):
            shop.begin(path for path in files if path not in before)
            bodies = sitemaps.write(site, month, pages)
            written += sum(placer.place(path, body) for path, body in bodies.items())
            same = {path: (token, len(body)) for path, body in bodies.items()}
        stands |= same
        newest |= dict.fromkeys(files, max(day for day, *_ in pages))
    index = sitemaps.index(root, newest)
    written += placer.place(sitemaps.INDEX, index)
    return stands | {sitemaps.INDEX: ("", len(index))}, written


def _gone(
    site: Site,
    was: Iterable[str],
    kept: Kept,
    same: Mapping[str, Done],
    done: Sequence[tuple[Step, Done]],
    others: Iterable[str],
) -> set[str]:
    """Return the files that the last build made and this one does not."""
    redone = ((name, each) for name, each in kept.memory.steps.items() if name not in same)
    before = chain(*(paths(site, name.partition(" ")[0], each.keys) for name, each in redone))
    found = {*was, *kept.others, *before}.difference(others)
    anew = [pair for pair in done if name_of(pair[0]) not in same]
    for step, each in chain(anew, done):  # seldom is any left for the others
        if not found:
            break
        found.difference_update(paths(site, step.kind, each.keys))
    return found


def chrome_of(archive: Archive, static: Mapping[str, Asset], steps: Iterable[Step]) -> Chrome:
    """Return what every template may know of the site; its kinds are those that have pages."""
    site, look = archive.site, archive.site.look
    made = {step.kind for step in steps}
    style = style_of(look, archive.base)
    formats = [plugin.load("formats", name) for name in site.feeds]
    return Chrome(
        title=site.identity.title,
        description=site.identity.description,
        language=site.identity.language,
        foreign=foreign(site.identity.foreign),
        words=site.words,
        root=site.identity.root,
        base=site.identity.base,
        feeds=tuple((module.TITLE, module.TYPE, module.FILE) for module in formats),
        assets={name: asset.path for name, asset in static.items()},
        kinds=tuple(kind for kind in site.kinds if kind in made),
        prose=tuple(archive.prose()),
        spoken=f"{address.WORDS}?{tree.token_of((site.words,))[:8]}",
        style=f"{address.LOOK}?{tree.token_of((style,))[:8]}" if style else "",
        logo=look.logo,
        cards=look.cards,
        thumbnails=look.thumbnails,
        navigation=tuple(look.navigation.items()),
        footer=tuple(look.footer.items()),
        imprint=look.imprint,
        repository=site.identity.repository,
        branch=site.identity.branch,
    )
