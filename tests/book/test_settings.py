"""book.toml: what is written reads back, and mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book._settings import BookTable, read_settings, settings_text
from tallybook.errors import SettingsError


def written(folder: Path, text: str) -> Path:
    (folder / "book.toml").write_text(text, encoding="utf-8")
    return folder


_TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@given(title=_TITLES, event=st.none() | _TITLES)
def test_what_is_written_reads_back(tmp_path_factory: pytest.TempPathFactory, title: str, event: str | None) -> None:
    table = BookTable(title=title, event=event, languages=("en", "fa"))
    folder = written(tmp_path_factory.mktemp("book"), settings_text(table))
    assert read_settings(folder).book == table


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[book\n", "not valid TOML"),
        ("[book]\n", "title"),
        ('[book]\ntitle = "x"\ncolour = "red"\n', "colour"),
        ('[book]\ntitle = "x"\nformat = 99\n', "later tallybook"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(written(tmp_path, text))


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_bytes(b'[book]\ntitle = "\xff"\n')
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(tmp_path)
