"""Converters that misbehave, registered in the helper process by the tests. A file says which misdeed it wants."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from tallybook.evidence._formats import Converter, Draft, Head, register
from tallybook.evidence._records import ConvertedDocument, PassageDraft

MARK = b"HOSTILE "


def _said(text: str) -> Draft:
    return Draft(documents=(ConvertedDocument(passages=(PassageDraft(kind="text", text=text),)),))


def _hang(_: str) -> Draft:
    time.sleep(600)
    return _said("woke up")


def _spin(_: str) -> Draft:
    while True:
        pass


def _eat(_: str) -> Draft:
    held = []
    while True:
        held.append(bytearray(16 << 20))


def _eat_outside_python(_: str) -> Draft:
    """As a library would: ask, get nothing, write there nevertheless."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    while True:
        ctypes.memset(libc.malloc(16 << 20), 1, 16 << 20)


def _segfault(_: str) -> Draft:
    os.kill(os.getpid(), signal.SIGSEGV)
    return _said("survived")


def _leave(_: str) -> Draft:
    os._exit(0)


def _flood(_: str) -> Draft:
    return _said("a" * (4 << 20))


def _garble(_: str) -> Draft:
    os.write(3, b"\xc1 this is no answer")
    os._exit(0)


def _leave_a_child(_: str) -> Draft:
    """A grandchild that holds the pipe open after its parent is gone."""
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)


def _raise(_: str) -> Draft:
    raise ValueError("SECRET-NAME-OF-A-WITNESS")


def _write(path: str) -> Draft:
    try:
        Path(path).write_text("was here", encoding="ascii")
    except OSError as error:
        return _said(f"refused: {error.strerror}")
    return _said("wrote")


def _call(port: str) -> Draft:
    try:
        socket.create_connection(("127.0.0.1", int(port)), timeout=1).close()
    except OSError:
        return _said("refused")
    return _said("connected")


def _environment(_: str) -> Draft:
    return _said(" ".join(sorted(os.environ)))


def _tell_parent(_: str) -> Draft:
    """Whether any descriptor beyond the reply's is open: a way to speak past the helper."""
    return _said(" ".join(str(number) for number in range(4, 64) if _is_open(number)))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


_DEEDS: dict[str, Callable[[str], Draft]] = {
    "hang": _hang,
    "spin": _spin,
    "eat": _eat,
    "eat-outside-python": _eat_outside_python,
    "segfault": _segfault,
    "leave": _leave,
    "flood": _flood,
    "garble": _garble,
    "leave-a-child": _leave_a_child,
    "raise": _raise,
    "write": _write,
    "call": _call,
    "environment": _environment,
    "tell-parent": _tell_parent,
}


def _convert(data: bytes) -> Draft:
    deed, _, argument = data.removeprefix(MARK).decode("utf-8").partition(" ")
    return _DEEDS[deed](argument)


def _sniff(head: Head) -> float:
    return 1.0 if head.raw.startswith(MARK) else 0.0


register(Converter(name="hostile", version="1", sniff=_sniff, convert=_convert))
