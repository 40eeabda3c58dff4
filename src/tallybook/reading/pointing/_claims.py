"""A reply to its claims. A server may ignore the schema, and a model may be led astray: nothing of a reply is taken on trust."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from tallybook.reading.pointing._prompt import LONGEST, MOST_CLAIMS, MOST_SOURCES

_FENCE = re.compile(r"```(?:json)?\n(.*)\n```", re.DOTALL)


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says so, and the words in which they do."""

    actor_quote: Annotated[str, Meta(min_length=1, max_length=LONGEST["actor_quote"])]
    cue_quote: Annotated[str, Meta(min_length=1, max_length=LONGEST["cue_quote"])]


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pieces of the text that a model says belong together. There is no field for a number: there is only its quotation."""

    statement_quote: Annotated[str, Meta(min_length=1, max_length=LONGEST["statement_quote"])]
    number_quote: Annotated[str, Meta(min_length=1, max_length=LONGEST["number_quote"])]
    harm_quote: Annotated[str, Meta(min_length=1, max_length=LONGEST["harm_quote"])]
    source_quotes: Annotated[tuple[Source, ...], Meta(max_length=MOST_SOURCES)]


class _Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    statements: Annotated[tuple[Claim, ...], Meta(max_length=MOST_CLAIMS)]


_DECODER = msgspec.json.Decoder(_Reply)


def claims_of(reply: str) -> tuple[Claim, ...] | str:
    """The claims of a reply, or the code of what is wrong with it: ``empty``, ``not_json`` or ``not_as_asked``."""
    text = reply.strip()
    fenced = _FENCE.fullmatch(text)
    text = fenced.group(1) if fenced else text
    if not text:
        return "empty"
    try:
        return _DECODER.decode(text.encode("utf-8", "surrogatepass")).statements
    except msgspec.ValidationError:
        return "not_as_asked"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "not_json"
