"""Frames of a video by ffmpeg, where it is present. ffmpeg may read that one file and nothing else: no network, no
playlists, no scripts that name other files.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

from tallybook.errors import DataError, RefusedError
from tallybook.media._match import Fingerprint, Item, Pair, of_image, pairs
from tallybook.media._picture import SIDE, Grey

EVERY_S = 2.0
MOST = 300
# Containers only: a playlist or a list of parts would make ffmpeg open other files on this machine.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg"


def video_tool() -> str | None:
    """Where ffmpeg is, None where it is not installed."""
    return shutil.which("ffmpeg")


def frames(
    path: Path, *, every_s: float = EVERY_S, most: int = MOST, timeout_s: float = 100.0
) -> tuple[tuple[float, Fingerprint], ...]:
    """Fingerprints of a video's frames with their seconds; frames that show nothing (fades, black) are left out.

    A video shorter than ``every_s`` gives its first frame. Rotation that the file states is applied, as a player does.
    Raises ``RefusedError`` where ffmpeg is not installed, ``DataError`` where it cannot read the file in time.
    """
    tool = video_tool()
    if tool is None:
        raise RefusedError(
            "videos are not compared: ffmpeg is not installed.", item=path.name, hint="Install ffmpeg and build again."
        )
    command = [
        tool, "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file", "-format_whitelist", CONTAINERS, "-i", f"file:{path}",
        "-vf", f"fps=1/{every_s:g},scale={2 * SIDE}:{2 * SIDE},format=gray", "-frames:v", str(most), "-f", "rawvideo", "pipe:1",
    ]  # fmt: skip
    try:
        run = subprocess.run(command, capture_output=True, timeout=timeout_s, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise DataError("ffmpeg could not read the video.", item=path.name, hint="It is kept, and not compared.") from None
    raw = np.frombuffer(run.stdout, np.uint8)
    size = 4 * SIDE * SIDE
    stills = raw[: len(raw) // size * size].reshape(-1, 2 * SIDE, 2 * SIDE)
    return tuple((number * every_s, still) for number, still in enumerate(map(of_frame, stills)) if still.shown[0])


def of_frame(still: Grey) -> Fingerprint:
    """The fingerprint of one decoded frame (grey, any size), without its bars."""
    return of_image(Image.fromarray(still), hashlib.sha256(still.tobytes()).hexdigest())


def shared_frames(one: tuple[tuple[float, Fingerprint], ...], other: tuple[tuple[float, Fingerprint], ...]) -> tuple[Pair, ...]:
    """The frames that two videos share; ids are ``a@seconds`` and ``b@seconds``. Several in order mean a shared piece of film."""
    items = [Item(f"{side}@{second:g}", None, still) for side, film in (("a", one), ("b", other)) for second, still in film]
    return tuple(pair for pair in pairs(items) if pair.older[0] != pair.newer[0])
