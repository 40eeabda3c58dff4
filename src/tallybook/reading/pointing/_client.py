"""The network, and the only file of tallybook that opens a connection: messages and a JSON schema in, text out.

One request goes to one address that the user named for this call. Nothing is followed (a redirect could lead anywhere), no proxy
is taken from the environment, and time, size and form of the answer are limited: the server may be hostile, or hang. The words of
an error page are never kept, because a server may repeat the key in them.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from tallybook.model import Record
from tallybook.reading.pointing._address import Address
from tallybook.reading.pointing._prompt import Messages, Schema

MOST_BYTES = 256 * 1024
MOST_TOKENS = 2_000
PATIENCE = 30.0
"""The most seconds to wait, all in all, for a server that says that it is busy."""
_TRIES = 3
_BUSY = frozenset({429, 503})


class Completion(Record, frozen=True):
    """What came back. ``text`` is None where no answer came; ``outcome`` is ``answered`` or a code of docs/model.md."""

    outcome: str
    detail: str = ""
    text: str | None = None


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Envelope(msgspec.Struct):
    choices: list[_Choice]


_ENVELOPE = msgspec.json.Decoder(_Envelope)


class Client:
    """A model behind an OpenAI-compatible address. ``seconds`` is the most that one request may take."""

    def __init__(
        self,
        address: Address,
        model: str,
        *,
        key: str | None = None,
        seconds: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self.model = model
        self._key = key
        self._seconds = seconds
        self._sleep = sleep

    def __call__(self, messages: Messages, schema: Schema) -> Completion:
        """Ask once; again, within bounds, where the server says that it is busy."""
        body = self._body(messages, schema)
        waited, tries = 0.0, 1
        while True:
            completion, wait = self._once(body)
            if wait is None or tries == _TRIES or waited + wait > PATIENCE:
                return completion
            self._sleep(wait)
            waited, tries = waited + wait, tries + 1

    def _body(self, messages: Messages, schema: Schema) -> bytes:
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
            "response_format": {"type": "json_schema", "json_schema": {"name": "statements", "schema": schema}},
        }
        return json.dumps(asked).encode("ascii")

    def _headers(self) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": "tallybook",
            "Connection": "close",
        }
        return {**headers, "Authorization": f"Bearer {self._key}"} if self._key is not None else headers

    def _once(self, body: bytes) -> tuple[Completion, float | None]:
        """One request: what came of it, and how long to wait before another try is worth it (None: it is not)."""
        late = threading.Event()
        place = self.address
        try:
            with _connected(place, self._seconds, late) as connection:
                connection.request("POST", place.path, body, self._headers())
                completion, wait = _judge(connection.getresponse())
        except (TimeoutError, http.client.HTTPException, OSError, ValueError) as error:
            completion, wait = _failed(error), None
        if late.is_set():
            return Completion(outcome="timed_out", detail=f"No whole answer within {self._seconds:g} seconds."), None
        if self._key is not None and completion.text is not None and self._key in completion.text:
            return Completion(outcome="echoed_key", detail="The reply holds the key, so it was thrown away."), None
        return completion, wait


@contextmanager
def _connected(place: Address, seconds: float, late: threading.Event) -> Iterator[http.client.HTTPConnection]:
    """A connection that is shut when its time is over, whatever it waits for: a server that sends a byte now and then hangs no one."""
    connection: http.client.HTTPConnection
    plain = socket.create_connection((place.host, place.port), timeout=seconds)
    guard = plain.dup()

    def shut() -> None:
        late.set()
        with suppress(OSError):  # it was over already
            guard.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        if place.secure:
            connection = http.client.HTTPSConnection(place.host, place.port, timeout=seconds)
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
        else:
            connection = http.client.HTTPConnection(place.host, place.port, timeout=seconds)
            connection.sock = plain
        try:
            yield connection
        finally:
            connection.close()
    finally:
        timer.cancel()
        timer.join()
        plain.close()
        guard.close()


def _failed(error: Exception) -> Completion:
    if isinstance(error, TimeoutError):
        return Completion(outcome="timed_out", detail="It did not answer in time.")
    if isinstance(error, UnicodeError):
        return Completion(outcome="unreachable", detail="It cannot be reached (no host can have this name).")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Completion(outcome="not_trusted", detail=f"Its certificate does not hold ({error.verify_message}).")
    if isinstance(error, (http.client.HTTPException, ConnectionResetError, BrokenPipeError, ssl.SSLError, ValueError)):
        return Completion(outcome="cut_short", detail="The connection ended before a whole answer came.")
    return Completion(
        outcome="unreachable", detail=f"It cannot be reached ({getattr(error, 'strerror', None) or 'no such host'})."
    )


def _judge(response: http.client.HTTPResponse) -> tuple[Completion, float | None]:
    """An answer by its status, its type, its length and its form, in this order."""
    status = response.status
    if 300 <= status < 400:
        return Completion(outcome="redirected", detail=f"HTTP status {status}: it points elsewhere, and is not followed."), None
    if status in _BUSY:
        wait = _retry_after(response.headers.get("Retry-After"))
        return Completion(outcome="busy", detail=f"HTTP status {status}: too many requests."), wait
    if status != 200:
        why = " The key is missing or wrong." if status in (401, 403) else ""
        return Completion(outcome="http_error", detail=f"HTTP status {status}.{why}"), None
    kind = response.headers.get_content_type()
    if kind != "application/json" or response.headers.get("Content-Encoding", "identity") != "identity":
        return Completion(outcome="wrong_type", detail="The answer is no plain application/json."), None
    data = _read_body(response)
    if len(data) > MOST_BYTES:
        return Completion(outcome="too_large", detail=f"The answer is longer than {MOST_BYTES:,} bytes."), None
    if response.length:  # bytes that were announced and never came; a read does not say so itself
        return Completion(outcome="cut_short", detail="The connection ended before a whole answer came."), None
    return _unwrapped(data), None


def _read_body(response: http.client.HTTPResponse) -> bytes:
    """The body, or a little more than the most that is taken. Piece by piece: one read of a chunk "-1" would take all there is."""
    data = b""
    while len(data) <= MOST_BYTES and (piece := response.read1(65_536)):
        data += piece
    return data


def _unwrapped(data: bytes) -> Completion:
    """The model's text out of a chat completion."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Completion(outcome="not_utf8", detail="The answer is not UTF-8.")
    try:
        choices = _ENVELOPE.decode(data).choices
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Completion(outcome="no_completion", detail="The answer is no chat completion.")
    if not choices or choices[0].message.content is None:
        return Completion(outcome="no_completion", detail="The chat completion holds no text.")
    if choices[0].finish_reason == "length":
        return Completion(outcome="cut_off", detail="The model was cut off before its end.", text=choices[0].message.content)
    return Completion(outcome="answered", text=choices[0].message.content)


def _retry_after(header: str | None) -> float:
    """The seconds that a busy server asks for; a second where it asks for none that can be read."""
    text = (header or "").strip()
    return float(text) if text.isdecimal() and text.isascii() and len(text) <= 9 else 1.0
