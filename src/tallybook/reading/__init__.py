"""Text to statements: each number of people harmed, with its words and whoever says so.

``read`` is pure: it knows nothing of files, books or the clock.
"""

from __future__ import annotations

from tallybook.reading._lint import Finding, check_language
from tallybook.reading._parallel import read_many
from tallybook.reading._reading import Coverage, Reading, languages, read
from tallybook.reading._reread import number_at
from tallybook.reading._version import READER_VERSION

__all__ = ["READER_VERSION", "Coverage", "Finding", "Reading", "check_language", "languages", "number_at", "read", "read_many"]
