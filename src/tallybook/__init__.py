"""tallybook turns the conflicting reports of a crisis into an accountable count.

Each room can be used alone: ``from tallybook.reading import read``.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
