"""Which column of a list is what: guessed, shown, and kept as a TOML file that anybody can correct."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

from tallybook.errors import ListError
from tallybook.model import Record
from tallybook.people._cells import is_unknown, read_age, read_day, read_sex, words
from tallybook.people._letters import fold_text
from tallybook.people._names import parse_name

ColumnRole: TypeAlias = Literal[
    "name", "given", "last", "father", "alias", "age", "sex", "born", "died", "place", "province", "number", "status", "source",
    "compare", "keep",
]  # fmt: skip
_ROLES: tuple[str, ...] = get_args(ColumnRole)
_ONCE = frozenset({"name", "given", "last", "father", "age", "sex", "born", "died", "number", "status"})
_LOOKED_AT = 200


class ColumnMapping(Record, frozen=True):
    """One column: its number (from 1), its header as printed, its role, and why that role was guessed.

    ``compare`` is a further column that linkage may use; ``keep`` is preserved and not compared.
    """

    column: int
    header: str
    role: ColumnRole
    why: str = ""


class ListMapping(Record, frozen=True):
    """How a list is read. ``month_first``: whether 3/4/2024 is the fourth of March."""

    columns: tuple[ColumnMapping, ...]
    month_first: bool = False

    def of(self, role: ColumnRole) -> tuple[int, ...]:
        """The positions (from 0) of the columns with a role."""
        return tuple(column.column - 1 for column in self.columns if column.role == role)


def guess_mapping(header: Sequence[str], rows: Sequence[Sequence[str]]) -> ListMapping:
    """Guess each column's role from its header, else from what stands in it. A guess is to be shown before it is used."""
    taken: set[str] = set()
    columns = []
    for at, title in enumerate(header):
        cells = [row[at] for row in rows[:_LOOKED_AT] if at < len(row) and not is_unknown(row[at])]
        role, why = _role(title, cells)
        if role in _ONCE and role in taken:
            role, why = ("alias", why) if role == "name" else ("keep", f"a second column of {role}")
        taken.add(role)
        columns.append(ColumnMapping(column=at + 1, header=title, role=role, why=why))
    if "last" in taken and "given" not in taken:
        columns = [_given(column) for column in columns]
    return ListMapping(columns=tuple(columns))


def _given(column: ColumnMapping) -> ColumnMapping:
    """Beside a column of last names, a column called "name" holds the given one ("نام" and "نام خانوادگی")."""
    if column.role != "name":
        return column
    return ColumnMapping(column=column.column, header=column.header, role="given", why=column.why)


def _role(title: str, cells: Sequence[str]) -> tuple[ColumnRole, str]:
    folded = fold_text(title.replace("_", " "))
    for role in _ROLES:
        if folded in words("roles", role):
            return role, "its header says so"  # type: ignore[return-value]
    tests: tuple[tuple[ColumnRole, float], ...] = (
        ("sex", _share([read_sex(cell) is not None for cell in cells])),
        ("died", _share([read_day(cell) is not None and len(cell.strip()) > 4 for cell in cells])),
        ("age", _share([(read_age(cell) or 999) < 120 for cell in cells])),
        (
            "name",
            _share([len(parse_name(cell).compared) in (2, 3, 4, 5) and not any(c.isdigit() for c in cell) for cell in cells]),
        ),
    )
    for role, share in tests:
        if share >= 0.9 and len(cells) >= 5:
            return role, f"{share:.0%} of its cells read like that"
    return "keep", "nothing says what it is"


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def mapping_toml(mapping: ListMapping) -> str:
    """The mapping as TOML, with the guess's reason beside each column."""
    lines = ["# Which column is what. Roles: " + ", ".join(_ROLES) + ".", f"month_first = {str(mapping.month_first).lower()}", ""]
    for column in mapping.columns:
        lines += ["[[columns]]", f"column = {column.column}", f"header = {json.dumps(column.header, ensure_ascii=False)}"]
        lines += [f'role = "{column.role}"' + (f"  # {column.why}" if column.why else ""), ""]
    return "\n".join(lines)


def read_mapping(text: str) -> ListMapping:
    """A mapping from its TOML. Raises ``ListError`` that names the mistake."""
    hint = "Correct the mapping; a fresh guess shows the form."
    try:
        table = tomllib.loads(text)
        columns = tuple(
            ColumnMapping(column=int(row["column"]), header=str(row["header"]), role=row["role"]) for row in table["columns"]
        )
        month_first = bool(table.get("month_first", False))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ListError(f"the mapping cannot be read: {error}.", hint=hint) from error
    for column in columns:
        if column.role not in _ROLES or column.column < 1:
            raise ListError(f"column {column.column} has the role {column.role!r}, which is none.", hint=hint)
    return ListMapping(columns=columns, month_first=month_first)


def check_mapping(mapping: ListMapping, header: Sequence[str], item: str) -> None:
    """Refuse a mapping that is not of this list. Raises ``ListError``."""
    for column in mapping.columns:
        if column.column > len(header) or header[column.column - 1] != column.header:
            what = f"the mapping names a column {column.column} that this list has not, or calls it otherwise."
            raise ListError(what, item=item, hint="Guess the mapping anew, or correct it.")
    if not mapping.of("name") and not mapping.of("given") and not mapping.of("last"):
        raise ListError("no column is mapped to a name.", item=item, hint="Give one column the role name, or given and last.")
    for role in sorted(_ONCE):
        if len(mapping.of(role)) > 1:  # type: ignore[arg-type]
            raise ListError(f"two columns have the role {role}.", item=item, hint="Keep one; others may be alias or keep.")
