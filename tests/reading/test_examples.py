"""Each language's tables: every entry fires on its own example, and every example reads as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook.errors import LanguageError
from tallybook.reading import check_language, languages


@pytest.mark.parametrize("code", ["ar", "en", "es", "fa", "fr", "uk"])
def test_tables_have_no_mistake(code: str) -> None:
    mistakes = [finding for finding in check_language(code) if finding.mistake]
    assert not mistakes, "\n".join(f"{finding.code}: {finding.item}: {finding.detail}" for finding in mistakes)


def test_the_languages_at_hand() -> None:
    assert languages() == ("ar", "en", "es", "fa", "fr", "uk")


HEAD = 'code = "xx"\nname = "Test"\nscript = "Latin"\n'
HARM = '[[harm]]\nforms = ["morti"]\nlabel = "killed"\nframe = "state"\n'


def language(folder: Path, table: str) -> Path:
    (folder / "language.toml").write_text(HEAD, encoding="utf-8")
    (folder / "table.toml").write_text(table, encoding="utf-8")
    return folder


def test_an_entry_without_an_example_is_found(tmp_path: Path) -> None:
    findings = check_language("xx", folder=language(tmp_path, HARM))
    assert [finding.code for finding in findings if finding.mistake] == ["no_example"]


def test_an_entry_that_does_not_fire_is_found(tmp_path: Path) -> None:
    findings = check_language("xx", folder=language(tmp_path, HARM + 'example = "12 vivi."\n'))
    assert [finding.code for finding in findings if finding.mistake] == ["does_not_fire"]


def test_a_form_that_no_example_shows_is_told_and_no_mistake(tmp_path: Path) -> None:
    table = HARM.replace('"morti"', '"morti", "uccisi"') + 'example = "12 morti."\n'
    findings = check_language("xx", folder=language(tmp_path, table))
    assert [(finding.code, finding.item.rsplit(" ", 1)[1]) for finding in findings] == [("never_fires", "uccisi")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('[[harms]]\nforms = ["a"]\n', "no class of rows called 'harms'"),
        ('[[harm]]\nforms = ["a"]\nlabel = "slain"\nframe = "state"\n', "the label 'slain'"),
        ('[[harm]]\nforms = ["a"]\nlabel = "killed"\nframe = "noun"\n', "the frame 'noun'"),
        ('[[harm]]\nforms = []\nlabel = "killed"\nframe = "state"\n', "an empty form or none"),
        ('[[bound]]\nforms = ["a"]\nlabel = "exact"\nside = "above"\n', "the side 'above'"),
        ('[[harm]]\nforms = ["a"]\ncolour = "red"\n', "unknown field `colour`"),
        ("[[harm]\n", "table.toml"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, table: str, says: str) -> None:
    with pytest.raises(LanguageError, match=r"table\.toml") as caught:
        check_language("xx", folder=language(tmp_path, table))
    assert says in str(caught.value)


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(LanguageError, match="Known: ar, en"):
        check_language("tlh")
