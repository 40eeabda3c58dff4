"""Languages that put the speaker behind the verb: who said it, how far his words reach, and who is nobody."""

from __future__ import annotations

import pytest

from tests.reading.helpers import chain, only, reading, stated


def said(text: str, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(statement.quantity.printed, chain(statement)) for statement in stated(text, lang=lang)]


@pytest.mark.parametrize(
    ("lang", "text", "origin"),
    [
        ("uk", "Загинули 6 людей, повідомили в поліції.", "поліції"),
        ("uk", "Як повідомила прокуратура, загинули 6 людей.", "прокуратура"),
        ("uk", "Поліція у Львові повідомила, що загинули 6 людей.", "Поліція у Львові"),
        ("uk", "Гриценко: 6 загиблих.", "Гриценко"),
        ("es", "Murieron 6 personas, informó este lunes la Fiscalía.", "la Fiscalía"),
        ("es", "El portavoz del gobierno, Luis Paz, indicó que murieron 6 personas.", "El portavoz del gobierno"),
        ("es", "Murieron 6 personas, según un nuevo balance difundido por la Cruz Roja.", "la Cruz Roja"),
        ("fr", "Six personnes ont été tuées, ont annoncé mardi les autorités.", "les autorités"),
        ("fr", "Six personnes ont été tuées, selon un dernier bilan provisoire du parquet.", "parquet"),
        ("fr", "La mission de l'ONU en Haïti a indiqué que six personnes ont été tuées.", "La mission de l'ONU en Haïti"),
    ],
)
def test_the_speaker(lang: str, text: str, origin: str) -> None:
    assert chain(only(text, lang=lang)) == [("origin", origin)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Київ: 6 загиблих."),
        ("es", "La cifra de muertos se elevó a 6."),
        ("fr", "Le rapport sur le Soudan estime que six personnes ont été tuées."),
    ],
)
def test_nobody_speaks(lang: str, text: str) -> None:
    assert chain(only(text, lang=lang)) == []


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("es", "Murieron 6 personas, dijo a Reuters un portavoz.", [("origin", "un portavoz"), ("relay", "Reuters")]),
        ("fr", "Six personnes sont mortes, a dit le maire, cité par l'AFP.", [("origin", "le maire"), ("relay", "l'AFP")]),
        ("uk", "За словами мера, загинули 6 людей, інформує Укрінформ.", [("origin", "мера"), ("relay", "Укрінформ")]),
        ("fr", "Six personnes sont mortes, a dit à Nairobi un porte-parole.", [("origin", "un porte-parole")]),
    ],
)
def test_who_passes_it_on(lang: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert chain(only(text, lang=lang)) == wanted


def test_a_speaker_named_a_sentence_later_speaks_for_what_stands_before() -> None:
    police = [("origin", "поліція")]
    assert said("Загинули 6 людей, 9 поранено. Про це повідомляє поліція.", "uk") == [("6", police), ("9", police)]
    assert said("Murieron 6 personas.\nAsí lo informó la policía.", "es") == [("6", [("origin", "la policía")])]


def test_a_speaker_already_named_is_not_replaced() -> None:
    assert said("Murieron 6 personas, dijo el alcalde. Así lo informó la policía.", "es") == [("6", [("origin", "el alcalde")])]


def test_a_verb_without_a_speaker_goes_on_with_the_last_one() -> None:
    text = "El alcalde dijo que 6 personas murieron. Añadió que 9 personas resultaron heridas."
    assert said(text, "es") == [("6", [("origin", "El alcalde")]), ("9", [("origin", "El alcalde")])]


def test_nothing_goes_on_in_the_name_of_one_named_in_passing() -> None:
    text = "Murieron 6 personas, según la Cruz Roja. Desde enero suman 70 los muertos."
    assert said(text, "es") == [("6", [("origin", "la Cruz Roja")]), ("70", [])]


def test_a_speaker_speaks_for_clauses_in_which_nobody_else_does() -> None:
    text = "Murieron 6 personas, según la Cruz Roja; otras 9 personas resultaron heridas."
    assert said(text, "es") == [("6", [("origin", "la Cruz Roja")]), ("9", [("origin", "la Cruz Roja")])]
    text = "La policía dijo que 6 personas murieron; según la Cruz Roja, 9 personas murieron."
    assert [links[0] for _, links in said(text, "es")] == [("origin", "La policía"), ("origin", "la Cruz Roja")]


def test_counts_that_break_one_down_are_its_parts() -> None:
    for text in ("Hubo 9 heridos: 5 hombres y 4 mujeres.", "Hubo 9 heridos, 5 hombres y 4 mujeres."):
        whole, *parts = stated(text, lang="es")
        assert [(part.relation.label, part.relation.to) for part in parts] == [("part_of", whole.id)] * 2
    assert [each.relation.label for each in stated("Hubo 9 muertos, 5 heridos y 4 detenidos.", lang="es")] == ["incident"] * 3


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        ("es", "La cifra de muertos podría llegar a 500.", "hypothetical"),
        ("uk", "Кількість загиблих може сягнути 500.", "hypothetical"),
        ("uk", "Поранено 44- та 59-річну жінок.", "identifier"),
    ],
)
def test_what_is_no_figure(lang: str, text: str, code: str) -> None:
    found = reading(text, lang=lang)
    assert not [statement for statement in found.statements if not statement.quantity.implied]
    assert code in found.coverage.reasons


@pytest.mark.parametrize(
    ("lang", "text", "group"),
    [
        ("uk", "Загинули 6 цивільних, поранено 9.", "civilians"),
        ("uk", "Загинули 6 цивільних, а 9 людей поранено.", "people"),
    ],
)
def test_the_group_of_a_bare_count(lang: str, text: str, group: str) -> None:
    assert stated(text, lang=lang)[-1].group.label == group


@pytest.mark.parametrize(
    ("text", "lang", "first", "second"),
    [
        ("Le séisme a fait 12 morts, selon la préfecture, alors que les secouristes parlent de 30 morts.", "fr", "la préfecture", "les secouristes"),
        ("Les heurts ont fait 5 morts, selon la police, quand les ONG évoquent 20 tués.", "fr", "la police", "les ONG"),
        ("На сході загинули 12 людей, повідомили в МВС, а на півночі, за даними лікарів, загинули 9 людей.", "uk", "МВС", "лікарів"),
    ],
)  # fmt: skip
def test_a_source_behind_but_is_no_relay_of_the_one_before(text: str, lang: str, first: str, second: str) -> None:
    assert [[link.actor for link in each.chain] for each in stated(text, lang=lang)] == [[first], [second]]
