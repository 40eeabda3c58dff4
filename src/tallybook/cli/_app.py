"""The command line's frame: one application, one way of failing.

Exit codes: 0 done, 1 something is wrong with what was looked at or given, 2 the command was typed wrongly, 130 stopped by the user.
"""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from tallybook.errors import TallybookError

app = typer.Typer(
    name="tallybook",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
    help="Turn the conflicting reports of a crisis into an accountable count. Every number leads back to the words that carry it.",
)

STOPPED = 130


def out() -> Console:
    """The console for results."""
    return Console(soft_wrap=True, highlight=False, markup=False)


def err() -> Console:
    """The console for progress and messages, so that results can be piped."""
    return Console(stderr=True, highlight=False, markup=False)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except TallybookError as error:
        err().print(f"tallybook: {error}")
        err().print(f"({error.code}; docs/errors.md)")
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        err().print("Stopped. What was done is kept; run the same command again to go on.")
        sys.exit(STOPPED)
