"""The linking rules of ``data/linking.toml``, typed."""

from __future__ import annotations

import functools
from importlib import resources

import msgspec

from tallybook.errors import DataError


class BlockingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pairs are looked at where the ``equal`` columns are equal, the ``crossed`` ones equal the other way round.

    And ``also`` holds.
    """

    needs: list[str]
    equal: list[str]
    also: str | None = None
    crossed: list[str] = msgspec.field(default_factory=list)

    def condition(self) -> str:
        """The rule in SQL."""
        terms = [f"l.{name} = r.{name}" for name in self.equal]
        if self.crossed:
            one, other = self.crossed
            terms += [f"l.{one} = r.{other}", f"l.{other} = r.{one}"]
        return " and ".join([*terms, *([f"({self.also})"] if self.also else [])])


class Blocking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``budget``: how many pairs for each record a rule may bring; ``budget_repeated``: where lists name people many times."""

    budget: int
    budget_repeated: int
    rules: list[BlockingRule]


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One level of agreement; ``sql`` is None for the last, which is everything else."""

    label: str
    m: float
    u: float
    sql: str | None = None


class Levels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one kind of column is compared."""

    levels: list[Level] = msgspec.field(default_factory=list)
    needs: list[str] = msgspec.field(default_factory=list)
    date: bool = False
    contradiction: str | None = None
    contradiction_m: float = 1.0


class NameLevels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How parts of names are compared; the first ``frequent`` levels weigh more for rare names."""

    edges: list[float]
    labels: list[str]
    m: list[float]
    u: list[float]
    frequent: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``data/linking.toml``."""

    blocking: Blocking
    names: NameLevels
    age: Levels
    sex: Levels
    died: Levels
    born: Levels
    date: Levels
    place: Levels
    text: Levels


@functools.cache
def rules() -> Rules:
    """The shipped rules. Raises ``DataError`` where the file has a mistake."""
    raw = resources.files("tallybook.people").joinpath("data", "linking.toml").read_bytes()
    try:
        return msgspec.toml.decode(raw, type=Rules)
    except msgspec.MsgspecError as error:
        hint = "Correct the line that is named, or reinstall."
        raise DataError(f"the linking rules cannot be read: {error}", item="linking.toml", hint=hint) from error


class Comparison(msgspec.Struct, frozen=True):
    """One comparison of a linkage: the column it is about and its levels, best first, with the column's name filled in."""

    name: str
    levels: tuple[Level, ...]
    missing: str
    contradiction: int | None = None
    contradiction_m: float = 1.0


def comparisons(filled: frozenset[str]) -> tuple[Comparison, ...]:
    """The comparisons that the filled columns allow, names apart: age, sex, died, born, place, and each further column."""
    table = rules()
    out = []
    for name in ("age", "sex", "died", "born", "place"):
        spec: Levels = getattr(table, name)
        if set(spec.needs) <= filled:
            out.append(_comparison(name, spec, table.date.levels if spec.date else spec.levels, spec.needs[0]))
    for column in sorted(column for column in filled if column.startswith("o_")):
        out.append(_comparison(column, table.text, table.text.levels, column))
    return tuple(out)


def _comparison(name: str, spec: Levels, levels: list[Level], column: str) -> Comparison:
    filled = tuple(
        Level(label=level.label, m=level.m, u=level.u, sql=level.sql.format(d=name) if level.sql else None) for level in levels
    )
    labels = [level.label for level in filled]
    return Comparison(
        name=name,
        levels=filled,
        missing=f"{column}_l is null or {column}_r is null",
        contradiction=labels.index(spec.contradiction) if spec.contradiction else None,
        contradiction_m=spec.contradiction_m,
    )
