"""Small PDFs written by hand: lines of text on pages, and the oldest password lock of the format.

Source: ISO 32000-1, sections 7.5 (structure) and 7.6.3 (standard security handler, revision 2, RC4 with 40 bits).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"


def pdf(pages: Sequence[Sequence[str]], password: str | None = None, info: str = "") -> bytes:
    """A PDF with one text line after the other on each page. With ``password`` it opens only for who knows that."""
    key, lock = _lock(password) if password is not None else (b"", "")
    first = 4
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        number = first + 2 * index + 1
        content = b"BT /F1 11 Tf 14 TL 50 780 Td " + b" ".join(b"(" + _escaped(line) + b") Tj T*" for line in lines) + b" ET"
        if key:
            content = _rc4(_object_key(key, number), content)
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R {font} >>"
        objects += [page.encode(), b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"]
    if info:
        objects.append(f"<< {info} >>".encode())
        lock += f" /Info {len(objects)} 0 R"
    return _file(objects, lock)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /ID [<{_ID.hex()}> <{_ID.hex()}>] {trailer} >>\n"
    return out + end.encode() + b"startxref\n%d\n%%%%EOF\n" % table


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _lock(password: str) -> tuple[bytes, str]:
    padded = (password.encode("latin-1") + _PAD)[:32]
    owner = _rc4(_md5(padded)[:5], padded)
    permissions = -4
    key = _md5(padded + owner + permissions.to_bytes(4, "little", signed=True) + _ID)[:5]
    user = _rc4(key, _PAD)
    return key, f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P {permissions} >>"


def _object_key(key: bytes, number: int) -> bytes:
    return _md5(key + number.to_bytes(3, "little") + b"\x00\x00")[:10]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
