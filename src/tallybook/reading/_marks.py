"""Marks and numbers inside names: full stops of initials, brackets around short forms, quotation marks, "Channel 12"."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence


def initial(sentence: Sentence, at: int) -> bool:
    """Whether a full stop stands behind an initial or a short title: "Р.Колвілл", "Dr. Haddad", "Maria R., a student"."""
    if not 0 < at < len(sentence.norms) - 1 or not (
        len(sentence.norms[at - 1]) == 1 or sentence.norms[at - 1] in sentence.lexicon.abbreviations
    ):
        return False
    goes_on = sentence.upper(at + 1) or (sentence.norms[at + 1] == "," and at > 1 and sentence.upper(at - 2))
    return sentence.upper(at - 1) and goes_on and sentence.ends[at - 1] == sentence.starts[at]


def bracketed_initials(sentence: Sentence, at: int) -> bool:
    """Whether a bracket holds a short form or another name: "(IHR)", "(Human Rights Activists News Agency)"."""
    step = 1 if sentence.norms[at] == "(" else -1
    other, end = ("(", ")")[step == 1], at + 9 * step
    inside = at + step
    while 0 <= inside < len(sentence.norms) and inside != end and sentence.norms[inside] != other:
        if not sentence.upper(inside) and len(sentence.norms[inside]) > 3 and sentence.lexicon.head.script != "Arabic":
            return False
        inside += step
    return 0 <= inside < len(sentence.norms) and inside not in (end, at + step)


def quoted_name(sentence: Sentence, at: int) -> bool:
    near = [index for index in range(max(0, at - 5), min(len(sentence.norms), at + 6)) if sentence.norms[index] == '"']
    return len(near) == 2


def in_quotes(sentence: Sentence, at: int) -> bool:
    """Whether a token stands between the two quotation marks of a short name: "«Жінки за мир»"."""
    if not quoted_name(sentence, at):
        return False
    return '"' in sentence.norms[max(0, at - 5) : at] and '"' in sentence.norms[at + 1 : at + 6]


def numbered_name(sentence: Sentence, at: int) -> bool:
    """ "Khabar 24", "Channel 12": a short number behind a capital or an outlet's noun belongs to the name."""
    if at == 0 or len(sentence.norms[at]) > 2 or not sentence.upper(at - 1) or sentence.masks[at - 1] & BITS["month"]:
        return False
    behind = sentence.masks[at + 1] if at + 1 < len(sentence.norms) else 0
    return bool(behind & (BITS["say"] | BITS["aux"] | BITS["that"]))


def unmarked_place(sentence: Sentence, first: int, last: int) -> bool:
    """ "У Києві повідомили": an unknown name behind the preposition of an office is where it was said, and no quotation mark or
    short form shows that it names a body."""
    if sentence.lexicon.head.articles or first == 0 or sentence.ending("say_at", first) is None:
        return False
    words = [sentence.printed(at, at + 1) for at in range(first, last)]
    return not any(word in '"«»„“”' or (len(word) > 1 and word.isupper()) for word in words)
