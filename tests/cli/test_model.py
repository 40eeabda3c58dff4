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

from tallybook.cli._model import client_of
from tallybook.errors import InputError
from tests.cli.command import copied, run
from tests.reading.pointing.server import Handler, says, sends, serving
from tests.reading.pointing.test_batch import obeys
from tests.reading.pointing.texts import CLAIM, LEFT, TEXT

SECRET = "sk-not-to-be-seen"
READ = "Two tailors were wounded in Belmur, the mayor of Belmur said."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return written(tmp_path)


def written(folder: Path) -> Path:
    path = folder / "story.txt"
    path.write_text(f"{READ}\n{TEXT}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def with_story(tmp_path_factory: pytest.TempPathFactory, new_place: Path) -> Path:
    place = tmp_path_factory.mktemp("model")
    run("add", copied(new_place, place), written(place), home=place / "home")
    return place


@pytest.fixture
def book(with_story: Path, tmp_path: Path) -> Path:
    return copied(with_story, tmp_path)


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

    def test_the_share_alone_sends_nothing(self, story: Path, home: Path) -> None:
        with serving(answers) as server:
            done = run("read", story, "--model-address", server.address, "--model", "tiny", "--model-share", home=home)
            assert server.requests == []
        held = len(READ) + len(TEXT) + 2  # with the ends of the lines
        assert f"'tiny' at {server.address}/chat/completions: 1 of 3 sentences, with their context " in done.stderr
        assert f" of the text's {held} characters" in done.stderr
        assert "Nothing was sent" in done.stderr

    @pytest.mark.parametrize(
        ("address", "model", "key", "share"),
        [
            (None, "tiny", None, False),
            ("http://127.0.0.1:1", None, None, False),
            (None, None, "KEY", False),
            (None, None, None, True),
        ],
    )
    def test_half_of_what_it_needs_is_refused(self, address: str | None, model: str | None, key: str | None, share: bool) -> None:
        with pytest.raises(InputError, match="--model-address"):
            client_of(address, model, key, seconds=1, share_only=share)

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
            assert len(server.requests) == 1
        (book / "derived.sqlite").unlink()
        (book / "cache.sqlite").unlink()
        run("build", book, home=home)
        assert (book / "derived.sqlite").read_bytes() == first

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
