"""What bytes are that no converter takes, and what the user can do with them. A table; the first mark that fits speaks."""

from __future__ import annotations

_UNPACK = "Unpack it and add the files that are in it."
_PICTURE = "Pictures are kept as evidence but not read here; add what they show as text beside them."
_MEDIA = "Sound and video are kept as evidence but not read; add a transcript beside them."
_SAVE_MAIL = "Save its words as text and its attachments as files, and add those."
_SAVE_AS = "Open it in the program that made it, save it as text, HTML, PDF or XLSX, and add that."

# (offset, mark, what it is, what to do)
_MARKS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"PK\x03\x04", "a ZIP archive (or a document packed as one)", _UNPACK),
    (0, b"PK\x05\x06", "an empty ZIP archive", "There is nothing in it."),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"\x89PNG", "a PNG picture", _PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (0, b"GIF8", "a GIF picture", _PICTURE),
    (8, b"WEBP", "a WebP picture", _PICTURE),
    (0, b"II*\x00", "a TIFF picture", _PICTURE),
    (0, b"MM\x00*", "a TIFF picture", _PICTURE),
    (4, b"ftyp", "a video, a sound or a picture in an MP4 file", _MEDIA),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM video", _MEDIA),
    (0, b"OggS", "an Ogg sound or video", _MEDIA),
    (0, b"ID3", "an MP3 sound", _MEDIA),
    (0, b"RIFF", "a WAV sound or an AVI video", _MEDIA),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document", _SAVE_AS),
    (0, b"{\\rtf", "an RTF document", _SAVE_AS),
    (0, b"SQLite format 3\x00", "an SQLite database", "Export its tables as CSV and add those."),
    (0, b"WARC/", "a web archive", "Save the pages in it as HTML and add those."),
    (0, b"\x7fELF", "a program", "Programs are not evidence that can be read."),
    (0, b"MZ", "a program", "Programs are not evidence that can be read."),
)
# Text that is not meant to be read as it stands.
_WRITTEN: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"From: <Saved by ", "a web page saved as one archive (MHTML)", "Save the page as HTML, and add that."),
    (0, b"MIME-Version:", "a mail or a web page saved as one archive", "Save it as HTML or text, and add that."),
    (0, b"Return-Path:", "a mail", _SAVE_MAIL),
    (0, b"Received:", "a mail", _SAVE_MAIL),
    (0, b"Delivered-To:", "a mail", _SAVE_MAIL),
    (0, b"<?xml", "an XML file", "Export it as CSV, JSON or text, and add that."),
)


def written(raw: bytes) -> bool:
    """Whether the text is code around words: a mail with its routing and packed parts, XML that is no page."""
    return any(raw.startswith(mark) for _, mark, _, _ in _WRITTEN)


def marked(raw: bytes) -> bool:
    """Whether the bytes begin as a format that is known not to be text. Marks of letters only ("BZh") could begin a sentence."""
    return any(raw[offset : offset + len(mark)] == mark for offset, mark, _, _ in _MARKS if not mark.isalnum())


def hint(raw: bytes, suffix: str) -> str:
    """A sentence on what the bytes are, against what the name's ending says, and one on what to do."""
    for offset, mark, what, todo in (*_MARKS, *_WRITTEN):
        if raw[offset : offset + len(mark)] == mark:
            named = f", although its name ends in {suffix}" if suffix.isascii() and suffix[1:].isalnum() else ""
            return f"It is {what}{named}. {todo}"
    if b"\x00" in raw and raw.count(b"\x00") >= 0.3 * len(raw) and (not any(raw[::2]) or not any(raw[1::2])):
        return "It looks like UTF-16 text without its byte-order mark. Save it as UTF-8, and add that."
    return f"Its bytes are no format that is known here, and no text. {_SAVE_AS}"
