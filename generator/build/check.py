"""A check: the site is made in memory, as a build from nothing makes it, looked into, and compared.

It takes the steps, the templates and the crew of a build. Nothing on disk is touched.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.archive.reader import Archive
from generator.archive.survey import Spread
from generator.build import assets, manifest, sound, templates, weight, work, workshop
from generator.build.memory import Done
from generator.build.place import reached
from generator.build.plan import artifacts, doubled, needs, parted, plan
from generator.build.run import batched, chrome_of, lines_of, place_others
from generator.build.sound import Inspector, Sound
from generator.build.weight import Weights, listed
from generator.build.workshop import Workshop
from generator.formats.html import Templates
from generator.model.artifact import Step
from generator.model.frozen import dataclass, field, replace
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Place, Problem
from generator.settings.folders import OUTPUT
from generator.settings.site import Site

MISSING, DIFFERENT, LEFT = "missing", "different", "left over"
SORTS = {
    MISSING: "missing",
    DIFFERENT: "not as a build makes them",
    LEFT: "made once, and by no build now",
}


@dataclass(slots=True)
class Compared:
    """How steps came out, and how their files compare with those of the folder."""

    done: dict[Step, Done] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    weights: Weights = field(default_factory=Weights)
    sound: Sound = field(default_factory=Sound)
    uses: templates.Uses = frozenset()

    def add(self, other: "Compared") -> None:
        """Take over how other steps came out."""
        self.done |= other.done
        self.missing += other.missing
        self.changed += other.changed
        self.weights.add(other.weights)
        self.sound.add(other.sound)
        self.uses |= other.uses


def run(archive: Archive, output: Path, stamp: str, watch: Watch, spread: Spread) -> Outcome:
    """Tell where `output` is not what a build of the archive makes, which bears `stamp`.

    Raises:
        Problem: no build would write into the folder: a link or a file is in its way.
    """
    site = archive.site
    steps = plan(archive)
    static = assets.collect(archive.survey)
    chrome = chrome_of(archive, static, steps)
    copied = {asset.path for asset in static.values()}
    clashes = {(step, path): problem for step, path, problem in doubled(archive, steps, copied)}
    folder = _name(site, output)
    placer = Inspector(output, folder, site.identity.base, pictures=site.look.thumbnails)
    filled = Templates(partial(templates.read, archive), chrome)
    shop = workshop.set_up(archive, chrome, placer, frozenset(clashes))
    shop = replace(shop, templates=filled, begin=_begin)  # neither keeps anything
    batches = list(batched(archive, steps))
    all_of = Compared()
    for part in watch(spread(partial(_compared, shop, placer), batches), "Checking", len(batches)):
        all_of.add(part)
    done = [(step, all_of.done[step]) for step in steps]
    others, _ = place_others(shop, static, done, {})
    lines = lines_of(site, done, others)
    made = lines.split("\n")
    if is_built := manifest.stamp_of(output) == stamp:
        placer.place(manifest.FILE, manifest.text(stamp, lines))
    all_of.add(Compared({}, placer.missing, placer.changed, sound=placer.sound))
    differing = {MISSING: all_of.missing, DIFFERENT: all_of.changed, LEFT: _left(output, made)}
    files = len(made) - len(clashes)
    size = weight.size_of(done, others.values())
    remarks = [weight.remark(archive, done, others.values(), files)]
    if strange := _strange(output, made):
        remarks.append(f"files in {folder} that no build made: {strange:,}; they stay")
    told = (Problem.of(parts) for _, each in done for parts in each.problems)
    differences = _problems(differing, output, folder, is_built=is_built)
    exceeded = weight.exceeded(site.budgets, size, files, all_of.weights, folder)
    unmet = tuple(needs(site))
    # Without pages that others link to, each of these would be told once more.
    unsound = () if unmet else sound.problems(all_of.sound, output, folder, frozenset(made))
    unused = templates.misspelt(archive, all_of.uses)
    problems = (*unmet, *clashes.values(), *told, *unused, *differences, *unsound, *exceeded)
    figures = {"files": files} | {sort: len(paths) for sort, paths in differing.items()}
    return Outcome(figures, tuple(remarks), tuple(dict.fromkeys(problems)))


def _begin(paths: Iterable[str]) -> None:
    """Note nothing of the files that come next: none is written."""


def _compared(shop: Workshop, of: Inspector, steps: Sequence[Step]) -> Compared:
    placer = of.fresh()
    report = work.made_in(replace(shop, placer=placer), steps)
    done = {made.step: made.done for made in report.made}
    weights = _weighed(shop.archive, done, placer.sizes)
    return Compared(done, placer.missing, placer.changed, weights, placer.sound, report.uses)


def _weighed(archive: Archive, done: Mapping[Step, Done], sizes: Mapping[str, int]) -> Weights:
    weights = Weights()
    for step, each in done.items():
        for artifact in artifacts(archive.site, step.kind, parted(each.keys)):
            output, path = artifact.output, artifact.path
            if path not in sizes:  # it could not be made
                continue
            if output.text:
                text = output.text(archive, artifact.key)
                weights.beyond.append(sizes[path] - len(text.encode()))
            elif output.format == "feed":
                weights.feeds.append((sizes[path], path))
            elif output.format == "html":
                weights.pages.append((sizes[path], path))
    return weights


def _problems(
    differing: Mapping[str, Sequence[str]], output: Path, folder: str, *, is_built: bool
) -> Iterator[Problem]:
    """Yield how the folder differs, by sort, with the reason as far as its stamp tells it."""
    build = "broadsheet build" if folder == OUTPUT else f"broadsheet build --output {folder}"
    mend = f"run `{build}`, and `{build} --full` if some of them are told again"
    if is_built:
        why = "the site was built from the present content, so somebody changed the folder"
        mend = f"run `{build} --full`; if nobody changed anything, report this"
    elif manifest.is_unfinished(output):
        why = "the last build was cut off"
    elif (output / manifest.FILE).exists():
        why = "the site was built from other content, settings or code"
    else:
        why, mend = "no site was built here", f"run `{build}`"
    for sort, paths in differing.items():
        if paths:
            what = f"{SORTS[sort]}: {listed(sorted(paths), 'file')}; {why}"
            yield Problem(what, at=Place(folder), mend=mend)


def _left(output: Path, made: Iterable[str]) -> list[str]:
    """Return the files of the folder that were made in it and no build makes any more."""
    paths = manifest.paths_of(output).difference(made)
    return [path for path in reached(output, paths) if os.path.lexists(output / path)]


def _strange(output: Path, made: Iterable[str]) -> int:
    """Return how many files of the folder are nobody's; hidden ones are left out."""
    ours = manifest.paths_of(output).union(made)
    count = 0
    for folder, folders, files in os.walk(output):
        folders[:] = [name for name in folders if name[0] != "."]
        above = Path(folder).relative_to(output)
        count += sum(name[0] != "." and (above / name).as_posix() not in ours for name in files)
    return count


def _name(site: Site, output: Path) -> str:
    """Return the folder as a person would type it."""
    inside = output.is_relative_to(site.folder)
    return str(output.relative_to(site.folder) if inside else output)
