"""Where words fit beside marks: the first free place of a few, or none, in which case the table alone has them."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LETTER, ASCENT, DESCENT = 6.7, 11.0, 4.0


def text_box(words: str, middle: float, baseline: float) -> Box:
    """About what a line of 12-pixel text covers that is centred on ``middle``."""
    half = len(words) * LETTER / 2
    return middle - half, baseline - ASCENT, middle + half, baseline + DESCENT


class Room:
    """What is taken, and the limits within which words may stand."""

    def __init__(self, limits: Box, taken: Iterable[Box]) -> None:
        self._limits = limits
        self._taken = list(taken)

    def place(self, words: str, middle: float, baselines: Iterable[float]) -> tuple[float, float] | None:
        """The middle and baseline of the first free place, shifted sideways into the limits; taken from then on."""
        left, top, right, bottom = self._limits
        half = len(words) * LETTER / 2
        middle = min(max(middle, left + half), right - half)
        for baseline in baselines:
            box = text_box(words, middle, baseline)
            if box[1] >= top and box[3] <= bottom and not any(_meet(box, other) for other in self._taken):
                self._taken.append(box)
                return middle, baseline
        return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
