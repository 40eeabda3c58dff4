"""A reader of the report sees where a language model pointed at the words."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.model import Pointer, Reader
from tallybook.publish._cards import _fields
from tests.publish.sample_statements import statements

POINTER = Pointer(model="tiny", prompt="0" * 64, window="1" * 64, reply="2" * 64)


@pytest.mark.parametrize(("reader", "what"), [("model", "number and harm"), ("rules", "the origin")])
def test_a_statement_says_what_a_model_pointed_at(reader: Reader, what: str) -> None:
    said = msgspec.structs.replace(statements()[0], reader=reader, pointer=POINTER)
    assert [field.value for field in _fields(said) if field.name == "Pointed at"] == [f"{what}, by the model “tiny”"]


def test_what_the_rules_read_alone_says_nothing_of_a_model() -> None:
    assert all(field.name != "Pointed at" for field in _fields(statements()[0]))
