"""Labels: content/topics/<topic>.labels, where people say of some papers whether they belong.

A line a paper: its address, `yes` or `no`, and whatever else. Nothing but a test of the topic's
rule reads it.

    # What grokking is, and what only sounds like it.
    2201.02177 yes  the paper that named it
    2501.07563 no   a robot's name
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from generator.model.paper import PaperId, paper_at
from generator.model.problem import Place, Problem
from generator.store import files

VERDICTS = {"yes": True, "no": False}


def read(
    content: Path, slug: str, papers: Collection[PaperId], problems: list[Problem]
) -> Mapping[PaperId, bool]:
    """Return which of `papers` belong to a topic and which do not; what is wrong is noted.

    Raises:
        Problem: the file cannot be read.
    """
    path = f"topics/{slug}.labels"
    found: dict[PaperId, bool] = {}
    text = files.text_of(files.read_bytes(content / path) or b"", f"content/{path}")
    text = text.removeprefix("\ufeff")  # some editors put it there
    for number, line in enumerate(text.splitlines(), 1):
        said = line.split(maxsplit=2)
        if not said or said[0].startswith("#"):
            continue
        paper, verdict = paper_at(said[0]), VERDICTS.get("".join(said[1:2]))
        what, mend = "", ""
        if verdict is None:
            what, mend = "this line says neither yes nor no", "write such as `2201.02177 yes`"
        elif paper not in papers:
            what, mend = f"no paper of the archive has the address {said[0]!r}", "take it out"
        elif found.setdefault(paper, verdict) != verdict:
            what, mend = f"{said[0]} is labelled yes and no", "keep one of them"
        if what:
            problems.append(Problem(what, at=Place(f"content/{path}", number), mend=mend))
    return {paper: verdict for paper, verdict in found.items() if paper in papers}
