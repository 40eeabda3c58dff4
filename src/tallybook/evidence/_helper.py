"""The parent's end of one helper process. The helper is restarted when it dies; an item that killed it gets an outcome."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from tallybook.errors import TallybookError
from tallybook.evidence._frames import READY, read_frame, write_frame
from tallybook.evidence._records import MIB, Answer, Request

# Beyond the limits that the helper itself holds, for its start and its own work.
_GRACE = 30.0
CAN_FORK = hasattr(os, "fork") and os.name == "posix"


class Helper:
    """One process that serves conversions, one at a time. ``modules`` are imported in it beside the house's formats."""

    def __init__(self, modules: Sequence[str] = (), *, fork: bool = CAN_FORK) -> None:
        self._modules = tuple(modules)
        self._fork = fork
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()

    def convert(self, request: Request) -> Answer:
        """The helper's answer. Raises ``TallybookError`` where none can be started, nothing for what evidence does to it."""
        if self._process is not None and self._process.poll() is not None:
            # It was killed between two files, which is not the next file's doing.
            self.close()
        process = self._process or self._start()
        self._process = process
        if self._ended.is_set():
            # Ended while another thread was on its way here: a file begun now would be waited for to its last second.
            process.kill()
        wall = request.limits.wall + (_GRACE if self._fork else 0)
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(wall, end)
        timer.daemon = True
        timer.start()
        try:
            reply = self._ask(process, request)
        finally:
            timer.cancel()
        if reply is None or not self._fork:
            self.close()
        if reply is None:
            return _lost(process, timed_out=overdue.is_set())
        return reply

    def end(self) -> None:
        """End the process for good: no conversion begins after this."""
        self._ended.set()
        self.kill()

    def kill(self) -> None:
        """End the process at once; a conversion that another thread waits for ends as crashed."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process. Its children end with it."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _ask(self, process: subprocess.Popen[bytes], request: Request) -> Answer | None:
        if process.stdin is None or process.stdout is None:
            return None
        try:
            write_frame(process.stdin, msgspec.msgpack.encode(request))
            frame = read_frame(process.stdout, request.limits.output + MIB)
            return msgspec.msgpack.decode(frame, type=Answer) if frame is not None else None
        except (OSError, ValueError, msgspec.MsgspecError):
            return None

    def _start(self) -> subprocess.Popen[bytes]:
        """Start the helper apart from this process: its own session, an environment without the user's, nothing of ours open."""
        command = [sys.executable, "-P", "-m", "tallybook.evidence._child", "fork" if self._fork else "once", *self._modules]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), start_new_session=True
            )
        except OSError as error:
            raise TallybookError(
                f"the converter process cannot be started ({error.strerror}).", hint="Close other programs, then try again."
            ) from error
        if process.stdout is None or read_frame(process.stdout, len(READY)) != READY:
            process.kill()
            process.communicate()
            raise TallybookError(
                "the converter process does not start.", hint=f"Run {' '.join(command[:4])} fork to see why, and install again."
            )
        return process


def _environment() -> dict[str, str]:
    """What the helper needs to find this package, and settings that make its work the same everywhere."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    paths = [path for path in sys.path if path]
    if sys.pycache_prefix:
        # Where this process keeps compiled code the helper finds it, instead of compiling every module at each start.
        kept["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def _lost(process: subprocess.Popen[bytes], *, timed_out: bool) -> Answer:
    """What an end without an answer means. Only the ``once`` mode converts in the helper itself."""
    if timed_out:
        return Answer(outcome="timed_out")
    code = process.returncode
    if code is not None and -code == getattr(signal, "SIGXCPU", None):
        return Answer(outcome="timed_out")
    return Answer(outcome="crashed", detail=f"the helper process ended with {code}")
