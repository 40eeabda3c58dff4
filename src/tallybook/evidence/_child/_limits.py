"""What a process that reads hostile bytes may not do: reach the network, gain rights, use without end.

Each fence is put up where the system allows it; one that is refused leaves the others standing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

from tallybook.evidence._records import Limits

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def isolate() -> None:
    """Once for the whole process, before any thread starts: an empty network namespace, and no way to gain rights."""
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _LIBC.unshare(_CLONE_NEWNET) != 0:
        # A user without rights gets a network namespace of his own inside a user namespace of his own.
        _LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def die_with_parent(signal_number: int) -> None:
    """Have the kernel end this process when the one that forked it ends (Linux)."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def apply(limits: Limits, held: int) -> None:
    """Once for a conversion. Memory counts from the ``held`` bytes of before: the libraries are not the evidence's fault."""
    if resource is None:  # pragma: no cover
        return
    memory = held + limits.memory
    for name, soft, hard in (
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_CPU", limits.cpu, limits.cpu + 1),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (soft, hard))


def held() -> int:
    """Bytes of address space that this process has; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
