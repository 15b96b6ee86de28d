"""A Chromium that stays open, spoken to through a pipe: to begin costs it more than a page does.

It has what `--remote-debugging-pipe` says: it reads from descriptor 3 and writes to descriptor 4,
and each message ends in a NUL. https://chromedevtools.github.io/devtools-protocol/ has the words.
"""

import json
import os
import select
import signal
import subprocess
import time
from tempfile import TemporaryDirectory
from typing import Any, Self

ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--remote-debugging-pipe",
)
PIPED = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'  # for a shell
AHEAD = 3000  # ms of its own time that a page is given once it has come
PATIENCE = 40  # seconds until a page should be there

Words = dict[str, Any]  # JSON


class Lost(Exception):  # noqa: N818 - it is the word
    """Chromium has ended, or says nothing any more."""


class Pipe:
    """One Chromium, from when it is entered until it is left."""

    def __init__(self, chromium: str) -> None:
        self._profile = TemporaryDirectory(ignore_cleanup_errors=True)  # it may write to the last
        own = f"--user-data-dir={self._profile.name}"  # of two with the same one, one ends
        self._command = ["sh", "-c", PIPED, chromium, *ARGUMENTS, own]
        self._asked = 0
        self._come = b""  # what has come and is no whole message yet
        self._told: list[Words] = []  # what was not asked for, since a page was
        self._until = 0.0

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        # A command may be a script that begins it: they end as a group.
        self._process = subprocess.Popen(
            self._command, stdin=pipe, stdout=pipe, start_new_session=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._process.communicate(timeout=PATIENCE)  # its input ends, and so does it
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._profile.cleanup()

    def opened(self, address: str) -> tuple[str, list[str]]:
        """Return what a page holds for who was never here, and the lines of the console.

        Raises:
            Lost: it does not come.
        """
        self._until = time.monotonic() + PATIENCE
        self._told = []
        context = self._ask("Target.createBrowserContext")["browserContextId"]
        there = {"url": "about:blank", "browserContextId": context}
        target = self._ask("Target.createTarget", **there)["targetId"]
        tab = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Runtime", "Log"):
            self._ask(f"{room}.enable", tab)
        self._ask("Page.navigate", tab, url=address)
        self._wait("Page.loadEventFired", tab)
        policy = {"policy": "pauseIfNetworkFetchesPending", "budget": AHEAD}
        self._ask("Emulation.setVirtualTimePolicy", tab, **policy)
        self._wait("Emulation.virtualTimeBudgetExpired", tab)
        page = self._ask("Runtime.evaluate", tab, expression="document.documentElement.outerHTML")
        self._ask("Target.disposeBrowserContext", browserContextId=context)
        told = (each for each in self._told if each.get("sessionId") == tab)
        return page["result"]["value"], [line for each in told for line in lines(each)]

    def _ask(self, method: str, tab: str = "", **params: object) -> Words:
        """Ask for something; return the answer."""
        self._asked += 1
        said = {"id": self._asked, "method": method, "params": params}
        assert self._process.stdin
        told = json.dumps(said | ({"sessionId": tab} if tab else {})).encode()
        try:
            self._process.stdin.write(told + b"\0")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise Lost(method) from error
        while (message := self._message()).get("id") != self._asked:
            self._told.append(message)
        if "result" not in message:
            raise Lost(message)
        result: Words = message["result"]
        return result

    def _wait(self, event: str, tab: str) -> None:
        told = (event, tab)
        while all((each.get("method"), each.get("sessionId")) != told for each in self._told):
            self._told.append(self._message())

    def _message(self) -> Words:
        assert self._process.stdout
        pipe = self._process.stdout.fileno()
        while b"\0" not in self._come:
            left = max(0, self._until - time.monotonic())
            more = os.read(pipe, 1 << 20) if select.select([pipe], [], [], left)[0] else b""
            if not more:
                raise Lost("Chromium says nothing any more")
            self._come += more
        whole, _, self._come = self._come.partition(b"\0")
        message: Words = json.loads(whole)
        return message


def lines(told: Words) -> list[str]:
    """Return the line of the console that an event is; what is asked for in vain is none."""
    params = told["params"]
    match told["method"]:
        case "Runtime.consoleAPICalled":
            return [" ".join(str(each.get("value")) for each in params["args"])]
        case "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            return [details.get("exception", {}).get("description", details["text"])]
        case "Log.entryAdded" if params["entry"]["source"] != "network":
            return [params["entry"]["text"]]
    return []
