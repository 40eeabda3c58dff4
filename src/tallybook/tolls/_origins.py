"""Who said it first: chains to actors, silent mentions to the origin that the same text names, copies to what they copy.

Seven ways in which a figure gets an origin that its own words do not give, each conservative in the number of origins:

1. A part takes the origin of the total that its text makes it a part of, and the total that of its part.
2. A mention without an origin (a headline) takes the origin that the same document names for the same figure and harm.
3. A copy of another document's text takes that document's voice.
4. A medium that is named as origin of a figure is its relay where another statement names whom that medium had it from.
5. A medium whose own figure others give in its name is the origin of that figure.
6. An unnamed source "as told to X", described in the same words without X, is the same one in one document or for one figure.
7. A figure of three significant digits or more in nobody's name is relayed from the one origin in the book that gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

import msgspec

from tallybook.model import Actor, ActorType, DocumentFacts, Link, Relay, TollDecision
from tallybook.tolls._actors import Actors, described, told_to
from tallybook.tolls._fold import fold
from tallybook.tolls._names import known_actor, names_somebody
from tallybook.tolls._relays import relays_of
from tallybook.tolls._told import Told

# Media pass on what others say; a medium that prints a figure in nobody's name is not thereby its origin. Everyone else who
# publishes a figure in their own voice is.
MEDIA: frozenset[ActorType] = frozenset({"agency", "outlet", "other", "unnamed"})

FigureKey: TypeAlias = tuple[object, ...]


class Origins(msgspec.Struct):
    """What settling gives: actors, relays, and decisions that contradict each other as pairs of decision ids."""

    actors: tuple[Actor, ...]
    relays: tuple[Relay, ...]
    disputed: tuple[tuple[str, str], ...]


def assign_origins(told: Sequence[Told], leaders: Mapping[str, str], decisions: Sequence[TollDecision]) -> Origins:
    """Fills ``path``, ``origin``, ``publisher`` and ``attributed`` of each. ``told`` must come first report first."""
    actors = Actors(decisions)
    decided = {decision.subject: decision.object for decision in decisions if decision.kind == "set_origin" and decision.object}
    facts = {item.document: item.facts for item in told}
    first = {name: facts.get(leaders.get(name, name), known) for name, known in facts.items()}
    for item in told:
        leader = first[item.document]
        item.copied_from = leader.id if leader.id != item.document else None
        _follow_chain(item, actors, leader, decided.get(item.id))
    _take_from_total(told)
    _inherit(told, _in_document, actors)
    _inherit(told, _same_words, actors)
    _join_descriptions(told, actors)
    _join_epithets(told, actors)
    _complete_chains(told, actors)
    _cited_voices(told)
    _inherit(told, _telling, actors)
    _take_from_total(told)
    voices = {known.id: (known.publisher or "", known.publisher_type) for known in facts.values()}
    voices.update((item.document, _voice(item)) for item in reversed(told))
    for item in told:
        if not item.origin:
            _own_voice(item, actors, voices)
    ids, people, disputed = actors.settle()
    for item in told:
        item.path = tuple(ids[key] for key in item.path)
        item.origin = ids[item.origin]
        item.publisher = ids.get(item.publisher, item.publisher)
    standing = {actor.id: actor.attributed for actor in people}
    for item in told:
        item.attributed = standing[item.origin]
    return Origins(actors=people, relays=relays_of(told, leaders), disputed=disputed)


def _follow_chain(item: Told, actors: Actors, leader: DocumentFacts, decided: str | None) -> None:
    """Resolves the links, publisher last. An unnamed link speaks to the next named one, or to the text's first publisher."""
    links = [link for link in item.statement.chain if link.role != "publisher"]
    publisher, kind = _voice(item)
    item.publisher = actors.named(publisher, kind) if publisher else ""
    path: list[str] = []
    listener = ""
    for link in reversed(links):
        named = names_somebody(link)
        key = actors.link(link, "" if named else listener or _listener(leader))
        path.insert(0, key)
        if named:
            listener = key
    if decided:
        path.insert(0, actors.named(decided, "other"))
    if path and (decided or not _only_restates_publisher(links, path, item)):
        item.origin = path[0]
    item.path = tuple(path)


def _listener(leader: DocumentFacts) -> str:
    """The node of a text's first publisher, to whom an unnamed source speaks where no relay is named."""
    voice = leader.publisher or leader.id
    return known_actor(voice) or f"n:{fold(voice)}"


def _only_restates_publisher(links: Sequence[Link], path: Sequence[str], item: Told) -> bool:
    """True for a chain that names a medium's own publication and nobody else ("Outlet" in Outlet's story) as a mere relay."""
    return len(path) == 1 and path[0] == item.publisher and links[0].role == "relay"


def _in_document(item: Told) -> FigureKey | None:
    return (item.document, item.same) if item.figure else None


def _same_words(item: Told) -> FigureKey | None:
    return (item.words, item.same) if item.figure and item.words.count(" ") >= 7 else None


def _telling(item: Told) -> FigureKey | None:
    """Figures of three significant digits and more are not found twice by chance; round ones may be."""
    if item.figure is None or item.figure[0] != item.figure[1] or len(str(item.figure[0]).rstrip("0")) < 3:
        return None
    return item.same, item.scope.group, item.scope.event


def _same_place(one: Told, other: Told) -> bool:
    """One place, or one of them does not say which."""
    return one.scope.place == other.scope.place or None in (one.scope.place, other.scope.place)


def _take_from_total(told: Sequence[Told]) -> None:
    """A part in nobody's name is said by whoever says the total that the text makes it a part of, and the reverse."""
    joined = [item for item in told if item.partial and item.statement.relation.to]
    by_id = {item.id: item for item in told} if joined else {}
    for item in joined:
        total = by_id.get(item.statement.relation.to or "")
        if total is not None and total.document == item.document:
            if total.origin and not item.origin:
                _take(item, total)
            elif item.origin and not total.origin:
                _take(total, item)


def _take(item: Told, source: Told) -> None:
    """Gives a silent mention the origin and the chain of another."""
    item.origin, item.path, item.inherited = source.origin, source.path, True


def _inherit(told: Sequence[Told], key_of: Callable[[Told], FigureKey | None], actors: Actors) -> None:
    """Gives a mention without an origin the one origin that statements with its key name; nothing where they name several."""
    silent = [(item, key) for item in told if not item.origin and (key := key_of(item)) is not None]
    if not silent:
        return
    wanted, figures = {key for _, key in silent}, {item.same for item, _ in silent}
    named: dict[FigureKey, dict[tuple[str, str | None], Told]] = {}
    for item in told:
        if item.origin and item.same in figures and (key := key_of(item)) in wanted and key is not None:
            named.setdefault(key, {}).setdefault((item.origin, item.scope.place), item)
    same = actors.same()
    for item, key in silent:
        sources = [source for source in named.get(key, {}).values() if _same_place(item, source)]
        if len({same[source.origin] for source in sources}) == 1:
            _take(item, sources[0])


def _complete_chains(told: Sequence[Told], actors: Actors) -> None:
    """A medium that one statement names as a figure's origin, and another as the relay of somebody's, is the relay in both.

    Unnamed sources of one figure through one medium are one source, however their descriptions differ, unless they are of different
    kinds: an official is no broadcaster.
    """
    single, several = _through(told)
    for key, found in several.items():
        unnamed = sorted(name for name in found if name.startswith("u:"))
        for earlier, other in combinations(unnamed, 2):
            if actors.alike(earlier, other):
                actors.join(earlier, other)
        if not _of_one_source(found, actors):
            del single[key]
    completed = [(item, source) for item in told if (source := _first_source(item, single))]
    paths = {source.id: (source.origin, source.path) for _, source in completed}
    for item, source in completed:
        origin, path = paths[source.id]
        item.path = (*path, *(station for station in item.path if station not in path))
        item.origin = origin


def _through(told: Sequence[Told]) -> tuple[dict[tuple[str, str], Told], dict[tuple[str, str], set[str]]]:
    """By medium and figure: a statement that names whom it came from, and all the origins where there are several."""
    single: dict[tuple[str, str], Told] = {}
    several: dict[tuple[str, str], set[str]] = {}
    for item in told:
        if item.figure and item.origin and item.origin == item.path[0]:
            for station in _stations(item):
                key = (station, item.moment)
                if (first := single.setdefault(key, item)).origin != item.origin:
                    several.setdefault(key, {first.origin}).add(item.origin)
    return single, several


def _join_descriptions(told: Sequence[Told], actors: Actors) -> None:
    """An unnamed source that one text says spoke to X, and that the same words describe elsewhere without saying to whom, is one
    source: in one document, or of one figure. Where several listeners are named, nothing is known.
    """
    groups: dict[FigureKey, tuple[set[str], set[str]]] = {}
    for item in told:
        if item.origin.startswith("u:") and item.origin == item.path[0]:
            # An agency's own text needs no relay: whoever speaks in it spoke to the agency.
            known = len(item.path) > 1 or _voice(item)[1] == "agency"
            words = described(item.origin)
            for key in ((words, item.document), (words, item.moment)) if item.figure else ((words, item.document),):
                groups.setdefault(key, (set(), set()))[known].add(item.origin)
    for silent, heard in groups.values():
        listeners = heard - silent  # a report that an outlet heard what it printed itself says nothing of others
        if len(listeners) == 1:
            for other in sorted(silent):
                actors.join(next(iter(listeners)), other)


def _join_epithets(told: Sequence[Told], actors: Actors) -> None:
    """ "The channel", "exile broadcaster": a body without its name that gives the figure which the one named body of its kind gives in
    the same document. People are not bodies: an official who gives the government's figure stays an official.
    """
    figures: dict[tuple[str, str], set[str]] = {
        (item.document, item.same): set()
        for item in told
        if item.figure and item.origin.startswith("u:") and actors.is_body(item.origin)
    }
    for item in told if figures else ():
        if item.origin and (found := figures.get((item.document, item.same))) is not None:
            found.add(item.origin)
    for found in figures.values():
        for epithet in sorted(key for key in found if key.startswith("u:") and actors.is_body(key)) if len(found) > 1 else ():
            named = sorted(
                key for key in found if not key.startswith("u:") and actors.is_body(key) and actors.alike(key, epithet)
            )
            if len(named) == 1:
                actors.join(named[0], epithet)


def _of_one_source(found: Iterable[str], actors: Actors) -> bool:
    """Whether several origins of a figure that came through a medium are one: unnamed ones of like kinds."""
    first, *others = sorted(found)
    return first.startswith("u:") and all(other.startswith("u:") and actors.alike(first, other) for other in others)


def _first_source(item: Told, single: Mapping[tuple[str, str], Told]) -> Told | None:
    """Follows a figure from its named origin back to whoever that origin had it from; None where that is nobody, or a circle."""
    if not item.origin or item.figure is None:
        return None
    source, seen = single.get((item.origin, item.moment)), {item.origin}
    while source is not None and source.origin not in seen:
        seen.add(source.origin)
        further = single.get((source.origin, item.moment))
        if further is None:
            return source
        source = further
    return None


def _cited_voices(told: Sequence[Told]) -> None:
    """A medium whose figure others give in its name stands by it in its own publication too."""
    cited = {(item.origin, item.moment) for item in told if item.origin and item.figure}
    for item in told:
        if not item.origin and item.figure and (item.publisher, item.moment) in cited:
            item.origin = item.publisher
            item.path = (item.publisher,)


def _stations(item: Told) -> set[str]:
    """Everyone through whom a figure came: the links after its origin, whoever an unnamed source spoke to, the publisher."""
    return {*item.path[1:], told_to(item.origin) or "", item.publisher} - {item.origin, ""}


def _voice(item: Told) -> tuple[str, ActorType]:
    """The publisher of a statement's document as printed, and what kind of body it is."""
    for link in reversed(item.statement.chain):
        if link.role == "publisher":
            return link.actor, link.type
    return item.facts.publisher or "", item.facts.publisher_type


def _own_voice(item: Told, actors: Actors, voices: Mapping[str, tuple[str, ActorType]]) -> None:
    """A figure in nobody's name: its publisher's own where that is no medium, else nobody's. A copy has its original's voice."""
    publisher, kind = voices.get(item.copied_from or item.document, ("", "other"))
    if publisher and kind not in MEDIA:
        item.origin = actors.named(publisher, kind)
    else:
        item.origin = actors.nobody()
