"""Optional help by a language model that points at words: which sentences it is asked about, what it is asked, and how it is checked.

Off unless a user names an address for that call. The model never supplies a number: it returns pieces of the text, and the same
tables, numerals and checks as everywhere decide (docs/model.md).
"""

from __future__ import annotations

from tallybook.reading.pointing._address import Address, address_of, key_from, model_name
from tallybook.reading.pointing._ask import Asked, Complete, ask, unanswered
from tallybook.reading.pointing._client import Client, Completion
from tallybook.reading.pointing._point import point
from tallybook.reading.pointing._prompt import prompt_digest
from tallybook.reading.pointing._records import Answer, Asking, KeptInMemory, Replies, Share, Verdict, Window, key_of
from tallybook.reading.pointing._route import route, share_of

__all__ = [
    "Address",
    "Answer",
    "Asked",
    "Asking",
    "Client",
    "Complete",
    "Completion",
    "KeptInMemory",
    "Replies",
    "Share",
    "Verdict",
    "Window",
    "address_of",
    "ask",
    "key_from",
    "key_of",
    "model_name",
    "point",
    "prompt_digest",
    "route",
    "share_of",
    "unanswered",
]
