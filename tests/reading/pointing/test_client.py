"""The one file that opens a connection, against a server that fails in every way that servers fail in."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tallybook.errors import InputError
from tallybook.reading.pointing import Client, Completion, address_of, key_from
from tests.reading.pointing.server import Handler, Script, Server, completion, says, sends, serving

MESSAGES = [{"role": "user", "content": "سلام"}]
SCHEMA = {"type": "object"}
SECRET = "sk-not-to-be-seen"


def asked(
    script: Script | list[Script], *, key: str | None = None, seconds: float = 5.0, sleep: Callable[[float], None] = time.sleep
) -> tuple[Completion, Server]:
    with serving(script) as server:
        client = Client(address_of(server.address), "tiny", key=key, seconds=seconds, sleep=sleep)
        return client(MESSAGES, SCHEMA), server


class TestAQuestion:
    def test_gives_the_models_text(self) -> None:
        completion, _ = asked(says("text"))
        assert (completion.outcome, completion.text) == ("answered", "text")

    def test_may_be_answered_in_chunks(self) -> None:
        whole = completion("text")
        pieces = [b"%x\r\n%s\r\n" % (len(part), part) for part in (whole[:7], whole[7:])]
        assert asked(chunks(*pieces, b"0\r\n\r\n"))[0].text == "text"

    def test_is_asked_at_temperature_0_with_the_schema(self) -> None:
        _, server = asked(says("text"))
        (request,) = server.requests
        assert request.path == "/v1/chat/completions"
        assert request.asked["temperature"] == 0
        assert request.asked["messages"] == MESSAGES
        assert request.asked["response_format"]["json_schema"]["schema"] == SCHEMA
        assert request.headers["Authorization"] is None

    def test_carries_the_key_where_one_is_named(self) -> None:
        _, server = asked(says("text"), key=SECRET)
        assert server.requests[0].headers["Authorization"] == f"Bearer {SECRET}"

    def test_goes_past_a_proxy_that_the_environment_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")  # nothing listens there
        assert asked(says("text"))[0].outcome == "answered"


def redirects(handler: Handler) -> None:
    sends(b"", status=307, Location=handler.server.address + "/elsewhere")(handler)


def hangs_up(handler: Handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def drips(handler: Handler) -> None:
    """A header, then a byte now and then: each in time, all together never."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    try:
        for _ in range(1200):
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:
        return


def pours(handler: Handler) -> None:
    """An answer without end and without a length."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" " * 65_536)
    except OSError:
        return


def chunks(*pieces: bytes) -> Script:
    """An answer in chunks, each given with the line that says its length."""

    def step(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            for piece in pieces:
                handler.wfile.write(piece)
        except OSError:
            return

    return step


WRONG: dict[str, tuple[Script, str]] = {
    "500": (sends(b"{}", status=500), "http_error"),
    "401": (sends(b"{}", status=401), "http_error"),
    "404": (sends(b"{}", status=404), "http_error"),
    "a redirect": (redirects, "redirected"),
    "a page": (sends(b"<html>", kind="text/html"), "wrong_type"),
    "no type": (sends(completion("text"), kind=""), "wrong_type"),
    "packed": (sends(completion("text"), Content_Encoding="gzip"), "wrong_type"),
    "an empty body": (sends(b""), "no_completion"),
    "no JSON": (sends(b"{"), "no_completion"),
    "other JSON": (sends(b'{"error": {"message": "x"}}'), "no_completion"),
    "no choice": (sends(b'{"choices": []}'), "no_completion"),
    "no text": (sends(completion(None)), "no_completion"),
    "brackets without end": (sends(b'{"choices": [], "x": ' + b"[" * 100_000), "no_completion"),
    "no UTF-8": (sends(completion("text").replace(b"text", b"te\xff\xfet")), "not_utf8"),
    "a body cut short": (sends(completion("text"), length=10_000), "cut_short"),
    "no answer at all": (hangs_up, "cut_short"),
    "a huge body": (sends(b" " * 300_000), "too_large"),
    "a body without end": (pours, "too_large"),
    "a chunk of length -1": (chunks(b"-1\r\n", *[b" " * 65_536] * 64), "too_large"),
    "a chunk of no length": (chunks(b"long\r\n", b" " * 100), "cut_short"),
    "chunks cut short": (chunks(b'5\r\n{"cho\r\n', b"ff\r\nic"), "cut_short"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_went_wrong_has_a_name_and_no_text(name: str) -> None:
    script, outcome = WRONG[name]
    completion, server = asked(script)
    assert (completion.outcome, completion.text) == (outcome, None)
    assert completion.detail
    assert len(server.requests) == 1


def test_a_model_that_was_cut_off_is_told_apart() -> None:
    completion, _ = asked(says('{"statements": [', finish="length"))
    assert completion.outcome == "cut_off"


def test_a_server_that_never_answers_is_left_in_time() -> None:
    gone = threading.Event()

    def waits(handler: Handler) -> None:
        gone.wait(60)

    started = time.monotonic()
    completion, _ = asked(waits, seconds=0.3)
    gone.set()
    assert completion.outcome == "timed_out"
    assert time.monotonic() - started < 30


def test_a_server_that_sends_a_byte_now_and_then_is_left_in_time() -> None:
    started = time.monotonic()
    completion, _ = asked(drips, seconds=0.4)
    assert completion.outcome == "timed_out"
    assert time.monotonic() - started < 30


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        client = Client(address_of(f"http://127.0.0.1:{taken.getsockname()[1]}/v1"), "tiny")
        assert client(MESSAGES, SCHEMA).outcome == "unreachable"


def test_a_name_that_no_host_can_have_is_unreachable() -> None:
    client = Client(address_of(f"https://{'a' * 70}.example/v1"), "tiny")  # a label has 63 letters at most: nothing is looked up
    assert client(MESSAGES, SCHEMA).outcome == "unreachable"


class TestOverTls:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """A certificate and key for 127.0.0.1 that nobody vouches for."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "model")])
        now = dt.datetime.now(dt.UTC)
        made = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
            .sign(key, hashes.SHA256())
        )
        plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        path = tmp_path / "certificate.pem"
        path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain))
        return path

    def asked(self, certificate: Path, script: Script, seconds: float = 5.0) -> Completion:
        with serving(script, certificate=certificate) as server:
            return Client(address_of(server.address), "tiny", seconds=seconds)(MESSAGES, SCHEMA)

    def test_a_certificate_that_nobody_vouches_for_is_not_accepted(self, certificate: Path) -> None:
        assert self.asked(certificate, says("text")).outcome == "not_trusted"

    def test_one_that_the_system_vouches_for_is(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert self.asked(certificate, says("text")).text == "text"

    def test_bytes_that_drip_end_in_time(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert self.asked(certificate, drips, seconds=0.5).outcome == "timed_out"

    def test_a_server_without_it_gets_nothing(self) -> None:
        with serving(says("text")) as server:
            client = Client(address_of(server.address.replace("http://", "https://")), "tiny", seconds=2)
            assert client(MESSAGES, SCHEMA).outcome == "cut_short"
            assert server.requests == []


class TestABusyServer:
    def test_is_asked_again_when_it_says(self) -> None:
        waits: list[float] = []
        completion, server = asked([sends(b"", status=429, Retry_After="2"), says("text")], sleep=waits.append)
        assert (completion.outcome, waits, len(server.requests)) == ("answered", [2.0], 2)

    def test_is_not_waited_for_longer_than_half_a_minute(self) -> None:
        waits: list[float] = []
        completion, server = asked(sends(b"", status=429, Retry_After="86400"), sleep=waits.append)
        assert (completion.outcome, waits, len(server.requests)) == ("busy", [], 1)

    @pytest.mark.parametrize("header", ["soon", "-5", "1e9", "Wed, 21 Oct 2031 07:28:00 GMT", "²", "9" * 400])
    def test_may_say_nonsense(self, header: str) -> None:
        waits: list[float] = []
        completion, server = asked(sends(b"", status=503, Retry_After=header.encode().decode("latin-1")), sleep=waits.append)
        assert (completion.outcome, waits, len(server.requests)) == ("busy", [1.0, 1.0], 3)


class TestTheKey:
    def test_in_a_reply_it_makes_the_reply_void(self) -> None:
        completion, _ = asked(says(f"your key is {SECRET}"), key=SECRET)
        assert (completion.outcome, completion.text) == ("echoed_key", None)

    def test_of_an_error_page_nothing_is_kept(self) -> None:
        completion, _ = asked(sends(json.dumps({"error": f"wrong key {SECRET}"}).encode(), status=401), key=SECRET)
        assert SECRET not in repr(completion)

    def test_is_in_no_error_of_its_own(self) -> None:
        with pytest.raises(InputError) as raised:
            key_from("MY_KEY", {"MY_KEY": f"{SECRET}\r\nX-Evil: 1"})
        assert SECRET not in str(raised.value)
        assert "MY_KEY" in str(raised.value)

    def test_must_be_there_where_one_is_named(self) -> None:
        with pytest.raises(InputError, match="MY_KEY"):
            key_from("MY_KEY", {})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
        ("http://[::1]:8080", "http://[::1]:8080/chat/completions"),
        ("http://192.168.0.7:11434/v1", "http://192.168.0.7:11434/v1/chat/completions"),
        ("https://model.example/v1/chat/completions", "https://model.example:443/v1/chat/completions"),
    ],
)
def test_an_address_is_shown_as_it_will_be_called(text: str, shown: str) -> None:
    assert address_of(text).shown == shown


@pytest.mark.parametrize(
    "text",
    [
        "", "model.example/v1", "ftp://model.example", "http://", "http://:80", "http://model.example/v1", "http://8.8.8.8/v1",
        "http://127.0.0.1.evil.example/v1", "https://user:secret@model.example/v1", "https://model.example/v1?key=secret",
        "https://model.example/#x", "https://model.example:99999/v1", "https://model.example:port/v1", "https://mod\nel.example",
        "https://[::1/v1", "https://mödel.example/v1", "https://model.example/v1 HTTP/1.1", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_an_address_that_cannot_or_must_not_be_used_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InputError) as raised:
        address_of(text)
    assert "secret" not in str(raised.value)


def test_only_this_machine_is_here() -> None:
    assert address_of("http://localhost/v1").here
    assert address_of("http://[::1]:1/v1").here
    assert not address_of("http://192.168.0.7/v1").here
    assert not address_of("https://model.example/v1").here
