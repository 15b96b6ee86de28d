"""Templates: what each kind's are made of, so that an edit of one makes only its own pages anew."""

import os
from collections.abc import Iterable, Iterator, Mapping

from generator.archive.reader import Archive
from generator.archive.survey import Survey, path_of
from generator.model.problem import Changed, Place, Problem
from generator.settings import plugin
from generator.store import tree

ROOTS = ("templates/", "shipped/templates/")  # of one name, that of the first counts
WORDS = "words/"  # what pages say in each language, beside the templates
NEAR = 0.8  # how much alike two names are of which one may be meant as the other, 1 being the same

Uses = frozenset[tuple[str, str]]  # which template used which other one


def tokens(survey: Survey, uses: Uses, kinds: Iterable[str]) -> dict[str, str]:
    """Return by kind what stands for its templates, with all that they use, as they are now.

    A use is known from the last time that a template was filled; as long as none of these
    has changed it uses no others.
    """
    used: dict[str, list[str]] = {}
    for name, other in sorted(uses):
        used.setdefault(name, []).append(other)
    return {
        kind: tree.token_of(
            (name, _digest(survey, name)) for name in _reached(sorted(_of(kind)), used)
        )
        for kind in kinds
    }


def misspelt(archive: Archive, uses: Uses) -> Iterator[Problem]:
    """Yield the templates of a site that nothing uses, and that are named nearly as one that is.

    Pages that would use one need not be there today: so what a kind has, and what another template
    of the site names, is no such one.
    """
    import difflib  # only a check comes here

    own, others = (
        {p.removeprefix(root) for p in archive.survey.files if p.startswith(root)} for root in ROOTS
    )
    used = {name for use in uses for name in use}.union(*map(_of, archive.site.kinds))
    for name in sorted(own - others - used):
        texts = (read(archive, other) or b"" for other in own if other != name)
        if name.startswith(WORDS) or any(name.encode() in text for text in texts):
            continue
        if near := difflib.get_close_matches(name, others, n=1, cutoff=NEAR):
            at = Place(f"{ROOTS[0]}{name}")
            yield Problem("no page uses this template", at=at, mend=f"did you mean {near[0]!r}?")


def read(archive: Archive, name: str) -> bytes | None:
    """Return a template as it was surveyed; None if there was none of this name.

    Raises:
        Changed: it is another one.
    """
    for path in (root + name for root in ROOTS):
        if digest := archive.survey.digest(path):
            body = tree.read(os.fspath(path_of(archive.site, path)))
            if body is None or tree.digest_of(body) != digest:
                raise Changed(path)
            return body
    return None


def _of(kind: str) -> set[str]:
    return {output.template for output in plugin.load("kinds", kind).OUTPUTS if output.template}


def _reached(names: list[str], used: Mapping[str, list[str]]) -> list[str]:
    found: dict[str, None] = {}
    while names:
        name = names.pop()
        if name not in found:
            found[name] = None
            names.extend(used.get(name, ()))
    return sorted(found)


def _digest(survey: Survey, name: str) -> str:
    return next(filter(None, (survey.digest(root + name) for root in ROOTS)), "")
