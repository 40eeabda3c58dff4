"""What a reader remembers from the sentences behind: who spoke, by which names, and what was counted last."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallybook.model import Link, Statement
from tallybook.reading._actors import Actor
from tallybook.reading._chain import Attribution, attributions
from tallybook.reading._pairs import Pair
from tallybook.reading._period import Anchor, Time, times
from tallybook.reading._place import places
from tallybook.reading._tokens import Sentence

_REMEMBERED = 3


@dataclass(slots=True)
class Context:
    """The memory of one walk over a document."""

    paragraph: int = 0
    sentence: int = 0
    headline: bool = False
    attributions: list[Attribution] = field(default_factory=list)
    source: Actor | None = None
    source_paragraph: int = -1
    last: list[Statement] = field(default_factory=list)
    last_paragraph: int = -1
    last_sentence: int = -1
    last_chain: tuple[Link, ...] = ()
    last_aside: bool = False  # the last speaker was named in passing ("according to X"): nothing behind goes on in his name
    last_whole: Pair | None = None
    last_id: str = ""
    pending: list[tuple[int, Sentence]] = field(default_factory=list)
    episode: int = 0
    episode_place: str = ""
    anchor: Anchor = field(default_factory=lambda: Anchor(None, None))
    dated: list[Time] | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def last_pairs(self) -> bool:
        """Whether the sentence right before stated something that this one may go on with."""
        return bool(self.last) and self.last_paragraph == self.paragraph and self.sentence - self.last_sentence == 1

    @property
    def just_before(self) -> bool:
        """Whether the paragraph right before stated something that the first words of this one may speak of."""
        return bool(self.last) and self.sentence == 0 and self.paragraph - self.last_paragraph == 1

    def passed(self, sentence: Sentence) -> None:
        """A sentence without a harm word goes by; it is looked at again only if a later one needs its speaker."""
        self.pending.append((self.paragraph, sentence))
        if len(self.pending) > _REMEMBERED:
            del self.pending[0]

    def recall(self, sentence: Sentence) -> None:
        """Look at the sentences that went by, where the one at hand speaks of "it" or "the group"."""
        pending, self.pending = self.pending, []
        if not sentence.of("anaphor") and not sentence.of("resume"):
            return
        here = self.paragraph
        for paragraph, earlier in pending:
            earlier.annotate()
            self.paragraph = paragraph
            self.enter(earlier)
        self.paragraph = here

    def enter(self, sentence: Sentence) -> None:
        """A sentence begins: its speakers become those that a pronoun behind it may mean."""
        found = self.attributions = attributions(sentence)
        self.places = places(sentence)
        self.dated = None
        self._episode(sentence)
        for attribution in found:
            attribution.actor = self._resolved(attribution.actor)
        for attribution in found:
            if not attribution.actor.anaphor or not attribution.actor.pronoun:
                self.source, self.source_paragraph = attribution.actor, self.paragraph

    def _episode(self, sentence: Sentence) -> None:
        """Another incident begins with "Separately" or with another place at the head of the sentence."""
        opening = next((first for first, _ in self.places if first <= 2), None)
        if any(match.first <= 1 for match in sentence.of("separate")):
            self.episode += 1
            self.episode_place = ""
        elif opening is not None:
            name = sentence.norms[opening]
            self.episode += bool(self.episode_place) and name != self.episode_place
            self.episode_place = name

    def times(self, sentence: Sentence) -> list[Time]:
        """The time expressions of the sentence at hand, resolved once."""
        if self.dated is None:
            self.dated = times(sentence, self.anchor)
        return self.dated

    def _resolved(self, actor: Actor) -> Actor:
        """A pronoun becomes the last speaker; "the group" stays as printed."""
        if not actor.anaphor or self.source is None or self.paragraph - self.source_paragraph > 2:
            return actor
        if actor.pronoun:
            return self.source
        return actor._replace(means=self.source.means or self.source.text)
