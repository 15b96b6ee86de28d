"""The site in WebKit and Firefox, as far as they are on this machine: `make browsers` fetches them.

Each is asked by what a reader does: keys, clicks, ways back. What is seen only in Chromium, which
has the tools for it, is tested beside this.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from generator.markup.tex import html
from tests.browser.engines import ENGINES, Engine
from tests.browser.sites import PAGES, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DAY, PAPER = "days/2027-01-04/", "2701.00007"  # its first paper
OLD = "papers/2612.00001/"  # of a day that is not kept by itself
TITLE = "A Loom that Everybody Uses"
LIGHT, DARK_INK = "rgb(253, 252, 250)", "rgb(26, 24, 20)"
DARK, LIGHT_INK = "rgb(21, 22, 26)", "rgb(233, 230, 223)"
ESCAPE, ENTER, DOWN = "\ue00c", "\ue007", "\ue015"
FORMULAS = (
    r"$\frac{a}{b}$, $x^2$, $y_i$, $\sqrt{n+1}$, $\sum_{i=1}^{n} i$, $\hat{x}$, $\binom{n}{k}$, "
    r"$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$, $\mathbb{R}$"
)

# Comes before all scripts of a page.
WATCH = """
window.wrong = [];
const note = (what) => window.wrong.push(String(what));
addEventListener("error", (event) => note(event.message ?? `not there: ${event.target.outerHTML}`), true);
addEventListener("unhandledrejection", (event) => note(event.reason));
addEventListener("securitypolicyviolation", (event) => note(`${event.violatedDirective}: ${event.blockedURI}`));
for (const how of ["error", "warn"]) console[how] = (...words) => note(words.join(" "));
"""  # noqa: E501 - JavaScript, as it is written elsewhere
WATCHED = '<script src="/papers/watch.js"></script>'
# A page as wide as a telephone or a desk has it: no window is as narrow as a telephone.
FRAME = """
<!doctype html><link rel="icon" href="static/icon.svg"><meta name="viewport" content="width=device-width">
<style>body { margin: 0 } iframe { border: 0; display: block; height: 100vh }</style><h1 hidden>Reader</h1>
"""  # noqa: E501 - one line of its own
# Asked in that page: what is wrong with another one, that is shown in it.
LOOK = """
const frame = document.createElement("iframe");
const loaded = new Promise((done) => (frame.onload = done));
frame.src = words[0];
document.body.replaceChildren(frame);
await loaded;
const page = frame.contentDocument, seen = frame.contentWindow, found = [];
for (const end = Date.now() + 5000; page.documentElement.dataset.hides !== "" && Date.now() < end; )
  await new Promise((done) => setTimeout(done, 20));
if (!page.querySelector("h1")?.innerText) found.push("it is empty");
if (seen.getComputedStyle(page.querySelector("main")).visibility !== "visible") found.push("it is not seen");
for (const each of page.querySelectorAll(":is(.notes, .prose) a:not(.title *, .links *)"))
  if (seen.getComputedStyle(each).textDecorationLine !== "underline") found.push(`no line beneath ${each.outerHTML}`);
page.querySelectorAll("details").forEach((each) => (each.open = true));
for (const width of [360, 768, 1440]) {
  frame.style.width = `${width}px`;
  const { scrollWidth, clientWidth } = page.documentElement;
  if (scrollWidth > clientWidth) found.push(`it scrolls sideways, ${scrollWidth} of ${clientWidth}`);
}
await new Promise((done) => setTimeout(done, 50)); // what is refused is told later
return [...seen.wrong, ...found];
"""  # noqa: E501 - JavaScript, as it is written elsewhere
COLORS = """[document.documentElement, document.querySelector("h1")]
  .map((each, at) => getComputedStyle(each)[["backgroundColor", "color"][at]])"""
# Notes what is downloaded, as [name, text].
CATCH = """
window.caught = [];
let text;
URL.createObjectURL = (blob) => ((text = blob.text()), "#");
HTMLAnchorElement.prototype.click = function () {
  text.then((text) => window.caught.push([this.download, text]));
};
"""
# Whether it is known of a paper what its own page tells.
KEEPS = """await (async () => {
  const come = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const database = await come(indexedDB.open("broadsheet /papers/"));
  const found = await come(database.transaction("kept").objectStore("kept").getAll());
  database.close();
  return found.some((text) => JSON.parse(text)[words[0]]?.facts);
})()"""
STALE = "document.querySelector('.stale')"
# Which pieces of formulas are not where they belong.
PIECES = """(() => {
  const box = (each) => each.getBoundingClientRect();
  const found = [];
  const is = (right, each) => right || found.push(each.outerHTML);
  for (const each of document.querySelectorAll("math")) is(box(each).height > 8 && box(each).width > 3, each);
  for (const each of document.querySelectorAll("mfrac, munder")) is(box(each.children[0]).bottom <= box(each.children[1]).top + 3, each);
  for (const each of document.querySelectorAll("msup, msub")) {
    const [base, raised] = [...each.children].map(box);
    is(raised.left >= base.right - 1 && raised.height < base.height * 1.05 && (each.localName === "msup" ? raised.top < base.top : raised.bottom > base.bottom), each);
  }
  for (const each of document.querySelectorAll("msqrt")) is(box(each).width > box(each.firstElementChild).width + 4, each);
  for (const each of document.querySelectorAll("mtable")) is(box(each.rows?.[0] ?? each.children[0]).bottom <= box(each.children[1]).top + 1, each);
  return found;
})()"""  # noqa: E501 - JavaScript, as it is written elsewhere


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn; one that is not on this machine is skipped by its name."""
    with ExitStack() as stack:
        try:
            engine = stack.enter_context(ENGINES[request.param]())
        except LookupError as missing:
            pytest.skip(f"{request.param} is not here, it needs {missing.args[0]}")
        yield engine


@pytest.fixture(scope="module")
def watched(corpus_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive, whose pages note what goes wrong on them."""
    site = tmp_path_factory.mktemp("watched") / "site"
    shutil.copytree(corpus_site, site)
    (site / "watch.js").write_text(WATCH)
    (site / "frame.html").write_text(FRAME)
    told(site, days=[])  # days that failed are told of on every page
    for page in site.rglob("*.html"):
        html = page.read_text()
        page.write_text(html.replace("<head>", f"<head>{WATCHED}", 1))
    return site


def told(site: Path, **fields: object) -> None:
    """Write a field of each source into what a site tells of them."""
    file = site / "api/v1/status.json"
    status = json.loads(file.read_text())
    sources = [source | fields for source in status["sources"]]
    file.write_text(json.dumps(status | {"sources": sources}))


class Reader:
    """Somebody at an engine who was never here before: each comes to an address of its own."""

    def __init__(
        self, engine: Engine, address: str, missed: list[str], leave: Callable[[], None]
    ) -> None:
        self.engine, self.address, self.missed, self.leave = engine, address, missed, leave

    def comes(self, path: str) -> None:
        """Open a page, and wait until its scripts are done."""
        self.engine.open(self.address + path)
        self.settled()

    def settled(self) -> None:
        self.engine.until("""document.documentElement.dataset.hides === "" &&
            (!document.querySelector(".library") || document.querySelector(".library.ready")) &&
            (!document.querySelector("#found") || !document.querySelector("#found[aria-busy]"))""")

    def finds(self, query: str, count: int) -> None:
        """Wait until the search shows so many results of a query."""
        self.engine.until(
            """new URL(location).searchParams.get("q") === words[0] &&
            document.querySelector("#search input")?.value === words[0] &&
            document.querySelectorAll("#found .result").length === words[1] &&
            !document.querySelector("#found[aria-busy]")""",
            query,
            count,
        )

    def marks(self, what: str) -> None:
        """Press a button of the paper, and wait until it is pressed."""
        button = f"[id='{PAPER}'] [data-does={what}]"
        self.engine.run(
            "document.querySelector(words[0]).scrollIntoView({ block: 'center' })", button
        )
        self.engine.click(button)
        self.engine.until("document.querySelector(words[0])", f"{button}[aria-pressed=true]")

    def sees(self, expression: str) -> Any:  # noqa: ANN401
        return self.engine.run(f"return {expression}")


@pytest.fixture
def reader(engine: Engine, watched: Path) -> Iterator[Reader]:
    with ExitStack() as stack:
        address, missed = stack.enter_context(served(watched))
        yield Reader(engine, address, missed, stack.close)
        assert not [path for path in missed if "none.png" not in path]


def test_every_page_opens_without_a_fault_and_none_scrolls_sideways(reader: Reader) -> None:
    reader.engine.open(f"{reader.address}frame.html")
    found = {path: reader.engine.run(LOOK, reader.address + path) for path in PAGES}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_what_goes_wrong_is_seen(reader: Reader, watched: Path) -> None:
    scripts = "missing();</script><script>Promise.reject(Error('refused'))"
    page = f"{WATCHED}<main style='width: 2000px; visibility: hidden'><p class='notes'><a>a</a>"
    broken = (
        f"<!doctype html><html data-hides=''>{page}<img src='none.png'><script>{scripts}</script>"
    )
    (watched / "broken.html").write_text(broken)
    reader.engine.open(f"{reader.address}frame.html")
    wrong = "\n".join(reader.engine.run(LOOK, f"{reader.address}broken.html"))
    for words in (
        "missing",
        "refused",
        "not there: <img",
        "is empty",
        "not seen",
        "no line",
        "sideways, 20",
    ):
        assert words in wrong


def test_who_leaves_the_library_at_once_goes_on_reading(reader: Reader) -> None:
    # A page of WebKit stood still for ever. That its marks may come late then is known.
    for _ in range(60):
        reader.engine.open(f"{reader.address}library/")
        reader.engine.run("setTimeout(() => location.assign(words[0]))", reader.address + DAY)
    reader.engine.until("location.pathname.endsWith(words[0])", DAY)


def test_the_theme_is_switched_and_remembered(reader: Reader) -> None:
    engine = reader.engine
    reader.comes("")
    shown = "getComputedStyle(document.querySelector('.switch'), '::before').content.includes('◐')"
    assert reader.sees(shown)
    assert reader.sees("document.querySelector('.switch').getBoundingClientRect().height") > 20
    assert reader.sees(COLORS) == [LIGHT, DARK_INK]
    engine.click(".switch")
    assert reader.sees(COLORS) == [DARK, LIGHT_INK]
    reader.comes(DAY)
    assert reader.sees(COLORS) == [DARK, LIGHT_INK]
    engine.click(".switch")
    engine.go("Refresh")
    reader.settled()
    assert reader.sees(COLORS) == [LIGHT, DARK_INK]


def test_a_reader_searches(reader: Reader) -> None:
    engine = reader.engine
    reader.comes("about/")
    engine.give(".box input", f"two hands{ENTER}")
    reader.finds("two hands", 1)
    engine.run("document.querySelector('#search input').select()")
    engine.press("loom")
    reader.finds("loom", 5)
    assert TITLE in engine.run("return document.querySelector('#found').innerText")
    engine.click("#facets button[value='year:2026']")
    reader.finds("year:2026 loom", 1)
    engine.go("Back")
    reader.finds("loom", 5)
    engine.go("Forward")
    reader.finds("year:2026 loom", 1)
    reader.comes("search/?q=thraeds")
    reader.finds("thraeds", 3)
    assert "threads" in engine.run("return document.querySelector('#told').innerText")
    engine.click("#found h2 a")
    engine.until(
        "location.pathname.includes('/papers/papers/') && document.readyState === 'complete'"
    )
    engine.go("Back")
    reader.finds("thraeds", 3)
    assert reader.sees("window.wrong") == []


def test_what_is_kept_is_in_the_library_and_is_taken_along(reader: Reader) -> None:
    engine = reader.engine
    reader.comes(DAY)
    reader.marks("star")
    reader.marks("seen")
    engine.click(f"[id='{PAPER}'] [data-does=note]")
    engine.give("dialog textarea", "To be read twice")
    engine.click("dialog button")
    engine.until(f"document.querySelector(`[id='{PAPER}'] [data-does=note][aria-pressed=true]`)")
    engine.until(KEEPS, PAPER)
    engine.go("Refresh")
    reader.settled()
    pressed = f"""[...document.querySelectorAll("[id='{PAPER}'] [aria-pressed=true]")]
        .map((each) => each.dataset.does)"""
    assert reader.sees(pressed) == ["star", "seen", "note"]
    reader.comes("library/")
    assert reader.sees("document.querySelector('#mine .title').innerText") == TITLE
    assert reader.sees("document.querySelector('#mine .words').innerText") == "To be read twice"
    engine.run(CATCH)
    engine.click("#save [value=bib]")
    name, text = engine.until("window.caught.shift()")
    assert (name, text.count("@"), TITLE in text.replace("{", "").replace("}", "")) == (
        "library.bib",
        1,
        True,
    )
    engine.click("#backup")
    name, text = engine.until("window.caught.shift()")
    kept = json.loads(text)["papers"][PAPER]
    assert (name, kept["note"][1], kept["star"][1], kept["seen"][1]) == (
        "library.json",
        "To be read twice",
        True,
        True,
    )
    assert reader.sees("window.wrong") == []


def test_an_export_is_brought_in(reader: Reader, tmp_path: Path) -> None:
    engine = reader.engine
    reader.comes("library/")
    papers = {PAPER: {"star": [5, True]}}
    file = tmp_path / "library.json"
    file.write_text(
        json.dumps(
            {
                "format": "broadsheet library",
                "version": 2,
                "papers": papers,
                "choices": {"hide": [1, True], "word loom": [1, "mute"]},
            }
        )
    )
    engine.give("#bring", str(file))
    engine.until(f"document.querySelector('#mine .title')?.innerText === '{TITLE}'")
    assert reader.sees("document.querySelector('#hide').checked")
    reader.comes(DAY)
    assert reader.sees(f"document.getElementById('{PAPER}').getClientRects().length") == 0
    engine.click("#yours button")
    assert reader.sees(f"document.getElementById('{PAPER}').getClientRects().length") == 1
    assert reader.sees("window.wrong") == []


def test_keys_lead_to_papers_and_to_the_search(reader: Reader) -> None:
    engine = reader.engine
    reader.comes(DAY)
    engine.press("js")
    engine.until(f"document.querySelector(`[id='{PAPER}'] [data-does=star][aria-pressed=true]`)")
    assert reader.sees("document.activeElement.innerText") == TITLE
    engine.press("?")
    assert reader.sees("document.querySelector('dialog').open")
    engine.press(ESCAPE)
    engine.until("!document.querySelector('dialog')")
    engine.press("/loom")
    assert reader.sees("document.activeElement.value") == "loom"
    engine.press(ENTER)
    reader.finds("loom", 5)
    engine.press(f"/{DOWN}")
    assert reader.sees("document.activeElement.matches('.result a')")
    assert reader.sees("window.wrong") == []


def test_without_a_network_what_is_kept_opens(reader: Reader) -> None:
    engine = reader.engine
    reader.comes("")
    engine.until("navigator.serviceWorker.controller?.state === 'activated'")
    reader.comes(OLD)
    engine.click("[data-does=star]")
    engine.until(
        "(await (await caches.open('broadsheet /papers/ copies')).match(words[0]))?.ok",
        f"/papers/{OLD}",
    )
    reader.leave()
    for path, words in {
        DAY: TITLE,
        OLD: "Ada Lovelace",
        "library/": "needs no third hand|2 Hands",
        "": "The Loom",
    }.items():
        reader.comes(path)
        engine.until("document.querySelector('.stale')?.innerText.includes('No network')")
        assert re.search(words, reader.sees("document.body.innerText"))
        assert (
            reader.sees("getComputedStyle(document.querySelector('.foot')).borderTopStyle")
            == "double"
        )
    reader.engine.open(f"{reader.address}topics/")
    assert reader.sees("document.querySelector('h1').innerText") == "Not kept"


def test_a_stale_site_says_so_until_it_is_dismissed(
    engine: Engine, watched: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(watched, site)
    told(site, newest="2026-01-05")
    with served(site) as (address, missed):
        reader = Reader(engine, address, missed, lambda: None)
        reader.comes(DAY)
        reader.engine.until(f"{STALE}?.getBoundingClientRect().bottom <= innerHeight")
        reader.engine.click(".stale button")
        reader.comes("")
        assert reader.sees(f"!{STALE}")


def test_formulas_have_their_pieces_where_they_belong(reader: Reader, watched: Path) -> None:
    page = (watched / f"{OLD}index.html").read_text()
    page = re.sub(
        r"<main.*</main>",
        lambda _: f"<main id='main'><p>{html(FORMULAS)}</main>",
        page,
        flags=re.DOTALL,
    )
    (watched / "formulas.html").write_text(page)
    reader.comes("formulas.html")
    assert reader.sees(PIECES) == []
    reader.comes(OLD)
    assert reader.sees(PIECES) == []
