"""Who speaks: printed names to actors, by the table of aliases and by what humans decided.

*Not the same* binds: two names that a decision parts never meet in one actor, whatever other joins say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from tallybook.model import Actor, ActorType, Link, TollDecision, short_id
from tallybook.tolls._data import actor_table
from tallybook.tolls._fold import fold
from tallybook.tolls._names import aliases_by_name, bare_description, known_actor, known_actors, means_government, names_somebody

_STATE = "g:state"
# Kinds that one unnamed source may be given in two texts: an official of a ministry is an official.
_KIN: dict[str, str] = {
    "ministry": "state",
    "security_body": "state",
    "agency": "outlet",
    "social_account": "outlet",
    "family": "witness",
    "medic": "witness",
}
_BODIES = frozenset({"outlet", "agency", "rights_group", "un", "monitor", "armed_group"})


class _Node(msgspec.Struct):
    """One name as the documents give it, before names are joined into actors."""

    key: str
    type: ActorType
    named: bool
    attributed: bool
    printed: dict[str, int]


class Actors:
    """Collects the names that a book's chains print; ``settle`` joins them into actors.

    A node's key says how far its words go: a known actor's id, a folded name, an unnamed description as told to one relay, or
    the stand-in for what is printed in nobody's name.
    """

    def __init__(self, decisions: Sequence[TollDecision] = ()) -> None:
        self._nodes: dict[str, _Node] = {}
        self._keys: dict[tuple[str, str | None], str] = {}
        self._decisions = sorted(decisions, key=lambda decision: decision.id)
        self._parted = {
            fold(name)
            for decision in self._decisions
            if decision.kind == "part_actors"
            for name in (decision.subject, decision.object or "")
        }
        self._edges: list[tuple[str, str]] = []

    def named(self, printed: str, kind: ActorType, canonical: str | None = None) -> str:
        """The node of a named actor."""
        key = self._keys.get((printed, canonical))
        if key is None:
            key = self._keys[printed, canonical] = self._named_node(printed, kind, canonical)
        return self._add(key, kind, printed, named=True)

    def _named_node(self, printed: str, kind: ActorType, canonical: str | None) -> str:
        name = fold(printed)
        known = None if name in self._parted else known_actor(canonical or printed) or known_actor(printed)
        if name in self._parted and (alias := aliases_by_name().get(name)):
            self._add(alias, kind, printed, named=True, seen=0)
            self._edges.append((f"n:{name}", alias))
        return known or f"n:{name}"

    def unnamed(self, printed: str, kind: ActorType, told_to: str) -> str:
        """The node of an unnamed actor, as specific as the words and the relay it spoke to allow."""
        return self._add(f"u:{bare_description(printed)}\x1e{told_to}", kind, printed, named=False)

    def nobody(self) -> str:
        """The stand-in for figures that are printed without saying whose they are."""
        return self._add("o:", "other", "not attributed", named=False, attributed=False)

    def link(self, link: Link, told_to: str) -> str:
        """The node of a chain's link."""
        if means_government(link.actor):
            return self._add(_STATE, "state", link.actor, named=False)
        if names_somebody(link):
            return self.named(link.actor, link.type, link.canonical)
        return self.unnamed(link.actor, link.type, told_to)

    def join(self, one: str, other: str) -> None:
        """Asks for two nodes to be one actor (the same figure through the same relay)."""
        self._edges.append((one, other))

    def is_body(self, key: str) -> bool:
        """Whether an actor is an organisation of a kind that speaks under its name."""
        return self._nodes[key].type in _BODIES

    def alike(self, one: str, other: str) -> bool:
        """Whether two actors may be one as far as their kinds go."""
        kinds = {_KIN.get(self._nodes[key].type, self._nodes[key].type) for key in (one, other)} - {"unnamed", "other"}
        return len(kinds) < 2

    def _add(self, key: str, kind: ActorType, printed: str, *, named: bool, attributed: bool = True, seen: int = 1) -> str:
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = _Node(key, kind, named, attributed, {})
        node.printed[printed] = node.printed.get(printed, 0) + seen
        return key

    def settle(self) -> tuple[dict[str, str], tuple[Actor, ...], tuple[tuple[str, str], ...]]:
        """Node → actor id; the actors, sorted; and the pairs of decision ids that contradict each other (the parting holds)."""
        groups, refused = self._joined()
        called = {groups.find(one): name for name, one, _ in reversed(self._between("join_actors", named=True))}
        ids: dict[str, str] = {}
        actors = []
        for members in groups.members():
            actor = _actor([self._nodes[key] for key in members], called.get(groups.find(members[0])))
            actors.append(actor)
            ids.update(dict.fromkeys(members, actor.id))
        return ids, tuple(sorted(actors, key=lambda actor: actor.id)), tuple(refused)

    def same(self) -> dict[str, str]:
        """Node → one node of its actor, as far as the names are known."""
        groups, _ = self._joined()
        return {key: groups.find(key) for key in self._nodes}

    def _joined(self) -> tuple[_Groups, list[tuple[str, str]]]:
        groups = _Groups(self._nodes)
        partings = self._between("part_actors")
        for _, one, other in partings:
            groups.part(one, other)
        refused = []
        for decision, one, other in self._between("join_actors"):
            if not groups.join(one, other):
                refused.append(
                    (decision, next((known for known, a, b in partings if groups.same_pair((a, b), (one, other))), ""))
                )
        governments = sorted(actor.id for actor in actor_table().actor if actor.government and actor.id in self._nodes)
        if _STATE in self._nodes and len(governments) == 1:
            groups.join(_STATE, governments[0])
        for one, other in sorted(set(self._edges)):
            groups.join(one, other)
        return groups, refused

    def _between(self, kind: str, *, named: bool = False) -> list[tuple[str, str, str]]:
        """The decisions of a kind as pairs of nodes, where both are in the book, with the decision's id or, ``named``, its subject.

        Several joins to one name that no document prints ("the name to show") join their other sides with one another.
        """
        found = []
        first: dict[str, list[str]] = {}
        for decision in self._decisions:
            if decision.kind == kind and decision.object:
                others = self._named_so(decision.object)
                ones = self._named_so(decision.subject) or first.get(fold(decision.subject)) or others[:1]
                first[fold(decision.subject)] = ones
                head = decision.subject if named else decision.id
                found += [(head, one, other) for one in ones for other in others if named or other != one]
        return found

    def _named_so(self, name: str) -> list[str]:
        """The nodes that an actor id or a printed name means, sorted."""
        folded = fold(name)
        keys = {key for key in (f"n:{folded}", name, None if folded in self._parted else known_actor(name)) if key in self._nodes}
        for key, node in self._nodes.items():
            if _node_id(node) == name or (key.startswith("u:") and any(fold(printed) == folded for printed in node.printed)):
                keys.add(key)
        return sorted(key for key in keys if key)


def described(key: str) -> str:
    """The words for an unnamed actor."""
    return key.removeprefix("u:").partition("\x1e")[0]


def told_to(key: str) -> str | None:
    """The node of whoever an unnamed actor spoke to; None for any other node."""
    return key.partition("\x1e")[2] or None if key.startswith("u:") else None


def _node_id(node: _Node) -> str:
    prefix, _, rest = node.key.partition(":")
    return short_id(f"actor_{prefix}_", rest) if _ and prefix in "nuog" else node.key


def _actor(nodes: Sequence[_Node], called: str | None) -> Actor:
    """One actor from all its names: a known one keeps its id and name, others are ``called`` as whoever joined them says; else a named
    one has its commonest name, an unnamed one its fullest.
    """
    known = known_actors()
    chosen = min(nodes, key=lambda node: (node.key not in known, not node.attributed, not node.named, -_detail(node), node.key))
    printed: Counter[str] = Counter()
    for node in nodes:
        printed.update(node.printed)
    entry = known.get(chosen.key)
    common = sorted((-count, name) for name, count in chosen.printed.items())
    return Actor(
        id=_node_id(chosen),
        name=entry.name if entry else called or common[0][1],
        type=entry.type if entry else chosen.type,
        named=chosen.named,
        aliases=tuple(sorted(name for name, count in printed.items() if count)),
        attributed=any(node.attributed for node in nodes),
    )


def _detail(node: _Node) -> int:
    """How much the words for an unnamed actor say."""
    return 0 if node.named else node.key.count(" ")


class _Groups:
    """Union-find in which parted nodes never meet."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}
        self._apart: dict[str, set[str]] = {}

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def part(self, one: str, other: str) -> None:
        self._apart.setdefault(self.find(one), set()).add(self.find(other))
        self._apart.setdefault(self.find(other), set()).add(self.find(one))

    def join(self, one: str, other: str) -> bool:
        """True where the two are now one; False where a parting forbids it."""
        a, b = sorted((self.find(one), self.find(other)))
        if a == b:
            return True
        if any(self.find(key) == b for key in self._apart.get(a, ())):
            return False
        self._parent[b] = a
        for key in self._apart.pop(b, set()):
            self._apart.setdefault(a, set()).add(key)
            self._apart.setdefault(self.find(key), set()).add(a)
        return True

    def same_pair(self, pair: tuple[str, str], other: tuple[str, str]) -> bool:
        return {self.find(key) for key in pair} == {self.find(key) for key in other}

    def members(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for key in sorted(self._parent):
            found.setdefault(self.find(key), []).append(key)
        return [found[root] for root in sorted(found)]
