"""The thresholds of the detector, as data: one row a kind of signal.

They follow from what is measured, not from one crisis. Routes stay announced while traffic dies, so a tenth of them is much;
the noise of a network telescope is half its level, so only a deep and longer fall tells. Whoever knows a signal better passes
own rules.
"""

from __future__ import annotations

from tallybook.connectivity._signal import SignalKind
from tallybook.model import Record


class Rule(Record, frozen=True):
    """``enter``: share of the usual level below which an outage may begin; ``leave``: share that a return must keep.

    ``confirm_h``: three in four samples of so many hours must lie below ``enter``, so a shorter outage is not detectable.
    """

    enter: float
    leave: float
    confirm_h: float


class Settings(Record, frozen=True):
    """``hold_h`` hours at or above ``leave`` end an outage.

    ``history_days`` clean days make the baseline; fewer than ``min_days`` are judged against themselves. ``levels`` are the
    shares whose first lasting return is told. ``relapse_days`` after a return, a further outage counts as its relapse.
    """

    hold_h: float = 6.0
    history_days: int = 28
    min_days: int = 7
    levels: tuple[float, ...] = (0.25, 0.5, 0.8)
    blackout: float = 0.25
    relapse_days: int = 7
    rules: dict[SignalKind, Rule] | None = None

    def rule(self, kind: SignalKind) -> Rule:
        return (self.rules or {}).get(kind, RULES[kind])


RULES: dict[SignalKind, Rule] = {
    "routing": Rule(enter=0.90, leave=0.95, confirm_h=1),
    "probing": Rule(enter=0.75, leave=0.80, confirm_h=1),
    "traffic": Rule(enter=0.50, leave=0.65, confirm_h=2),
    "clients": Rule(enter=0.50, leave=0.65, confirm_h=4),
    "background": Rule(enter=0.45, leave=0.55, confirm_h=4),
    "measurements": Rule(enter=0.40, leave=0.60, confirm_h=4),
    "other": Rule(enter=0.50, leave=0.65, confirm_h=2),
}
