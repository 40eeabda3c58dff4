"""Which documents are copies of one text: winnowed fingerprints (Schleimer, Wilkerson and Aiken, SIGMOD 2003).

Winnowing keeps the smallest hash of every window of shingles, so any shared run of ``SHINGLE + WINDOW - 1`` words is found, a cut
copy still matches the whole, and a document's fingerprints do not depend on any other document: they can be kept with it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tallybook.model import DocumentFacts

SHINGLE = 5
WINDOW = 4
SHARED = 0.6  # of the shorter text's fingerprints
LEAST = 4  # shared fingerprints; two short texts that share less are not called copies

# Scripts that set no space between words are cut into single characters.
_TOKEN = re.compile(r"[぀-ヿ㐀-鿿฀-๿]|[^\W_]+")
_BASE = 1_000_003


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def fingerprint_text(text: str) -> tuple[int, ...]:
    """The winnowed fingerprints of a text: sorted 64-bit numbers, the same on every machine. Short texts give few or none."""
    import numpy as np  # here, so that whatever only looks at tolls starts without it

    words = _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) < SHINGLE:
        return ()
    hashes = np.array([_word_hash(word) for word in words], dtype=np.uint64)
    count = len(hashes) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        shingles = shingles * np.uint64(_BASE) + hashes[offset : offset + count]
    shingles ^= shingles >> np.uint64(31)  # the low bits of a product are weak; the window takes the smallest
    shingles *= np.uint64(0x9E3779B97F4A7C15)
    if count > WINDOW:
        shingles = np.lib.stride_tricks.sliding_window_view(shingles, WINDOW).min(axis=1)
    return tuple(int(value) for value in np.unique(shingles))


def syndicated(documents: Sequence[DocumentFacts]) -> dict[str, str]:
    """Each document's id mapped to the id of the earliest document that carries the same text: itself, where it copies none.

    Compared with leaders only (a copy of a copy matches the leader too), so the cost grows with the text and not with its square.
    """
    ordered = sorted(documents, key=lambda facts: (facts.published is None, str(facts.published), facts.id))
    leaders: dict[str, str] = {}
    sizes: dict[str, int] = {}
    holders: dict[int, list[str]] = {}
    for facts in ordered:
        leader = _leader(facts, holders, sizes)
        leaders[facts.id] = leader or facts.id
        if leader is None and len(facts.fingerprints) >= LEAST:
            sizes[facts.id] = len(facts.fingerprints)
            for value in facts.fingerprints:
                holders.setdefault(value, []).append(facts.id)
    return leaders


def _leader(facts: DocumentFacts, holders: dict[int, list[str]], sizes: dict[str, int]) -> str | None:
    """The leader that shares most, if it shares enough. Phrases that very many texts hold (a boilerplate footer) tell nothing."""
    shared: Counter[str] = Counter()
    for value in facts.fingerprints:
        held = holders.get(value, ())
        if len(held) <= 64:
            shared.update(held)
    enough = [
        (-count, leader)
        for leader, count in shared.items()
        if count >= LEAST and count >= SHARED * min(len(facts.fingerprints), sizes[leader])
    ]
    return min(enough)[1] if enough else None
