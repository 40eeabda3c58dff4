"""Why two records are, or are not, called one person: the weights in plain words, adding up to the total."""

from __future__ import annotations

from tallybook.errors import ListError
from tallybook.model import Record
from tallybook.people._linkage import Linkage

_NAMES = {
    "given": "given name",
    "second": "second name (the father's, where names run so)",
    "third": "third name",
    "last": "last name",
    "age": "age at death",
    "sex": "sex",
    "died": "date of death",
    "born": "date of birth",
    "place": "place",
}


class Weight(Record, frozen=True):
    """One line of the explanation: what was compared, what was found, and its weight in bits (1 bit doubles the odds)."""

    compared: str
    found: str
    bits: float
    sentence: str


class Explanation(Record, frozen=True):
    """Every weight of a pair. ``total`` is their sum; the pair is joined from ``threshold`` on, unless a better one stands in
    the way.
    """

    one: str
    other: str
    start: float
    weights: tuple[Weight, ...]
    total: float
    threshold: float
    barred: bool
    rule: str
    sentence: str


class ClusterLink(Record, frozen=True):
    """One link inside a cluster: the two records and the weight that holds them."""

    one: str
    other: str
    weight: float


def explain_pair(linkage: Linkage, one: str, other: str) -> Explanation:
    """The weights of a pair. Raises ``ListError`` where the two were never compared: no blocking rule brought them together."""
    at = linkage.pairs.position(linkage.position(one), linkage.position(other))
    if at is None:
        what = f"this record was never compared with {other}: the two have too little in common for any blocking rule."
        raise ListError(what, item=one, hint="A reviewer can still decide that they are the same.")
    pairs = linkage.pairs
    lines = [_line(linkage, at, number) for number in range(len(linkage.model.comparisons))]
    weights = tuple(line for line in lines if line is not None)
    total = float(pairs.weight[at])
    barred = bool(pairs.barred[at])
    return Explanation(
        one=one,
        other=other,
        start=linkage.model.base[int(pairs.rule[at])],
        weights=weights,
        total=total,
        threshold=linkage.model.threshold,
        barred=barred,
        rule=linkage.model.rules[int(pairs.rule[at])],
        sentence=_summary(total, linkage.model.threshold, barred),
    )


def _line(linkage: Linkage, at: int, number: int) -> Weight | None:
    comparison = linkage.model.comparisons[number]
    if comparison.name not in linkage.pairs.levels or comparison.name not in linkage.pairs.parts:
        return None
    level = int(linkage.pairs.levels[comparison.name][at])
    bits = float(linkage.pairs.parts[comparison.name][at])
    name = _NAMES.get(comparison.name, comparison.name.removeprefix("o_"))
    found = "not known of both" if level < 0 else comparison.labels[level]
    return Weight(compared=name, found=found, bits=bits, sentence=f"{name}: {found}; {_in_words(bits)}.")


def _in_words(bits: float) -> str:
    if abs(bits) < 0.1:
        return "no evidence either way"
    factor = 2 ** min(abs(bits), 40)
    shown = f"{factor:,.1f}" if factor < 10 else f"{factor:,.0f}"
    return f"{shown} times as likely for {'one person' if bits > 0 else 'two persons'}"


def _summary(total: float, threshold: float, barred: bool) -> str:
    if barred:
        return "They contradict each other, or lie in one list with nothing else in common: only a decision joins them."
    side = "reaches" if total >= threshold else "does not reach"
    return f"In all {total:+.1f} bits, which {side} the {threshold:+.1f} bits from which a pair is joined."


def explain_cluster(linkage: Linkage, records: tuple[str, ...]) -> tuple[ClusterLink, ...]:
    """The compared pairs inside a cluster, strongest first. Pairs that were never compared are not among them."""
    found = []
    for number, one in enumerate(records):
        for other in records[number + 1 :]:
            at = linkage.pairs.position(linkage.position(one), linkage.position(other))
            if at is not None:
                found.append(ClusterLink(one=one, other=other, weight=float(linkage.pairs.weight[at])))
    return tuple(sorted(found, key=lambda link: (-link.weight, link.one, link.other)))
