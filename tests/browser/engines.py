"""The engines that are not Chromium, as a reader meets them: WebKit, which Safari has, and Firefox.

Both are asked what W3C's WebDriver has: WebKit over HTTP, Firefox over its own remote, Marionette,
which has the same commands and is what geckodriver hands them to. So nothing but them is needed.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import httpx

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of one, as the standard has it
PATIENCE = 20  # seconds that anything may take

# The standard's paths, by the names that Marionette has for them.
PATHS = {
    "Navigate": "url",
    "Back": "back",
    "Forward": "forward",
    "Refresh": "refresh",
    "ExecuteScript": "execute/sync",
    "ExecuteAsyncScript": "execute/async",
    "ElementClick": "element/{id}/click",
    "ElementSendKeys": "element/{id}/value",
    "PerformActions": "actions",
    "SetWindowRect": "window/rect",
    "TakeScreenshot": "screenshot",
}
T = TypeVar("T")
Ask = Callable[[str, dict[str, Any]], Any]

MINIBROWSER = "lib/*/webkit2gtk-4.1/MiniBrowser"
SETTINGS = {
    "marionette.port": 0,  # any that is free; it writes which
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.server": "",
}


class Gone(Exception):  # noqa: N818 - no error where it is expected
    """A script could not end, since its page went."""


class Engine:
    """A browser with one window."""

    def __init__(self, ask: Ask, version: str) -> None:
        self._ask = ask
        self.version = version

    def open(self, address: str) -> None:
        """Go to a page, and wait until it is loaded."""
        self._ask("Navigate", {"url": address})

    def go(self, where: str) -> None:
        """Go Back or Forward, or Refresh."""
        self._ask(where, {})

    def run(self, script: str, *words: object) -> Any:  # noqa: ANN401 - what the script returns
        """Return what a script returns that runs in the page; a promise is waited for."""
        asked = f"""
            const done = arguments[arguments.length - 1];
            (async (...words) => {{ {script} }})(...arguments)
              .then((found) => done([found ?? null]), (wrong) => done(`${{wrong}}`));"""
        answer = self._ask("ExecuteAsyncScript", {"script": asked, "args": list(words)})
        if answer is None:
            raise Gone(script)
        assert isinstance(answer, list), answer
        return answer[0]

    def until(self, expression: str, *words: object) -> Any:  # noqa: ANN401
        """Return the value of an expression in the page as soon as it is a true one."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(Gone):  # another page may come meanwhile
                if found := self.run(f"return {expression}", *words):
                    return found
            time.sleep(0.02)
        page = self.run("return `${location}: ${document.body.innerText.slice(0, 500)}`")
        raise AssertionError(f"it never came: {expression} of {words}, but {page}")

    def click(self, selector: str) -> None:
        """Click on what a selector finds first, as soon as it is there."""
        there = self.until("document.querySelector(words[0])", selector)
        self._ask("ElementClick", {"id": there[ELEMENT]})

    def give(self, selector: str, text: str) -> None:
        """Type into a field, or name its file."""
        there = self.until("document.querySelector(words[0])", selector)
        self._ask("ElementSendKeys", {"id": there[ELEMENT], "text": text})

    def press(self, keys: str) -> None:
        """Press keys wherever the focus is."""
        strokes = [{"type": how, "value": key} for key in keys for how in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self._ask("PerformActions", {"actions": [keyboard]})

    def picture(self) -> str:
        """Return what the window shows, as a PNG in Base64."""
        found = self._ask("TakeScreenshot", {"full": False})
        return str(found)

    def size(self, width: int, height: int) -> None:
        """Make the window so large, if it can be."""
        self._ask("SetWindowRect", {"width": width, "height": height})


@contextmanager
def webkit() -> Iterator[Engine]:
    """Lend WebKitGTK; what is not there is told by LookupError."""
    driver = found("WebKitWebDriver", "webkit2gtk-driver")
    browser = next(Path(driver).parents[1].glob(MINIBROWSER), None)
    if browser is None:
        raise LookupError("MiniBrowser: apt install webkit2gtk-driver")
    capabilities = {"webkitgtk:browserOptions": {"binary": str(browser), "args": ["--automation"]}}
    with ExitStack() as stack:
        told = {} if os.environ.get("DISPLAY") else {"DISPLAY": stack.enter_context(display())}
        with socket.create_server(("127.0.0.1", 0)) as any_one:
            port = any_one.getsockname()[1]
        stack.enter_context(process(driver, f"--port={port}", **told))
        address = f"http://127.0.0.1:{port}"
        client = stack.enter_context(
            httpx.Client(base_url=address, timeout=PATIENCE + 5, trust_env=False)
        )
        waited(lambda: client.get("/status"), httpx.ConnectError)

        def ask(method: str, path: str, words: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
            answer = client.request(method, path, json=words).json()["value"]
            if isinstance(answer, dict) and "error" in answer:
                raise wrong(answer)
            return answer

        session = ask("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        there = f"/session/{session['sessionId']}/"
        stack.callback(ask, "DELETE", there[:-1])
        ask("POST", f"{there}timeouts", {"script": 1000 * PATIENCE})

        def command(name: str, words: dict[str, Any]) -> Any:  # noqa: ANN401
            path = there + PATHS[name].format(**words)
            return ask("GET", path) if name == "TakeScreenshot" else ask("POST", path, words)

        yield Engine(command, session["capabilities"]["browserVersion"])


@contextmanager
def firefox() -> Iterator[Engine]:
    """Lend Firefox; what is not there is told by LookupError."""
    browser = shutil.which("firefox") or found("firefox-esr", "firefox-esr")
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in SETTINGS.items())
        (profile / "user.js").write_text("".join(settings))
        words = ("--headless", "--marionette", "--no-remote", "--profile", str(profile))
        stack.enter_context(process(browser, *words, HOME=str(profile)))
        port = waited(lambda: int((profile / "MarionetteActivePort").read_text()), OSError)
        link = stack.enter_context(socket.create_connection(("127.0.0.1", port), 2 * PATIENCE))
        lines = stack.enter_context(link.makefile("rb"))

        # A message is how many bytes it has, a colon, and JSON.
        def heard() -> Any:  # noqa: ANN401
            size = b""
            while (one := lines.read(1)) != b":":
                size += one
            return json.loads(lines.read(int(size)))

        def ask(name: str, words: dict[str, Any]) -> Any:  # noqa: ANN401
            said = json.dumps([0, 1, f"WebDriver:{name}", words]).encode()
            link.sendall(b"%d:%s" % (len(said), said))
            _, _, error, answer = heard()
            if error:
                raise wrong(error)
            return answer.get("value", answer)

        heard()  # who it is
        session = ask("NewSession", {"strictFileInteractability": False})
        ask("SetTimeouts", {"script": 1000 * PATIENCE})
        yield Engine(ask, session["capabilities"]["browserVersion"])


ENGINES = {"webkit": webkit, "firefox": firefox}


def wrong(answer: dict[str, str]) -> Exception:
    """Return what a browser told instead of an answer."""
    gone = "unload" in answer["message"] or answer["error"] == "no such window"
    return (Gone if gone else AssertionError)(f"{answer['error']}: {answer['message']}")


def found(program: str, package: str) -> str:
    """Return where a program is.

    Raises:
        LookupError: it is not on this machine.
    """
    there = shutil.which(program)
    if there is None:
        raise LookupError(f"{program}: apt install {package}")
    return there


@contextmanager
def process(*command: str, **told: str) -> Iterator[None]:
    """Have a program run meanwhile."""
    silent = subprocess.DEVNULL
    running = subprocess.Popen(command, env=os.environ | told, stdout=silent, stderr=silent)
    try:
        yield
    finally:
        running.terminate()
        running.wait(PATIENCE)


@contextmanager
def display() -> Iterator[str]:
    """Lend a screen that nobody sees, which WebKitGTK needs where there is none."""
    server = found("Xvfb", "xvfb")
    told, tells = os.pipe()
    words = ("-displayfd", str(tells), "-screen", "0", "1600x1400x24", "-nolisten", "tcp")
    running = subprocess.Popen([server, *words], pass_fds=[tells], stderr=subprocess.DEVNULL)
    os.close(tells)
    try:
        with os.fdopen(told) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        running.terminate()
        running.wait(PATIENCE)


def waited(work: Callable[[], T], *errors: type[Exception]) -> T:
    """Return what comes of some work as soon as it raises none of these errors."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except errors:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
