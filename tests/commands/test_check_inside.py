"""broadsheet check looks into content and into the files of the site, and says what is wrong."""

import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Edit = Callable[[str], str]

ROOT = Path(__file__).resolve().parents[2]

RECORDS = "content/records/saved_page/2025/2025-12-12.jsonl"
# A file of content, what becomes of its text, and how what is told of it begins.
CONTENT: Sequence[tuple[str, Edit, str]] = (
    (
        "content/days/2025/2025-12-12.md",
        lambda text: text.replace("<!-- /block -->", "<!-- /blok -->", 1),
        ":4: this block is not closed",
    ),
    (
        "content/topics/weaving/2025-12.md",
        lambda text: text + text[text.index("<!-- block") :],
        ":9: the block day/2025-12-12 stands on this page twice",
    ),
    ("content/topics/bad.md", lambda _: "---\ntitle: Bad\nrule: {}\n---\n", ":3: this rule has no"),
    ("content/topics/odd.md", lambda _: "---\ntitle: Odd\nrul: {}\n---\n", ":3: unknown key 'rul'"),
    (
        RECORDS,
        lambda text: f"{text}nonsense\n{text.partition(chr(10))[0]}\n",
        ":4: no record can be read",
    ),
    (RECORDS, lambda text: text, ":5: arxiv:2501.00001 stands in this file twice, on line 1 too"),
    (
        "content/corrections/2501.00001.yaml",
        lambda _: "title: x\ntopics: [nothing]\n",
        ":2: there is no topic 'nothing'",
    ),
    ("content/corrections/2501.99999.yaml", lambda _: "title: x\n", ": no paper of the archive"),
    ("content/corrections/2501.9.yaml", lambda _: "titel: x\n", ":1: unknown key 'titel'"),
)

PROSE = """---
title: About
---

[x](/topics/nothing/)

[x](/topics/weaving/#nothing)

[x](#nothing)

[x](nowhere/), [x](../topics/weaving/), [x](../topics/weaving/#none) and [x](weaving.md)

![x](https://p.example/a.png)

![x](/static/none.png)
"""
MISSING = """{% extends 'base.html' %}
{% block meta %}<link rel="stylesheet" href="https://s.example/a.css">{% endblock %}
{% block main %}<h1>Not here</h1><p id="a"></p><p id="a"></p>
<script src="//s.example/a.js"></script><script type="application/ld+json">{</script>{% endblock %}
"""
FILES = {
    "content/about.md": PROSE,
    "templates/missing.html": MISSING,
    "static/drawing.svg": "<svg><g></svg>",
    "static/data.json": "{",
    "static/css/mine.css": "a { background: url(https://s.example/b.png) }",
}
INSIDE = {
    "about/index.html": (
        "this leads to /topics/nothing/, which is not there",
        "this leads to /topics/weaving/#nothing, and there is no such id",
        "this leads to #nothing, which is not on this page",
        "this leads to /about/nowhere/, which is not there",
        "this leads to /about/weaving.md, which is not there",
        "this leads to /topics/weaving/#none, and there is no such id",
        "this leads to /static/none.png, which is not there",
        "this loads https://p.example/a.png from elsewhere",
    ),
    "404.html": (
        "the id 'a' stands twice on this page",
        "this loads //s.example/a.js from elsewhere",
        "this loads https://s.example/a.css from elsewhere",
        "this is not JSON",
    ),
    "static/drawing.": ("this is not XML: mismatched tag",),
    "static/data.": ("this is not JSON",),
    "static/css/mine.": ("this loads https://s.example/b.png from elsewhere",),
}


def write(site: Path, path: str, text: str) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def problems(done: subprocess.CompletedProcess[str]) -> list[str]:
    lines = done.stderr.splitlines()
    return [line.removeprefix("problem ") for line in lines if line.startswith("problem ")]


def test_what_is_wrong_in_content_is_told_by_its_line_and_to_github(
    imported: Path, run: Run
) -> None:
    for path, edit, _ in CONTENT:
        file = imported / path
        write(imported, path, edit(file.read_text() if file.exists() else ""))
    done = run("check", env={"GITHUB_ACTIONS": "true"}, code=1)
    found = problems(done)
    for path, _, told in CONTENT:
        assert [each for each in found if each.startswith(f"{path}{told}")], (path, found)
    annotations = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert len(annotations) == len(found)
    told = f"::error file={CONTENT[6][0]},line=2::there is no topic 'nothing'"
    assert [line for line in annotations if line.startswith(told)]


def test_files_of_the_site_are_looked_into(imported: Path, run: Run) -> None:
    for path, text in FILES.items():
        write(imported, path, text)
    run("build")
    found = problems(run("check", env={"GITHUB_ACTIONS": ""}, code=1))
    for path, told in INSIDE.items():
        for words in told:
            (problem,) = [each for each in found if f"/{path}" in each and words in each]
            assert problem.startswith(f"_site/{path}"), problem
    assert len(found) == sum(map(len, INSIDE.values()))
    html = (imported / "_site/about/index.html").read_text().splitlines()
    for link, end in (("/topics/nothing/", "/topics/nothing/"), ("nowhere/", "/about/nowhere/")):
        line = next(at for at, each in enumerate(html, 1) if f'"{link}"' in each)
        assert f"_site/about/index.html:{line}: this leads to {end}" in "\n".join(found)


def test_what_a_template_says_wrong_is_told_once(imported: Path, run: Run) -> None:
    base = (ROOT / "templates/base.html").read_text()
    wrong = '<a href="nowhere/">x</a><img src="https://p.example/a.png" alt="">'
    write(imported, "templates/base.html", base.replace("<main", f"{wrong}<main", 1))
    run("build")
    found = problems(run("check", code=1))
    assert len(found) == 2
    for told, words in zip(
        found, ("this loads https://p.example/a.png", "this leads to /"), strict=True
    ):
        assert words in told
        assert re.search(r"; so it stands in [1-9]\d more files; mend", told)


def test_a_template_that_is_misspelt_is_told(imported: Path, run: Run) -> None:
    day = (ROOT / "templates/day.html").read_text()
    write(imported, "templates/dya.html", day)
    write(imported, "templates/day.html", day + "{% include 'days.html' %}")
    write(imported, "templates/days.html", "<!-- used -->")
    write(imported, "templates/notes/reading.html", "nobody's, and like none")
    run("build")
    assert problems(run("check", code=1)) == [
        "templates/dya.html: no page uses this template; did you mean 'day.html'?"
    ]


def test_what_is_wrong_often_on_one_page_is_told_with_each_line(imported: Path, run: Run) -> None:
    pictures = '<img src="https://p.example/a.png" alt="">\n' * 5
    missing = "{% extends 'base.html' %}{% block main %}<h1>Not here</h1>" + pictures
    write(imported, "templates/missing.html", missing + "{% endblock %}")
    run("build")
    found = problems(run("check", code=1))
    assert len(found) == 5
    assert "more" not in "".join(found)


def test_a_template_that_no_page_needs_today_is_not_misspelt(imported: Path, run: Run) -> None:
    write(imported, "templates/words/de.toml", (ROOT / "templates/words/en.toml").read_text())
    hidden = (ROOT / "templates/hidden.html").read_text()
    write(imported, "templates/hidden.html", hidden + "{% include 'hidden2.html' %}")
    write(
        imported, "templates/hidden2.html", "<!-- of papers that are hidden, and there are none -->"
    )
    run("build")
    run("check")


@pytest.mark.usefixtures("imported")
def test_pictures_may_come_from_elsewhere_where_the_site_says_so(imported: Path, run: Run) -> None:
    write(imported, "content/about.md", "---\ntitle: About\n---\n\n![x](https://p.example/a.png)\n")
    run("--set", "look.thumbnails=true", "build")
    run("--set", "look.thumbnails=true", "check")
