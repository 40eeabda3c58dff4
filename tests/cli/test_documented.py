"""Every command has an example and is documented, with each of its options."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup, TyperOption

from tallybook.cli import app

DOCS = Path(__file__).resolve().parents[2] / "docs"
_COMMON = {"--help", "--json"}


def commands() -> list[tuple[str, TyperCommand]]:
    root = typer.main.get_command(app)
    found: list[tuple[str, TyperCommand]] = []
    stack = [("tallybook", root)]
    while stack:
        name, command = stack.pop()
        if isinstance(command, TyperGroup):
            stack += [(f"{name} {child}", inner) for child, inner in command.commands.items()]
        elif isinstance(command, TyperCommand):
            found.append((name, command))
    return sorted(found)


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
class TestEachCommand:
    def test_says_what_it_does_and_gives_an_example(self, name: str, command: TyperCommand) -> None:
        assert command.help
        assert command.epilog is not None
        assert command.epilog.startswith(f"Example: {name}")

    def test_is_in_the_documentation(self, name: str, command: TyperCommand) -> None:
        page = (DOCS / "commands.md").read_text(encoding="utf-8")
        assert f"`{name}" in page

    def test_each_option_is_in_the_documentation(self, name: str, command: TyperCommand) -> None:
        page = (DOCS / "commands.md").read_text(encoding="utf-8")
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}"))
        options = {opt for p in command.params if isinstance(p, TyperOption) for opt in p.opts if opt.startswith("--")}
        assert sorted(option for option in options - _COMMON if option not in row) == []
