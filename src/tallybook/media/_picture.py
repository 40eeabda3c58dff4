"""Opening hostile images: within limits, never guessing, and without the bars that a messenger or a broadcaster put around
them.
"""

from __future__ import annotations

import io
import warnings
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from tallybook.errors import DataError

Grey: TypeAlias = NDArray[np.uint8]
MAX_PIXELS = 120_000_000
SIDE = 256
BAR_SPREAD = 2.5
LEAST_LEFT = 0.3


def open_grey(data: bytes, *, item: str) -> Image.Image:
    """The image, upright and grey, at most 1024 pixels wide or high.

    Raises ``DataError`` where it is no image, damaged, or so large that it must be meant to fill the memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise DataError("the image is larger than 120 million pixels.", item=item, hint="Scale it down first.")
                image.draft("L", (1024, 1024))
                upright = ImageOps.exif_transpose(image)
                grey = _flat(upright)
                grey.thumbnail((1024, 1024))
                return grey
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DataError("the file is no image that can be read.", item=item, hint="It is kept, and not compared.") from None


def _flat(image: Image.Image) -> Image.Image:
    """Grey on white: what is transparent would else turn black."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        image = ground
    return image.convert("L")


def trimmed(image: Image.Image) -> Image.Image:
    """The image without flat bars at its edges (letter-box, pillar-box, frames); the same object where it has none.

    A clear sky may look like a bar, so whoever compares keeps both.
    """
    small = np.asarray(image, dtype=np.float32)
    rows, columns = _span(small), _span(small.T)
    if rows == (0, small.shape[0]) and columns == (0, small.shape[1]):
        return image
    return image.crop((columns[0], rows[0], columns[1], rows[1]))


def _span(lines: NDArray[np.float32]) -> tuple[int, int]:
    """From the first to the last line that is not flat; everything where that leaves too little to be a picture.

    A bar is flat and of one shade from the very edge on; a flat sky further in is no bar.
    """
    spread, level = lines.std(axis=1), lines.mean(axis=1)
    count = len(spread)

    def bar(order: NDArray[np.int64]) -> int:
        flat = (spread[order] < BAR_SPREAD) & (np.abs(level[order] - level[order[0]]) < BAR_SPREAD)
        return int(np.argmin(flat)) if not flat.all() else count

    first, last = bar(np.arange(count)), count - bar(np.arange(count)[::-1])
    if last - first < LEAST_LEFT * count:
        return 0, count
    # JPEG smears a line or two over the edge of a bar.
    return (first + 2 if first else 0), (last - 2 if last < count else count)


def thumbnail(image: Image.Image) -> Grey:
    """The image squeezed into a square: views are cut out of it."""
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX if min(image.size) > SIDE else Image.Resampling.BILINEAR))
