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
    (
        "Yesterday was the deadliest day so far, in which anywhere between 9 and 31 people were killed by riot police.",
        ["9 and 31 between killed people |"],
    ),
    (
        "Those injured or detained number in the hundreds.",
        ["hundreds vague other people |"],
    ),
    (
        "Police also arrested and charged three reporters with sedition, a charge which can carry a prison term of up to 5 years.",
        ["three exact arrested journalists |"],
    ),
    (
        "Most reliable sources put the number of confirmed deaths around 21-22.",
        ["21-22 between killed people | Most reliable sources"],
    ),
    (
        "The official number of those jailed, compiled by the Lawyers' Network, is now 684.",
        ["684 exact arrested people | the Lawyers' Network"],
    ),
    (
        "Security forces fired on a funeral in Bago, killing at least 20, with scores more wounded.",
        ["20 at_least killed people |", "scores vague injured people |"],
    ),
    (
        "Two teenagers, aged 15 and 17, were among those shot dead in the township.",
        ["Two exact killed children |"],
    ),
    (
        "This brings the total number of protesters killed to 138.",
        ["138 exact killed protesters |"],
    ),
    (
        "The coup has now claimed over 700 lives.",
        ["700 more_than killed people |"],
    ),
    (
        "In Minsk, more than 1,000 people were detained on Sunday, the rights group Viasna said, bringing the total since August to over 30,000.",
        [
            "1,000 more_than arrested people | the rights group Viasna",
            "30,000 more_than arrested people | the rights group Viasna",
        ],
    ),
    (
        "The dead include three paramedics and a nurse.",
        ["three exact killed medics |"],
    ),
    (
        "12 April: Tank fire on the bus station; 14 dead, 30 wounded.",
        ["14 exact killed people |", "30 exact injured people |"],
    ),
    (
        "Killed: 34 (including 6 children)",
        ["34 exact killed people |", "6 exact killed children |"],
    ),
    (
        "Total civilian deaths: 29,064",
        ["29,064 exact killed civilians |"],
    ),
    (
        "At least 230 people, most of them children, have died of cholera since the siege began, according to the doctors' union.",
        ["230 at_least killed people | the doctors' union"],
    ),
    (
        "As many as 40 worshippers are feared to have been killed.",
        ["40 up_to killed people |"],
    ),
    (
        "The blast left at least 8 people dead and around two dozen others in critical condition.",
        ["8 at_least killed people |", "two dozen about injured people |"],
    ),
    (
        "Eight people were killed in Herat and another five in Farah, officials said.",
        ["Eight exact killed people | officials", "five exact killed people | officials"],
    ),
    (
        "The rights group documented 57 cases of torture and 12 deaths in custody.",
        ["12 exact killed people | The rights group"],
    ),
    (
        "Rescue teams pulled 17 people alive from the rubble overnight, but 61 remain unaccounted for.",
        ["61 exact missing people |"],
    ),
    (
        "Four days of fighting have forced 36,000 people from their homes, the UN refugee agency said.",
        ["36,000 exact displaced people | the UN refugee agency"],
    ),
    (
        "Nearly one in five of the 480 killed were women.",
        ["480 exact killed people |"],
    ),
    (
        "The army lost 16 soldiers in the ambush, and more than 50 rebels were killed, a spokesman said.",
        ["16 exact killed security_forces | a spokesman", "50 more_than killed combatants | a spokesman"],
    ),
    (
        "Hundreds of thousands marched in the capital; two people were trampled to death.",
        ["two exact killed people |"],
    ),
    (
        "A 19-year-old student was killed and 11 others hurt when a tear gas canister exploded.",
        ["11 exact injured people |"],
    ),
    (
        "He was one of 52 prisoners executed this month, according to Iran Human Rights.",
        ["52 exact executed people | Iran Human Rights"],
    ),
    (
        "The prime minister said the military would send 800 more troops after 15 officers were killed.",
        ["15 exact killed security_forces | The prime minister"],
    ),
    (
        "The health ministry has registered 4,211 dead and 12,300 injured since 7 October; UNICEF says a third of the dead are children.",
        ["4,211 exact killed people | The health ministry", "12,300 exact injured people | The health ministry"],
    ),
    (
        "Police say they found 14 bodies in a shallow grave, and a further nine in a well.",
        ["14 exact killed people | Police", "nine exact killed people | Police"],
    ),
    (
        "Between 3,000 and 5,000 people are thought to have perished.",
        ["3,000 and 5,000 between killed people |"],
    ),
    (
        "The number of wounded had risen to 311, with 29 in intensive care, said the hospital's spokeswoman.",
        ["311 exact injured people | the hospital's spokeswoman", "29 exact injured people | the hospital's spokeswoman"],
    ),
    (
        "The attack, which killed 24 people and injured 63, was the third this month.",
        ["24 exact killed people |", "63 exact injured people |"],
    ),
    (
        "No one was hurt, though 40 houses burned down and 300 people were evacuated.",
        ["300 exact displaced people |"],
    ),
    (
        "More than 100 students abducted from a boarding school in July are still being held.",
        ["100 more_than other people |"],
    ),
    (
        "The UN said on Tuesday it had received reports that 45 people, including 20 children, had drowned.",
        ["45 exact killed people | The UN", "20 exact killed children | The UN"],
    ),
    (
        "The convoy of 30 trucks was hit twice. Nine drivers died. Four more are missing.",
        ["Nine exact killed people |", "Four exact missing people |"],
    ),
    (
        "At least 1,000 people died in the first 48 hours alone, doctors believe.",
        ["1,000 at_least killed people | doctors"],
    ),
    (
        "At least nine sailors were killed in an attack on a convoy off the coast officials say",
        ["nine at_least killed people | officials"],
    ),
    (
        "Blasts blamed on rebels killed 13 people on Monday and dozens more were hurt officials said, raising fears of a new war.",
        ["13 exact killed people | officials", "dozens vague injured people | officials"],
    ),
    (
        "The government declared a state of emergency with 15 people dead.",
        ["15 exact killed people |"],
    ),
    (
        "The floods killed at least 23 people, and more than 160,000 people are affected in 20 districts.",
        ["23 at_least killed people |"],
    ),
    (
        "Ten villagers were wounded, including seven severely, and four arrested.",
        ["Ten exact injured people |", "seven exact injured people |", "four exact arrested people |"],
    ),
    (
        "Suspected militants are accused of killing at least 27 people in two villages.",
        ["27 at_least killed people |"],
    ),
    (
        "A knife attack on a train left at least 4 people dead and 21 passengers injured.",
        ["4 at_least killed people |", "21 at_least injured people |"],
    ),
    (
        "At least six people were killed and 37 injured in the blast.",
        ["six at_least killed people |", "37 exact injured people |"],
    ),
    (
        "A clash that officials said was planned by smugglers left six people dead.",
        ["six exact killed people |"],
    ),
    (
        "Radio Vela put the death toll at 30, a figure that officials could not confirm.",
        ["30 exact killed people | Radio Vela"],
    ),
    (
        "Relief workers however said the injured numbered around 114.",
        ["114 about injured people | Relief workers"],
    ),
    (
        "So far 23 deaths were reported to the Disaster Management Centre.",
        ["23 exact killed people | Disaster Management Centre"],
    ),
    (
        "The police identified the bomber as a foreigner; two guards were wounded in the attack.",
        ["two exact injured people |"],
    ),
    (
        "KHARTOUM (Reuters) - Fighting in the western city killed at least 65 people on Friday and Saturday, a medical aid group said.",
        ["65 at_least killed people | a medical aid group"],
    ),
    (
        "A police source told AFP that the bomber had struck a queue of recruits, killing 21 of them and wounding 34.",
        ["21 exact killed people | A police source < AFP", "34 exact injured people | A police source < AFP"],
    ),
    (
        "Hundreds of people have been arrested since the protests began, lawyers and activists say.",
        ["Hundreds vague arrested people | lawyers and activists"],
    ),
    (
        "According to a tally by The Associated Press, at least 138 people have died in the unrest.",
        ["138 at_least killed people | The Associated Press"],
    ),
    (
        "Five prisoners were hanged at dawn on Monday, bringing to 78 the number of executions this month, the Oslo-based group IHR said.",
        ["Five exact executed people | the Oslo-based group IHR", "78 exact executed people | the Oslo-based group IHR"],
    ),
    (
        "More than two million people have fled to neighbouring countries, UNHCR figures show.",
        ["two million more_than displaced people | UNHCR"],
    ),
    (
        "Amnesty said it had documented the killing of 14 people by police, including an eight-year-old girl.",
        ["14 exact killed people | Amnesty"],
    ),
    (
        "At least seven soldiers and a civilian contractor died when their helicopter crashed, the army chief of staff announced.",
        ["seven at_least killed security_forces | the army chief of staff"],
    ),
    (
        "A UN convoy came under fire near Bambari; two peacekeepers from Burundi lost their lives.",
        ["two exact killed security_forces |"],
    ),
    (
        "Local media reported as many as 100 deaths, but the BBC could not verify the figure.",
        ["100 up_to killed people | Local media"],
    ),
    (
        "The Ministry of Health reported on Sunday that 24 patients had died because the hospital ran out of oxygen.",
        ["24 exact killed people | The Ministry of Health"],
    ),
    (
        "In the past week, 43 people were killed in gang violence in the capital, 27 of them on Thursday alone.",
        ["43 exact killed people |", "27 exact killed people |"],
    ),
    (
        "An airstrike hit a wedding party, killing 28 and wounding at least 50 others, most of them women and children, residents and a health official said.",
        [
            "28 exact killed people | residents and a health official",
            "50 at_least injured people | residents and a health official",
        ],
    ),
    (
        "The activist group says police have detained 1,329 protesters and killed 27 since Tuesday.",
        ["1,329 exact arrested protesters | The activist group", "27 exact killed protesters | The activist group"],
    ),
    (
        "In 1988 some 5,000 people were gassed in a single day.",
        ["5,000 about killed people |"],
    ),
    (
        "Opposition leader Mihai Radu claimed more than 200 of his supporters were behind bars.",
        ["200 more_than arrested people | Opposition leader Mihai Radu"],
    ),
    (
        "Gunmen on motorbikes attacked three villages, killing 58 people and abducting an unknown number of women, witnesses told AFP by telephone.",
        ["58 exact killed people | witnesses < AFP"],
    ),
    (
        "The final death toll was put at 193, with over 2,000 injured.",
        ["193 exact killed people |", "2,000 more_than injured people |"],
    ),
    (
        "Witnesses interviewed by HRW said they saw at least 20 bodies, many with their hands tied.",
        ["20 at_least killed people | Witnesses < HRW"],
    ),
    (
        "The toll could rise, officials warned, as 19 people are still trapped under the rubble.",
        ["19 exact missing people | officials"],
    ),
    (
        "Two explosions killed at least 103 people and injured 211 at the cemetery, state media said, citing emergency services.",
        [
            "103 at_least killed people | emergency services < state media",
            "211 exact injured people | emergency services < state media",
        ],
    ),
    (
        "Police spokesman John Otieno put the number of arrests at 272 but said nothing of deaths, which a rights coalition puts at 13.",
        ["272 exact arrested people | Police spokesman John Otieno", "13 exact killed people | a rights coalition"],
    ),
    (
        "Since January, 1,100 migrants have drowned or gone missing on the route, the IOM said.",
        ["1,100 exact other people | the IOM"],
    ),
    (
        "The Red Cross, which runs the only clinic in the town, said it had treated 71 wounded.",
        ["71 exact injured people | The Red Cross"],
    ),
    (
        "In a statement posted on Telegram, the brigade claimed it had killed 30 soldiers.",
        ["30 exact killed security_forces | the brigade"],
    ),
    (
        '"We counted 17 dead children," Dr Amal Nasser told the BBC. "Another 40 are in surgery."',
        ["17 exact killed children | Dr Amal Nasser < the BBC", "40 exact injured people | Dr Amal Nasser < the BBC"],
    ),
    (
        "The interior minister, quoted by the state news agency, said 14 policemen were wounded.",
        ["14 exact injured security_forces | The interior minister < the state news agency"],
    ),
    (
        "The Lawyers for Justice group says that at least 210 people are being held without charge.",
        ["210 at_least arrested people | The Lawyers for Justice group"],
    ),
    (
        "Mexico's president said on Friday that the number of dead had risen to 48.",
        ["48 exact killed people | Mexico's president"],
    ),
    (
        "It was the worst attack in a decade, with 62 people killed, according to figures released by the prosecutor's office.",
        ["62 exact killed people | the prosecutor's office"],
    ),
    (
        "Iraq's Shafaq News, citing a security source, reported that three militiamen had been killed.",
        ["three exact killed combatants | a security source < Iraq's Shafaq News"],
    ),
    (
        "Hospital director Elena Ruiz says 28 of the injured are children.",
        ["28 exact injured children | Hospital director Elena Ruiz"],
    ),
    (
        "Two of the attackers were also killed, police commissioner Brian Otieno told a news conference on Monday.",
        ["Two exact killed combatants | police commissioner Brian Otieno"],
    ),
    (
        "Human rights groups accuse the army of killing at least 600 civilians in the area since May.",
        ["600 at_least killed civilians | Human rights groups"],
    ),
    (
        "Officials in the capital say the death toll has reached 1,200, while rescuers fear it could be far higher.",
        ["1,200 exact killed people | Officials in the capital"],
    ),
    (
        "Reports from the town speak of up to 50 dead.",
        ["50 up_to killed people |"],
    ),
    (
        "The AP news agency quotes a doctor as saying that 19 people died.",
        ["19 exact killed people | a doctor < The AP news agency"],
    ),
    (
        "Rebels seized the town on Sunday, killing 27 soldiers, an army officer said on condition of anonymity.",
        ["27 exact killed security_forces | an army officer"],
    ),
    (
        "Local MP Sana Ullah said that 13 people, including four of his relatives, had died.",
        ["13 exact killed people | Local MP Sana Ullah", "four exact killed people | Local MP Sana Ullah"],
    ),
    (
        "A doctor at the main hospital, who did not want to be named, said he had seen 35 bodies.",
        ["35 exact killed people | A doctor at the main hospital"],
    ),
    (
        "The United Nations estimates that 377,000 people died in the conflict, 60% of them from hunger and disease.",
        ["377,000 exact killed people | The United Nations"],
    ),
    (
        "Thirty-one people were killed in the raid, 20 of them suspected gang members, the governor's office said in a tweet.",
        ["Thirty-one exact killed people | the governor's office", "20 exact killed combatants | the governor's office"],
    ),
    (
        "The campaign group Netra News reported on Wednesday that it had confirmed 202 deaths from hospital records.",
        ["202 exact killed people | The campaign group Netra News"],
    ),
    (
        "Local journalists say that at least 100 bodies were taken to the morgue, and officials have refused to give a toll.",
        ["100 at_least killed people | Local journalists"],
    ),
    (
        "The provincial health department reported that seven people had been admitted to hospital with burns.",
        ["seven exact injured people | The provincial health department"],
    ),
    (
        "Venezuelan NGO Foro Libre counts 1,780 political prisoners, among them 229 women.",
        ["1,780 exact arrested people | Venezuelan NGO Foro Libre", "229 exact arrested women | Venezuelan NGO Foro Libre"],
    ),
    (
        "At least two people were killed, one report said; another put the number at five.",
        ["two at_least killed people |", "five exact killed people |"],
    ),
    (
        "Police said a bomb went off at 0320 (0620 GMT) and a woman was hurt.",
        [],
    ),
    (
        "Ten residents raided the post, forcing officers to flee.",
        [],
    ),
    (
        "More than 4,600 inmates escaped from two prisons, 22 police posts were attacked and 19 officers were killed.",
        ["19 exact killed security_forces |"],
    ),
    (
        "Five municipal officials were suspended, and police arrested the owner of the building.",
        [],
    ),
    (
        "The group reported 105 activists who were abducted or reported missing.",
        ["105 exact other people | The group"],
    ),
    (
        "At least seven journalists were detained or assaulted by police, media houses said.",
        ["seven at_least other journalists | media houses"],
    ),
    (
        "He told the BBC he had lost eight of his relatives.",
        ["eight exact killed people |"],
    ),
    (
        "Estimates of the death toll ranged from 50 to more than 200 victims.",
        ["50 to more than 200 between killed people |"],
    ),
    (
        "Officially 238 people died, six of them under torture in custody.",
        ["238 exact killed people |", "six exact killed people |"],
    ),
    (
        "The brigade killed 20 rebels and wounded 13 others.",
        ["20 exact killed combatants |", "13 exact injured combatants |"],
    ),
    (
        "At least 876 people are known to have died, officials said.",
        ["876 at_least killed people | officials"],
    ),
    (
        "The agency registered a case over the attack in which 18 soldiers were killed.",
        ["18 exact killed security_forces |"],
    ),
    (
        "Nine thousand men were lost in battle.",
        ["Nine thousand exact killed people |"],
    ),
    (
        "The family had to flee; some 300 neighbours had to leave their homes.",
        ["300 about displaced people |"],
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
