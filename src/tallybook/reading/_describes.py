"""Harm words that only say who the counted are, or stand outside their clause: "two of the wounded died", "nine missing boats"."""

from __future__ import annotations

from tallybook.reading._beside import is_partitive, of_thing
from tallybook.reading._busy import busy
from tallybook.reading._classes import BITS
from tallybook.reading._clitics import prefixed
from tallybook.reading._count import NUMERIC, Count
from tallybook.reading._deeds import earlier_harm
from tallybook.reading._forms import Match
from tallybook.reading._harms import HarmWord
from tallybook.reading._shadow import norm, shadow
from tallybook.reading._tokens import Sentence

_ARMED = ("combatants", "security_forces")
_OWN_VERB = 5  # tokens between those counted and their verb
_PARTITIVE, _RELATIVE = BITS["partitive"], BITS["relative"]
_WORSE = 6  # tokens between "of the wounded" and "died"


def only_describes(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "nine missing boats", "two of the wounded died": what the counted are, where no person is or where worse befell them."""
    if sentence.lexicon.head.inverts or sentence.lexicon.victim_left_of_do:
        if earlier_harm(sentence, count, word):
            return True
        return _died(sentence, count, word) or _dies(sentence, count, word) or _died_of_it(sentence, count, word)
    if sentence.lexicon.head.verb_first:
        return _others(sentence, count, word)
    if not sentence.lexicon.head.articles:
        return False
    if "part" in sentence.matches and _of_part(sentence, count, word):
        return True
    if sentence.classes & _RELATIVE and _in_relative(sentence, count, word):
        return True
    if count.last == word.first and not count.noun and of_thing(sentence, word.last):
        return True
    if word.label not in ("injured", "arrested", "missing") or not is_partitive(sentence, count, word):
        return False
    near = range(word.last, min(word.last + _WORSE, len(sentence.norms)))
    worse = next((m for m in sentence.of("harm") if m.first in near and m.row.label in ("killed", "executed")), None)
    return (
        worse is not None
        and "state" not in worse.row.frame
        and not any(
            sentence.norms[at] in ",;" or sentence.norms[at][0].isdecimal() or sentence.masks[at] & BITS["and"]
            for at in range(word.last, worse.first)
        )
    )


def _others(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Where the verb comes first, a harm word behind a gap that is somebody else's: "were trained 45 medics to help the-wounded",
    "9 million voters, among threats of-killing", "5,000 fans cheered when killed [he] the game": behind people a verb is plural.
    """
    match = sentence.starting("harm", word.first)
    if match is None or word.first <= count.last:
        return False
    own, form = sentence.norms[word.first], norm(shadow(match.form)).split()
    particle = own.removesuffix(form[0]) if prefixed(sentence, match) else ""
    if "state" in word.frames and not word.frames & {"undergo", "do", "both"}:
        governed = sentence.masks[word.first - 1] & BITS["preposition"]  # "230 weddings, in mourning for victims"
        return bool(governed) or ("ل" in particle and sentence.norms[word.first - 1] not in sentence.lexicon.of_words)
    if "undergo" not in word.frames or "state" in word.frames:
        return False
    people = count.noun and count.number.kind != "single" and count.number.low > 2 and not count.household
    return particle.strip("وف") != "" or (people and len(form) == 1 and not form[0].endswith(_AGREES))


_AGREES = ("وا", "ن", "ت", "ا", "هم", "هن", "ها")  # endings of verbs whose subject stands before them


def _died(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Помер ще один поранений", "murieron dos heridos": where the verb of dying opens the clause, the state is who they were."""
    if word.label not in ("injured", "arrested", "missing") or word.first != count.number.last:
        return False
    at = count.first
    while at > 0 and sentence.masks[at - 1] & (BITS["adverb"] | BITS["other"] | BITS["article"]):
        at -= 1
    verb = sentence.ending("harm", at)
    return verb is not None and verb.row.label in ("killed", "executed") and verb.row.frame == "undergo"


def _dies(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Trois blessés sont morts à l'hôpital", "سه مجروح جان باختند": a verb of dying behind the state, in the same clause."""
    if word.label not in ("injured", "arrested", "missing") or "state" not in word.frames or not _named_by(sentence, count, word):
        return False
    near = range(word.last, min(word.last + _WORSE, len(sentence.norms)))
    verb = next((each for each in sentence.of("harm") if each.first in near), None)
    if verb is None or verb.row.label not in ("killed", "executed") or verb.row.frame != "undergo":
        return False
    return not any(
        sentence.norms[at] in ",;:()–" or sentence.norms[at][0].isdecimal() or sentence.masks[at] & (BITS["and"] | NUMERIC)
        for at in range(word.last, verb.first)
    )


def _named_by(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Whether the state stands in the place of the counted noun, behind the number itself or behind "of the"."""
    whole = count.first > 1 and (
        sentence.norms[count.first - 2][0].isdecimal() or bool(sentence.masks[count.first - 2] & NUMERIC)
    )
    if whole or sentence.ending("partitive", count.first) is not None:
        return False  # "four of the 30 wounded died", "двоє з трьох затриманих померли"
    of = sentence.starting("partitive", count.number.last)
    return word.first == count.number.last or (of is not None and word.first == of.last)


def tells_others(sentence: Sentence, count: Count, word: HarmWord, numbers: frozenset[int]) -> bool:
    """Whether a harm word behind a number and its noun is told of somebody else, or only says where."""
    if sentence.classes & _PARTITIVE and (whole_of(sentence, count, word, numbers) or _of_those(sentence, count, word)):
        return True
    if busy(sentence, count, word):
        return True
    if word.label == "arrested" and only_where(sentence, count, word):
        return True
    if sentence.classes & _RELATIVE and anothers_clause(sentence, count, word):
        return True
    if not word.passive and "both" in word.frames and anothers_deed(sentence, count, word):
        return True
    return "state" in word.frames and anothers_noun(sentence, count, word, numbers)


def _of_those(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Thousands turned out for the funerals of those shot dead": the harm befell others, whom the counted only mourn."""
    at = word.first
    while at > count.last and sentence.masks[at - 1] & (BITS["aux"] | BITS["adverb"] | _RELATIVE):
        at -= 1
    those = sentence.ending("partitive", at)
    if those is None or those.first <= count.last or not sentence.lexicon.head.articles:
        return False
    return sentence.norms[those.first - 1].isalpha() and not sentence.masks[those.first - 1] & BITS["number"]


def _died_of_it(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Un soldado herido en el ataque murió": a participle right behind its noun, and the verb of death behind it."""
    if (
        not sentence.lexicon.head.inverts
        or word.label not in ("injured", "missing")
        or not count.noun
        or word.first != count.last
    ):
        return False
    near = range(word.last, min(word.last + _WORSE, len(sentence.norms)))
    died = next((m for m in sentence.of("harm") if m.first in near and m.row.label == "killed"), None)
    undergone = died is not None and "undergo" in died.row.frame and "state" not in died.row.frame
    return undergone and died is not None and not _clause_ends(sentence, word.last, died.first)


def deed_elsewhere(sentence: Sentence, start: int, word: HarmWord) -> bool:
    """ "300 intelectuales firmaron una carta contra las ejecuciones": the noun of a deed behind small words is nobody's harm."""
    if _given_to(sentence, start, word):
        return True
    if "event" not in word.frames or not sentence.lexicon.head.inverts:
        return False
    parts, articles = BITS["preposition"] | BITS["relative"] | BITS["article"], sentence.lexicon.head.articles
    return any(sentence.masks[at] & parts or sentence.norms[at] in articles for at in range(start, word.first))


def _given_to(sentence: Sentence, start: int, word: HarmWord) -> bool:
    """ "Dedicaron el triunfo a los caídos", "250 millones para los heridos": those harmed stand behind a preposition, and no number's noun."""
    at = word.first - 2
    if (
        at < start
        or word.among
        or not sentence.lexicon.head.inverts
        or sentence.norms[at + 1] not in sentence.lexicon.head.articles
    ):
        return False
    return bool(sentence.masks[at] & (BITS["preposition"] | BITS["say_to"]))


def owns_thing(sentence: Sentence, count: Count) -> bool:
    """ "Mató a 43 ovejas de un pastor": what was struck is a thing, and the counted only own it."""
    at = count.first - 2
    if at < 0 or not sentence.lexicon.head.inverts or sentence.norms[at + 1] not in sentence.lexicon.of_words:
        return False
    return bool(sentence.masks[at] & BITS["thing"]) and not sentence.masks[at] & BITS["harm"]


def names_victim(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "A la vigilia por el estudiante asesinado acudieron 6.000 vecinos": a participle of the noun before it, another verb behind."""
    if "both" not in word.frames or word.passive or count.first == word.last or word.first == 0:
        return False
    return bool(sentence.masks[word.first - 1] & BITS["singular"]) and sentence.lexicon.head.inverts


def died_then(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Hirieron a un sacerdote, que murió": what befell the counted first, where a relative clause right behind them tells of death."""
    first = sentence.lexicon.head.inverts and sentence.classes & _RELATIVE and word.first <= count.first
    if not first or word.label not in ("injured", "missing", "arrested"):
        return False
    near = range(count.last, min(count.last + _WORSE, len(sentence.norms)))
    opened = next((at for at in near if sentence.masks[at] & _RELATIVE), -1)
    died = sentence.starting("harm", opened + 1) if opened > 0 and sentence.norms[opened - 1] == "," else None
    return died is not None and died.row.label == "killed" and "undergo" in died.row.frame


def anothers_clause(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Six officials spoke, so the number of soldiers who died is higher": a clause that goes with the noun before it."""
    at = word.first - 1
    while at > count.last and sentence.masks[at] & (BITS["aux"] | BITS["adverb"]):
        at -= 1
    if at <= count.last + 1 or not sentence.masks[at] & _RELATIVE:
        return False
    before = sentence.norms[count.last : at]
    return "," in before and before[-1] != ","


def anothers_noun(sentence: Sentence, count: Count, word: HarmWord, numbers: frozenset[int]) -> bool:
    """ "one of 52 prisoners executed": a word that names whom another number counts, with what befell them right behind it."""
    named = "state" in word.frames and sentence.masks[word.first] & BITS["group"]
    if not named or not any(count.number.last <= at < word.first for at in numbers):
        return False
    verb = (
        sentence.covering("aux", word.last)
        if word.last < len(sentence.norms) and sentence.masks[word.last] & BITS["aux"]
        else None
    )
    return sentence.starting("harm", verb.last if verb is not None else word.last) is not None


def anothers_deed(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Five officials were suspended, and police arrested the owner": a verb with a subject and an object of its own."""
    at, norms = word.first - 1, sentence.norms
    if "both" not in word.frames or word.passive or word.last >= len(sentence.norms) or at <= count.last:
        return False
    subject = sentence.ending("actor", word.first) or sentence.ending("group", word.first)
    object_ = norms[word.last] in sentence.lexicon.head.articles or sentence.masks[word.last] & BITS["definite"]
    if subject is None or not object_ or subject.first <= count.last:
        return False
    before = subject.first - 1
    return norms[before] == "," or bool(sentence.masks[before] & BITS["and"])


def said_of(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "He claimed more than 200 of his supporters were behind bars": the verb says, and those have a verb of their own."""
    if not sentence.masks[word.first] & BITS["say"]:
        return False
    if sentence.lexicon.head.articles and (count.group in _ARMED or sentence.ending("actor", word.first) is not None):
        return True  # "a command that claimed 15,000 fighters": of its own, and no deaths
    for at in range(count.last, min(count.last + _OWN_VERB, len(sentence.norms))):
        if sentence.masks[at] & BITS["aux"]:
            return True
        if not sentence.norms[at][0].isalpha():
            return False
    return False


def only_where(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "238 people died, six of them under torture in custody": where they died, and no harm of its own."""
    if word.label != "arrested" or not sentence.masks[word.first] & BITS["preposition"] or count.first == 0:
        return False
    died = any(match.last <= count.first and match.row.label in ("killed", "executed") for match in sentence.of("harm"))
    return died and not any(sentence.masks[at] & BITS["aux"] for at in range(count.number.last, word.first))


def whole_of(sentence: Sentence, count: Count, word: HarmWord, numbers: frozenset[int]) -> bool:
    """ "Three of the five hostages were killed": the verb is told of the three; five is how many there were."""
    before = [match for match in sentence.of("partitive") if match.last == count.number.first]
    told = bool(before) and before[0].first - 1 in numbers and count.noun and word.first >= count.last
    return told and (word.passive or word.having or word.frames == {"undergo"})


def _in_relative(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "80 people who had sought refuge in the church were massacred": what came before, where the verb behind tells what befell them."""
    if sentence.starting("relative", count.last) is None:
        return False
    main = next((m for m in sentence.of("harm") if m.first >= word.last and _finite(sentence, m)), None)
    return main is not None and main.row.label != word.label and not _clause_ends(sentence, word.last, main.first)


def _finite(sentence: Sentence, harm: Match) -> bool:
    """Whether a harm word is the verb of a clause: in the passive, or one that only its subject undergoes."""
    frames, at = harm.row.frame.split(), harm.first - 1
    while at > 0 and sentence.masks[at] & BITS["adverb"] and not sentence.masks[at] & BITS["aux"]:
        at -= 1
    return "undergo" in frames or ("both" in frames and bool(sentence.masks[at] & BITS["aux"]))


def _clause_ends(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a mark, a number, "and" or "when" stands among some tokens: the words behind it are of another clause."""
    ends = BITS["and"] | BITS["relative"] | BITS["that"] | NUMERIC
    for at in range(first, last):
        mask = sentence.masks[at]
        reported = mask & BITS["say"] and not sentence.masks[at - 1] & BITS["aux"]  # "are reported to have been massacred"
        if mask & ends or reported or not sentence.norms[at][0].isalpha():
            return True
    return any(match.row.label == "conj" and first <= match.first < last for match in sentence.of("preposition"))


def _of_part(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "264 people, including two injured, had escaped": what befell the part, set off by commas, and not the whole."""
    at, norms = word.last, sentence.norms
    if at + 1 >= len(norms) or norms[at] != "," or not sentence.masks[at + 1] & BITS["aux"]:
        return False
    part = next((match for match in sentence.of("part") if count.last <= match.first < word.first), None)
    return part is not None and norms[word.first - 1] != ","
