"""Figures as news copy, monitors and ministries tell them, each with its bound, harm, group and whoever says so.

A line holds the number as printed, bound, harm and group; behind the bar stands the chain, the origin first.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.model import Passage, Statement
from tallybook.reading import read

TOLD: list[tuple[str, list[str]]] = [
    (
        "WHO reports 312 people killed and 1,140 injured in the city since April.",
        ["312 exact killed people | WHO", "1,140 exact injured people | WHO"],
    ),
    (
        "At least 52 patients were killed in the attack, WHO said.",
        ["52 at_least killed people | WHO"],
    ),
    (
        "The health ministry put the dead of the two villages at nearly 1,900.",
        ["1,900 about killed people | The health ministry"],
    ),
    (
        "Opposition lawmakers put those killed at close to 400.",
        ["400 about killed people | Opposition lawmakers"],
    ),
    (
        "Activists put the number of those arrested at over 900.",
        ["900 more_than arrested people | Activists"],
    ),
    (
        "The governor put the missing at 44 and the injured at 120.",
        ["44 exact missing people | The governor", "120 exact injured people | The governor"],
    ),
    (
        "Police have booked more than 1,200 people since Monday.",
        ["1,200 more_than arrested people |"],
    ),
    (
        "Some 1,200 people have been booked since Monday, police said.",
        ["1,200 about arrested people | police"],
    ),
    (
        "Delhi police say they hold 450 people.",
        ["450 exact arrested people | Delhi police"],
    ),
    (
        "The authorities are holding 320 people without charge.",
        ["320 exact arrested people |"],
    ),
    (
        "Sixty-two suspects are in custody, police said.",
        ["Sixty-two exact arrested people | police"],
    ),
    (
        "About 300 guests were held hostage for two days. Well over 60 hostages never woke up.",
        ["300 about other people |", "60 more_than killed people |"],
    ),
    (
        "Some 15,000 people have lost their homes.",
        ["15,000 about displaced people |"],
    ),
    (
        "The chief prosecutor sticks to 68 dead, 12 of them policemen.",
        ["68 exact killed people | The chief prosecutor", "12 exact killed security_forces | The chief prosecutor"],
    ),
    (
        "Two months of war have cost more than 900 lives, by the count of the Relief Committee.",
        ["900 more_than killed people | the Relief Committee"],
    ),
    (
        "The junta admits to 39 deaths.",
        ["39 exact killed people | The junta"],
    ),
    (
        "The energy minister said 86 miners had perished and no more than 8 were still below.",
        ["86 exact killed people | The energy minister", "8 up_to missing people | The energy minister"],
    ),
    (
        "The rights group reports that at least 24 young men were found shot, hands tied; the army puts their number at no more than 10.",
        ["24 at_least killed people | The rights group", "10 up_to killed people | the army"],
    ),
    (
        "The Hospital Authority says 31 people were hurt in today's unrest; two are critical.",
        ["31 exact injured people | The Hospital Authority", "two exact injured people | The Hospital Authority"],
    ),
    (
        "The town took in over 5,000 displaced people this week.",
        ["5,000 more_than displaced people |"],
    ),
    (
        "Gunmen took 24 children hostage in the school.",
        ["24 exact other children |"],
    ),
    (
        "Between 50 and 80 people who had sought refuge in the church are reported to have been massacred.",
        ["50 and 80 between killed people |"],
    ),
    (
        "Asked about 300 people buried under the slabs, the chief says no such number exists.",
        ["300 exact missing people | the chief"],
    ),
    (
        "Some 9,400 rioters had been taken into custody across the state, the home secretary said.",
        ["9,400 about arrested protesters | the home secretary"],
    ),
    (
        "About 300 people who fled the fighting were arrested at the border.",
        ["300 about arrested people |"],
    ),
    (
        "Twelve people who were wounded in the attack died in hospital.",
        ["Twelve exact killed people |"],
    ),
    (
        "Twelve people who fled when soldiers were killed have come back.",
        ["Twelve exact displaced people |"],
    ),
    (
        "Forty people who were detained at the rally were tortured, lawyers said.",
        ["Forty exact other people | lawyers"],
    ),
    (
        "Three men who had been abducted on Monday were found dead.",
        ["Three exact killed people |"],
    ),
    (
        "The 212 deaths that HRANA has verified include 31 children.",
        ["212 exact killed people | HRANA", "31 exact killed children | HRANA"],
    ),
    (
        "Of the 678 detentions that the Centre for Rights has documented since March, 37 were of nurses.",
        ["678 exact arrested people | the Centre for Rights", "37 exact arrested medics | the Centre for Rights"],
    ),
    (
        "Of the 940 deaths it has verified, 62 were children, the Network said.",
        ["940 exact killed people | the Network", "62 exact killed children | the Network"],
    ),
    (
        "The 43 people whom the ministry lists as killed were all adults.",
        ["43 exact killed people | the ministry"],
    ),
    (
        "Doctors described the 22 bodies brought to them as burned.",
        ["22 exact killed people | Doctors"],
    ),
    (
        "The 52 deaths the hospital recorded were all from gunshots.",
        ["52 exact killed people | the hospital"],
    ),
    (
        "Of the 310 people arrested on Sunday, 40 are minors.",
        ["310 exact arrested people |", "40 exact arrested children |"],
    ),
    (
        "The storm has claimed at least 27 lives, most of them in the north, disaster officials said on Tuesday.",
        ["27 at_least killed people | disaster officials"],
    ),
    (
        "Rescuers searched for a third day for 14 miners trapped 200 metres underground.",
        ["14 exact missing people |"],
    ),
    (
        "The bodies of 39 migrants were found in a lorry near the port, police said.",
        ["39 exact killed people | police"],
    ),
    (
        "The ferry was carrying 178 passengers and 12 crew; 96 people have been rescued and the rest are missing.",
        [],
    ),
    (
        "Some 60 people are feared dead after a boat carrying about 90 migrants capsized off the coast, the coastguard said.",
        ["60 about killed people | the coastguard"],
    ),
    (
        "The health ministry said 31 people had died in the past 24 hours, bringing the total since October to 18,205.",
        ["31 exact killed people | The health ministry", "18,205 exact killed people | The health ministry"],
    ),
    (
        '"We have received 53 bodies and more than 200 wounded since dawn," said Dr Salim Haddad, who runs the emergency ward.',
        ["53 exact killed people | Dr Salim Haddad", "200 more_than injured people | Dr Salim Haddad"],
    ),
    (
        "Security forces shot dead two men and a woman in the village of Kesra.",
        ["two exact killed people |"],
    ),
    (
        "Troops opened fire on the crowd, leaving at least nine dead, according to three witnesses.",
        ["nine at_least killed people | three witnesses"],
    ),
    (
        "The rights group B'Tselem counted 14 Palestinians killed by settlers in that period.",
        ["14 exact killed people | The rights group B'Tselem"],
    ),
    (
        "Nearly 2,000 people have been killed and 4.5 million driven from their homes since the war began in April, the UN says.",
        ["2,000 about killed people | the UN", "4.5 million exact displaced people | the UN"],
    ),
    (
        "An estimated 60,000 people fled the town in a single night, aid agencies said.",
        ["60,000 about displaced people | aid agencies"],
    ),
    (
        'The army said it had "neutralised" 43 terrorists and lost three soldiers.',
        ["43 exact killed combatants | The army", "three exact killed security_forces | The army"],
    ),
    (
        "Hospital sources put the number of dead at 23, while the interior ministry spoke of 11.",
        ["23 exact killed people | Hospital sources", "11 exact killed people | the interior ministry"],
    ),
    (
        "At least five journalists were among the dead, the press freedom group RSF said.",
        ["five at_least killed journalists | the press freedom group RSF"],
    ),
    (
        "Six children aged between four and 11 died when their school bus was hit.",
        ["Six exact killed children |"],
    ),
    (
        "A court sentenced 14 protesters to prison terms of between two and 11 years.",
        [],
    ),
    (
        "The quake, of magnitude 6.8, levelled 4,000 houses and killed 2,100 people.",
        ["2,100 exact killed people |"],
    ),
    (
        "Another 17 bodies were pulled from the rubble on Friday, taking the confirmed toll to 148.",
        ["17 exact killed people |", "148 exact killed people |"],
    ),
    (
        "Police fired tear gas and rubber bullets; no fewer than 26 people needed hospital treatment.",
        ["26 at_least injured people |"],
    ),
    (
        "Internet access was cut for 48 hours. Activists fear that hundreds may have been killed.",
        ["hundreds vague killed people | Activists"],
    ),
    (
        "The opposition says 80 of its supporters have been jailed since the vote.",
        ["80 exact arrested people | The opposition"],
    ),
    (
        "Two people died and three others were missing after floods swept through the valley.",
        ["Two exact killed people |", "three exact missing people |"],
    ),
    (
        "UN human rights chief Volker Sand said his office had verified 1,760 civilian deaths, but that the real figure was likely far higher.",
        ["1,760 exact killed civilians | UN human rights chief Volker Sand"],
    ),
    (
        "Officials have confirmed only 19 deaths; residents say they have buried more than 70 people.",
        ["19 exact killed people | Officials", "70 more_than killed people | residents"],
    ),
    (
        'State television reported that "rioters" had killed eight members of the security forces.',
        ["eight exact killed security_forces | State television"],
    ),
    (
        '"At least 11 of our colleagues have been killed this year," the head of the aid agency said.',
        ["11 at_least killed people | the head of the aid agency"],
    ),
    (
        "In all, 236 people were arrested in 14 cities, among them 41 students.",
        ["236 exact arrested people |", "41 exact arrested people |"],
    ),
    (
        "More than a third of the 540 killed were women and children.",
        ["540 exact killed people |"],
    ),
    (
        "Eyewitnesses said soldiers went house to house and executed at least 30 men.",
        ["30 at_least executed people | Eyewitnesses"],
    ),
    (
        "The figure does not include the 3,000 people still listed as missing.",
        ["3,000 exact missing people |"],
    ),
    (
        "A drone strike on a market in El Daein killed 15 and injured 32, the Emergency Lawyers group said in a statement.",
        ["15 exact killed people | the Emergency Lawyers group", "32 exact injured people | the Emergency Lawyers group"],
    ),
    (
        "The death toll from Saturday's blast stands at 54, with 12 still in hospital.",
        ["54 exact killed people |", "12 exact injured people |"],
    ),
    (
        "Zero deaths were reported in the second wave.",
        [],
    ),
    (
        "Police spokesperson Thandi Moko denied it. According to her, 1,576 illegal miners were arrested.",
        ["1,576 exact arrested people | Police spokesperson Thandi Moko"],
    ),
    (
        '"We do not accept that," police spokesperson Thandi Moko said. According to her, 16 miners were arrested.',
        ["16 exact arrested people | police spokesperson Thandi Moko"],
    ),
    (
        "Amnesty reported 3 deaths. By its count, 12 people were injured.",
        ["3 exact killed people | Amnesty", "12 exact injured people | Amnesty"],
    ),
    (
        "Mayor Lee Hart said two died. Three more were hurt, according to her husband.",
        ["two exact killed people | Mayor Lee Hart", "Three exact injured people | her husband"],
    ),
    (
        "A single shell that hit the diplomatic compound of Greystone, where 10,000 people have sought refuge, killed 25 of them, said Marie Doe, a nurse.",
        ["10,000 exact displaced people | Marie Doe", "25 exact killed people | Marie Doe"],
    ),
    (
        "Doctors at the JFK hospital told Reuters they had received 93 dead and 70 wounded on Monday.",
        [
            "93 exact killed people | Doctors at the JFK hospital < Reuters",
            "70 exact injured people | Doctors at the JFK hospital < Reuters",
        ],
    ),
    (
        "Spokesman Ali Reza spoke. Village heads in Petobo put those missing at 5,000, he added.",
        ["5,000 exact missing people | Village heads in Petobo < Spokesman Ali Reza"],
    ),
    (
        "In July the commission received 276,000 complaints, its secretary said. It logged 119 killings.",
        ["119 exact killed people | the commission"],
    ),
    (
        "Amnesty condemned the raid. Its researchers counted 14 dead.",
        ["14 exact killed people | Amnesty"],
    ),
    (
        "As many as 1,00,000 people died, the minister said.",
        ["1,00,000 up_to killed people | the minister"],
    ),
    (
        "Some 3,600 persons, nearly all of them Serbs and Roma, have been displaced, according to UNHCR.",
        ["3,600 about displaced people | UNHCR"],
    ),
    (
        "At the mine, 137 people, most of them women, were killed.",
        ["137 exact killed people |"],
    ),
    (
        "A bus crashed, killing 20 people. Thirteen of the victims were women.",
        ["20 exact killed people |", "Thirteen exact killed women |"],
    ),
    (
        "49 people were shot dead at two mosques, 41 of them at the larger one, police said.",
        ["49 exact killed people | police", "41 exact killed people | police"],
    ),
    (
        "Three Rangers personnel were run over and killed, according to the interior ministry.",
        ["Three exact killed security_forces | the interior ministry"],
    ),
    (
        "Police confirmed that 22 people remain missing and are presumed dead.",
        ["22 exact missing people | Police"],
    ),
    (
        "The prosecutor, who also counts 134 disappeared, spoke.",
        ["134 exact missing people | The prosecutor"],
    ),
    (
        "After 102 days 132 hostages are still held in Gaza.",
        ["132 exact other people |"],
    ),
    (
        "About 800 evacuees have been allowed home.",
        [],
    ),
    (
        "The ambulance service said it had treated 150 people, six of them in critical condition.",
        ["150 exact injured people | The ambulance service", "six exact injured people | The ambulance service"],
    ),
    (
        "Some 5,000 displaced people have returned since the truce.",
        [],
    ),
    (
        "Twelve people were rescued and taken to hospital.",
        ["Twelve exact injured people |"],
    ),
    (
        "Eight people have died in a week of protests. Three of them were trapped in a hall that was set alight, the disaster agency said.",
        ["Eight exact killed people |", "Three exact killed people | the disaster agency"],
    ),
    (
        "Eight people died and 30 were injured. Three of them were shot in the leg.",
        ["Eight exact killed people |", "30 exact injured people |", "Three exact injured people |"],
    ),
    (
        "Four attackers killed after siege, minister tells parliament; 79 wounded being treated at three hospitals, says Red Cross.",
        ["Four exact killed combatants | minister < parliament", "79 exact injured people | Red Cross"],
    ),
    (
        "At least 78 dead as hundreds queued for aid, officials say; two merchants detained, interior ministry spokesman tells Al Masirah.",
        ["78 at_least killed people | officials", "two exact arrested people | interior ministry spokesman < Al Masirah"],
    ),
    (
        "Police arrested the owner, 35, who faces seven years in jail.",
        [],
    ),
    (
        "The tally included 350 dead in Vera and over 200 in Oresk.",
        ["350 exact killed people |", "200 more_than killed people |"],
    ),
    (
        "The government raised its count of those killed by Cyclone Nargis to 77,738, with 55,917 missing.",
        ["77,738 exact killed people | The government", "55,917 exact missing people | The government"],
    ),
    (
        "The charity raised its toll to 22: 12 members of its staff and 10 patients, three of them children.",
        [
            "22 exact killed people | The charity",
            "12 exact killed people | The charity",
            "10 exact killed people | The charity",
            "three exact killed children | The charity",
        ],
    ),
]


def line(statement: Statement) -> str:
    number = statement.quantity
    bound = "about" if number.bound == "exact" and number.approximate else number.bound
    chain = " < ".join(link.actor for link in statement.chain)
    return f"{number.printed} {bound} {statement.harm.label} {statement.group.label} | {chain}".strip()


@pytest.mark.parametrize(("text", "lines"), TOLD)
def test_figures_as_they_are_told(text: str, lines: list[str]) -> None:
    passage = Passage(document="d", id="d", kind="text", text=text, lang="en", published=dt.date(2024, 5, 20))
    assert sorted(line(each) for each in read(passage).statements if not each.quantity.implied) == sorted(lines)
