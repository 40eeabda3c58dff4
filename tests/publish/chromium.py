"""Headless Chromium over its debugging pipe: no driver, no port, no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)

Message = dict[str, object]


def find() -> str:
    """The browser, or a skip that says it is missing."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("Chromium is not installed")


class Browser:
    """One page of one browser. ``events`` keeps every message that is no answer."""

    def __init__(self, profile: Path) -> None:
        program = find()
        command_read, command_write = os.pipe()
        answer_read, answer_write = os.pipe()
        start = f'exec "$0" "$@" 3<&{command_read} 4>&{answer_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", start, program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(command_read, answer_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # bash, since a plain sh may refuse descriptors above 9
        os.close(command_read)
        os.close(answer_write)
        self._in = os.fdopen(answer_read, "rb")
        self._out = os.fdopen(command_write, "wb")
        self._rest = b""
        self._last = 0
        self._session: str | None = None
        self.events: list[Message] = []

    def __enter__(self) -> Self:
        targets = self._targets()
        page = next(target for target in targets if target["type"] == "page")
        answer = self.send("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = str(answer["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._out.close()
        self._in.close()
        self._process.terminate()
        self._process.wait(10)

    def send(self, method: str, **params: object) -> Message:
        """The answer to one command; what comes before it goes to ``events``."""
        self._last += 1
        message: Message = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self._last:
                assert "error" not in answer, answer
                result = answer["result"]
                assert isinstance(result, dict)
                return result
            self.events.append(answer)

    def open(self, page: Path) -> None:
        """Loads a file and waits until it has loaded."""
        self.events.clear()
        self.send("Page.navigate", url=page.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def value(self, script: str) -> object:
        """The value of an expression in the page. The page's own policy does not bind the debugger."""
        result = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        inner = result["result"]
        assert isinstance(inner, dict)
        return inner.get("value")

    def requests(self) -> list[str]:
        """Every address that the page asked for and that its own policy did not stop."""
        asked: dict[str, str] = {}
        for event in self.events:
            params = event.get("params")
            if isinstance(params, dict) and event.get("method") == "Network.requestWillBeSent":
                asked[params["requestId"]] = params["request"]["url"]
            elif isinstance(params, dict) and params.get("blockedReason") == "csp":
                asked.pop(params["requestId"], None)
        return list(asked.values())

    def _targets(self) -> list[Message]:
        infos = self.send("Target.getTargets")["targetInfos"]
        assert isinstance(infos, list)
        return infos

    def _read(self) -> Message:
        while b"\0" not in self._rest:
            piece = os.read(self._in.fileno(), 65536)
            assert piece, "the browser ended"
            self._rest += piece
        line, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(line)
        assert isinstance(message, dict)
        return message
