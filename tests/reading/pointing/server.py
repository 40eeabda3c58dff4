"""A model's server that does as a script says: a real one, on 127.0.0.1, with real bytes on a real socket."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from typing_extensions import override

Script = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Reads the request, then does as the script says. ``asked`` is the request's JSON."""

    protocol_version = "HTTP/1.1"
    server: Server
    asked: dict[str, Any]

    def do_POST(self) -> None:
        self.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(self)
        step = self.server.script
        step = step.pop(0) if isinstance(step, list) and len(step) > 1 else step[0] if isinstance(step, list) else step
        self.close_connection = True
        step(self)

    @property
    def shown(self) -> dict[str, str]:
        """The window that the request shows: before, sentence, after."""
        shown: dict[str, str] = json.loads(self.asked["messages"][-1]["content"])
        return shown

    @override
    def log_message(self, format: str, *args: object) -> None:
        """A test prints nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script | list[Script], certificate: Path | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.scheme = "http" if certificate is None else "https"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            # The handshake belongs to the connection's own thread, so that one that fails does not stop the server.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.script = script
        self.requests: list[Handler] = []

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves is what these tests are about."""

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(script: Script | list[Script], *, certificate: Path | None = None) -> Iterator[Server]:
    """A server for the length of a test. A list is followed step by step, its last step for all requests after."""
    server = Server(script, certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def completion(content: str | None, finish: str = "stop") -> bytes:
    """A chat completion with the given text."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]}).encode()


def sends(body: bytes, *, status: int = 200, kind: str = "application/json", length: int | None = None, **headers: str) -> Script:
    """Send these bytes; ``length`` announces another length than they have."""

    def step(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return step


def says(content: object, finish: str = "stop") -> Script:
    """Answer with this text, or with this value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return sends(completion(text, finish))
