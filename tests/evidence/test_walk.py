"""The walk: every file that was named, in a fixed order, and a clear word on each thing left out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tallybook.evidence import Found, Trouble, walk


def _seen(*paths: Path) -> list[tuple[str, str]]:
    return [(entry.name, entry.code if isinstance(entry, Trouble) else "found") for entry in walk(paths)]


def test_files_come_sorted_folder_by_folder(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/z.txt", "b/y.txt", "B.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert _seen(folder) == [
        ("reports/B.txt", "found"),
        ("reports/a.txt", "found"),
        ("reports/b/y.txt", "found"),
        ("reports/b/z.txt", "found"),
        ("reports/c.txt", "found"),
    ]
    found = next(entry for entry in walk([folder]) if isinstance(entry, Found))
    assert found.path.read_text(encoding="utf-8") == "x"


def test_paths_come_in_the_order_they_were_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert _seen(tmp_path / "b.txt", tmp_path / "a.txt") == [("b.txt", "found"), ("a.txt", "found")]


def test_hidden_files_are_skipped_and_said_unless_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_text("x", encoding="utf-8")
    (folder / ".DS_Store").write_text("x", encoding="utf-8")
    assert _seen(folder) == [("in/.DS_Store", "hidden"), ("in/.git", "hidden")]
    assert _seen(folder / ".DS_Store") == [(".DS_Store", "found")]


def test_links_are_followed_to_files_inside_and_nowhere_else(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("key", encoding="utf-8")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("x", encoding="utf-8")
    (folder / "sub" / "inside").symlink_to(Path("../a.txt"))
    (folder / "sub" / "out").symlink_to(outside)
    (folder / "sub" / "up").symlink_to(Path(".."))
    (folder / "sub" / "here").symlink_to(Path("../sub"))
    (folder / "sub" / "itself").symlink_to(Path("itself"))
    (folder / "sub" / "dangling").symlink_to(Path("nothing"))
    (folder / "zdir").symlink_to(Path("sub"))
    (folder / "zout").symlink_to(tmp_path)
    assert _seen(folder) == [
        ("in/a.txt", "found"),
        ("in/sub/dangling", "vanished"),
        ("in/sub/here", "loop"),
        ("in/sub/inside", "found"),
        ("in/sub/itself", "loop"),
        ("in/sub/out", "outside"),
        ("in/sub/up", "loop"),
        ("in/zdir", "link"),
        ("in/zout", "outside"),
    ]
    assert all(entry.path != outside for entry in walk([folder]) if isinstance(entry, Found))


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("x", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    (entry,) = walk([link])
    assert isinstance(entry, Found)
    assert (entry.name, entry.path) == ("link.txt", target)


def test_devices_sockets_and_pipes_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # a socket's path has little room
    try:
        listener.bind("socket")
    finally:
        os.chdir(here)
        listener.close()
    assert _seen(folder) == [("in/pipe", "special"), ("in/socket", "special")]
    assert _seen(Path("/dev/null")) == [("null", "special")]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert _seen(tmp_path / "nothing.txt") == [("nothing.txt", "vanished")]
    (tmp_path / "empty").mkdir()
    assert _seen(tmp_path / "empty") == [("empty", "empty_folder")]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_folder_is_said(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    assert _seen(locked) == [("locked", "unreadable")]


def test_a_file_that_vanishes_during_the_walk_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        (folder / name / "x.txt").write_text("x", encoding="utf-8")
    entries = walk([folder])
    assert next(entries).name == "in/a/x.txt"
    (folder / "b" / "x.txt").unlink()
    (folder / "b").rmdir()
    assert [(entry.name, getattr(entry, "code", None)) for entry in entries] == [("in/b", "vanished")]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system refuses such names")
def test_names_are_kept_as_data_and_are_always_storable(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    raw = os.fsencode(folder) + b"/bad\xff.txt"
    Path(os.fsdecode(raw)).write_text("x", encoding="utf-8")
    (folder / "گزارش.txt").write_text("x", encoding="utf-8")
    names = sorted(entry.name for entry in walk([folder]))
    assert names == ["in/bad\\xff.txt", "in/گزارش.txt"]
    for name in names:
        name.encode("utf-8")


def test_a_very_deep_tree_is_walked(tmp_path: Path) -> None:
    """Deeper than Python's own stack allows, made from within since the whole path may be too long for one call."""
    script = "import os\nfor _ in range(1200):\n    os.mkdir('d'); os.chdir('d')\nopen('x.txt', 'w').close()\n"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    try:
        entries = list(walk([tmp_path]))
    finally:
        # pytest's own removal of temporary folders is recursive and would fall over it.
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)
    assert len(entries) == 1
    assert isinstance(entries[0], Found)
    assert entries[0].name.endswith("d/d/x.txt")
