"""Media: images and frames of one picture, oldest seen first, and what files claim of themselves."""

from __future__ import annotations

from tallybook.media._claims import MediaClaims, read_claims
from tallybook.media._match import Fingerprint, Group, Item, Pair, compare, fingerprint, groups, of_image, pairs
from tallybook.media._video import frames, of_frame, shared_frames, video_tool

__all__ = [
    "Fingerprint",
    "Group",
    "Item",
    "MediaClaims",
    "Pair",
    "compare",
    "fingerprint",
    "frames",
    "groups",
    "of_frame",
    "of_image",
    "pairs",
    "read_claims",
    "shared_frames",
    "video_tool",
]
