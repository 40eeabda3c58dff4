"""The views of an image that are hashed: the whole, its parts, and small turns. A crop of a picture is one of its parts.

Customary perceptual hashes compare wholes, and so miss what was cropped, mirrored, put in bars or under a banner. Here a
reference is hashed in all of its views and a query in few, mirrored too, so that any pair of views may meet.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import dctn

from tallybook.media._picture import SIDE, Grey

HASH_SIDE = 8
INPUT_SIDE = 32
FLAT = 5.0  # standard deviation of grey below which a view shows nothing


class View(NamedTuple):
    """A part of the square thumbnail (left, top, right, bottom as shares), turned by ``turn`` degrees, mirrored or not."""

    box: tuple[float, float, float, float]
    turn: float = 0.0
    mirror: bool = False


def _grid(size: float, steps: int) -> list[View]:
    """Windows of ``size`` at ``steps`` by ``steps`` places."""
    free = [(1 - size) * step / (steps - 1) for step in range(steps)]
    return [View((x, y, x + size, y + size)) for y in free for x in free]


WHOLE = View((0.0, 0.0, 1.0, 1.0))
# A banner covers the lower or the upper edge: both sides are also compared without these.
STRIPS = [View((0.0, 0.0, 1.0, 0.72)), View((0.0, 0.28, 1.0, 1.0)), View((0.0, 0.14, 1.0, 0.86))]
REFERENCE = [
    WHOLE, *STRIPS, *_grid(0.92, 2), *_grid(0.85, 3), *_grid(0.77, 3), *_grid(0.7, 5), *_grid(0.62, 3),
    *(View((0.06, 0.06, 0.94, 0.94), turn) for turn in (-4.0, -2.0, 2.0, 4.0)),
]  # fmt: skip
QUERY = [view._replace(mirror=mirror) for mirror in (False, True) for view in (WHOLE, *STRIPS)]


def cut(thumb: Grey, view: View, side: int = INPUT_SIDE) -> NDArray[np.float64]:
    """A view as a small square of greys."""
    image = Image.fromarray(thumb)
    if view.turn:
        image = image.rotate(view.turn, Image.Resampling.BILINEAR, fillcolor=int(thumb.mean()))
    box = tuple(share * SIDE for share in view.box)
    part = image.resize((side, side), Image.Resampling.BOX, box=(box[0], box[1], box[2], box[3]))
    values = np.asarray(part, dtype=np.float64)
    return values[:, ::-1] if view.mirror else values


def hashes(thumb: Grey, views: list[View]) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """The 64-bit perceptual hash (signs of low frequencies against their median) of each view, and which views show something."""
    stack = np.stack([cut(thumb, view) for view in views])
    low = dctn(stack, axes=(1, 2), norm="ortho")[:, :HASH_SIDE, :HASH_SIDE].reshape(len(views), -1)
    bits = low > np.median(low[:, 1:], axis=1, keepdims=True)
    packed = np.packbits(bits, axis=1).view(">u8").reshape(-1).astype(np.uint64)
    return packed, stack.std(axis=(1, 2)) >= FLAT
