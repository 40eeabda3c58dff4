"""Who passed on what: every step of every chain, and every copy of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tallybook.model import Relay
from tallybook.tolls._told import Told


def relays_of(told: Iterable[Told], leaders: Mapping[str, str]) -> tuple[Relay, ...]:
    """Every step of every chain, and every copy of a text, with the statements that show it."""
    steps: dict[tuple[str, str, bool], list[str]] = {}
    publishers: dict[str, str] = {}
    for item in told:
        publishers.setdefault(item.document, item.publisher)
        source = item.path[0] if item.path else item.origin
        for to in (*item.path[1:], item.publisher):
            if to and source != to:
                steps.setdefault((source, to, False), []).append(item.id)
            source = to
    for item in told:
        source = publishers.get(leaders.get(item.document, ""), "")
        if item.copied_from and source and item.publisher and source != item.publisher:
            steps.setdefault((source, item.publisher, True), []).append(item.id)
    return tuple(
        Relay(source=source, to=to, statements=tuple(sorted(set(ids))), syndicated=copied)
        for (source, to, copied), ids in sorted(steps.items())
    )
