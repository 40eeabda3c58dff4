"""``python -m tallybook`` is the command line."""

from __future__ import annotations

from tallybook.cli import main

main()
