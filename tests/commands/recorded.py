"""A site of recorded answers of Hugging Face, where ../shared/data is there."""

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.model.exchange import Answer, Request
from generator.sources.huggingface import Source
from generator.store import records

SHARED = Path(__file__).resolve().parents[3] / "shared/data"
FILE = SHARED / "hf_daily_papers_api.jsonl.gz"
TOPIC = "---\ntitle: Diffusion\nrule: {any: [diffusion]}\n---\n"

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")


def items(first: str = "", last: str = "9", file: Path = FILE) -> Mapping[str, Sequence[Any]]:
    """Return the items of days as Hugging Face gave them."""
    found: dict[str, list[Any]] = defaultdict(list)
    with gzip.open(file) as lines:
        for line in lines:
            listed = json.loads(line)
            if first <= listed["date"] <= last:
                found[listed["date"]].append(listed["item"])
    return found


def recorded(folder: Path, days: Mapping[str, Sequence[Any]]) -> None:
    """Make a site that has these days, as a fetch would."""
    (folder / "content/topics").mkdir(parents=True)
    (folder / "site.toml").write_text("[sources.huggingface]\n")
    (folder / "content/topics/diffusion.md").write_text(TOPIC)
    for day, listed in days.items():
        asked = Request("https://huggingface.co/api/daily_papers", {}, date.fromisoformat(day))
        read = Source().read(Answer(asked, json.dumps(listed).encode()))
        counts = {name: (reading,) for name, reading in read.readings.items()}
        listing = records.Listing("huggingface", asked.day or date.min, read.records, counts)
        records.write(folder / "content", listing)
