"""Media: images and frames of one picture, oldest seen first, and what files claim of themselves."""

from __future__ import annotations

from tallybook.media._claims import MediaClaims, read_claims
from tallybook.media._match import Fingerprint, Group, Item, Pair, compare, fingerprint, groups, of_image, pairs
from tallybook.media._video import frames, of_frame, shared_frames, video_tool
from tallybook.media._works import Copy, KeptFrame, MediaRead, Work, copies, media_kind, read_media

__all__ = [
    "Copy",
    "Fingerprint",
    "Group",
    "Item",
    "KeptFrame",
    "MediaClaims",
    "MediaRead",
    "Pair",
    "Work",
    "compare",
    "copies",
    "fingerprint",
    "frames",
    "groups",
    "media_kind",
    "of_frame",
    "of_image",
    "pairs",
    "read_claims",
    "read_media",
    "shared_frames",
    "video_tool",
]
