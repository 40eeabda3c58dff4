"""``python -m tallybook`` is the command line."""

from __future__ import annotations

from tallybook.cli import main

if __name__ == "__main__":
    main()
