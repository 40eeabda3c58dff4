"""What else a text says that a book can use: coordinates, outages, connectivity, post signatures, named persons with an age."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from tallybook.model import Mention, MentionKind, Passage, short_id
from tallybook.reading._calendar import day
from tallybook.reading._classes import BITS
from tallybook.reading._language import load
from tallybook.reading._stretches import Anchor
from tallybook.reading._tokens import Sentence

# Repetition is bounded everywhere and no two neighbours share a character, so each scan is linear.
_DECIMAL = re.compile(
    r"(?<![\d.])([-+]?\d{1,2}\.\d{2,10}) ?(?:° ?)?([NS])?[,;/ ]{1,2}([-+]?\d{1,3}\.\d{2,10}) ?(?:° ?)?([EW])?(?![\d.])"
)
_SEXAGESIMAL = re.compile(
    r"(?<!\d)(\d{1,2})[°º] ?(\d{1,2})['′] ?(?:(\d{1,2}(?:\.\d{1,4})?)[\"″'′]{1,2} ?)?([NS])[,; ]{0,3}"
    r"(\d{1,3})[°º] ?(\d{1,2})['′] ?(?:(\d{1,2}(?:\.\d{1,4})?)[\"″'′]{1,2} ?)?([EW])"
)
_SIGNATURE = re.compile(r"^[–-] ?([^\n(@]{1,80}?) ?\((@\w{1,40})\)(?: ([^\n]{4,30}))?", re.MULTILINE)
_WRITTEN = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}), (\d{4})|(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})|(\d{4})-(\d{2})-(\d{2})")
_PERSON = re.compile(
    r"(?<![\w'])([^\W\d_a-zа-яіїєґ][\w'’-]{1,20}(?: [^\W\d_a-zа-яіїєґ][\w'’-]{1,20}){1,3})"
    r"(?:, (\d{1,3})(?=[,.;)])| \((\d{1,3})\))"
)
_YEAR_OLD = re.compile(r"(?<!\d)(\d{1,3})-year-old ([A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){1,3})")
_PERSIAN = re.compile(
    r"([\u0620-\u06cc\u200c]{2,20} [\u0620-\u06cc\u200c]{2,20}) ?(?:\((?:[^()\n\d]{0,30} )?(\d{1,3}) ساله\)|, (\d{1,3}) ساله)"
)
# What a costly pattern above cannot match without. Each begins with plain characters, which are found fast.
_FRACTION = re.compile(r"\.\d\d")
_AGE = re.compile(r", \d{1,3}[,.;)]")
_BRACKETED_AGE = re.compile(r" \(\d{1,3}\)")
_OLDEST = 115


class Source(NamedTuple):
    """A passage with the digest of its text, which is costly and must be made once only."""

    passage: Passage
    digest: str


def signatures(source: Source, shadow: str) -> list[Mention]:
    """Coordinates, signatures and persons: what a pattern over the whole text finds."""
    found: list[Mention] = []
    for match in _SIGNATURE.finditer(shadow) if "(@" in shadow else ():
        values = {"author": source.passage.text[match.start(1) : match.end(1)].strip(), "handle": match.group(2)}
        written = _WRITTEN.search(match.group(3) or "")
        date = _date(written) if written is not None else None
        end = match.start(3) + written.end() if date is not None and written is not None else match.end(2) + 1
        if date is not None:
            values["date"] = date.isoformat()
        found.append(_mention(source, "signature", match.start(), end, values))
    found.extend(_coordinates(source, shadow))
    found.extend(_persons(source, shadow))
    return found


def _mention(source: Source, kind: MentionKind, start: int, end: int, values: dict[str, str]) -> Mention:
    passage, digest = source
    return Mention(
        id=short_id("m-", digest, passage.document, passage.id, kind, (start, end)),
        document=passage.document,
        passage=passage.id,
        text_digest=digest,
        kind=kind,
        text=passage.text[start:end],
        span=(start, end),
        values=values,
    )


def _date(match: re.Match[str]) -> dt.date | None:
    month, number, year, number2, month2, year2, year3, month3, number3 = match.groups()
    if year3:
        return day(int(year3), int(month3), int(number3), None) if 1 <= int(month3) <= 12 else None
    name = (month or month2).lower()
    value = next((row.value for row in load("en").rows["month"] if name in row.forms), None)
    return day(int(year or year2), value, int(number or number2), None) if value is not None else None


def anchor(passage: Passage, found: list[Mention]) -> Anchor:
    """The day of the text: as given, else the latest day that a post in it is signed with."""
    if passage.published is not None:
        return Anchor(passage.published, passage.published_basis or "given")
    signed = [mention.values["date"] for mention in found if "date" in mention.values]
    return Anchor(dt.date.fromisoformat(max(signed)), "post") if signed else Anchor(None, None)


def _coordinates(source: Source, shadow: str) -> list[Mention]:
    found: list[Mention] = []
    for match in _DECIMAL.finditer(shadow) if _FRACTION.search(shadow) else ():
        lat, south, lon, west = match.groups()
        if len(lat.partition(".")[2]) < 3 and not (south and west):
            continue
        found.extend(
            _pair(source, match, -float(lat) if south == "S" else float(lat), -float(lon) if west == "W" else float(lon))
        )
    for match in _SEXAGESIMAL.finditer(shadow) if "°" in shadow or "º" in shadow else ():
        parts = match.groups()
        lat_value = _degrees(parts[0], parts[1], parts[2]) * (-1 if parts[3] == "S" else 1)
        lon_value = _degrees(parts[4], parts[5], parts[6]) * (-1 if parts[7] == "W" else 1)
        found.extend(_pair(source, match, lat_value, lon_value))
    return found


def _degrees(degrees: str, minutes: str, seconds: str | None) -> float:
    return int(degrees) + int(minutes) / 60 + float(seconds or 0) / 3600


def _pair(source: Source, match: re.Match[str], lat: float, lon: float) -> list[Mention]:
    if abs(lat) > 90 or abs(lon) > 180:
        return []
    values = {"lat": f"{lat:.6f}".rstrip("0").rstrip("."), "lon": f"{lon:.6f}".rstrip("0").rstrip(".")}
    return [_mention(source, "coordinates", match.start(), match.start() + len(match.group().rstrip()), values)]


def _persons(source: Source, shadow: str) -> list[Mention]:
    found: list[Mention] = []
    aged = _AGE.search(shadow) or _BRACKETED_AGE.search(shadow)
    for pattern, name, ages, likely in (
        (_PERSON, 1, (2, 3), aged),
        (_YEAR_OLD, 2, (1,), "-year-old " in shadow),
        (_PERSIAN, 1, (2, 3), "ساله" in shadow),
    ):
        if not likely:
            continue
        for match in pattern.finditer(shadow):
            age = next((match.group(group) for group in ages if match.group(group)), None)
            if age is None or int(age) > _OLDEST or _is_month(match.group(name)):
                continue
            values = {"name": source.passage.text[match.start(name) : match.end(name)], "age": str(int(age))}
            found.append(_mention(source, "person", match.start(), match.end(), values))
    return found


def _is_month(name: str) -> bool:
    """ "On January, 22," is a date."""
    words = {word.lower() for word in name.split()}
    return any(form in words for row in load("en").rows["month"] for form in row.forms)


def found_in(source: Source, sentence: Sentence) -> list[Mention]:
    """Lengths of an outage and shares of connectivity: numbers that need the words around them."""
    found: list[Mention] = []
    if not sentence.classes & _TOLD and not _alone(sentence):
        return found
    if sentence.of("connectivity"):
        for at, word in enumerate(sentence.norms[:-1]):
            if word[0].isdecimal() and (
                sentence.norms[at + 1] == "%" or (sentence.masks[at + 1] & BITS["thing"] and _percent(sentence, at + 1))
            ):
                start, end = sentence.span(at, at + 2)
                found.append(_mention(source, "connectivity", start, end, {"percent": word.replace(",", ".")}))
    return found + _durations(source, sentence)


_TOLD = BITS["connectivity"] | BITS["outage"]


def _alone(sentence: Sentence) -> bool:
    """ "100 hours." as a post's whole first sentence."""
    match = sentence.starting("duration", 1) if sentence.norms[0].isdecimal() else None
    if match is None:
        return False
    return match.last >= len(sentence.norms) or sentence.norms[match.last] in ".!"


def _percent(sentence: Sentence, at: int) -> bool:
    return any(match.first == at and match.row.label == "percent" for match in sentence.of("thing"))


def _durations(source: Source, sentence: Sentence) -> list[Mention]:
    """ "100 hours", "hour 336", "day 12 of the blackout". On its own, only a whole sentence is one."""
    found: list[Mention] = []
    alone = not (sentence.of("outage") or sentence.of("connectivity"))
    for match in sentence.of("duration"):
        hours = {"hour": 1, "day": 24, "week": 168}.get(match.row.label)
        if hours is None or (alone and not (match.row.label == "hour" and match.first == 1)):
            continue
        before = match.first - 1 if match.first > 0 and sentence.norms[match.first - 1].isdecimal() else None
        after = match.last if match.last < len(sentence.norms) and sentence.norms[match.last].isdecimal() else None
        at = before if before is not None else after
        if at is None or len(sentence.norms[at]) > 5:
            continue
        start, end = sentence.span(min(at, match.first), max(at + 1, match.last))
        found.append(_mention(source, "duration", start, end, {"hours": str(int(sentence.norms[at]) * hours)}))
    return found
