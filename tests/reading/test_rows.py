"""Rows of tables: a cell that names the source gives the origin; one that names the victims never does."""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.model import Passage, Statement
from tallybook.reading import read


def only(text: str) -> Statement:
    (statement,) = read(
        Passage(document="d", id="d.0", kind="row", text=text, lang="en", publisher="The Example Courier")
    ).statements
    return statement


def test_the_source_column_gives_the_origin_and_the_day_column_the_day() -> None:
    found = only("as_of: 2031-03-04; stated_by: the Ardava Rights Centre; statement: at least 40 people killed")
    assert [link.actor for link in found.chain] == ["the Ardava Rights Centre", "The Example Courier"]
    assert (found.period.label, found.period.end) == ("cumulative", dt.date(2031, 3, 4))


@pytest.mark.parametrize("column", ["who", "origin", "group", "place"])
def test_a_column_of_the_victims_names_no_source(column: str) -> None:
    found = only(f"{column}: residents of Ardava; statement: at least 40 people killed")
    assert [link.actor for link in found.chain] == ["The Example Courier"]


def test_a_cell_that_is_no_day_is_left_alone() -> None:
    assert only("date: early spring; statement: at least 40 people killed").period.end is None
