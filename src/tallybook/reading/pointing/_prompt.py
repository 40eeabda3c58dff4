"""What a model is told, and the shape that its answer must have.

The document's words travel as strings of a JSON object: nothing in them can end the object, so they cannot be taken for the
prompt by anything but the model's own confusion. Against that, only the checks behind it help.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import Any, TypeAlias

from tallybook.model import digest_text
from tallybook.reading.pointing._records import Window

Messages: TypeAlias = list[dict[str, str]]
Schema: TypeAlias = dict[str, Any]

MOST_CLAIMS = 12
MOST_SOURCES = 4
LONGEST = {"statement_quote": 1_500, "number_quote": 80, "harm_quote": 80, "actor_quote": 200, "cue_quote": 400}
"""The most characters of each quotation. Asked for in the schema, and checked here whatever the server did with it."""


def _quotation(name: str) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": LONGEST[name]}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


@functools.cache
def system() -> str:
    """The prompt, word for word."""
    return (files("tallybook.reading.pointing") / "prompt.txt").read_text(encoding="utf-8").strip()


@functools.cache
def schema() -> Schema:
    """JSON schema of a reply. The limits keep a model that runs on from filling the reply with one string."""
    source = _object(actor_quote=_quotation("actor_quote"), cue_quote=_quotation("cue_quote"))
    claim = _object(
        statement_quote=_quotation("statement_quote"),
        number_quote=_quotation("number_quote"),
        harm_quote=_quotation("harm_quote"),
        source_quotes={"type": "array", "items": source, "maxItems": MOST_SOURCES},
    )
    return _object(statements={"type": "array", "items": claim, "maxItems": MOST_CLAIMS})


@functools.cache
def prompt_digest() -> str:
    """SHA-256 of the prompt and the schema: another prompt is another question, and is asked anew."""
    return digest_text(json.dumps([system(), schema()], sort_keys=True, ensure_ascii=False))


def messages(window: Window) -> Messages:
    """What is sent about a window."""
    shown = {"before": window.before, "sentence": window.sentence, "after": window.after}
    return [{"role": "system", "content": system()}, {"role": "user", "content": json.dumps(shown, ensure_ascii=False)}]
