"""The records of records.yaml, as Hugging Face and arXiv would answer with them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import yaml
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from generator.model.text import clean

DAY = "2026-01-05"
LINKED = "2026-01-06"  # lists what has models, datasets or Spaces: each costs a request
FILE = Path(__file__).with_name("records.yaml")
BY_ARXIV = {"arxiv_title", "arxiv_abstract", "affiliation", "comment", "journal", "doi", "category"}
SHELVES = {"model": "linkedModels", "dataset": "linkedDatasets", "space": "linkedSpaces"}
TEXTS = (
    *("title", "abstract", "author", "organization", "keyword", "summary", "summary_model"),
    *("submitter", "arxiv_title", "arxiv_abstract", "affiliation", "comment", "journal", "doi"),
)
NO_FIELDS = {"tries", "shows", "linked"}
RAW = {"extra", "inner", "outer"}  # JSON that takes the place of what other fields say
OF_ARXIV = {"title": "arxiv_title", "abstract": "arxiv_abstract"}  # which is believed


@dataclass(frozen=True)
class Line:
    """A line of the corpus: what it tries, by which fields, and what should come of it."""

    number: int
    said: Mapping[str, Any]

    @property
    def id(self) -> str:
        given: str = self.said.get("id", f"2601.{self.number:05}")
        return given

    @property
    def folder(self) -> str:
        return f"papers/{self.id.replace('/', '-')}"

    @property
    def rejected(self) -> str:
        reason: str = self.said.get("rejected", "")
        return reason

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        many = self.said.get("many", {})
        return {
            name: value * many.get(name, 1) if isinstance(value, str) else value
            for name, value in self.said.items()
        }

    def get(self, name: str, otherwise: Any = "") -> Any:  # noqa: ANN401 - JSON
        return self.fields.get(name, otherwise)

    @property
    def shown(self) -> Iterator[str]:
        """The texts that should be read on its page."""
        if "shows" in self.said:
            yield " ".join(self.said["shows"].split())
            return
        for name in TEXTS:
            if name in self.said and OF_ARXIV.get(name) not in self.said:
                yield " ".join(clean(self.fields[name]).split())

    def listed(self) -> Mapping[str, Any]:
        """Return it as Hugging Face lists it."""
        title = self.get("title", f"Loom {self.number}")
        organization = {"fullname": self.get("organization")} | (
            {"name": self.fields["organization_handle"]}
            if "organization_handle" in self.fields
            else {}
        )
        author = {"name": self.get("author", "Ada Lovelace")} | (
            {"user": {"user": self.fields["author_handle"]}}
            if "author_handle" in self.fields
            else {}
        )
        paper = {
            "id": self.id,
            "title": title,
            "summary": self.get("abstract", "We weave."),
            "authors": [author],
            "publishedAt": self.get("published", "2026-01-02T03:04:05.000Z"),
            "upvotes": self.get("votes", 1),
            "githubStars": self.get("stars", None),
            "organization": organization if organization["fullname"] else None,
            "githubRepo": self.get("code", None),
            "projectPage": self.get("project", None),
            "ai_summary": self.get("summary", None),
            "ai_summary_model": self.get("summary_model", None),
            "ai_keywords": [self.fields["keyword"]] if "keyword" in self.fields else None,
        }
        outer = {
            "title": title,
            "numComments": self.get("comments", 2),
            "mediaUrls": [self.fields["media"]] if "media" in self.fields else None,
            "submittedBy": {
                "fullname": self.get("submitter", "Bea"),
                "name": self.get("submitter_handle", "bea"),
            },
        }
        inner = {**paper, **self.get("inner", {})}
        return {**outer, **self.get("extra", {}), **self.get("outer", {}), "paper": inner}

    def detailed(self) -> Mapping[str, Any]:
        """Return what is linked to it on Hugging Face."""
        found = {
            key: [{"id": self.fields[name]}] for name, key in SHELVES.items() if name in self.fields
        }
        return {"id": self.id, **found}

    def entry(self) -> str:
        """Return it as arXiv does; nothing if it says nothing by arXiv."""
        if not BY_ARXIV & self.said.keys():
            return ""

        def element(tag: str, name: str, otherwise: str = "") -> str:
            text = self.get(name, otherwise)
            return f"<{tag}>{escape(text)}</{tag}>" if text else ""

        category = self.get("category", "cs.CL")
        return (
            f"<entry><id>http://arxiv.org/abs/{self.id}v1</id>"
            f"{element('title', 'arxiv_title', self.get('title', f'Loom {self.number}'))}"
            f"{element('summary', 'arxiv_abstract', self.get('abstract', 'We weave.'))}"
            f"<author>{element('name', 'author', 'Ada Lovelace')}"
            f"{element('arxiv:affiliation', 'affiliation')}</author>"
            f"{element('arxiv:comment', 'comment')}{element('arxiv:journal_ref', 'journal')}"
            f"{element('arxiv:doi', 'doi')}<category term={quoteattr(category)}/></entry>"
        )


def lines() -> Sequence[Line]:
    return [Line(at, said) for at, said in enumerate(yaml.safe_load(FILE.read_text()), 1)]


def packed(corpus: Iterable[Line]) -> Sequence[Line]:
    """Return what is well-formed in fewer papers: of each field a paper says what one line tries.

    What arXiv says of a paper is by itself: its XML cannot hold all that JSON can. So is what takes
    the place of other fields.
    """
    papers: list[dict[str, Any]] = []
    for line in corpus:
        said = {name: value for name, value in line.said.items() if name not in NO_FIELDS}
        if line.rejected:
            continue
        sort = "alone" if RAW & said.keys() else "arxiv" if BY_ARXIV & said.keys() else "listed"
        others = (each for each in papers if sort != "alone" and each["sort"] == sort)
        room = next((each for each in others if not each.keys() & said.keys()), None)
        if room is None:
            papers.append(room := {"sort": sort})
        room |= said
    return [Line(at, said) for at, said in enumerate(papers, 1)]


def serve(server: HTTPServer, corpus: Iterable[Line]) -> None:
    """Answer as Hugging Face and arXiv do."""
    by_id = {line.id: line for line in corpus}
    listed: dict[str, list[Mapping[str, Any]]] = {DAY: [], LINKED: []}
    for line in corpus:
        listed[LINKED if SHELVES.keys() & line.said.keys() else DAY].append(line.listed())

    def daily(request: Request) -> Response:
        start = int(request.args.get("p", 0)) * 100
        page = listed.get(request.args.get("date", ""), [])[start : start + 100]
        return Response(json.dumps(page), content_type="application/json")

    def detail(request: Request) -> Response:
        line = by_id[request.path.removeprefix("/api/papers/")]
        return Response(json.dumps(line.detailed()), content_type="application/json")

    def query(request: Request) -> Response:
        asked = request.args.get("id_list", "").split(",")
        entries = "".join(by_id[each].entry() for each in asked if each in by_id)
        spaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
        return Response(f"<feed {spaces}>{entries}</feed>", content_type="application/atom+xml")

    server.expect_request("/api/daily_papers").respond_with_handler(daily)
    server.expect_request(re.compile("^/api/papers/")).respond_with_handler(detail)
    server.expect_request("/api/query").respond_with_handler(query)
