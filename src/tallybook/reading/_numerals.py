"""Numbers, in digits and in words, each with its tokens."""

from __future__ import annotations

import msgspec

from tallybook.reading._classes import BITS
from tallybook.reading._compound import compound, fits, half_more, may_join
from tallybook.reading._digits import in_digits, slashed
from tallybook.reading._shadow import ZWNJ
from tallybook.reading._tokens import Sentence

_MILLION, _LARGEST, _DOZEN, _HYPHENS = 1_000_000, 10**12, 12, "-–"
_PAIRED = 5  # tokens from "both" to its "and"
_OPENING = ("number", "scale", "vague", "indefinite", "half")
_OPENS = sum(BITS[name] for name in _OPENING)
_VAGUE, _WORD = BITS["vague"] | BITS["indefinite"], BITS["number"] | BITS["scale"]
_PHRASED = BITS["number"] | BITS["harm"]  # what a number word of another phrase is
_HALF, _SCALE, _GOES_ON = BITS["half"], BITS["scale"], BITS["bound"] | BITS["number"]


class Number(msgspec.Struct, frozen=True, gc=False):
    """A numeral: tokens ``first`` to ``last``, the last one left out; ``high`` differs from ``low`` in a range only.

    ``kind``: ``exact``, ``between``, ``vague`` (dozens), ``indefinite`` (several), ``single`` (an implied victim).
    """

    first: int
    last: int
    low: int
    high: int
    kind: str
    words: bool
    plus: bool = False


class _Value(msgspec.Struct, frozen=True, gc=False):
    last: int
    value: float
    words: bool
    scale: int


def numbers(sentence: Sentence) -> list[Number]:
    """The numerals of a sentence, in order, none overlapping."""
    if sentence.numerals is None:
        sentence.numerals = _found(sentence)
    return sentence.numerals


def _found(sentence: Sentence) -> list[Number]:
    """Only words that are written as a number may be, and words of a class that numbers begin with, are looked at."""
    found: list[Number] = []
    spots = set(sentence.shaped)
    if sentence.classes & _OPENS:
        for name in _OPENING:
            for match in sentence.of(name):
                spots.update(range(match.first, match.last))
    behind = 0
    for index in sorted(spots):
        number = _at(sentence, index) if index >= behind else None
        if number is not None:
            found.append(number)
            behind = number.last
    return found


def _at(sentence: Sentence, index: int) -> Number | None:
    word = sentence.norms[index]
    if word.isdecimal() and len(word) <= 12 and _bare_digits(sentence, index):
        return Number(index, index + 1, int(word), int(word), "exact", False)
    return _read(sentence, index)


def _bare_digits(sentence: Sentence, index: int) -> bool:
    """Whether a number is its digits and no more, as most are: nothing that could belong to it stands behind them."""
    masks, norms, after = sentence.masks, sentence.norms, index + 1
    if sentence.classes & _HALF or masks[index] & (_VAGUE | _PHRASED):
        return False
    return after == len(norms) or not (masks[after] & _SCALE or norms[after] in sentence.lexicon.numeral_links)


def _read(sentence: Sentence, index: int) -> Number | None:
    mask = sentence.masks[index]
    if mask & (_PHRASED | _SCALE) and _of_phrase(sentence, index):
        return None
    vague = _vague(sentence, index) if mask & _VAGUE else None
    if vague is not None:
        return vague
    value = _value(sentence, index)
    if value is None:
        return None
    ranged = _range(sentence, index, value)
    if ranged is not None:
        return ranged
    if value.value != int(value.value) or value.value > _LARGEST:
        return None
    last, plus = _bare(sentence, value.last) if value.last > index + 1 else value.last, False
    if last < len(sentence.norms) and sentence.norms[last] == "+" and sentence.starts[last] == sentence.ends[last - 1]:
        last, plus = last + 1, True
    amount = int(value.value)
    return Number(index, last, amount, amount, "exact", value.words, plus)


def _of_phrase(sentence: Sentence, index: int) -> bool:
    """ "lost the sight of one eye", "both soldiers and rebels": a number word of another phrase."""
    harm = sentence.covering("harm", index) if sentence.masks[index] & BITS["harm"] else None
    if harm is not None and harm.first < index and harm.last > index + 1:
        return True
    share = sentence.covering("thing", index) if sentence.masks[index] & BITS["thing"] else None
    if share is not None and share.first < index and share.row.label == "percent":
        return True  # "77 في المئة"
    if sentence.masks[index] & BITS["negation"]:
        return _against(sentence, index)
    pair = sentence.starting("number", index)
    if pair is None or pair.row.label != "definite":
        return False
    near = range(pair.last + 1, min(pair.last + _PAIRED, len(sentence.norms) - 1))
    joint = next((at for at in near if sentence.masks[at] & BITS["and"]), -1)
    words = range(pair.last, joint)
    return joint > 0 and all(sentence.norms[at][0].isalpha() and not sentence.masks[at] & BITS["aux"] for at in words)


def _against(sentence: Sentence, index: int) -> bool:
    """ "نه ۴۰ نفر بلکه ۶۵ نفر": the word is "nine" as well as "not", and no number goes on in digits or behind a bound."""
    mask = sentence.masks[index + 1] if index + 1 < len(sentence.norms) else _SCALE
    return not mask & _SCALE and (sentence.norms[index + 1][0].isdecimal() or bool(mask & _GOES_ON))


def _range(sentence: Sentence, index: int, low: _Value) -> Number | None:
    """``7 and 24`` after "between", ``17-18``, ``3 to 5 thousand``."""
    at, norms = low.last, sentence.norms
    if at + 1 >= len(norms) or norms[at] not in sentence.lexicon.range_words or _revised(sentence, index):
        return None
    opening = sentence.ending("between", index - (index > 0 and sentence.norms[index - 1] == '"'))
    if opening is not None and sentence.ending("revise", opening.first) is not None:
        return None  # "rose from 12 to 15": two figures, the first one given up
    opened, head = opening is not None, sentence.lexicon.head
    joiners = sentence.lexicon.range_joiner + (head.joiner if opened else ())  # both are among the lexicon's range_words
    if not (norms[at] in joiners or norms[at] in _HYPHENS):
        return None
    limit = sentence.starting("bound", at + 1) if opened else None  # "from 50 to more than 200"
    high = _value(sentence, at + 1 if limit is None or limit.last >= len(norms) else limit.last)
    if high is None or (norms[at] in _HYPHENS and sentence.starts[at] != sentence.ends[at - 1] and not low.words):
        return None
    value = low.value
    if high.scale > 1 and low.scale == 1 and value < high.value / high.scale:
        value *= high.scale
    if not value < high.value or value != int(value) or high.value != int(high.value) or high.value > _LARGEST:
        return None
    if high.value > 20 * value and not opened:
        return None
    return Number(index, high.last, int(value), int(high.value), "between", low.words or high.words)


def _revised(sentence: Sentence, index: int) -> bool:
    """Whether the verb came before: "raised the toll from 65 to 80" gives two figures and no range."""
    of = sentence.lexicon.head.verb_first and index > 0 and sentence.norms[index - 1] in sentence.lexicon.of_words
    return of and any(match.first < index for match in sentence.of("revise"))


def _vague(sentence: Sentence, index: int) -> Number | None:
    """``dozens``, ``tens of thousands``, ``several``, ``several hundred``."""
    first = sentence.starting("vague", index)
    if first is not None:
        value, last = first.row.value or 0, first.last
        after = sentence.starting("scale", last)
        if after is not None:
            value, last = value * (after.row.value or 1), after.last
        return Number(index, _bare(sentence, last), value, value, "vague", True)
    some = sentence.starting("indefinite", index)
    if some is None:
        return None
    scale = sentence.starting("scale", some.last) or sentence.starting("vague", some.last)
    if scale is not None:
        return Number(index, scale.last, some.row.value or 3, some.row.value or 3, "vague", True)
    return Number(index, _bare(sentence, some.last), some.row.value or 0, some.row.value or 0, "indefinite", True)


def _bare(sentence: Sentence, last: int) -> int:
    """ "dozens of": the number is "dozens"."""
    return last - 1 if sentence.norms[last - 1] in sentence.lexicon.of_words else last


def _value(sentence: Sentence, index: int) -> _Value | None:
    """One number: digits with a scale, or a run of number words."""
    word = sentence.norms[index]
    halved = half_more(sentence, index) if sentence.classes & _HALF else None
    if halved is not None:
        return _Value(halved[0], halved[1], True, halved[2])
    if word[0].isdecimal():
        cut = slashed(sentence, index)
        if cut is not None:
            return _scaled(sentence, index + 3, cut, words=False)
        plain = in_digits(word, sentence)
        return _scaled(sentence, index + 1, plain, words=False) if plain is not None else None
    half = sentence.starting("half", index) if sentence.masks[index] & _HALF else None
    if half is not None:
        scale = sentence.starting("scale", half.last) or sentence.starting("scale", half.last - 1)
        if scale is not None and (scale.row.value or 0) >= _DOZEN:
            return _Value(scale.last, (scale.row.value or 0) / 2, True, scale.row.value or 1)
    return _words(sentence, index)


def _scaled(sentence: Sentence, at: int, value: float, *, words: bool) -> _Value:
    """``10 thousand``, and ``10 thousand and 700`` where the language joins so."""
    if at >= len(sentence.masks) or not sentence.masks[at] & _SCALE:
        return _Value(at, value, words, 1)
    total, factor, last = 0.0, 1, at
    scale = sentence.starting("scale", at)
    while scale is not None:
        factor = scale.row.value or 1
        total, last = value * factor, scale.last
        follow = _joined(sentence, last, factor)
        if follow is None:
            return _Value(last, total, words, factor)
        sub = _scaled(sentence, follow[0], follow[1], words=words)
        if sub.value >= factor:
            return _Value(last, total, words, factor)
        return _Value(sub.last, total + sub.value, words, factor)
    return _Value(at, value, words, 1)


def _joined(sentence: Sentence, at: int, factor: int) -> tuple[int, float] | None:
    head, norms = sentence.lexicon.head, sentence.norms
    if at + 1 >= len(sentence.norms) or factor < 1_000:
        return None
    step = at + (norms[at] in head.joiner)
    if not norms[step].isdecimal() or int(norms[step]) >= factor:
        return None
    run_on = step == at and factor == 1_000 and len(norms[step]) == 3  # "mil 350", "32 тисячі 675"
    if run_on or (step > at and head.script == "Arabic"):
        return step + 1, float(int(norms[step]))
    scale = sentence.starting("scale", step + 1) if factor >= _MILLION and step + 1 < len(sentence.norms) else None
    return (step + 1, float(int(norms[step]))) if scale is not None and scale.row.value == 1_000 else None  # "1 млн 200 тис."


def _words(sentence: Sentence, index: int) -> _Value | None:
    """A run of number words, by the usual running total: ``two hundred and twelve thousand three hundred``."""
    total, current, at, seen = 0.0, 0.0, index, False
    joiners, length, scale_used = sentence.lexicon.head.joiner, len(sentence.norms), 1
    while at < length:
        step = _word(sentence, at)
        if step is None:
            joined = seen and sentence.norms[at] in joiners and at + 1 < length and _word(sentence, at + 1)
            if not joined or not may_join(joined, current, total):
                break
            at += 1
            continue
        value, scale, last = step
        if scale:
            if not seen and value < 12:
                break
            total, current = (total + (current or 1) * value, 0.0) if value >= 1_000 else (total, (current or 1) * value)
            scale_used = int(value)
        elif seen and not fits(value, current, sentence.lexicon.head.units_first):
            break
        else:
            current += value
        seen, at = True, last
    if not seen or (at == index):
        return None
    if _trailing_joiner(sentence, at):
        at -= 1
    return _with_digits(sentence, at, total + current, scale_used)


def _with_digits(sentence: Sentence, at: int, value: float, scale: int) -> _Value:
    """Number words that go on in digits: "two thousand and 300", "a million and 200 thousand"."""
    unit = _MILLION if value % _MILLION == 0 else 1_000
    more = _joined(sentence, at, unit) if value and value % 1_000 == 0 else None
    sub = _scaled(sentence, *more, words=True) if more is not None else None
    if sub is None or sub.value >= unit:
        return _Value(at, value, True, scale)
    return _Value(sub.last, value + sub.value, True, scale)


def _trailing_joiner(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at - 1] in sentence.lexicon.head.joiner and _word(sentence, at - 1) is None


def _word(sentence: Sentence, at: int) -> tuple[float, bool, int] | None:
    """Value, whether it multiplies, and where it ends."""
    if sentence.masks[at] & _WORD:
        scale = sentence.starting("scale", at)
        if scale is not None:
            return float(scale.row.value or 1), True, scale.last
        number = sentence.starting("number", at)
        if number is not None:
            return float(number.row.value or 0), False, number.last
    word = sentence.norms[at]
    if ZWNJ in word:
        value = compound(word, sentence.lexicon)
        return (float(value), False, at + 1) if value is not None else None
    if "-" in word:
        tens, _, ones = word.partition("-")
        lookup = sentence.lexicon.number_words
        if tens in lookup and ones in lookup and fits(lookup[ones], lookup[tens]) and lookup[tens] >= 20:
            return float(lookup[tens] + lookup[ones]), False, at + 1
    return None
