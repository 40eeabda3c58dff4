"""Nothing but the client's one file can open a connection, and nothing calls it unless a user asked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tallybook

ROOT = Path(tallybook.__file__).parent
CLIENT = ROOT / "reading" / "pointing" / "_client.py"
NETWORK = {
    "socket", "ssl", "http", "http.client", "http.server", "urllib.request", "asyncio", "ftplib", "smtplib", "telnetlib", "poplib",
    "imaplib", "nntplib", "xmlrpc", "socketserver", "requests", "urllib3", "httpx", "aiohttp", "websockets", "paramiko", "pycurl",
}  # fmt: skip


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches_out(source: str) -> set[str]:
    return {name for name in imported(source) for part in NETWORK if name == part or name.startswith(f"{part}.")}


@pytest.mark.parametrize("line", ["import socket", "from http import client", "from urllib import request", "import httpx as h"])
def test_the_search_finds_what_it_looks_for(line: str) -> None:
    assert reaches_out(line)


def test_no_other_file_imports_what_opens_connections() -> None:
    assert reaches_out(CLIENT.read_text(encoding="utf-8"))
    others = {path: reaches_out(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py") if path != CLIENT}
    assert {str(path.relative_to(ROOT)): names for path, names in others.items() if names} == {}
