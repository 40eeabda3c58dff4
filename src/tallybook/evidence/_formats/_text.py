"""Plain text: one document with one passage. Line ends become line feeds; every other character is the file's own."""

from __future__ import annotations

from tallybook.evidence._formats import Converter, Draft, Head, Unusable, register
from tallybook.evidence._formats._decode import decode, plain_lines
from tallybook.evidence._formats._hints import written
from tallybook.evidence._records import ConvertedDocument, PassageDraft


def _sniff(head: Head) -> float:
    return 0.1 if head.texty and not written(head.raw) else 0.0


def _convert(data: bytes) -> Draft:
    decoded = decode(data)
    if "\x00" in decoded.text:
        raise Unusable("not_recognised", "It begins like text but holds binary data. Save it as text, HTML or PDF and add that.")
    text = plain_lines(decoded.text)
    if not text.strip():
        raise Unusable("empty", "There is nothing but blank space in it.")
    passage = PassageDraft(kind="text", text=text)
    return Draft(documents=(ConvertedDocument(decoding=decoded.how, passages=(passage,)),))


register(Converter(name="text", version="1", sniff=_sniff, convert=_convert, sample=b"A line."))
