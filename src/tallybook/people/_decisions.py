"""What reviewers judged of pairs of records, and what of it stands.

Decisions are entries in an order; nothing is deleted. A reviewer's later word on a pair replaces the earlier one, an undo takes
one entry back, and two reviewers who say *same* and *not the same* of one pair leave it disputed: then neither binds, and no
machine joins it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from tallybook.errors import InputError
from tallybook.model import Record

Verdict: TypeAlias = Literal["same", "not_the_same", "cannot_tell"]
Pair: TypeAlias = tuple[str, str]


class PairDecision(Record, frozen=True):
    """One reviewer's word on two records. ``at`` is the time as the ledger keeps it; ``evidence`` names what was looked at."""

    id: str
    one: str
    other: str
    verdict: Verdict
    by: str
    at: str
    reason: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def pair(self) -> Pair:
        """The two record ids in order."""
        return (self.one, self.other) if self.one <= self.other else (self.other, self.one)


class Undo(Record, frozen=True):
    """Takes one decision back: everything is then as if it had not been made."""

    id: str
    undoes: str
    by: str
    at: str
    reason: str = ""


class Standing(Record, frozen=True):
    """What binds: pairs that are one person, pairs that are not, pairs nobody could tell, and pairs in dispute; each sorted."""

    same: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    cannot_tell: tuple[Pair, ...]
    disputed: tuple[Pair, ...]


def standing(entries: Iterable[PairDecision | Undo]) -> Standing:
    """What of the entries, oldest first, stands. Raises ``InputError`` where a record is compared with itself or an undo has
    no target.
    """
    said: dict[str, PairDecision] = {}
    for entry in entries:
        if isinstance(entry, Undo):
            if said.pop(entry.undoes, None) is None:
                raise InputError("there is no standing decision to undo.", item=entry.undoes, hint="See the person's history.")
            continue
        if entry.one == entry.other:
            raise InputError("a record cannot be compared with itself.", item=entry.id, hint="Name two records.")
        said[entry.id] = entry
    latest: dict[Pair, dict[str, Verdict]] = {}
    for decision in said.values():
        latest.setdefault(decision.pair, {})[decision.by] = decision.verdict
    sorts: dict[str, list[Pair]] = {"same": [], "not_the_same": [], "cannot_tell": [], "disputed": []}
    for pair, verdicts in sorted(latest.items()):
        sorts[_verdict(frozenset(verdicts.values()))].append(pair)
    return Standing(
        same=tuple(sorts["same"]),
        apart=tuple(sorts["not_the_same"]),
        cannot_tell=tuple(sorts["cannot_tell"]),
        disputed=tuple(sorts["disputed"]),
    )


def _verdict(verdicts: frozenset[Verdict]) -> str:
    firm = verdicts - {"cannot_tell"}
    if len(firm) > 1:
        return "disputed"
    return next(iter(firm)) if firm else "cannot_tell"
