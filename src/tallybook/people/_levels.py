"""How the names of candidate pairs compare: a level for each place of the name, and how frequent the names are.

Distances are computed once for each pair of different words, however many pairs of records share them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tallybook.people._distance import distances, encode
from tallybook.people._names import aliases
from tallybook.people._rules import rules
from tallybook.people._table import PLACES

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_ALIAS = 0.2  # an alias is nearly as good as the name
_INITIAL = 0.35  # "J." for "John"
_SHIFTED = 0.15  # two parts written as one, or one of them left out
_SLIP = 0.5  # a letter mistyped, left out, doubled or turned in a Latin word
_TURNED = 0.3  # the family name first
_BESIDE = "\x1f"  # no sound and no letter


class Vocabulary:
    """The different words of one column of sounds: a number for each row (0 is none), and the words themselves.

    With ``spelling``, the folded letters behind the sounds, words that sound alike and are written otherwise are two.
    """

    def __init__(self, column: pa.ChunkedArray, spelling: pa.ChunkedArray | None = None) -> None:
        if spelling is not None:
            column = pc.binary_join_element_wise(column, spelling, _BESIDE)
        coded = column.combine_chunks().dictionary_encode() if isinstance(column, pa.ChunkedArray) else column.dictionary_encode()
        self.codes: Ints = np.asarray(coded.indices.fill_null(-1)).astype(np.int64) + 1
        found = coded.dictionary.to_pylist()
        self.words: list[str] = ["", *(text.partition(_BESIDE)[0] for text in found)] if spelling is not None else ["", *found]
        self.spelt: list[str] = ["", *(text.partition(_BESIDE)[2] for text in found)] if spelling is not None else []


def _costs(left: Vocabulary, right: Vocabulary, x: Ints, y: Ints) -> Floats:
    """The distance of the words of rows x of one column and rows y of another; NaN where one is missing."""
    pairs = left.codes[x] * len(right.words) + right.codes[y]
    found, inverse = np.unique(pairs, return_inverse=True)
    one, other = found // len(right.words), found % len(right.words)
    heard = _encoded(left.words, one), _encoded(right.words, other)
    cost = distances(*heard)
    _discount(cost, *heard)
    if left.spelt and right.spelt:
        cost = np.minimum(cost, _typing_costs(left, right, one, other))
    cost[(one == 0) | (other == 0)] = np.nan
    return cost[inverse]


def _encoded(words: Sequence[str], chosen: Ints) -> npt.NDArray[np.uint8]:
    """The chosen words as rows of numbers; of a few pairs, not every word that there is."""
    used, at = np.unique(chosen, return_inverse=True)
    return encode([words[word] for word in used.tolist()])[at]


def _typing_costs(left: Vocabulary, right: Vocabulary, one: Ints, other: Ints) -> Floats:
    """A slip of the keyboard changes the sounds much and the letters little.

    In the Arabic script it is more often another name.
    """
    from rapidfuzz import distance, process

    plain = np.array([word.isascii() and len(word) > 3 for word in left.spelt])[one]
    plain &= np.array([word.isascii() and len(word) > 3 for word in right.spelt])[other]
    cost = np.full(len(one), np.inf, np.float32)
    rows = np.flatnonzero(plain)
    if len(rows):
        first, second = [left.spelt[at] for at in one[rows]], [right.spelt[at] for at in other[rows]]
        slips = process.cpdist(first, second, scorer=distance.OSA.distance, dtype=np.float32)
        cost[rows] = slips * _SLIP
    return cost


def _discount(cost: Floats, one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> None:
    """Initials: a single sound against a word that begins with it. Both as :func:`encode` gives them."""
    short, long = (one != 0).sum(1), (other != 0).sum(1)
    initial = ((short == 1) != (long == 1)) & (one[:, 0] == other[:, 0])
    cost[initial] = np.minimum(cost[initial], np.float32(_INITIAL))


def name_costs(table: pa.Table, x: Ints, y: Ints) -> dict[str, Floats]:
    """For each place of the name, what it costs to take the name of row x for that of row y; NaN where it is not comparable."""
    columns = [table[f"s{at}"] for at in range(4)]
    words = [Vocabulary(column, table[f"n{at}"]) for at, column in enumerate(columns)]
    costs = [_costs(word, word, x, y) for word in words]
    _use_aliases(table, x, y, costs[0])
    _shift(columns, words, x, y, costs)
    _turn(words, x, y, costs)
    return dict(zip(PLACES, costs, strict=True))


def _use_aliases(table: pa.Table, x: Ints, y: Ints, cost: Floats) -> None:
    spelt = Vocabulary(table["n0"])
    of_word = [aliases().get(word) for word in spelt.words]
    numbers = {name: number for number, name in enumerate(sorted({name for name in of_word if name}), start=1)}
    if not numbers:
        return
    codes = np.array([numbers[name] if name else 0 for name in of_word], np.int64)[spelt.codes]
    same = (codes[x] == codes[y]) & (codes[x] > 0) & (cost > _ALIAS)
    cost[same] = _ALIAS


def _shift(columns: Sequence[pa.ChunkedArray], words: Sequence[Vocabulary], x: Ints, y: Ints, costs: list[Floats]) -> None:
    """Where one name has a second part and the other has not, that part may belong to the given or to the last name."""
    given, second, _, last = columns
    with_given = Vocabulary(pc.binary_join_element_wise(given, second, ""))
    with_last = Vocabulary(pc.binary_join_element_wise(second, last, ""))
    for one, other in ((x, y), (y, x)):
        rows = np.flatnonzero((words[1].codes[one] > 0) & (words[1].codes[other] == 0))
        if not len(rows):
            continue
        joined = ((with_given, words[0], 0), (with_last, words[3], 3))
        for joint, plain, at in joined:
            cost = _costs(joint, plain, one[rows], other[rows]) + _SHIFTED
            costs[at][rows] = np.fmin(costs[at][rows], cost)


def _turn(words: Sequence[Vocabulary], x: Ints, y: Ints, costs: list[Floats]) -> None:
    """The same two names in the other order."""
    bad = np.flatnonzero((costs[0] > 1.0) & (costs[3] > 1.0))
    if not len(bad):
        return
    first = _costs(words[0], words[3], x[bad], y[bad]) + _TURNED / 2
    last = _costs(words[3], words[0], x[bad], y[bad]) + _TURNED / 2
    better = first + last < costs[0][bad] + costs[3][bad]
    costs[0][bad[better]] = first[better]
    costs[3][bad[better]] = last[better]


def name_levels(costs: Mapping[str, Floats]) -> dict[str, npt.NDArray[np.int8]]:
    """Costs as levels: 0 the same, up to the last level of the rules; -1 where a part is missing."""
    edges = rules().names.edges
    return {
        place: np.where(np.isnan(cost), -1, np.digitize(np.nan_to_num(cost), edges, right=True)).astype(np.int8)
        for place, cost in costs.items()
    }


def frequencies(table: pa.Table, lists: Ints) -> dict[str, dict[str, float]]:
    """For each place, how frequent each word (by its sounds) is in the list where it is most frequent.

    Taken list by list: a script or a spelling that only one list uses would seem rare in all of them together.
    """
    out: dict[str, dict[str, float]] = {}
    for at, place in enumerate(PLACES):
        word = Vocabulary(table[f"s{at}"])
        share = np.zeros(len(word.words))
        for number in np.unique(lists):
            counts = np.bincount(word.codes[lists == number], minlength=len(word.words)).astype(float)
            counts[0] = 0
            share = np.maximum(share, counts / max(1.0, counts.sum()))
        out[place] = {text: float(share[code]) for code, text in enumerate(word.words) if code}
    return out


def log_frequency(table: pa.Table, known: Mapping[str, Mapping[str, float]], x: Ints, y: Ints) -> dict[str, Floats]:
    """The log frequency of the more frequent of the two words at each place; an unknown word counts as the rarest known."""
    out = {}
    for at, place in enumerate(PLACES):
        share = known.get(place, {})
        rarest = min(share.values(), default=1.0)
        words = Vocabulary(table[f"s{at}"])
        # word by word, so that no figure depends on what else is in the table
        row = np.array([math.log(share.get(word, rarest)) if word else 0.0 for word in words.words], np.float32)[words.codes]
        out[place] = np.maximum(row[x], row[y])
    return out
