"""The order of replay: causal, and the same on every machine that holds the same entries, whatever its clocks say.

An entry follows the one before it in its feed and every head that its writer says to have seen. Its depth is one more
than the deepest of those. Sorted by depth, then writer, then number, causes come before effects; and since an entry's
depth depends on its own past alone, entries that arrive later never reorder two that are here.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping

from tallybook.errors import IntegrityError
from tallybook.ledger._format import Entry

_Key = tuple[str, int]


class Causality:
    """Who knew what when they wrote, over a set of entries; ``frozen``: forked writer to the number from which it does not count.

    A head that is not among the entries, or has another hash there, is no cause: so a lost feed cannot block the
    others, and since hashes cannot form a loop, neither can causes.
    """

    def __init__(self, entries: Iterable[Entry], frozen: Mapping[str, int] | None = None) -> None:
        limits = frozen or {}
        counted = (entry for entry in entries if entry.seq < limits.get(entry.writer, entry.seq + 1))
        self._held: dict[_Key, Entry] = {(entry.writer, entry.seq): entry for entry in counted}
        self._depth: dict[_Key, int] = {}
        # a writer's knowledge of the others, at each of its entries where that grew
        self._grew_at: dict[str, list[int]] = {}
        self._knew: dict[str, list[dict[str, int]]] = {}
        self._walk()

    def order(self) -> list[Entry]:
        """The entries in the order of replay."""
        return sorted(self._held.values(), key=lambda entry: (self._depth[entry.writer, entry.seq], entry.writer, entry.seq))

    def knew(self, later: Entry, earlier: Entry) -> bool:
        """Whether the writer of ``later`` held ``earlier`` when writing. If neither knew the other, two are concurrent."""
        if later.writer == earlier.writer:
            return later.seq > earlier.seq
        return self._knowledge(later.writer, later.seq).get(earlier.writer, -1) >= earlier.seq

    def _knowledge(self, writer: str, seq: int) -> dict[str, int]:
        index = bisect.bisect_right(self._grew_at.get(writer, []), seq)
        return self._knew[writer][index - 1] if index else {}

    def _causes(self, entry: Entry) -> list[_Key]:
        before = (entry.writer, entry.seq - 1)
        causes = [before] if before in self._held else []
        for head in entry.seen:
            held = self._held.get((head.writer, head.seq))
            if held is not None and held.hash == head.hash and head.writer != entry.writer:
                causes.append((head.writer, head.seq))
        return causes

    def _walk(self) -> None:
        feeds: dict[str, list[_Key]] = {}
        for key in sorted(self._held, reverse=True):
            feeds.setdefault(key[0], []).append(key)
        while feeds:
            moved = False
            for writer in sorted(feeds):
                moved = self._advance(feeds[writer]) or moved
                if not feeds[writer]:
                    del feeds[writer]
            if not moved:
                raise IntegrityError(
                    "entries name each other as their cause.", item=self._held[next(iter(feeds.values()))[-1]].item
                )

    def _advance(self, feed: list[_Key]) -> bool:
        """Take entries off the end of ``feed`` (its earliest) as long as all their causes have been taken."""
        moved = False
        while feed:
            causes = self._causes(self._held[feed[-1]])
            if any(cause not in self._depth for cause in causes):
                break
            key = feed.pop()
            self._depth[key] = 1 + max((self._depth[cause] for cause in causes), default=0)
            self._learn(key, [cause for cause in causes if cause[0] != key[0]])
            moved = True
        return moved

    def _learn(self, key: _Key, others: list[_Key]) -> None:
        if not others:
            return
        writer, seq = key
        knows = dict(self._knowledge(writer, seq))
        for other in others:
            for known, upto in [other, *self._knowledge(*other).items()]:
                if known != writer:
                    knows[known] = max(upto, knows.get(known, -1))
        self._grew_at.setdefault(writer, []).append(seq)
        self._knew.setdefault(writer, []).append(knows)
