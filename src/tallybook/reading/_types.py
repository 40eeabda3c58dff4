"""Of which kind an actor is, where the noun comes before what it is of: "the spokesman of the ministry of health of the Houthis"."""

from __future__ import annotations

from tallybook.model import ActorType
from tallybook.reading._tokens import Sentence


def headed(sentence: Sentence, first: int, last: int) -> ActorType:
    """The kind that the first noun tells; an office gives way to what it is an office of: the spokesman of a hospital."""
    office: ActorType = "other"
    for match in sentence.of("actor"):
        if not first <= match.first < last:
            continue
        kind: ActorType = match.row.label  # type: ignore[assignment]
        if match.row.frame != "office":
            return kind
        office = kind if office == "other" else office
    return office
