"""The child process: what hostile evidence can do to it, and that it can do nothing to anybody else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tallybook.errors import TallybookError
from tallybook.evidence import Conversion, Converters, Item, Limits
from tests.evidence.conftest import HASTY, TIGHT
from tests.evidence.hostile import MARK


def _commit(tmp_path: Path, converters: Converters, deed: str) -> Conversion:
    path = tmp_path / "evidence.txt"
    path.write_bytes(MARK + deed.encode())
    return converters.convert(Item(path=path, name=path.name))


def _words(conversion: Conversion) -> str:
    assert conversion.outcome == "ok", conversion
    return conversion.documents[0].passages[0].text


def _goes_on_after(tmp_path: Path, converters: Converters, deed: str, outcome: str) -> None:
    """The misdeed has its outcome, and the next file is converted."""
    misdeed = tmp_path / "bad.txt"
    misdeed.write_bytes(MARK + deed.encode())
    honest = tmp_path / "good.txt"
    honest.write_text("Two people were hurt.", encoding="utf-8")
    items = [Item(path=path, name=path.name) for path in (misdeed, honest)]
    bad, good = converters.convert_many(items)
    assert bad.outcome == outcome
    assert bad.detail.endswith((".", ")"))
    assert bad.documents == ()
    assert _words(good) == "Two people were hurt."


@pytest.mark.fault
@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("eat", "out_of_memory"),
        ("eat-outside-python", "out_of_memory"),
        ("segfault", "crashed"),
        ("leave", "crashed"),
        ("flood", "too_large"),
        ("garble", "crashed"),
        ("raise", "crashed"),
    ],
)
def test_a_misdeed_has_its_outcome(tmp_path: Path, tight: Converters, deed: str, outcome: str) -> None:
    _goes_on_after(tmp_path, tight, deed, outcome)


@pytest.mark.fault
@pytest.mark.parametrize("deed", ["hang", "spin", "leave-a-child"])
def test_a_misdeed_that_never_ends_is_timed_out(tmp_path: Path, hasty: Converters, deed: str) -> None:
    _goes_on_after(tmp_path, hasty, deed, "timed_out")


@pytest.mark.fault
def test_a_limit_on_time_is_kept(tmp_path: Path, hasty: Converters) -> None:
    _commit(tmp_path, hasty, "environment")
    start = time.monotonic()
    _commit(tmp_path, hasty, "hang")
    assert HASTY.wall <= time.monotonic() - start < HASTY.wall + 30


def test_an_error_message_never_quotes_the_evidence(tmp_path: Path, tight: Converters) -> None:
    conversion = _commit(tmp_path, tight, "raise")
    assert "ValueError in hostile.py" in conversion.detail
    assert "SECRET" not in conversion.detail


def test_the_child_writes_no_file(tmp_path: Path, tight: Converters) -> None:
    target = tmp_path / "written"
    assert _words(_commit(tmp_path, tight, f"write {target}")).startswith("refused")
    assert not target.exists() or target.read_bytes() == b""


def test_the_child_reaches_no_network(tmp_path: Path, tight: Converters) -> None:
    unshare = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)
    if unshare.returncode != 0:
        pytest.skip("this system allows no network namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        assert _words(_commit(tmp_path, tight, f"call {port}")) == "refused"


def test_the_child_has_nothing_of_the_users_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    with Converters(TIGHT, workers=1, modules=("tests.evidence.hostile",)) as converters:
        names = _words(_commit(tmp_path, converters, "environment")).split()
    assert "SECRET_TOKEN" not in names
    assert "HOME" not in names


def test_the_child_has_no_way_to_speak_past_its_helper(tmp_path: Path, tight: Converters) -> None:
    assert _words(_commit(tmp_path, tight, "tell-parent")) == ""


@pytest.mark.fault
def test_without_fork_the_outcomes_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text("Two people were hurt.", encoding="utf-8")
    with Converters(TIGHT, workers=1, modules=("tests.evidence.hostile",), fork=False) as converters:
        assert _words(converters.convert(Item(path=path, name="good.txt"))) == "Two people were hurt."
        assert _commit(tmp_path, converters, "segfault").outcome == "crashed"
        assert _commit(tmp_path, converters, "eat").outcome == "out_of_memory"
    with Converters(HASTY, workers=1, modules=("tests.evidence.hostile",), fork=False) as converters:
        assert _commit(tmp_path, converters, "spin").outcome == "timed_out"
        assert _commit(tmp_path, converters, "hang").outcome == "timed_out"


def test_results_come_in_the_order_of_the_items_with_progress(tmp_path: Path) -> None:
    items = []
    for number in range(20):
        path = tmp_path / f"{number}.txt"
        # The first are the slowest.
        path.write_text(f"number {number} " + "word " * (20 - number) * 10_000, encoding="utf-8")
        items.append(Item(path=path, name=path.name))
    seen: list[tuple[int, int]] = []
    with Converters(workers=2) as converters:
        conversions = list(converters.convert_many(items, progress=lambda done, total: seen.append((done, total))))
    assert [_words(conversion).split()[1] for conversion in conversions] == [str(number) for number in range(20)]
    assert seen == [(done, 20) for done in range(1, 21)]


def test_bytes_that_are_not_those_stored_are_not_converted(tmp_path: Path, converters: Converters) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Three people were hurt.", encoding="utf-8")
    conversion = converters.convert(Item(path=path, name="a.txt", digest="0" * 64))
    assert conversion.outcome == "altered"
    assert conversion.documents == ()


def test_a_helper_that_cannot_start_is_an_error_and_no_outcome_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words", encoding="utf-8")
    with (
        Converters(workers=1, modules=("tests.evidence.no_such_module",)) as converters,
        pytest.raises(TallybookError, match="does not start"),
    ):
        converters.convert(Item(path=path, name="a.txt"))


@pytest.mark.fault
def test_a_helper_that_was_killed_between_two_files_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Two people were hurt.", encoding="utf-8")
    with Converters(workers=1) as converters:
        assert _words(converters.convert(Item(path=path, name="a.txt"))) == "Two people were hurt."
        helper = converters._helpers[0]
        helper.kill()
        assert helper._process is not None
        helper._process.wait()
        assert _words(converters.convert(Item(path=path, name="a.txt"))) == "Two people were hurt."


@pytest.mark.fault
def test_leaving_in_the_middle_does_not_wait_for_a_hanging_file(tmp_path: Path) -> None:
    path = tmp_path / "evidence.txt"
    path.write_bytes(MARK + b"hang")
    good = tmp_path / "good.txt"
    good.write_text("words", encoding="utf-8")
    items = [Item(path=good, name="good.txt"), Item(path=path, name="evidence.txt")]
    with Converters(Limits(wall=60), workers=1, modules=("tests.evidence.hostile",)) as converters:
        assert _words(next(converters.convert_many(items))) == "words"
        start = time.monotonic()
    assert time.monotonic() - start < 30  # of the 60 seconds that the limit allows


@pytest.mark.fault
def test_the_helper_ends_when_its_caller_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "evidence.txt"
    path.write_bytes(MARK + b"hang")
    script = (
        "from pathlib import Path\n"
        "from tallybook.evidence import Converters, Item\n"
        "c = Converters(workers=1, modules=('tests.evidence.hostile',))\n"
        f"ready = Path({str(tmp_path / 'good.txt')!r}); ready.write_text('x')\n"
        "c.convert(Item(path=ready, name='good.txt'))\n"
        "print(c._helpers[0]._process.pid, flush=True)\n"
        f"c.convert(Item(path=Path({str(path)!r}), name='evidence.txt'))\n"
    )
    root = Path(__file__).parents[2]
    caller = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env={"PYTHONPATH": str(root)})
    assert caller.stdout is not None
    helper = int(caller.stdout.readline())
    time.sleep(0.3)
    caller.kill()
    caller.wait()
    caller.stdout.close()
    deadline = time.monotonic() + 30
    while _alive(helper) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(helper)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
