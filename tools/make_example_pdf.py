"""Writes the one PDF of ``examples/iran-2026`` from ``example_briefing.txt``, the same bytes every time.

Run as ``uv run python -m tools.make_example_pdf``. A PDF needs very little: pages, one content stream each, and fonts that every
reader has. So the text layer is real text, and no typesetter with its own clock and ids takes part.
"""

from __future__ import annotations

import hashlib
import textwrap
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "example_briefing.txt"
TARGET = HERE.parent / "examples" / "iran-2026" / "18-reading-the-counts.pdf"

WIDTH, HEIGHT, MARGIN = 595, 842, 70  # A4 in points
TITLE = "Reading the counts"
AUTHOR = "Placeholder Institute for Open Counting"


class Style(NamedTuple):
    """A kind of paragraph: its font's resource name, its size and leading in points, its line length in characters."""

    font: str
    size: int
    leading: int
    columns: int


STYLES = {"# ": Style("F2", 16, 24, 50), "## ": Style("F2", 12, 20, 70), "": Style("F1", 11, 15, 84)}


class Line(NamedTuple):
    """One printed line. ``first`` marks a paragraph's first line, which gets space above it."""

    text: str
    style: Style
    first: bool


def lines_of(source: str) -> list[Line]:
    """The lines to print: paragraphs stand apart by an empty line, a leading ``#`` or ``##`` makes a heading."""
    lines = []
    for paragraph in source.strip().split("\n\n"):
        mark = next(mark for mark in ("## ", "# ", "") if paragraph.startswith(mark))
        style = STYLES[mark]
        wrapped = textwrap.wrap(paragraph.removeprefix(mark), style.columns, break_on_hyphens=False, break_long_words=False)
        lines += [Line(text, style, index == 0) for index, text in enumerate(wrapped)]
    return lines


def literal(text: str) -> bytes:
    """A PDF string in the WinAnsi encoding. Raises ``UnicodeEncodeError`` on a character that it lacks."""
    raw = text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        raw = raw.replace(special, b"\\" + special)
    return b"(" + raw + b")"


def pages_of(lines: list[Line]) -> list[bytes]:
    """One content stream a page. A heading is never left alone at a page's foot."""
    pages: list[list[bytes]] = [[]]
    y = HEIGHT - MARGIN
    for line in lines:
        space = line.style.leading + (6 if line.first else 0)
        needed = space + (45 if line.style.font == "F2" else 0)
        if y - needed < MARGIN:
            pages.append([])
            y = HEIGHT - MARGIN
        y -= space
        place = f"/{line.style.font} {line.style.size} Tf 1 0 0 1 {MARGIN} {y} Tm".encode("ascii")
        pages[-1].append(place + b" " + literal(line.text) + b" Tj")
    return [b"BT\n" + b"\n".join(page) + b"\nET" for page in pages]


def objects_of(pages: list[bytes]) -> list[bytes]:
    """The file's objects: catalogue, page tree, two fonts, description, then each page and its stream."""
    numbers = [6 + 2 * index for index in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
        b"<< /Title %s /Author %s >>" % (literal(TITLE), literal(AUTHOR)),
    ]
    for number, page in zip(numbers, pages, strict=True):
        resources = b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        box = b"[0 0 %d %d]" % (WIDTH, HEIGHT)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Resources %s /Contents %d 0 R >>" % (box, resources, number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    return objects


def pdf_of(source: str) -> bytes:
    """The whole file. Its id is the digest of its own body, so nothing in it depends on when or where it was made."""
    body = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    objects = objects_of(pages_of(lines_of(source)))
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    name = hashlib.sha256(body).hexdigest()[:32].encode("ascii")
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body + trailer % (len(objects) + 1, name, name, start))


def main() -> None:
    """Writes the example's PDF in place."""
    TARGET.write_bytes(pdf_of(SOURCE.read_text(encoding="utf-8")))
    print(f"wrote {TARGET.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
