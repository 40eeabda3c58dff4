"""How far two sequences of sounds are apart, for many pairs at once.

A weighted edit distance (Wagner and Fischer 1974) whose costs are data: a short vowel that is not written costs next to
nothing, a consonant costs 1. Pairs of about the same lengths walk through one table together, so that a million pairs take
about a second.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tallybook.people._letters import costs, letters

_BLOCK = 8192  # pairs at a time: what one step works on stays in the processor's cache


@functools.cache
def _alphabet() -> dict[str, int]:
    used = {sound for name in ("arabic", "latin") for value in letters()[name].values() for sound in value}
    return {sound: number for number, sound in enumerate(sorted(used | {"I", "H", " ", "-"}), start=1)}


@functools.cache
def _tables() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """(skip cost of each sound, swap cost of each pair); number 0 is the padding and costs nothing."""
    alphabet = _alphabet()
    size = len(alphabet) + 1
    skip = np.ones(size, np.float32)
    swap = np.ones((size, size), np.float32)
    skip[0] = 0.0
    skip[alphabet[" "]] = 0.12
    skip[alphabet["-"]] = 0.12
    for sound, cost in costs()["skip"].items():
        skip[alphabet[sound]] = cost
    np.fill_diagonal(swap, 0.0)
    for (one, other), cost in ((tuple(pair), cost) for pair, cost in costs()["swap"].items()):
        swap[alphabet[one], alphabet[other]] = swap[alphabet[other], alphabet[one]] = cost
    swap[0, 1:] = swap[1:, 0] = 9.0
    return skip, swap


def weight(sequence: str) -> float:
    """The cost of skipping the whole sequence: its length in evidence."""
    skip, _ = _tables()
    alphabet = _alphabet()
    return float(sum(skip[alphabet[sound]] for sound in sequence if sound in alphabet))


class _Numbers(dict[int, str]):
    """Each sound as the character with its number, for ``str.translate``; what is no sound is left out."""

    def __missing__(self, code: int) -> str:
        self[code] = found = chr(_alphabet()[chr(code)]) if chr(code) in _alphabet() else ""
        return found


_NUMBERS = _Numbers()


def encode(sequences: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Sequences of sounds as rows of numbers, padded with 0 to the longest."""
    rows = [sequence.translate(_NUMBERS).encode("latin-1") for sequence in sequences]
    longest = max(1, max(map(len, rows), default=0))
    return np.frombuffer(b"".join([row.ljust(longest, b"\0") for row in rows]), np.uint8).reshape(len(rows), longest)


def distances(left: npt.NDArray[np.uint8], right: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """The distance of row i of ``left`` to row i of ``right``, both as :func:`encode` gives them."""
    out = np.empty(len(left), np.float32)
    # A table is as large as its longest sequences, so those of one length go together. Padding costs nothing: the distances
    # are the same, to the last bit, in any company.
    order = np.lexsort(((right != 0).sum(1), (left != 0).sum(1)))
    for start in range(0, len(left), _BLOCK):
        chosen = order[start : start + _BLOCK]
        out[chosen] = _block(left[chosen], right[chosen])
    return out


def _block(left: npt.NDArray[np.uint8], right: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    skip, swap = _tables()
    left = left[:, : max(1, int((left != 0).any(0).sum()))]
    right = right[:, : max(1, int((right != 0).any(0).sum()))]
    # rows are right's positions, so that each step works on contiguous memory
    letters_right = np.ascontiguousarray(right.T).astype(np.intp)
    skip_right = skip[letters_right]
    above = np.concatenate([np.zeros((1, len(left)), np.float32), np.cumsum(skip_right, axis=0, dtype=np.float32)])
    here, spare, swaps = np.empty_like(above), np.empty(len(left), np.float32), swap.ravel()
    for letter in np.ascontiguousarray(left.T).astype(np.intp):
        drop, row = skip[letter], letter * len(swap)
        np.add(above[0], drop, out=here[0])
        for j in range(len(letters_right)):
            best = np.add(above[j], swaps[row + letters_right[j]], out=here[j + 1])
            np.minimum(best, np.add(above[j + 1], drop, out=spare), out=best)
            np.minimum(best, np.add(here[j], skip_right[j], out=spare), out=best)
        above, here = here, above
    last: npt.NDArray[np.float32] = above[-1].copy()
    return last
