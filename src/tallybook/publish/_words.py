"""The report's own words for the model's labels. Tables, so that a label without an entry still shows as itself."""

from __future__ import annotations

import datetime as dt

from tallybook.model import Bound, Scope, Tier

GROUPS = {
    "people": "people",
    "protesters": "protesters",
    "civilians": "civilians",
    "security_forces": "security force members",
    "children": "children",
    "women": "women",
    "journalists": "journalists",
    "medics": "medical workers",
    "combatants": "combatants",
    "other": "others",
}
TIERS: dict[Tier, tuple[str, str]] = {
    "claimed": ("Claimed", ""),
    "under_review": ("Under review", "still under review, counted in no other toll"),
    "denied": ("Denied", "denied by the one who is cited, counted in no other toll"),
    "confirmed_part": ("Called confirmed", "only the part that the origin calls confirmed"),
    "part": ("Parts", "parts of a larger figure, counted in no other toll"),
}
CORROBORATION = {
    "unattributed": "nobody named",
    "single": "a single origin",
    "two_or_more": "two or more origins agree",
    "contested": "contested",
    "discounted": "discounted",
    "confirmed": "confirmed by the responsible party",
}
HARMS = {"other": "otherwise harmed, or harm not told apart"}
STATUSES = {
    "confirmed": "confirmed",
    "documented": "documented",
    "official": "official",
    "estimated": "estimated",
    "under_review": "under review",
    "alleged": "alleged",
    "denied": "denied",
    "unstated": "not stated",
}
ACTORS = {
    "state": "state body",
    "security_body": "security body",
    "un": "United Nations body",
    "agency": "news agency",
    "outlet": "news outlet",
    "social_account": "social media account",
    "unnamed": "unnamed source",
    "other": "other",
}
PERIODS = {
    "cumulative": "total so far",
    "interval": "over a stated interval",
    "day": "on one day",
    "incident": "in one incident",
    "unstated": "period not stated",
}
BOUNDS: dict[str, tuple[str, str]] = {
    "exact": ("the number as printed", "{}"),
    "at_least": ("it may be more, the source sets no upper end", "at least {}"),
    "more_than": ("the figure itself is excluded", "more than {}"),
    "up_to": ("it may be fewer, the source sets no lower end", "up to {}"),
    "less_than": ("the figure itself is excluded", "fewer than {}"),
    "between": ("the source gives both ends", "{} to {}"),
    "vague": ("a word and no number", "no number"),
}
RELATIONS = {
    "total": "a total",
    "new": "additional to an earlier figure",
    "incident": "one incident",
    "part_of": "part of a larger figure",
    "beside": "beside another figure, not part of it",
}
FLAGS: dict[str, tuple[str, str]] = {
    "bound_flip": ("The bound turned round", "One source's figure is passed on with the opposite bound, a floor as a ceiling."),
    "contradiction": ("Origins contradict each other", "Figures of the same scope that cannot both be true."),
    "revision": ("Revised", "The same origin later gave another figure."),
    "drop": ("A total fell", "The same origin later gave a smaller total."),
    "jump": ("A total jumped", "The same origin's total rose by a large step."),
    "same_figure_relayed": ("One figure, many reports", "These reports repeat one origin and do not corroborate each other."),
    "breakdown_adds_up": ("A breakdown adds up", "The parts sum to the total, whatever the wording suggests."),
    "breakdown_does_not_add_up": ("A breakdown does not add up", "The parts do not sum to the total."),
    "part_exceeds_total": ("A part is larger than its total", "One of the two figures cannot be right as it stands."),
    "part_joined_to_foreign_total": ("A part beside somebody else's total", "The part belongs to another origin's total."),
    "list_plus_unidentified": ("Named plus unidentified", "The total equals a list of names and those not identified."),
    "figure_not_in_document": ("Not in the cited document", "The figure could not be found in the document cited for it."),
    "stale": ("Out of date", "A later figure of the same origin existed when this one was reported."),
    "round_page_size_count": ("A suspiciously round count", "Lists cut off at a page size often end on such a number."),
    "confirmed_and_pending": ("Confirmed and pending together", "Confirmed cases and cases under review stand side by side."),
    "copy_differs": ("A copy differs from its source", "The same text was carried with another figure."),
    "decisions_disagree": ("Human decisions disagree", "Two reviewers decided differently; a third must settle it."),
    "not_comparable": ("Not comparable", "The figures look alike but count different things."),
}  # fmt: skip
LANGUAGES = {"ar": "Arabic", "ckb": "Central Kurdish", "en": "English", "fa": "Persian", "fr": "French", "ku": "Kurdish"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def flag_title(kind: str) -> str:
    """The heading of a kind of flag, also of one that this table does not know."""
    return FLAGS[kind][0] if kind in FLAGS else plain(kind).capitalize()


def plain(label: str) -> str:
    """A label as words: ``rights_group`` reads "rights group"."""
    return label.replace("_", " ")


def whole(number: int) -> str:
    """A whole number with commas."""
    return f"{number:,}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``3 reports``, ``1 report``."""
    return f"{whole(number)} {noun if number == 1 else plural or noun + 's'}"


def day(date: dt.date | None) -> str:
    """``13 Jan 2026``. Months are never numbers, which half the world reads the other way round."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else "no date"


def days(start: dt.date | None, end: dt.date | None) -> str:
    """Two days as a closed interval in words, either of them open."""
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"until {day(end)}" if end else ""


def amount(low: int | None, high: int | None, bound: Bound, approximate: bool, printed: str) -> str:
    """A quantity with its bound in words: "at least 2,000", "up to about 650", "“dozens” (no number)"."""
    if bound == "vague" or (low is None and high is None):
        return f"“{printed}” (no number)"
    about = "about " if approximate else ""
    ends = [whole(end) for end in (low, high) if end is not None]
    if bound == "between" and len(ends) == 2:
        return f"{about}{ends[0]} to {ends[1]}"
    pattern = BOUNDS[bound][1] if bound != "between" else "{}"
    return pattern.format(about + ends[0])


def scope_title(scope: Scope) -> str:
    """Who came to which harm: "Protesters killed", "People killed or injured"."""
    harm = " or ".join(plain(part) for part in scope.harms) or HARMS.get(scope.harm, plain(scope.harm))
    words = f"{GROUPS.get(scope.group, plain(scope.group))} {harm}"
    return words[0].upper() + words[1:]


def scope_period(scope: Scope) -> str:
    """Over which days, in words."""
    span = days(scope.start, scope.end)
    if scope.period == "cumulative" or not span:
        return PERIODS[scope.period] + (f" ({span})" if span else "")
    return f"{span}" if scope.period in {"day", "interval"} else f"{PERIODS[scope.period]}, {span}"
