"""Figures as press, monitors and ministries tell them in Spanish, Ukrainian, Persian and Arabic, each with whoever says so.

A line holds the number as printed, bound, harm and group; behind the bar stands the chain, the origin first.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.model import Passage, Statement
from tallybook.reading import read

TOLD: list[tuple[str, str, list[str]]] = [
    (
        "es",
        "El Observatorio de la Frontera presentó ayer su informe anual. Entre enero y junio hemos registrado 230 desapariciones y 41 asesinatos.",
        ["230 exact missing people | El Observatorio de la Frontera", "41 exact killed people | El Observatorio de la Frontera"],
    ),
    (
        "es",
        "Murieron 20 personas, dijo la policía. El alcalde dio una cifra mayor, 26, incluidos tres niños.",
        ["20 exact killed people | la policía", "26 exact killed people | El alcalde", "tres exact killed children | El alcalde"],
    ),
    (
        "es",
        "La dirigente indígena Rosa Chumpi declaró a Radio Sur que las comunidades cuentan 14 desaparecidos y habló de «al menos 30» muertos.",
        [
            "14 exact missing people | La dirigente indígena Rosa Chumpi < Radio Sur",
            "30 at_least killed people | La dirigente indígena Rosa Chumpi < Radio Sur",
        ],
    ),
    (
        "es",
        "Fueron detenidas 20 personas, a las que se sumaron otras 15 por la noche.",
        ["20 exact arrested people |", "15 exact arrested people |"],
    ),
    (
        "es",
        "«Perdí a mis dos hijos», contó Rosa Méndez.",
        ["dos exact killed people | Rosa Méndez"],
    ),
    (
        "es",
        "La Secretaría de Riesgos, en su informe número 12, cifra en 300 los fallecidos.",
        ["300 exact killed people | La Secretaría de Riesgos"],
    ),
    (
        "es",
        "La coordinadora, con sede en Lima, contabiliza 12 muertos.",
        ["12 exact killed people | La coordinadora"],
    ),
    (
        "es",
        "La Cruz Roja recuperó 14 cuerpos del río y atendió a 60 heridos.",
        ["14 exact killed people | La Cruz Roja", "60 exact injured people | La Cruz Roja"],
    ),
    (
        "es",
        "El hospital de San Juan atendió a 37 heridos por bala, dijo su directora.",
        ["37 exact injured people | El hospital de San Juan"],
    ),
    (
        "es",
        "La gobernadora Ana Solís informó que murieron 12 personas. La funcionaria añadió que otras 9 siguen desaparecidas.",
        ["12 exact killed people | La gobernadora Ana Solís", "9 exact missing people | La gobernadora Ana Solís"],
    ),
    (
        "es",
        "La policía únicamente reconoce dos muertos, mientras que los vecinos sostienen que fueron al menos 15.",
        ["dos exact killed people | La policía", "15 at_least killed people | los vecinos"],
    ),
    (
        "es",
        "El alcalde reconoció tres muertos; según los familiares, fueron once.",
        ["tres exact killed people | El alcalde", "once exact killed people | los familiares"],
    ),
    (
        "es",
        "El Ministerio de Defensa cifra en 300 los soldados muertos, en 45 los desaparecidos y en 1.200 los heridos.",
        [
            "300 exact killed security_forces | El Ministerio de Defensa",
            "45 exact missing people | El Ministerio de Defensa",
            "1.200 exact injured people | El Ministerio de Defensa",
        ],
    ),
    (
        "es",
        "En enero murieron 1.204 personas. En febrero, mil 350 personas fueron asesinadas, dijo la Fiscalía.",
        ["1.204 exact killed people |", "mil 350 exact killed people | la Fiscalía"],
    ),
    (
        "es",
        "La tasa de homicidios fue de 26 por cada 100 mil habitantes.",
        [],
    ),
    (
        "es",
        "México registró 28 homicidios por cada 100.000 habitantes en 2019.",
        [],
    ),
    (
        "es",
        "Al menos diez muertos, 40 heridos y 12 desaparecidos dejó la avalancha.",
        ["diez at_least killed people |", "40 at_least injured people |", "12 at_least missing people |"],
    ),
    (
        "es",
        "Un soldado herido en el ataque murió anoche en el hospital.",
        ["Un exact killed security_forces |"],
    ),
    (
        "es",
        "Tres agentes heridos el lunes fallecieron este martes, lo que eleva a 9 el número de muertos.",
        ["Tres exact killed security_forces |", "9 exact killed people |"],
    ),
    (
        "es",
        "El director de Emergencias, Luis Mora, dio una cifra menor: 16 muertos.",
        ["16 exact killed people | El director de Emergencias"],
    ),
    (
        "es",
        "08.30 La alcaldesa confirma 4 muertos.",
        ["4 exact killed people | La alcaldesa"],
    ),
    (
        "es",
        "09.15 Bomberos: 11 fallecidos y 20 heridos.",
        ["11 exact killed people | Bomberos", "20 exact injured people | Bomberos"],
    ),
    (
        "es",
        "El jefe policial declaró a Radio Uno que había cinco muertos y habló de 30 detenidos.",
        ["cinco exact killed people | El jefe policial < Radio Uno", "30 exact arrested people | El jefe policial < Radio Uno"],
    ),
    (
        "es",
        "El número de muertos aumentó en nueve, hasta 41, dijo el ministerio.",
        ["nueve exact killed people | el ministerio", "41 exact killed people | el ministerio"],
    ),
    (
        "es",
        "La prefectura informó este jueves a EFE de 5 detenidos y el sindicato denunció 18.",
        ["5 exact arrested people | La prefectura", "18 exact arrested people | el sindicato"],
    ),
    (
        "es",
        "La fiscal general, María Ruiz, informó de 31 muertos. También reportó 120 heridos.",
        ["31 exact killed people | La fiscal general", "120 exact injured people | La fiscal general"],
    ),
    (
        "es",
        "Poco después, el ministro del Interior, Jorge Paz, daba cuenta de 15 detenidos.",
        ["15 exact arrested people | el ministro del Interior"],
    ),
    (
        "es",
        "Médicos Sin Fronteras trató a 80 heridos en su clínica.",
        ["80 exact injured people | Médicos Sin Fronteras"],
    ),
    (
        "es",
        "El secretario de Seguridad, Omar Ruiz, dijo ayer en conferencia de prensa que 14 policías fueron asesinados en marzo.",
        ["14 exact killed security_forces | El secretario de Seguridad"],
    ),
    (
        "es",
        "El sindicato de prensa reportó 12 periodistas agredidos y 5 detenidos.",
        ["12 exact injured journalists | El sindicato de prensa", "5 exact arrested people | El sindicato de prensa"],
    ),
    (
        "es",
        "El director de la prisión negó que haya 12 muertos y admitió solo dos heridos.",
        ["12 exact killed people | El director de la prisión", "dos exact injured people | El director de la prisión"],
    ),
    (
        "es",
        "La cifra oficial de 38 muertos contrasta con los 54 que contabilizan los familiares.",
        ["38 exact killed people |"],
    ),
    (
        "uk",
        "Двоє лікарів із Києва розповіли виданню, що лише в їхніх двох лікарнях зафіксували 170 смертей.",
        ["170 exact killed people | Двоє лікарів із Києва"],
    ),
    (
        "uk",
        "Правозахисна агенція «Око» підтвердила 49 смертей. Арештованих, за підрахунками тієї самої агенції, щонайменше 200.",
        ["49 exact killed people | Правозахисна агенція «Око»", "200 at_least arrested people | Правозахисна агенція «Око»"],
    ),
    (
        "uk",
        "За словами Олени Петренко, 16 осіб доправили до лікарень.",
        ["16 exact injured people | Олени Петренко"],
    ),
    (
        "uk",
        "Червоний Хрест вивіз із міста 14 тіл і евакуював 60 поранених.",
        ["14 exact killed people | Червоний Хрест", "60 exact injured people | Червоний Хрест"],
    ),
    (
        "uk",
        "Щонайменше 12 загиблих і 30 поранених – такі дані обласної прокуратури.",
        ["12 at_least killed people | обласної прокуратури", "30 at_least injured people | обласної прокуратури"],
    ),
    (
        "uk",
        "Унаслідок обстрілу загинуло 7 людей – така оцінка місії ООН.",
        ["7 exact killed people | місії ООН"],
    ),
    (
        "uk",
        "Прокуратура повідомила про 6 загиблих. У відомстві додали, що ще 9 людей поранено.",
        ["6 exact killed people | Прокуратура", "9 exact injured people | Прокуратура"],
    ),
    (
        "uk",
        "Рятувальники повідомляють: під завалами загинуло 9 людей. Поранено 22 людини.",
        ["9 exact killed people | Рятувальники", "22 exact injured people | Рятувальники"],
    ),
    (
        "uk",
        "ДСНС інформує: станом на ранок загинула 31 особа, зникло 5 людей. З небезпечної зони відселено 1 200 осіб.",
        ["31 exact killed people | ДСНС", "5 exact missing people | ДСНС", "1 200 exact displaced people | ДСНС"],
    ),
    (
        "uk",
        "Список загиблих на шахті сягнув 26, повідомили у профспілці.",
        ["26 exact killed people | профспілці"],
    ),
    (
        "uk",
        "Кількість жертв зросла на дев'ять – до 41, заявив міністр.",
        ["дев'ять exact killed people | міністр", "41 exact killed people | міністр"],
    ),
    (
        "uk",
        "Правозахисна група «Зірка», яка працює в Берліні, задокументувала 3402 смерті.",
        ["3402 exact killed people | Правозахисна група «Зірка»"],
    ),
    (
        "uk",
        "10.45 Поліція: 5 загиблих, 12 поранених.",
        ["5 exact killed people | Поліція", "12 exact injured people | Поліція"],
    ),
    (
        "uk",
        "18:50 Начальник штабу: з міста вийшли всі. 13 військових загинули, 157 поранено.",
        ["13 exact killed security_forces | Начальник штабу", "157 exact injured security_forces | Начальник штабу"],
    ),
    (
        "uk",
        "Через важкий стан 16 постраждалих відправили до опікового центру, повідомив губернатор.",
        ["16 exact injured people | губернатор"],
    ),
    (
        "uk",
        "У лікарнях лікуються 14 гірників, четверо з них – у реанімації, каже головний лікар Іван Бойко.",
        ["14 exact injured people | головний лікар Іван Бойко", "четверо exact injured people | головний лікар Іван Бойко"],
    ),
    (
        "uk",
        "У 2014 році на дорогах загинули 32 тисячі 675 людей.",
        ["32 тисячі 675 exact killed people |"],
    ),
    (
        "uk",
        "Уряд визнає 30 загиблих, тоді як правозахисники стверджують, що їх було щонайменше 70.",
        ["30 exact killed people | Уряд", "70 at_least killed people | правозахисники"],
    ),
    (
        "uk",
        "Ворог втратив 850 солдатів, повідомив Генштаб.",
        ["850 exact killed security_forces | Генштаб"],
    ),
    (
        "uk",
        "Агентство AFP із посиланням на джерело в поліції пише про 17 загиблих.",
        ["17 exact killed people | джерело в поліції < Агентство AFP"],
    ),
    (
        "uk",
        "Родичі зниклих кажуть про 43 зниклих.",
        ["43 exact missing people | Родичі зниклих"],
    ),
    (
        "uk",
        "Офіційно підтверджено загибель 19 осіб. Водночас місцеві жителі говорять про понад 60.",
        ["19 exact killed people |", "60 more_than killed people | місцеві жителі"],
    ),
    (
        "uk",
        "Джерела в армії, на які посилається Reuters, говорять про 45 убитих бойовиків.",
        ["45 exact killed combatants | Джерела в армії"],
    ),
    (
        "uk",
        "Офіційна цифра – 38 загиблих – розходиться з 54, про яких говорять родини.",
        ["38 exact killed people |"],
    ),
    (
        "fa",
        "رئیس بیمارستان گفت شمار کشته\u200cها به ۳۷ نفر رسیده که سه کودک در میان آن\u200cها هستند و ۴۰ تن نیز زخمی شده\u200cاند.",
        [
            "۳۷ exact killed people | رئیس بیمارستان",
            "سه exact killed children | رئیس بیمارستان",
            "۴۰ exact injured people | رئیس بیمارستان",
        ],
    ),
    (
        "fa",
        "پزشکی قانونی از ۲۲ کشته خبر داد. وزیر بهداشت این عدد را ۳۰ نفر دانست و گفت ۱۲ تن از آنان زن و کودک بوده\u200cاند.",
        ["۲۲ exact killed people | پزشکی قانونی", "۳۰ exact killed people | وزیر بهداشت", "۱۲ exact killed women | وزیر بهداشت"],
    ),
    (
        "fa",
        "وی با بیان این\u200cکه ۲۸ نفر از مجروحان همچنان تحت درمان\u200cاند، گفت ۷ زندانی به زندان دیگری منتقل شده\u200cاند.",
        ["۲۸ exact injured people |"],
    ),
    (
        "fa",
        "۲۷ نفر در حمله مرگبار تروریستی به یک پادگان نظامی در پاکستان کشته شدند.",
        ["۲۷ exact killed people |"],
    ),
    (
        "fa",
        "🔹 استاندار یزد: راه\u200cها باز است 🔹 شمار قربانیان زلزله به ۳۴ نفر رسید",
        ["۳۴ exact killed people |"],
    ),
    (
        "fa",
        "هلال احمر ۱۴ پیکر را از رودخانه بیرون کشید و ۶۰ زخمی را به بیمارستان برد.",
        ["۱۴ exact killed people | هلال احمر", "۶۰ exact injured people | هلال احمر"],
    ),
    (
        "fa",
        "رئیس پلیس راهور گفت ۱۲ نفر کشته شدند؛ پیش\u200cتر فرماندار از ۹ کشته خبر داده بود. او شمار زخمی\u200cها را ۴۰ نفر اعلام کرد.",
        [
            "۱۲ exact killed people | رئیس پلیس راهور",
            "۹ exact killed people | فرماندار",
            "۴۰ exact injured people | رئیس پلیس راهور",
        ],
    ),
    (
        "fa",
        "استاندار ۲۰ کشته را تأیید کرد، اما وزیر بهداشت این عدد را ۳۵ نفر دانست.",
        ["۲۰ exact killed people | استاندار", "۳۵ exact killed people | وزیر بهداشت"],
    ),
    (
        "fa",
        "پزشکی قانونی شمار جان\u200cباختگان را ۴۴ نفر دانسته است.",
        ["۴۴ exact killed people | پزشکی قانونی"],
    ),
    (
        "fa",
        "زنی که پنج نفر از بستگانش را از دست داده است گفت کسی کمک نکرد.",
        ["پنج exact killed people | زنی"],
    ),
    (
        "fa",
        "یک مقام امنیتی به علی رضایی، خبرنگار رادیو فردا، گفت ۲۰ نفر کشته شده\u200cاند.",
        ["۲۰ exact killed people | یک مقام امنیتی"],
    ),
    (
        "fa",
        "🔴 منابع محلی از کشته شدن ۳ نفر خبر دادند.",
        ["۳ exact killed people | منابع محلی"],
    ),
    (
        "fa",
        "روزنامه شرق به نقل از یک آتش\u200cنشان شمار کشته\u200cها را ۸۵ نفر نوشته است.",
        ["۸۵ exact killed people | یک آتش\u200cنشان < روزنامه شرق"],
    ),
    (
        "fa",
        "حدود ۱۳ هزار نفر به جای امن برده شدند، وزارت اوضاع اضطراری گفت.",
        ["۱۳ هزار about displaced people | وزارت اوضاع اضطراری"],
    ),
    (
        "fa",
        "رادیو آزادی نام ۷۰ کشته را ثبت کرده است.",
        ["۷۰ exact killed people | رادیو آزادی"],
    ),
    (
        "fa",
        "پلیس از ۳۵ کشته گفت، اما کمیسر شهر شمار پیکرها را ۲۸۹ دانست.",
        ["۳۵ exact killed people | پلیس", "۲۸۹ exact killed people | کمیسر شهر"],
    ),
    (
        "fa",
        "پزشکان بدون مرز ۸۰ زخمی را درمان کرده است.",
        ["۸۰ exact injured people | پزشکان بدون مرز"],
    ),
    (
        "ar",
        "نشرت لجنة التحقيق تقريرها. وجاء فيه أن 50 مدنيا قتلوا وأصيب 218 بالرصاص.",
        ["50 exact killed civilians | لجنة التحقيق", "218 exact injured people | لجنة التحقيق"],
    ),
    (
        "ar",
        "قالت المنظمة إن 77 في المئة من النازحين نساء وإن 5000 شخص نزحوا.",
        ["5000 exact displaced people | المنظمة"],
    ),
    (
        "ar",
        "انتشل الهلال الأحمر 14 جثة من النهر وعالج 60 جريحا.",
        ["14 exact killed people | الهلال الأحمر", "60 exact injured people | الهلال الأحمر"],
    ),
    (
        "ar",
        "قررت الحكومة صرف 200 ألف جنيه لأسرة كل شهيد و50 ألفا لكل مصاب.",
        [],
    ),
    (
        "ar",
        "أعلنت النيابة أن حصيلة الهجوم الإرهابي على المسجد بلغت 35 شهيدا و12 مصابا.",
        ["35 exact killed people | النيابة", "12 exact injured people | النيابة"],
    ),
    (
        "ar",
        "شارك آلاف المتظاهرين في المسيرة، أوقف خلالها 36 متظاهرا بحسب محامين.",
        ["36 exact arrested protesters | محامين"],
    ),
    (
        "ar",
        "حضر نحو 5 آلاف شخص المسيرة، واعتقل خلالها 12 ناشطا.",
        ["12 exact arrested people |"],
    ),
    (
        "ar",
        "قالت لي أختي إن 7 من جيراننا قتلوا.",
        ["7 exact killed people | أختي"],
    ),
    (
        "ar",
        "خسر الجيش 75 جنديا وقتل 60 مسلحا.",
        ["75 exact killed security_forces |", "60 exact killed combatants |"],
    ),
    (
        "ar",
        "قتل 12 شخصا، في حين تقول المعارضة إنهم 30 على الأقل.",
        ["12 exact killed people |", "30 at_least killed people | المعارضة"],
    ),
    (
        "ar",
        "بلغ معدل جرائم القتل 26 لكل 100 ألف نسمة.",
        [],
    ),
    (
        "en",
        "The country recorded 28 murders per 100,000 people in 2019.",
        [],
    ),
]


def line(statement: Statement) -> str:
    number = statement.quantity
    bound = "about" if number.bound == "exact" and number.approximate else number.bound
    chain = " < ".join(link.actor for link in statement.chain)
    return f"{number.printed} {bound} {statement.harm.label} {statement.group.label} | {chain}".strip()


@pytest.mark.parametrize(("lang", "text", "lines"), TOLD)
def test_figures_as_they_are_told_elsewhere(lang: str, text: str, lines: list[str]) -> None:
    passage = Passage(document="d", id="d", kind="text", text=text, lang=lang, published=dt.date(2025, 3, 12))
    assert sorted(line(each) for each in read(passage).statements if not each.quantity.implied) == sorted(lines)
