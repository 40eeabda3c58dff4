"""Counts whose people have a verb of their own, so that a harm word behind it is told of others.

"600 volunteers combed the woods for the missing girl", "vaccinated 90,000 children since the outbreak killed its first patient",
"30,000 in the streets against the killings", "eleven jurors saw the house where the family was murdered".
Only where articles mark nouns and the order of words marks subjects: an order that inverts them shows neither.
"""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC, Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence
from tallybook.reading._wholes import fronted, heads, share_of

_NOUNS, _DEEDS = frozenset({"state", "event", "toll"}), frozenset({"state", "event"})
_DEED, _AUX, _ADVERB, _PREPOSITION = BITS["deed"], BITS["aux"], BITS["adverb"], BITS["preposition"]
_RELATIVE, _AND, _DEFINITE, _ARTICLE = BITS["relative"], BITS["and"], BITS["definite"], BITS["article"]
_PERSONS = BITS["group"] | BITS["singular"]
_OPENS = _PREPOSITION | _RELATIVE | _DEFINITE | _ARTICLE | NUMERIC
_PARTED = _PREPOSITION | _RELATIVE | BITS["say_to"] | BITS["that"]
_PREDICATES = _PREPOSITION | _ADVERB | BITS["irrealis"] | BITS["negation"]  # what "in custody", "still missing" begin with
_BEFORE_VERB = _RELATIVE | _AND | _ADVERB | BITS["harm"] | BITS["that"]
_BESIDE = _AUX | _ADVERB
_LONG = 4  # letters of the shortest verb that shows its ending, and tokens of "of the jury"
_LIST = 8  # tokens of "85 survivors and" between a verb and its second object


def busy(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Whether a harm word behind a count is told of others: of whom their verb, or a preposition, or a clause is about."""
    head = sentence.lexicon.head
    if not head.articles or head.inverts or word.among or word.first <= count.number.last:
        return False
    if count.noun and _beside(sentence, count, word):
        return False
    noun = word.frames <= _NOUNS or sentence.norms[word.first - 1] in head.articles  # "the disappeared"
    if noun and not (word.passive or word.having) and _governed(sentence, count, word):
        return True
    if _whose(sentence, count, word) or (not word.passive and _of_others(sentence, count, word)):
        return True
    if one_alone(sentence, count, word) or (word.first > count.last and _subject(sentence, word, count.last, joined=False)):
        return True
    if fronted(sentence, count, word) or share_of(sentence, count, word):
        return True
    verb = own_verb(sentence, count)
    if 0 < verb <= word.first:
        return _about(sentence, word, verb)
    return _object(sentence, count, word)


def _beside(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "14 people were killed": nothing else stands between, and the counted are nobody's ("widows of miners killed last year")."""
    if not all(mask & _BESIDE for mask in sentence.masks[count.last : word.first]):
        return False
    return sentence.lexicon.of_words.isdisjoint(sentence.norms[count.number.last : count.last])


def _start(count: Count) -> int:
    """Where the noun of a count ends; of one that no table knows a token is taken."""
    return count.last if count.noun else min(count.last, count.number.last + 1)


def own_verb(sentence: Sentence, count: Count) -> int:
    """Where the verb ends that stands behind those counted: "carried", "who had ordered", "of the jury visited"; -1 for none."""
    masks, norms, length = sentence.masks, sentence.norms, len(sentence.norms)
    for at in (count.last,) if count.noun else (count.number.last, count.number.last + 1):
        at += 2 * _each_day(sentence, at)
        if at < length and norms[at] in sentence.lexicon.of_words:
            at += 1
            while at < length and at - count.last <= _LONG and not (masks[at] & _DEED or _past(sentence, at)):
                if masks[at] & (BITS["harm"] | NUMERIC | _RELATIVE | _PREPOSITION) or not norms[at][0].isalpha():
                    return -1
                at += 1
        while at < length and masks[at] & (_AUX | _ADVERB | _RELATIVE) and not masks[at] & BITS["harm"]:
            at += 1
        verb = sentence.starting("deed", at)
        if verb is not None:
            return verb.last
        if at < length and _past(sentence, at):
            return at + 1
    return -1


def _each_day(sentence: Sentence, at: int) -> bool:
    """ "300 tourists a day visit the cells"."""
    unit = sentence.starting("thing", at + 1) if at < len(sentence.norms) and sentence.masks[at] & _ARTICLE else None
    return unit is not None and unit.row.label == "duration"


def _past(sentence: Sentence, at: int) -> bool:
    """ "combed": a word that no table knows, with the ending of a verb."""
    word = sentence.norms[at]
    return (
        not sentence.masks[at]
        and len(word) > _LONG
        and word.endswith(sentence.lexicon.head.past_endings)
        and not sentence.upper(at)
    )


def _about(sentence: Sentence, word: HarmWord, verb: int) -> bool:
    """Whether a harm word belongs to what the verb is about: a noun in its object, or the verb of a clause that hangs on it."""
    gap = range(verb, word.first)
    if word.passive or word.having or word.frames == {"undergo"}:
        if _subject(sentence, word, verb, joined=True):
            return True
        if word.passive or word.having:
            return False  # "who gathered there were shot"
    if word.frames <= _NOUNS:
        before = sentence.masks[word.first - 1] if len(gap) else 0
        own = before & _DEFINITE and sentence.ending("definite", word.first) is not None and _owned(sentence, word.first)
        if len(gap) == 0:
            return word.frames == _DEEDS and sentence.ending("deed", verb) is not None  # "who describe killings"
        harmed = word.label == "injured" or _predicate(sentence, word)  # "received wounds", "stayed in custody"
        return not own and not harmed and any(_opens(sentence, at) for at in gap)
    if len(gap) > 1 and "both" in word.frames and (sentence.ending("singular", word.first) or sentence.ending("kin", word.first)):
        return True  # "hooted for each colleague murdered this year", "had their husbands declared dead"
    return any(_clause(sentence, at) for at in gap) and "," not in sentence.norms[verb : word.first]


def _predicate(sentence: Sentence, word: HarmWord) -> bool:
    """ "in custody", "still missing", "cannot be traced": words that are said of somebody, and name nobody."""
    if word.last - word.first == 1:
        return False
    verbal = any(sentence.masks[at] & _AUX for at in range(word.first, word.last))
    return verbal or bool(sentence.masks[word.first] & _PREDICATES)


def _owned(sentence: Sentence, at: int) -> bool:
    match = sentence.ending("definite", at)
    return match is not None and match.row.label == "possessive"  # "went to their deaths"


def _opens(sentence: Sentence, at: int) -> bool:
    norm, lexicon = sentence.norms[at], sentence.lexicon
    return bool(sentence.masks[at] & _OPENS) or norm in lexicon.head.articles or norm in lexicon.of_words


def _subject(sentence: Sentence, word: HarmWord, verb: int, *, joined: bool) -> bool:
    """ "watched as a man was shot", "the cells where the students were tortured": another subject right before the harm's verb.

    ``joined``: those counted have a verb of their own, so that "and" opens a clause too: "returned fire and the attackers fled".
    """
    if not (word.passive or word.having or word.frames == {"undergo"}):
        return False
    at = word.first
    while at > verb and sentence.masks[at - 1] & (_AUX | _ADVERB):
        at -= 1
    if joined and at - 2 > verb and sentence.masks[at - 1] & _RELATIVE:
        return bool(sentence.masks[at - 2 - (sentence.norms[at - 2] == ",")] & _PERSONS)  # "betrayed the printers, who were shot"
    noun = sentence.ending("group", at) or sentence.ending("singular", at) or sentence.ending("actor", at)
    at = noun.first if noun is not None else 0
    if at > verb and (sentence.masks[at - 1] & _DEFINITE or sentence.norms[at - 1] in sentence.lexicon.head.articles):
        at -= 1
    if at <= verb:
        return False
    return _clause(sentence, at - 1) or (joined and (sentence.norms[at - 1] == "," or bool(sentence.masks[at - 1] & _AND)))


def _clause(sentence: Sentence, at: int) -> bool:
    """Whether a token opens a clause: "who", "after"; "as" and "with" may stand in any."""
    if sentence.masks[at] & _RELATIVE:
        return True
    match = sentence.starting("preposition", at) if sentence.masks[at] & _PREPOSITION else None
    return match is not None and match.row.label == "conj"


def _governed(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "marched against the killings", "in protest at police killings": a noun of harm that a preposition governs."""
    at, start = word.first - 1, _start(count)
    if word.label == "injured" or _predicate(sentence, word) or at <= start:
        return False
    if sentence.masks[at] & BITS["deny"]:
        return True  # "a force of 7,000 denied killing anybody"
    if sentence.norms[at] in sentence.lexicon.head.articles:
        at -= 1
        verbal = sentence.lexicon.head.past_endings + sentence.lexicon.head.participle_endings
        if sentence.masks[at] & (_DEED | BITS["say"]) or (not sentence.masks[at] and sentence.norms[at].endswith(verbal)):
            return True  # "a letter condemning the executions"
    elif sentence.masks[at] & _PERSONS and at > start:
        at -= 1
    match = sentence.ending("preposition", at + 1)
    of = sentence.norms[at] in sentence.lexicon.of_words and at >= start  # "the names of the dead"
    return at >= start and (of or (match is not None and match.row.label == ""))


def _of_others(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "nine widows of miners killed there", "98 contacts of the patient who died": what befell the noun right before it."""
    at = word.first - 1
    if at > count.last and _pronoun(sentence, at) and "both" in word.frames:
        return True
    if _of_kin(sentence, count, word) or _his(sentence, count, word):
        return True
    while at > count.last and sentence.masks[at] & (_RELATIVE | _ADVERB):
        at -= 1
    related = bool(sentence.masks[at + 1] & _RELATIVE)
    noun = sentence.ending("singular" if related else "group", at + 1)
    if noun is None or not word.frames & {"both", "undergo"}:
        return False
    at, start = noun.first - 1, _start(count)
    if related and sentence.norms[at] in sentence.lexicon.head.articles:
        at -= 1
    return at == start and sentence.norms[at] in sentence.lexicon.of_words


def _pronoun(sentence: Sentence, at: int) -> bool:
    """ "to replace those killed": a pronoun with a participle of its own, and no "of those"."""
    own = sentence.masks[at] & BITS["stop"] and sentence.masks[at] & BITS["not_actor"] and not sentence.masks[at] & _BEFORE_VERB
    return bool(own) and not any(sentence.covering(name, at) for name in ("partitive", "among", "whom", "part"))


def _of_kin(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "relatives of miners killed last year": those near the dead, where no verb of their own says that they came to harm."""
    kin = sentence.starting("kin", count.number.last)
    if (
        kin is None
        or kin.row.label
        or kin.last >= len(sentence.norms)
        or sentence.norms[kin.last] not in sentence.lexicon.of_words
    ):
        return False
    before = word.first - 1
    if word.passive or word.having or before < kin.last:
        return False
    named = sentence.masks[before] & (_PERSONS | _RELATIVE | _DEFINITE | BITS["actor"]) or before == kin.last
    return bool(named) or sentence.norms[before] in sentence.lexicon.head.articles


def _whose(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "26 children whose parents had been murdered": what befell those near them."""
    for at in range(count.last, min(count.last + 2, word.first)):
        if sentence.masks[at] & _RELATIVE:
            near = (sentence.starting("kin", step) for step in range(at + 1, min(at + 3, word.first)))
            return any(each is not None and not each.row.label for each in near)
    return False


def _his(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "The leader of 15 climbers fell to his death": of one alone."""
    if word.last - word.first == 1 or count.number.kind == "single" or (count.number.low or 2) < 2:
        return False
    owners = (sentence.covering("definite", at) for at in range(word.first, word.last))
    return any(each is not None and each.row.label == "possessive" and not each.row.frame for each in owners)


def one_alone(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Eleven jurors saw the house where the family was murdered": "was" is said of one, and so not of those counted."""
    at = word.first - 1
    while at >= count.last and sentence.masks[at] & _ADVERB and not sentence.masks[at] & _AUX:
        at -= 1
    aux = sentence.covering("aux", at) if at >= count.last and sentence.masks[at] & _AUX else None
    if aux is None or aux.row.frame != "one" or count.number.kind == "single" or (count.number.low or 2) < 2:
        return False
    if aux.first == count.last:
        return heads(sentence, count)
    before = aux.first - 1
    return count.noun and before > count.last and sentence.norms[before].isalpha() and not sentence.masks[before] & _BEFORE_VERB


def _object(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "recruited 5,000 men to replace those killed", "asked 12 guards about the killings": what was done with them was no harm."""
    at = count.last
    if at >= word.first or "," in sentence.norms[at : word.first]:
        # "returned 13 men to the beach, all dead", but "pulled 2 swimmers from the surf, then drowned"
        then = sentence.masks[word.first - 1] & _ADVERB and sentence.norms[word.first - 2] == ","
        return bool(then and word.frames == {"undergo"} and _done_to(sentence, count))
    if sentence.masks[at] & BITS["that"] and sentence.ending("say", count.first) is not None:
        return not sentence.masks[at + 1] & (_AUX | BITS["harm"] | _ADVERB)  # "told 80 conscripts that deserters would be shot"
    if not _done_to(sentence, count):
        return False
    if sentence.masks[at] & _AND and word.frames <= _NOUNS:
        return sentence.starting("deed", at + 1) is not None  # "blessed 33 miners and prayed for the dead"
    return bool(sentence.masks[at] & _PARTED) and not sentence.masks[at] & _RELATIVE and word.first != at + 1


def _done_to(sentence: Sentence, count: Count) -> bool:
    """Whether a verb of a deed stands before those counted, other things that were counted between."""
    for at in range(count.first - 1, max(-1, count.first - _LIST), -1):
        mask, norm = sentence.masks[at], sentence.norms[at]
        if mask & _DEED:
            return at == 0 or not noun_or_passive(sentence, at - 1)
        if mask & (BITS["harm"] | _AUX | _PREPOSITION | _RELATIVE) or norm in ",;:." or norm in sentence.lexicon.of_words:
            return False
    return False


def noun_or_passive(sentence: Sentence, at: int) -> bool:
    """ "the interviews", "were interviewed", "of visited": what stands before the word makes it a noun, or turns it round."""
    if sentence.norms[at] in sentence.lexicon.head.articles or sentence.norms[at] in sentence.lexicon.of_words:
        return True
    aux = sentence.covering("aux", at) if sentence.masks[at] & _AUX else None
    return aux is not None and aux.row.label != "have"
