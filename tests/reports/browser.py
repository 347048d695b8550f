"""A real Chromium without a window, driven over its DevTools protocol by two pipes: no port, no further library.

The protocol: https://chromedevtools.github.io/devtools-protocol/; ``--remote-debugging-pipe`` reads JSON from file
descriptor 3 and writes it to 4, each message with a zero byte behind it.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
SECONDS = 120


class Browser:
    """One page of a Chromium, and what it asked for, logged and refused."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._number, self._rest = 0, b""
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol and wait for its answer; events that come meanwhile are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._back], [], [], SECONDS)
            piece = os.read(self._back, 1 << 16) if ready else b""
            if not piece:
                raise RuntimeError("the browser has ended, or says nothing any more")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def open(self, path: Path, width: int = 1280, height: int = 900, script: bool = True) -> None:
        """Open a file in a window of a size, with or without JavaScript, and wait until it is there."""
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page; a promise is awaited."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def picture(self, path: Path, whole: bool = False) -> None:
        """A screenshot as PNG: of the window, or of the whole page."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self, path: Path) -> int:
        """The page as a PDF on the paper that it asks for; how many bytes."""
        done = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True, displayHeaderFooter=False)
        return path.write_bytes(base64.b64decode(done["data"]))

    @property
    def asked(self) -> list[str]:
        """The addresses that the page asked for since it was opened."""
        sent = (event for event in self.events if event.get("method") == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    @property
    def complaints(self) -> list[str]:
        """What the browser logged as errors and warnings, exceptions and refusals by the policy among them."""
        logged = [e["params"]["entry"]["text"] for e in self.events if e.get("method") == "Log.entryAdded"]
        thrown = [str(e["params"]) for e in self.events if e.get("method") == "Runtime.exceptionThrown"]
        return logged + thrown


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A Chromium with a profile of its own in a folder; it ends with the block."""
    assert CHROMIUM
    into, out = os.pipe(), os.pipe()
    # High numbers first, so that putting them on 3 and 4 overwrites none of the four.
    to_it, from_it = (fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (into[0], out[1]))

    def place() -> None:
        os.dup2(to_it, 3)
        os.dup2(from_it, 4)

    words = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",  # CI runs as root
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        "--remote-debugging-pipe",
        f"--user-data-dir={folder}",
    ]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        words, preexec_fn=place, pass_fds=(3, 4), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    for fd in (into[0], out[1], to_it, from_it):
        os.close(fd)
    try:
        yield Browser(into[1], out[0])
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        os.close(into[1])
        os.close(out[0])
