"""What each outcome of a conversion means and what to do, in plain words. Documented in docs/evidence.md."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.evidence._records import MIB, Conversion, Limits, Outcome

MEANINGS: dict[Outcome, str] = {
    "ok": "",
    "partly": "Some of it could not be read; the rest was.",
    "empty": "The file is empty. See that it was saved or copied whole.",
    "too_large": "It is too large to read: over {size} of file, or over {output} of text. Cut it into smaller files.",
    "timed_out": "Reading it took more than {cpu} seconds of work, or {wall} in all, and was stopped. Save it more simply.",
    "out_of_memory": "Reading it took more memory than the {memory} that are allowed. Cut it up, or save it in a simpler format.",
    "not_recognised": "Its format is not known here. Save it as text, HTML or PDF and add that.",
    "encrypted": "It is locked with a password. Save it without one, and add that.",
    "damaged": "It is damaged. Get a fresh copy of the file.",
    "unreadable": "It cannot be read. See that it is there and that you may read it.",
    "altered": "The bytes are not those that were stored. Run a check of the book, and bring the file back from a copy.",
    "crashed": "Its converter failed on it and was stopped; nothing else was harmed. Save it in another format and add that.",
}
# Outcomes whose detail comes from a program and needs a sentence around it.
_WRAPPED = frozenset({"crashed", "unreadable"})


def explain(conversion: Conversion, limits: Limits) -> Conversion:
    """The same conversion with a detail for people, where it has none yet."""
    meaning = MEANINGS[conversion.outcome].format(
        size=_mib(limits.size), output=_mib(limits.output), memory=_mib(limits.memory), cpu=limits.cpu, wall=f"{limits.wall:g}"
    )
    if conversion.outcome in _WRAPPED and conversion.detail:
        return replace(conversion, detail=f"{meaning} ({conversion.detail})")
    return conversion if conversion.detail else replace(conversion, detail=meaning)


def _mib(size: int) -> str:
    return f"{size / MIB:,.0f} MiB" if size >= MIB else f"{size:,} bytes"
