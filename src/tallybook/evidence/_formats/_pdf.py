"""PDF: a passage a page, in the order of the file. Words cut by a line's end are joined where that is safe; nothing is
reordered.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw

from tallybook.evidence._formats import Converter, Draft, Head, Unusable, register
from tallybook.evidence._formats._pagelines import known_words, rejoin
from tallybook.evidence._records import ConvertedDocument, PassageDraft

_MOST_PAGES = 5000


def _sniff(head: Head) -> float:
    at = head.raw[:1024].find(b"%PDF-")
    return 1.0 if at == 0 else 0.8 if at > 0 else 0.0


def _convert(data: bytes) -> Draft:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unusable("encrypted", "It is locked with a password. Save it without one, and add that.") from error
        raise Unusable("damaged", "It cannot be opened as a PDF. Get a fresh copy of the file.") from error
    count = len(pdf)
    raw, broken = _raw_pages(pdf, min(count, _MOST_PAGES))
    words = known_words(text for _, text in raw)
    passages = tuple(
        PassageDraft(kind="page", text=text, place=f"page {number}") for number, page in raw if (text := rejoin(page, words))
    )
    if not passages:
        raise Unusable(
            "damaged" if len(broken) == count else "empty",
            f"None of its {count} pages holds text: it is likely a scan. Add its words as text beside it.",
        )
    return _draft(pdf, passages, count, broken)


def _raw_pages(pdf: pypdfium2.PdfDocument, count: int) -> tuple[list[tuple[int, str]], list[int]]:
    """The pages' text as pdfium gives it, and the numbers of the pages that it cannot read."""
    raw: list[tuple[int, str]] = []
    broken: list[int] = []
    for number in range(1, count + 1):
        try:
            page = pdf[number - 1]
            text = page.get_textpage()
            raw.append((number, text.get_text_range(errors="ignore")))
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(number)
    return raw, broken


def _draft(pdf: pypdfium2.PdfDocument, passages: tuple[PassageDraft, ...], count: int, broken: list[int]) -> Draft:
    about = pdf.get_metadata_dict()
    made = about.get("CreationDate", "")
    read = {passage.place for passage in passages}
    blank = [number for number in range(1, min(count, _MOST_PAGES) + 1) if f"page {number}" not in read and number not in broken]
    notes = [f"The file says it was made at {made[:16]}; that is not when it was published."] if made else []
    if blank:
        notes.append(f"Pages without text, likely pictures: {_listed(blank)}.")
    document = ConvertedDocument(
        title=about.get("Title") or None, author=about.get("Author") or None, passages=passages, notes=tuple(notes)
    )
    if broken:
        return Draft(
            documents=(document,),
            outcome="partly",
            detail=f"Pages that cannot be read: {_listed(broken)}. Get a fresh copy of the file.",
        )
    if count > _MOST_PAGES:
        return Draft(
            documents=(document,),
            outcome="partly",
            detail=f"Only the first {_MOST_PAGES:,} of {count:,} pages were read. Cut the file up.",
        )
    return Draft(documents=(document,))


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers[:20]) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")


register(Converter(name="pdf", version="1", sniff=_sniff, convert=_convert))
