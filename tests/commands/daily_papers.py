"""Daily papers as Hugging Face lists them, and a server that does."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


def paper(name: str, title: str = "", votes: int = 1, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a listed paper; `more` are further fields of its inner part."""
    title = title or f"Paper {name}"
    return {
        "title": title,
        "numComments": 2,
        "paper": {
            "id": name,
            "title": title,
            "summary": f"About {title}.",
            "authors": [{"name": "Ada Lovelace"}],
            "publishedAt": "2026-01-02T03:04:05.000Z",
            "upvotes": votes,
            **more,
        },
    }


def serve(server: HTTPServer, days: Mapping[str, Sequence[object]], cap: int = 50) -> None:
    """List a page of a day, at most `cap` papers, and nothing after the last; weeks are empty."""

    def answer(request: Request) -> Response:
        listed = days.get(request.args.get("date", ""), [])
        size = min(cap, int(request.args["limit"]))
        start = int(request.args.get("p", 0)) * size
        body = json.dumps(listed[start : start + size])
        return Response(body, content_type="application/json")

    server.clear()
    server.expect_request("/api/daily_papers").respond_with_handler(answer)
