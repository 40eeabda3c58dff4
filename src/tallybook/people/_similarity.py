"""How alike two names are, in any two scripts, and which of many names a name is likeliest to be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tallybook.people._distance import distances, encode, weight
from tallybook.people._letters import fold_text
from tallybook.people._names import aliases, parse_name
from tallybook.people._sounds import bare, skeleton, sounds

_TURNED = 0.03  # what a different order of the parts costs: less than a vowel in a name of usual length
# what is typed alike in any script: it decides between names that sound the same
_MARKS = ("(", ".", "'’ئؤء", " ")
_INITIALS = {"الف": "ا"}


def _readings(name: str) -> tuple[str, ...]:
    """The sounds of a name in its own order, and with its last part first."""
    words = [_INITIALS.get(part.text, part.text) for part in parse_name(name).parts]
    read = [heard for heard in (sounds(bare(word)) for word in words) if heard]
    if not read:
        return (sounds(fold_text(name).replace(" ", "")),)
    straight = " ".join(read)
    return (straight,) if len(read) < 2 else (straight, " ".join([read[-1], *read[:-1]]))


def similarity(one: str, other: str) -> float:
    """How alike two names are: 1.0 the same sounds, 0 and below nothing in common. Symmetric; scripts may differ.

    Aliases of ``data/names.toml`` count as the same given name.
    """
    score = _alike(one, other)
    first, second = _unaliased(one), _unaliased(other)
    return score if (first, second) == (one, other) else max(score, _alike(first, second))


def _unaliased(name: str) -> str:
    words = fold_text(name).split(" ")
    return " ".join([aliases().get(words[0], words[0]), *words[1:]]) if words[0] in aliases() else name


def _alike(one: str, other: str) -> float:
    left, right = _readings(one), _readings(other)
    best = _score(left[0], right[0])
    for turned, straight in [*((turned, right[0]) for turned in left[1:]), *((turned, left[0]) for turned in right[1:])]:
        best = max(best, _score(turned, straight) - _TURNED)
    return best


def _score(left: str, right: str) -> float:
    total = weight(left) + weight(right)
    if not total:
        return 0.0
    return 1.0 - 2.0 * float(distances(encode([left]), encode([right]))[0]) / total


def likeliest(names: Sequence[str], pool: Sequence[str], keep: int = 60) -> list[list[tuple[int, float]]]:
    """For each name, the names of ``pool`` most like it: (position in the pool, similarity), best first.

    Of names that sound the same, the one typed alike comes first.

    Only the ``keep`` names with the most similar consonant skeletons are looked at. Ten thousand against ten thousand takes
    about a minute.
    """
    from rapidfuzz import distance, process  # slow to import, and not needed to read a list

    if not names or not pool:
        return [[] for _ in names]
    keep = min(keep, len(pool))
    bones = [_bones(name)[0] for name in pool]
    read_pool = [_readings(name) for name in pool]
    marks_pool = _marks(pool)
    out: list[list[tuple[int, float]]] = []
    for start in range(0, len(names), 500):
        chunk = list(names[start : start + 500])
        scorer = distance.Indel.normalized_similarity
        straight, turned = zip(*(_bones(name) for name in chunk), strict=True)
        alike = process.cdist(straight, bones, scorer=scorer, dtype=np.float32)
        np.maximum(alike, process.cdist(turned, bones, scorer=scorer, dtype=np.float32), out=alike)
        near = np.argsort(-alike, axis=1, kind="stable")[:, :keep]
        marks = _marks(chunk)
        scores = _scores([_readings(name) for name in chunk], read_pool, near)
        for row in range(len(chunk)):
            apart = np.abs(marks_pool[near[row]] - marks[row]).sum(1)
            order = np.lexsort((near[row], apart, -scores[row].round(5)))
            out.append([(int(near[row][at]), float(scores[row][at])) for at in order])
    return out


def _bones(name: str) -> tuple[str, str]:
    """The joined skeletons of the parts in their own order, and with the last part first."""
    words = [_INITIALS.get(part.text, part.text) for part in parse_name(name).parts]
    found = [skeleton(bare(word)) or "I" for word in words]
    straight = "".join(found) or fold_text(name)
    return straight, "".join([*found[-1:], *found[:-1]]) or straight


def _marks(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """How often each kind of mark stands in each name."""
    return np.array([[sum(map(name.count, kind)) for kind in _MARKS] for name in names], np.int64)


def _scores(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]], near: npt.NDArray[np.intp]
) -> npt.NDArray[np.float32]:
    rows = np.repeat(np.arange(len(left)), near.shape[1])
    columns = near.ravel()
    total = (
        np.array([weight(reading[0]) for reading in left])[rows] + np.array([weight(reading[0]) for reading in right])[columns]
    )
    total = np.maximum(total, 1e-6)
    straight_left, straight_right = encode([reading[0] for reading in left]), encode([reading[0] for reading in right])
    turned_left, turned_right = encode([reading[-1] for reading in left]), encode([reading[-1] for reading in right])
    best = 1 - 2 * distances(straight_left[rows], straight_right[columns]) / total
    for one, other in ((turned_left, straight_right), (straight_left, turned_right)):
        best = np.maximum(best, 1 - _TURNED - 2 * distances(one[rows], other[columns]) / total)
    shaped: npt.NDArray[np.float32] = best.reshape(near.shape).astype(np.float32)
    return shaped
