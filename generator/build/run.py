"""A build: from an archive to a folder of files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.archive.reader import Archive
from generator.build import assets, manifest, work
from generator.build.place import place, remove
from generator.build.plan import plan
from generator.formats import sitemap
from generator.formats.html import Chrome, Templates
from generator.model.artifact import Artifact
from generator.model.day import month_of
from generator.model.outcome import Outcome, Watch
from generator.model.problem import Problem
from generator.settings import plugin
from generator.settings.site import Site


def run(
    site: Site,
    archive: Archive,
    output: Path,
    watch: Watch,
    *,
    jobs: int | None = None,
    full: bool = False,
) -> Outcome:
    """Make the site in `output`. Files are touched where their bytes differ, with `full` all.

    Files of the last build that are no longer wanted are removed, and nothing else ever is.

    Raises:
        Problem: the folder cannot be written; the site that was there is whole.
    """
    artifacts, problems = plan(archive, site.kinds, site.feeds)
    files = assets.collect(site.folders("static"))
    chrome = chrome_of(site, archive, files, artifacts)
    templates = Templates(site.folders("templates"), chrome, site.cache / "templates")
    workshop = work.Workshop(archive, templates, output, full)
    before = manifest.read(site.cache, output)
    others = {asset.path: asset.body for asset in files.values()} | sitemaps(site, artifacts)
    paths = {artifact.path for artifact in artifacts} | others.keys()
    # Should this build be cut off, the next one still knows every file that it may have made.
    manifest.write(site.cache, output, before | paths)
    made = list(
        watch(
            work.make(workshop, artifacts, jobs),
            "Building",
            work.lists(artifacts, jobs),
        )
    )
    written = sum(place(output, path, body, always=full) for path, body in others.items())
    removed = remove(output, sorted(before - paths))
    manifest.write(site.cache, output, paths)
    figures = {
        "files written": written + sum(each.written for each in made),
        "unchanged": len(others) - written + sum(each.unchanged for each in made),
        "removed": removed,
    }
    found: list[Problem] = [*problems, *(each for part in made for each in part.problems)]
    return Outcome(figures, (), tuple(dict.fromkeys(found)))


def chrome_of(
    site: Site,
    archive: Archive,
    files: Mapping[str, assets.Asset],
    artifacts: Sequence[Artifact],
) -> Chrome:
    """Return what every template may know of the site; its kinds are those that have pages."""
    formats = [plugin.load("formats", name) for name in site.feeds]
    return Chrome(
        title=site.identity.title,
        description=site.identity.description,
        language=site.identity.language,
        root=site.identity.root,
        base=site.identity.base,
        feeds={module.TYPE: module.FILE for module in formats},
        assets={name: asset.path for name, asset in files.items()},
        kinds=frozenset(artifact.kind for artifact in artifacts),
        prose=tuple(archive.prose()),
    )


def sitemaps(site: Site, artifacts: Sequence[Artifact]) -> dict[str, bytes]:
    """Return a sitemap a month, one of pages that tell of no day, and their index."""
    root = site.identity.root
    months: dict[str, list[sitemap.Line]] = defaultdict(list)
    for artifact in artifacts:
        if artifact.format == "html" and artifact.output.listed:
            month = month_of(artifact.day) if artifact.day else "pages"
            path = artifact.path.removesuffix("index.html")
            months[month].append((root + path, artifact.day))
    files = {
        f"sitemaps/{month}.xml": sitemap.write(lines) for month, lines in sorted(months.items())
    }
    index = [
        (f"{root}sitemaps/{month}.xml", max(filter(None, (day for _, day in lines)), default=None))
        for month, lines in sorted(months.items())
    ]
    return files | {"sitemap.xml": sitemap.write_index(index)}
