"""Postings: what texts that mean harm come to."""

from string import ascii_lowercase

from generator.cards.postings import Postings
from generator.model.paper import Paper, PaperId

PARTS = ascii_lowercase[:20]


def test_a_word_of_many_parts_costs_no_more_however_these_are_written() -> None:
    """There are ten ways to write each part: who counts those of the word counts 10 ** 20."""
    written = " ".join(part + "_" * more for part in PARTS for more in range(10))
    postings = Postings()
    for number, said in enumerate(("-".join(PARTS), written, " ".join(f"_{p}" for p in PARTS)), 1):
        name = PaperId(f"arxiv:2501.{number:05}")
        postings.add(Paper(id=name, first_id=name, title="Looms", abstract=said))
    entries, _ = postings.told()
    assert {entry.term: entry.listed for entry in entries}[PARTS] == (2, 0, 0)
