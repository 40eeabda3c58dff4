"""Ways in which English-language news speaks of the dead, the hurt, the held, the missing and the driven out, and who says so.

A row holds a sentence, each figure with what befell those counted, and the origin. Sentences with "nobody" count nobody harmed.
"""

from __future__ import annotations

import pytest

from tests.reading.helpers import reading

TOLD = [
    ("Fourteen men went down with the ferry, the harbour master said.", ["Fourteen killed"], "the harbour master"),
    ("Nine villagers were mauled by hyenas and two of them died, the district collector said.", ["Nine injured", "two killed"], "the district collector"),
    ("Methanol-laced brandy has claimed 29 victims, the registry of deaths shows.", ["29 killed"], "the registry"),
    ("Mines have cost 212 villagers their legs, the mine action centre says.", ["212 injured"], "the mine action centre"),
    ("Three of the marchers will never walk again, doctors at the clinic said.", ["Three injured"], "doctors at the clinic"),
    ("The police left 30 protesters with split scalps, a volunteer medic said.", ["30 injured"], "a volunteer medic"),
    ("More than 60 marchers nursed head wounds, a nurse said.", ["60 injured"], "a nurse"),
    ("The quake flattened the market and entombed 46 traders, the mayor said.", ["46 missing"], "the mayor"),
    ("The town buried 16 of its sons on Monday, the mayor said.", ["16 killed"], "the mayor"),
    ("Twelve men went to the gallows on Monday, the court clerk said.", ["Twelve executed"], "the court clerk"),
    ("Vigilantes necklaced two men accused of theft, the station commander said.", ["two killed"], "the station commander"),
    ("They cut the throats of 21 herders, the traditional ruler said.", ["21 killed"], "the traditional ruler"),
    ("Stray bullets felled two bystanders, the police post said.", ["two killed"], "the police post"),
    ("The avalanche swept seven climbers to their deaths, mountain rescue said.", ["seven killed"], "mountain rescue"),
    ("Hunger has taken 57 infants this month, the nutrition cluster said.", ["57 killed"], "the nutrition cluster"),
    ("Doctors were unable to save three of the men.", ["three killed"], ""),
    ("The river has given up 12 villagers, the sub-prefect said.", ["12 killed"], "the sub-prefect"),
    ("Kidnappers holding 31 seminarians want a ransom, the diocese said.", ["31 other"], "the diocese"),
    ("Bandits rode off with 29 market women, the district head said.", ["29 other"], "the district head"),
    ("Officers bundled 30 marchers into vans, witnesses said.", ["30 arrested"], "witnesses"),
    ("Two hundred youths were herded into trucks, residents said.", ["Two hundred arrested"], "residents"),
    ("The army keeps 340 herders without charge, the ombudsman said.", ["340 arrested"], "the ombudsman"),
    ("The raid netted 23 suspects, the gendarmerie said.", ["23 arrested"], "the gendarmerie"),
    ("There has been no word from 17 crew, the shipping line said.", ["17 missing"], "the shipping line"),
    ("There is still no trace of 26 girls, the headmaster said.", ["26 missing"], "the headmaster"),
    ("Up to 60 villagers may be buried, the disaster centre said.", ["60 missing"], "the disaster centre"),
    ("Rescuers lost contact with 12 miners below.", ["12 missing"], ""),
    ("Floods swept away 16 people, the prefect said.", ["16 missing"], "the prefect"),
    ("Shelling emptied the town of its 14,000 people, the mayor said.", ["14,000 displaced"], "the mayor"),
    ("Thousands slept in ditches after the raid.", ["Thousands displaced"], ""),
    ("The gas leak sent 60 workers to hospital.", ["60 injured"], ""),
    ("Seven firefighters needed stitches, the fire marshal said.", ["Seven injured"], "the fire marshal"),
    ("The list of the fallen stands at 88, the veterans' association said.", ["88 killed"], "the veterans' association"),
    ("Quake dead pass 2,000.", ["2,000 killed"], ""),
    ("Nine people were killed, the shepherds' cooperative fears.", ["Nine killed"], "the shepherds' cooperative"),
    ("So far seven of its patients have died, St Luke's added.", ["seven killed"], "St Luke's"),
    ("Army statement No. 14: our units eliminated 26 terrorists.", ["26 killed"], "Army"),
    ("Police bulletin 7: 14 people were arrested overnight.", ["14 arrested"], "Police"),
    ("The army pulled back: nine soldiers were killed, residents said.", ["nine killed"], "residents"),
    ("By the harbour master's count, 27 people drowned.", ["27 killed"], "the harbour master"),
    ("Fourteen people were killed, by Ana Cruz's count.", ["Fourteen killed"], "Ana Cruz"),
    ("Fourteen people were killed by Friday's count.", ["Fourteen killed"], ""),
    ("The verdict sets the number murdered between 70 and 90.", ["70 and 90 killed"], "The verdict"),
    ("The commission reviewed 146 videos and concluded that between 280 and 310 civilians were slain.", ["280 and 310 killed"], "The commission"),
    ("After a visit, the imam put the number of dead at 31.", ["31 killed"], "the imam"),
    ("On the word of the sheriff, nine people died.", ["nine killed"], "the sheriff"),
]  # fmt: skip

NOBODY = [
    "Some 12,000 people slept in hotels provided by the airline.",
    "Three thousand nurses work in hospitals across the province.",
    "Sixty thousand fans are on the streets to celebrate.",
    "Forty volunteers spent the night in the school to guard ballot boxes.",
    "Fifty families buried a son in July.",
    "The army paraded 400 soldiers and 60 tanks.",
    "Some 500 supporters packed into vans to reach the rally.",
    "The university admitted 400 students with scholarships.",
    "Over 200 relatives waited in the morgue for news.",
    "The burglars made off with 12 laptops.",
    "Two gunmen surrendered to commandos.",
    "Four men are serving life without parole.",
]


@pytest.mark.parametrize(("text", "figures", "origin"), TOLD)
def test_what_befell_how_many_and_who_says_so(text: str, figures: list[str], origin: str) -> None:
    found = [each for each in reading(text).statements if not each.quantity.implied]
    assert [f"{each.quantity.printed} {each.harm.label}" for each in found] == figures
    said = {next((link.actor for link in each.chain if link.role == "origin"), "") for each in found}
    assert said == {origin}


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_harmed(text: str) -> None:
    assert not [each for each in reading(text).statements if not each.quantity.implied]


def test_the_end_of_a_verb_is_no_bound() -> None:
    (found,) = reading("The government has owned up to 14 deaths.").statements
    assert (found.quantity.bound, found.quantity.high) == ("exact", 14)
