"""A language model's help from the command line, with a real server on this machine."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import run
from tests.reading.pointing.server import Handler, says, sends, serving
from tests.reading.pointing.test_batch import obeys
from tests.reading.pointing.texts import CLAIM, LEFT, TEXT, claim, reply

SECRET = "sk-not-to-be-seen"
READ = "Two tailors were wounded in Belmur, the mayor of Belmur said."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"{READ}\n{TEXT}\n", encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path, home: Path, story: Path) -> Path:
    folder = tmp_path / "book"
    run("new", folder, "--title", "Ardava", home=home)
    run("add", folder, story, home=home)
    return folder


def name_model(book: Path, address: str, name: str = "tiny") -> None:
    settings = book / "book.toml"
    bare = settings.read_text(encoding="utf-8").partition("\n[model]")[0]
    settings.write_text(f'{bare}\n[model]\naddress = "{address}"\nname = "{name}"\nseconds = 5\n', encoding="utf-8")


def answers(handler: Handler) -> None:
    """The true claim where its sentence is shown, and nothing about any other."""
    says({"statements": [CLAIM] if handler.shown["sentence"] == LEFT else []})(handler)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def figures(book: Path) -> list[tuple[int, str]]:
    with sqlite3.connect(book / "derived.sqlite") as derived:
        rows = derived.execute("SELECT low, json_extract(record, '$.reader') FROM statement WHERE rejected IS NULL ORDER BY low")
        return list(rows)


class TestRead:
    def test_adds_what_the_model_points_at_and_says_so(self, story: Path, home: Path) -> None:
        with serving(answers) as server:
            done = run("read", story, "--model-address", server.address, "--model", "tiny", "--json", home=home)
        found = lines(done.stdout)
        stated = [each for each in found if each["schema"] == "tallybook.statement/1" and each["rejected"] is None]
        assert [(each["quantity"]["low"], each["reader"]) for each in stated] == [(2, "rules"), (31, "model")]
        (asking,) = [each for each in found if each["schema"] == "tallybook.asking/1"]
        assert (asking["outcome"], [verdict["code"] for verdict in asking["verdicts"]]) == ("answered", ["read"])

    def test_says_where_and_how_much_before_it_sends(self, story: Path, home: Path) -> None:
        with serving(answers) as server:
            done = run("read", story, "--model-address", server.address, "--model", "tiny", home=home)
            (request,) = server.requests
        sent = sum(len(part) for part in request.shown.values())
        assert f"'tiny' at {server.address}/chat/completions: 1 of 3 sentences" in done.stderr
        assert f"{sent} of {len(READ) + 1 + len(TEXT)} characters" in done.stderr

    def test_the_share_alone_sends_nothing(self, story: Path, home: Path) -> None:
        with serving(answers) as server:
            done = run("read", story, "--model-address", server.address, "--model", "tiny", "--model-share", home=home)
            assert server.requests == []
        assert "1 of 3 sentences" in done.stderr
        assert "Nothing was sent" in done.stderr

    def test_without_an_address_the_rules_read_alone(self, story: Path, home: Path) -> None:
        stated = [each for each in lines(run("read", story, "--json", home=home).stdout) if each["rejected"] is None]
        assert [each["quantity"]["low"] for each in stated] == [2]

    @pytest.mark.parametrize("given", [["--model", "tiny"], ["--model-address", "http://127.0.0.1:1/v1"], ["--model-share"]])
    def test_half_of_what_it_needs_is_refused(self, story: Path, home: Path, given: list[str]) -> None:
        done = run("read", story, *given, home=home, expect=1)
        assert "--model-address" in done.stderr

    def test_a_server_that_fails_leaves_what_the_rules_read(self, story: Path, home: Path) -> None:
        with serving(sends(b"", status=500)) as server:
            done = run("read", story, "--model-address", server.address, "--model", "tiny", "--json", home=home)
        found = lines(done.stdout)
        assert [each["quantity"]["low"] for each in found if each.get("rejected", 0) is None] == [2]
        assert [each["outcome"] for each in found if each["schema"] == "tallybook.asking/1"] == ["http_error"]
        assert "HTTP status 500" in done.stderr


class TestBuild:
    def test_asks_once_and_then_needs_no_network_for_the_same_bytes(self, book: Path, home: Path) -> None:
        with serving(answers) as server:
            name_model(book, server.address)
            run("build", book, "--with-model", home=home)
            assert figures(book) == [(2, "rules"), (31, "model")]
            first = (book / "derived.sqlite").read_bytes()
            run("build", book, "--with-model", home=home)
            assert len(server.requests) == 1
        (book / "derived.sqlite").unlink()
        (book / "cache.sqlite").unlink()
        run("build", book, home=home)
        assert (book / "derived.sqlite").read_bytes() == first
        run("check", book, home=home)

    def test_asks_nobody_unless_told_to(self, book: Path, home: Path) -> None:
        with serving(answers) as server:
            name_model(book, server.address)
            run("build", book, home=home)
            run("build", book, "--model-share", home=home)
            assert server.requests == []
        assert figures(book) == [(2, "rules")]

    def test_opens_no_connection_at_all_unless_told_to(self, book: Path, home: Path) -> None:
        name_model(book, "http://127.0.0.1:9/v1")
        tripped = (
            "import sys\n"
            "def hook(event, args):\n"
            "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto'):\n"
            "        print('TRIPPED', event, file=sys.stderr)\n"
            "sys.addaudithook(hook)\n"
            "from tallybook.cli import main\n"
            "sys.argv = ['tallybook', *sys.argv[1:]]\n"
            "main()\n"
        )
        environment = {**os.environ, "TALLYBOOK_HOME": str(home)}

        def said(*arguments: str | Path) -> str:
            command = [sys.executable, "-c", tripped, *map(str, arguments)]
            return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stderr

        assert "TRIPPED" not in said("build", book)
        assert "TRIPPED" in said("build", book, "--with-model")  # so the wire does trip

    def test_a_book_without_the_table_is_read_by_the_rules_alone_again(self, book: Path, home: Path) -> None:
        run("build", book, home=home)
        with serving(answers) as server:
            name_model(book, server.address)
            run("build", book, "--with-model", home=home)
        settings = book / "book.toml"
        settings.write_text(settings.read_text(encoding="utf-8").partition("\n[model]")[0], encoding="utf-8")
        run("build", book, home=home)
        assert figures(book) == [(2, "rules")]

    def test_a_failure_is_recorded_and_made_good_later(self, book: Path, home: Path) -> None:
        with serving([sends(b"", status=500), answers]) as server:
            name_model(book, server.address)
            done = run("build", book, "--with-model", "--json", home=home)
            assert json.loads(done.stdout)["model"]["outcomes"] == {"http_error": 1}
            assert figures(book) == [(2, "rules")]
            done = run("build", book, "--with-model", "--json", home=home)
            assert json.loads(done.stdout)["model"]["outcomes"] == {"answered": 1}
            assert figures(book) == [(2, "rules"), (31, "model")]
        run("check", book, home=home)

    def test_a_wrong_reply_is_counted_and_kept(self, book: Path, home: Path) -> None:
        invented = reply(claim(number_quote="3100"))
        with serving(says(invented)) as server:
            name_model(book, server.address)
            done = run("build", book, "--with-model", "--json", home=home)
        assert json.loads(done.stdout)["model"]["verdicts"] == {"not_in_text": 1}
        assert figures(book) == [(2, "rules")]
        kept = [json.loads(path.read_bytes()) for path in objects(book) if path.read_bytes().startswith(b'{"model":')]
        assert [(answer["reply"], answer["model"], answer["temperature"]) for answer in kept] == [(invented, "tiny", 0)]

    def test_a_damaged_reply_is_found(self, book: Path, home: Path) -> None:
        with serving(answers) as server:
            name_model(book, server.address)
            run("build", book, "--with-model", home=home)
        (answer,) = [path for path in objects(book) if path.read_bytes().startswith(b'{"model":')]
        answer.chmod(0o600)
        answer.write_bytes(answer.read_bytes().replace(b"31", b"32"))
        assert answer.name in run("check", book, home=home, expect=1).stdout

    def test_without_a_table_it_says_what_is_missing(self, book: Path, home: Path) -> None:
        assert "[model]" in run("build", book, "--with-model", home=home, expect=1).stderr

    def test_a_killed_batch_goes_on_where_it_stopped(self, book: Path, home: Path, tmp_path: Path) -> None:
        for number in (101, 102):
            more = tmp_path / f"{number}.txt"
            more.write_text(TEXT.replace("31", str(number)), encoding="utf-8")
            run("add", book, more, home=home)

        def waits(handler: Handler) -> None:
            time.sleep(60)

        with serving([obeys, obeys, waits]) as server:
            name_model(book, server.address)
            command = [sys.executable, "-m", "tallybook", "build", str(book), "--with-model"]
            running = subprocess.Popen(command, env={**os.environ, "TALLYBOOK_HOME": str(home)}, stderr=subprocess.DEVNULL)
            while len(server.requests) < 3 and running.poll() is None:
                time.sleep(0.02)
            running.send_signal(signal.SIGKILL)
            running.wait()
            assert len(server.requests) == 3
        with serving(obeys) as server:
            name_model(book, server.address)
            run("build", book, "--with-model", home=home)
            assert len(server.requests) == 1
        assert figures(book) == [(2, "rules"), (31, "model"), (101, "model"), (102, "model")]

    def test_the_key_goes_to_the_server_and_nowhere_else(self, book: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ARDAVA_KEY", SECRET)
        with serving([sends(SECRET.encode(), status=500), answers]) as server:
            name_model(book, server.address)
            failed = run("build", book, "--with-model", "--model-key", "ARDAVA_KEY", home=home)
            done = run("build", book, "--with-model", "--model-key", "ARDAVA_KEY", "--json", home=home)
            assert [request.headers["Authorization"] for request in server.requests] == [f"Bearer {SECRET}"] * 2
        assert "ARDAVA_KEY" in failed.stderr
        assert SECRET not in failed.stdout + failed.stderr + done.stdout + done.stderr
        holders = [
            path for path in [*book.rglob("*"), *home.rglob("*")] if path.is_file() and SECRET.encode() in path.read_bytes()
        ]
        assert holders == []


def objects(book: Path) -> list[Path]:
    return sorted(path for path in (book / "evidence" / "sha256").rglob("*") if path.is_file())
