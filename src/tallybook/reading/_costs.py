"""What it costs to join a count to a harm word, from the classes of the tokens between them."""

from __future__ import annotations

from tallybook.reading import _figures as figures
from tallybook.reading._beside import befallen, included, of_thing, set_off, shot_dead
from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._describes import (
    deed_elsewhere,
    died_then,
    names_victim,
    only_describes,
    owns_thing,
    said_of,
    tells_others,
)
from tallybook.reading._figures import Scene
from tallybook.reading._harms import HarmWord
from tallybook.reading._marked import complemented, object_of, subject_of
from tallybook.reading._tokens import Sentence
from tallybook.reading._turned import figured, fronted, object_form, own_subject, put_behind, revised, some_only, told_behind
from tallybook.reading._weights import weight_of

LIMIT = 9.0
TIGHT = 2.0  # "he", "the leader": only right beside the harm word
_WINDOW = 80  # tokens; no clause is longer, and a list of thousands must not be paired with itself
_FAR, _REVISED = 99.0, 2.0
_THIN, _WHOM, _COUNTING = BITS["adverb"] | BITS["other"], BITS["whom"], BITS["counted"] | BITS["revise"]
_FAR_VERB = 3.0  # an object with a mark of its own waits for its verb, however far
_FAR_SUBJECT = 6.0  # a subject that opens the sentence waits for the verb that closes it
_OTHERS_DEED = 1.0
_COUNTED = 4.0  # "the number of dead in the landslides of Friday on a road near [...] rose to 38"


def cost_of(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> tuple[float, str]:
    """The cheapest way to join a count and a harm word, and the side on which the count stands."""
    if abs(count.number.first - word.first) > _WINDOW or (count.household and word.label != "displaced"):
        return _FAR, ""
    weak = word.frames == {"weak"} and sentence.lexicon.head.inverts and word.first < count.first
    if weak and sentence.starting("harm", count.last) is not None:
        return _FAR, ""  # "втратила 600 військових убитими": what befell them stands right behind them
    if count.number.first < word.last and word.first < count.number.last:
        return (0.0, "left") if word.first == count.number.first and word.last == count.number.last else (_FAR, "")
    if count.number.first < word.first:
        if sentence.lexicon.victim_left_of_do and _of_those(sentence, count, word):
            return 5.0 + _gap(sentence, min(count.last, word.first), word.first, 0, scene), "left"
        left = _left(sentence, count, word, scene)
        turned = _turned(sentence, count, word, scene) if "toll" in word.frames else _FAR
        return (turned, "toll") if turned < left else (left, "left")
    best, side = _FAR, "right"
    if sentence.classes & BITS["figure"] and figures.headed(sentence, count, word):
        return 0.1, "toll"
    if not count.by and (
        "toll" in word.frames or count.first == word.last or sentence.classes & _COUNTING or figures.colon(sentence, word, count)
    ):
        best, side = _toll(sentence, count, word, scene), "toll"
    right = _right(sentence, count, word, scene)
    return (right, "right") if right <= best else (best, side)


def _of_those(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "40 of the injured are in a grave condition": where no other harm befell them, that one did."""
    before = word.first - 1
    return word.frames == {"toll"} and sentence.norms[before] in sentence.lexicon.of_words and count.last >= before


def _cost_of_unknown(sentence: Sentence, count: Count) -> float:
    """What it costs that no table knows the noun that stands in the place of the counted: a vehicle perhaps, and no victim."""
    at = count.number.last
    if not sentence.lexicon.head.head_first or at >= len(sentence.norms) or sentence.masks[at]:
        return 0.0
    return 1.5 if sentence.norms[at].isalpha() else 0.0


def _left(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> float:
    """The count stands before the harm word: "two people were killed", "two dead"."""
    frames = word.frames
    if word.among and sentence.lexicon.victim_left_of_do:
        return _gap(sentence, min(count.last, word.first), word.first, 0, scene)  # "three citizens among the victims are"
    if _barred(sentence, count, word, scene) or count.by or ("both" in frames and _attributive(sentence, count, word)):
        return _FAR
    start = min(count.last, word.first)
    adjacent = _adjacent(sentence, start, word.first, count)
    if (
        count.prep
        and not adjacent
        and sentence.starting("relative", count.last) is None
        and not put_behind(sentence, count, word)
    ):
        return _FAR  # but "of 40 patients who had been admitted 5 died"
    cost = _reach(sentence, count, word, scene, start)
    if "state" in frames and sentence.masks[word.first] & BITS["group"]:
        # "the deaths of 40 detainees": they are who, not what
        cost += 7.5 if sentence.lexicon.head.head_first and not sentence.lexicon.head.inverts else 1.2
    if "state" in frames and count.noun and not word.passive and _governed(sentence, start, word.first):
        return _FAR  # "12 families of the missing"
    if "state" in frames and not frames & {"both", "undergo"}:
        loose = any(sentence.norms[at] in ",–(" or sentence.masks[at] & BITS["preposition"] for at in range(start, word.first))
        return _FAR if deed_elsewhere(sentence, start, word) else cost + (4.0 if loose else 0.0)
    if "weak" in frames and not _weakly(sentence, count, word):
        return _FAR  # "five stolen cars were burned": a noun that no table knows is no victim of what befalls things too
    if frames & {"both", "weak"} and not word.passive:
        listed = "state" in frames and adjacent and word.last < len(sentence.norms) and sentence.masks[word.last] & BITS["and"]
        cost += 0.0 if listed else _active(sentence, word, scene)
        if not adjacent:
            cost += 0.5
    return cost


def _adjacent(sentence: Sentence, start: int, end: int, count: Count) -> bool:
    """Whether the tokens between leave a count beside its harm word: "41 others dead", "41 of the dead"."""
    for at in range(start, end):
        of = not count.noun and sentence.norms[at] in sentence.lexicon.of_words and sentence.lexicon.head.verb_first
        if not (of or sentence.masks[at] & _THIN):
            return False
    return True


def _barred(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> bool:
    """Whether a harm word has no victims before it: a noun of a deed, gunmen who fled, a verb that opens its clause with "and"."""
    before = "do" in word.frames and (sentence.lexicon.victim_left_of_do or fronted(sentence, count, word))
    takes = before or not word.frames.isdisjoint(_BEFORE)
    fled = word.label == "displaced" and count.group == "combatants"
    if not takes or word.opens or fled or only_describes(sentence, count, word):
        return True
    if _apart(sentence, count, word, scene) or (sentence.lexicon.object_mark and subject_of(sentence, count, word)):
        return True
    if word.first - count.number.last > 1 and tells_others(sentence, count, word, scene.numbers):
        return True
    return bool(sentence.classes & _WHOM) and some_only(sentence, count, word, scene.numbers)


_BEFORE = frozenset({"both", "undergo", "state", "weak"})


def _weakly(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Whether a harm that befalls things too has people before it: in the passive, or in a form that only an object has."""
    people = count.noun or count.last == count.number.last or sentence.starting("whom", count.number.last) is not None
    return object_form(sentence, count) or (people and (word.passive or "undergo" in word.frames))


def _apart(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> bool:
    """ "23 lawyers in the murder case": a noun of a deed whose number does not stand beside it."""
    if sentence.classes & _WHOM and set_off(sentence, count, word):
        return True
    if not word.beside:
        return own_subject(sentence, word, scene.firsts)
    if word.last in scene.firsts:
        return True  # "thousands the body of 12 dead bore to the grave"
    return not all(
        sentence.masks[at] & (BITS["adverb"] | BITS["other"] | BITS["group"] | BITS["classifier"] | BITS["definite"])
        for at in range(count.number.last, word.first)
    )


def _reach(sentence: Sentence, count: Count, word: HarmWord, scene: Scene, start: int) -> float:
    """What stands between a count and the harm word behind it; a marked object waits for its verb."""
    cost = _gap(sentence, start, word.first, 0, scene) + (0.0 if count.noun else _cost_of_unknown(sentence, count))
    cost += _OTHERS_DEED if "state" in word.frames and complemented(sentence, count, word) else 0.0
    if cost >= LIMIT and sentence.lexicon.victim_left_of_do and figures.alone_before(sentence, count, word, scene):
        return _FAR_SUBJECT
    return _FAR_VERB if cost > _FAR_VERB and object_of(sentence, count, word) else cost


def _governed(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a word for "of" stands right before the token, its article left out."""
    at -= 1
    at -= at >= start and sentence.norms[at] in sentence.lexicon.head.articles
    return at >= start and sentence.norms[at] in sentence.lexicon.of_words


def _attributive(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "linked the man to a murdered villager": the harm word belongs to the noun behind it."""
    before = word.first - 1
    return before >= count.last and sentence.norms[before] in sentence.lexicon.head.articles


def _active(sentence: Sentence, word: HarmWord, scene: Scene) -> float:
    """What it costs to read "killed" as a participle where an object follows it."""
    adverb = word.last < len(sentence) and sentence.norms[word.last][0].isalnum() and not sentence.masks[word.last] & BITS["and"]
    near = {word.last, word.last + 1} if adverb else {word.last}  # but "796 injured and at least 201 missing"
    return 5.0 if near & scene.firsts else 0.0


def _right(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> float:
    """The count stands behind the harm word: "killed two people", "the deaths of two"."""
    frames = word.frames
    if word.among and frames & {"both", "state", "undergo", "event"}:
        return 0.5 + _gap(sentence, word.last, count.first, 0, scene, False)
    if count.by or died_then(sentence, count, word):
        return _FAR
    if "state" in frames and included(sentence, count, word):
        return 0.4
    unnamed = "weak" in frames and not count.noun  # "the seizure of 12 rifles" has the same noun as that of 12 men
    best = _complement(sentence, count, word, scene) if "event" in frames and not unnamed else _FAR
    return min(best, _object(sentence, count, word, scene))


def _object(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> float:
    frames, free = word.frames, sentence.lexicon.victim_right_of_undergo
    if word.first <= 1 and count.first > 0 and sentence.masks[count.first - 1] & BITS["aux"] and frames & {"both", "state"}:
        return 0.8  # "Also killed in the strike were 12 soldiers"
    if free and sentence.lexicon.head.verb_first and frames == {"undergo"} and of_thing(sentence, word.last):
        return _FAR  # "sank a boat with 60 on board"
    if owns_thing(sentence, count):
        return _FAR
    if free and frames & {"undergo", "both"}:
        unnamed = "weak" in frames and not count.noun  # "fueron atendidas 300 llamadas"
        unnamed = unnamed or names_victim(sentence, count, word)
        return _FAR if count.prep or count.conj or unnamed else _gap(sentence, word.last, count.first, 0, scene, False)
    if count.prep or count.conj or not frames & {"both", "do", "weak"}:
        return _FAR
    if (frames & {"both", "weak"} and word.passive) or shot_dead(sentence, count, word):
        return _FAR
    if "weak" in frames and (not (count.noun and count.first - word.last <= 2) or said_of(sentence, count, word)):
        return _FAR
    return _gap(sentence, word.last, count.first, 1, scene, False)


def elided(sentence: Sentence, at: int) -> bool:
    """Whether the word for "of" is written onto the token: "la mort d'au moins 15 migrants"."""
    mark = sentence.lexicon.head.order.complement
    return len(mark) > 1 and sentence.norms[at].startswith(mark[:-1] + "'")


def _complement(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> float:
    mark = sentence.lexicon.head.order.complement
    at = word.last
    while (
        mark
        and at < word.last + figures.LABEL
        and at < count.first
        and sentence.norms[at] != mark
        and sentence.norms[at][0].isalpha()
    ):
        at += 1  # "the deaths in custody of 12 detainees"
    if mark:
        if at >= len(sentence.norms) or not (sentence.norms[at] == mark or elided(sentence, at)):
            return _FAR
        at += sentence.norms[at] == mark
    cut = not mark and any(each in ",;" for each in sentence.norms[at : count.first])
    if cut or (not mark and sentence.lexicon.head.verb_first and of_thing(sentence, at)):
        return _FAR  # "the massacre, 2,000 people"; "the sinking of a boat"
    near = 0.2 if mark else -0.1  # a bare complement is nearer than any state word behind it
    return near + _gap(sentence, min(at, count.first), count.first, 1, scene, False)


def _toll(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> float:
    """The figure of a toll, wherever it follows; of another harm word only right behind a verb of counting."""
    if "state" in word.frames and (told_behind(sentence, count, word) or figured(sentence, count, word)):
        return 0.6
    if "toll" not in word.frames and not figures.colon(sentence, word, count):
        if not sentence.classes & BITS["counted"]:
            return _FAR
        near = range(word.last, word.last + 3)
        counted = next((each for each in sentence.of("counted") if each.first in near and sentence.norms[word.last] != ";"), None)
        return 0.6 if counted is not None and count.first <= counted.last <= count.number.first else _FAR
    if befallen(sentence, count, word) or (sentence.lexicon.victim_left_of_do and figures.part_of_them(sentence, word, scene)):
        return _FAR
    cost = _gap(sentence, word.last, count.first, 2, scene, False)
    if (
        "toll" in word.frames
        and cost > _REVISED
        and (figures.reached(sentence, count) or figures.raised_by(sentence, count.first - 1))
    ):
        cost = _REVISED
    if "toll" in word.frames and cost > _COUNTED and figures.counts_on(sentence, count, word, scene):
        cost = _COUNTED
    if count.noun and count.prep and count.number.kind != "exact":
        cost += 1
    return cost + 0.4


def _turned(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> float:
    """The figure before its toll: "Asciende a 205 la cifra de fallecidos", "До 45 зросла кількість загиблих"."""
    risen = sentence.ending("counted", count.first) or sentence.starting("revise", count.number.last)
    risen = risen or revised(sentence, count)
    return 0.4 + _gap(sentence, count.last, word.first, 2, scene, False) if risen is not None else _FAR


def _gap(sentence: Sentence, start: int, end: int, column: int, scene: Scene, skip: bool = True) -> float:
    """The summed weight of the tokens between."""
    cost, at, numbers = 0.0, start, scene.numbers
    regions = scene.regions if skip else scene.asides
    while at < end and cost < LIMIT:
        if at in regions and regions[at] <= end:
            cost, at = cost + 0.3, regions[at]
            continue
        if at in numbers:
            cost += 3.0
        cost += weight_of(sentence, at, column)
        at += 1
    return cost
