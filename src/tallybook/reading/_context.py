"""What a reader remembers from the sentences behind: who spoke, by which names, and what was counted last."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from msgspec.structs import replace

from tallybook.model import Link, Statement
from tallybook.reading import _actors as actors
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import Attribution
from tallybook.reading._chain import attributions
from tallybook.reading._columns import Columns
from tallybook.reading._pairs import Pair
from tallybook.reading._period import times
from tallybook.reading._place import places
from tallybook.reading._relation import one_event
from tallybook.reading._stretches import Anchor, Time
from tallybook.reading._tokens import Sentence

REMEMBERED = 3
_PARAGRAPHS = 2
_OPENING = 3  # tokens


@dataclass(slots=True)
class Context:
    """The memory of one walk over a document."""

    paragraph: int = 0
    sentence: int = 0
    headline: bool = False
    attributions: list[Attribution] = field(default_factory=list)
    source: Actor | None = None
    person: Actor | None = None
    body: Actor | None = None
    voice: Attribution | None = None
    voice_at: tuple[int, int] = (-1, -1)
    goes_on: bool = False
    scene: bool = False  # whether one attack or disaster was told of, and no campaign
    itemised: bool = False  # whether the line at hand is an item of a list: "– of whom children: 12"
    source_paragraph: int = -1
    last: list[Statement] = field(default_factory=list)
    last_paragraph: int = -1
    last_sentence: int = -1
    last_chain: tuple[Link, ...] = ()
    last_aside: bool = False  # the last speaker was named in passing ("according to X"): nothing behind goes on in his name
    went_on: bool = False  # the last sentence had no speaker of its own
    first_whole: Pair | None = None
    last_whole: Pair | None = None
    last_id: str = ""
    columns: Columns | None = None
    columns_paragraph: int = -1
    pending: deque[tuple[int, int, Sentence]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    behind: deque[Sentence] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    episode: int = 0
    episode_place: str = ""
    anchor: Anchor = field(default_factory=lambda: Anchor(None, None))
    dated: list[Time] | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def last_pairs(self) -> bool:
        """Whether the sentence right before stated something that this one may go on with."""
        if self.last_paragraph == self.paragraph:
            return self.sentence - self.last_sentence == 1 and bool(self.last)
        return self.itemised and self.just_before

    @property
    def labelled(self) -> bool:
        """ "Держпраці: 68 загинули. Підняли 352 людей", "ДСНС інформує: ...": what stands behind a label or "informs:" goes on in its name."""
        voice = self.voice
        if voice is None or voice.cue.name == "actor":
            return voice is not None
        sentence, behind = voice.actor.sentence, voice.cue.last
        return voice.cue.name == "say" and sentence.norms[behind : behind + 1] == [":"] and voice.cue.first >= voice.actor.last

    @property
    def last_deadly(self) -> bool:
        """Whether nobody came to another harm in the sentence right before than to die."""
        return all(statement.harm.label in ("killed", "executed") for statement in self.last)

    @property
    def just_before(self) -> bool:
        """Whether the paragraph right before stated something that the first words of this one may speak of."""
        return bool(self.last) and self.sentence == 0 and self.paragraph - self.last_paragraph == 1

    def passed(self, sentence: Sentence) -> None:
        """A sentence without a harm word goes by; it is looked at again only if a later one needs its speaker."""
        self.pending.append((self.paragraph, self.sentence, sentence))

    def recall(self, sentence: Sentence) -> None:
        """Look at the sentences that went by, where the one at hand speaks of "it" or "the group"."""
        if not self.pending:
            return
        pending = tuple(self.pending)
        self.pending.clear()
        matches = sentence.matches
        sources = matches.get("according", ())
        looks_back = bool(sources) and any(match.row.frame == "pronoun" for match in sources)
        looks_back = looks_back or any(match.row.frame == "own" for match in matches.get("resume", ()))  # "hemos documentado"
        labelled = sentence.lexicon.head.inverts and _labels(pending[-1])
        if not (looks_back or labelled or "anaphor" in matches or "resume" in matches or continues(sentence)):
            return
        here = self.paragraph, self.sentence
        for paragraph, index, earlier in pending:
            earlier.annotate()
            self.paragraph, self.sentence = paragraph, index
            self.enter(earlier)
            subject = actors.opening(earlier, len(earlier)) if looks_back and not self.attributions else None
            if subject is not None and not subject.anaphor:
                self.source, self.source_paragraph = subject, paragraph
        self.paragraph, self.sentence = here

    def enter(self, sentence: Sentence) -> None:
        """A sentence begins: its speakers become those that a pronoun behind it may mean."""
        found = self.attributions = attributions(sentence)
        self.places = places(sentence) if "place_prep" in sentence.matches else []
        if found and self.places:
            self.places = [span for span in self.places if not _of_speaker(sentence, span[0], found)]
        self.dated = None
        if not self.scene and "thing" in sentence.matches:
            self.scene = one_event(sentence)
        self._episode(sentence)
        told = not found and self.voice_at == (self.paragraph, self.sentence - 1)
        self.goes_on = told and (continues(sentence) or (sentence.lexicon.head.inverts and self.labelled))
        for attribution in found:
            pronoun, told = attribution.actor.pronoun, attribution is not found[0] and _earlier(sentence, attribution)
            attribution.actor = self._resolved(attribution.actor)
            if pronoun and attribution.relay is None:
                attribution.relay = self._still_told(attribution.actor)
            if not told and not (attribution.actor.anaphor and attribution.actor.pronoun):
                self._remember(attribution)

    def stated(self, pairs: list[Pair], by_count: dict[int, Statement]) -> None:
        """What was stated last, for the sentences behind that go on with it."""
        if self.attributions:
            self.last_aside = all(each.aside for each in self.attributions)
        self.went_on = not self.attributions
        kept = [pair for pair in pairs if id(pair.count) in by_count]
        whole = [pair for pair in kept if not pair.part] or kept
        self.first_whole = whole[0]
        self.last_whole, self.last_id = whole[-1], by_count[id(whole[-1].count)].id
        self.last_paragraph, self.last_sentence = self.paragraph, self.sentence

    def _still_told(self, actor: Actor) -> Actor | None:
        """ "X told AFP that 280 were buried. He added ...": he still speaks to the one whom he told before."""
        voice = self.voice
        same = voice is not None and voice.actor == actor and self.voice_at == (self.paragraph, self.sentence - 1)
        return voice.relay if voice is not None and same else None

    def _remember(self, attribution: Attribution) -> None:
        actor = attribution.actor
        self.source, self.source_paragraph = actor, self.paragraph
        self.voice, self.voice_at = attribution, (self.paragraph, self.sentence)
        if _is_person(actor):
            self.person = actor
            self.body = (_owner(actor) if _possessive(actor) else None) or self.body
        else:
            self.body = actor

    def _episode(self, sentence: Sentence) -> None:
        """Another incident begins with "Separately" or with another place at the head of the sentence."""
        if "separate" in sentence.matches and any(match.first <= 1 for match in sentence.of("separate")):
            self.episode += 1
            self.episode_place = ""
        elif self.places and self.places[0][0] <= 2:
            name = sentence.norms[self.places[0][0]]
            self.episode += bool(self.episode_place) and name != self.episode_place
            self.episode_place = name

    def times(self, sentence: Sentence) -> list[Time]:
        """The time expressions of the sentence at hand, resolved once."""
        if self.dated is None:
            found = times(sentence, self.anchor)
            if found and self.attributions and sentence.lexicon.head.script == "Arabic":  # Bahman is a month, and a surname
                found = [each for each in found if not _of_speaker(sentence, each.first, self.attributions)]
            self.dated = found
        return self.dated

    def _resolved(self, actor: Actor) -> Actor:
        """A pronoun becomes the last speaker that it can mean, "its monitors" whose they are; "the group" stays as printed."""
        if _possessive(actor) and not _is_person(actor):
            owner = self.body if self.body is not None and self._near() else self._subject_behind(person=False)
            return owner or actor
        if not actor.anaphor or not self._near():
            return actor
        match = actor.sentence.starting("anaphor", actor.first) if actor.pronoun else None
        single = match is not None and match.row.frame == "person"
        told = actor.sentence.starting("according", actor.first) if actor.dropped else None
        single = single or (told is not None and "person" in told.row.parts)  # "according to her"
        if single and self.person is None:
            known = self._subject_behind(person=True)
            if known is not None:
                return known
        if self.source is None:
            return _subject(actor) if actor.pronoun else actor
        if actor.dropped and actor.sentence.lexicon.head.inverts:
            return self.source  # "за її словами": the last one, person or body
        if not actor.pronoun:
            return replace(actor, means=self.source.means or self.source.text)
        return (self.person if single else self.body) or self.source

    def _near(self) -> bool:
        """Whether the last speaker is near enough to be meant."""
        return self.paragraph - self.source_paragraph <= _PARAGRAPHS

    def _subject_behind(self, *, person: bool) -> Actor | None:
        """ "Colonel Diallo arrived at noon. Nine were killed, he said": the officer, or the body, whom the sentence before begins with."""
        if not self.behind or self.sentence == 0:
            return None
        earlier = self.behind[-1]
        earlier.annotate()
        subject = actors.opening(earlier, len(earlier))
        return subject if subject is not None and not subject.anaphor and _is_person(subject) == person else None


def _earlier(sentence: Sentence, each: Attribution) -> bool:
    """ "The minister said 89 died; earlier the hospital had told of 103. He ...": what was said before lends no pronoun its meaning."""
    near = range(each.actor.first - 2, each.actor.last + 2)
    return any(match.row.label == "earlier" and match.first in near for match in sentence.of("adverb"))


def _labels(passed: tuple[int, int, Sentence]) -> bool:
    """ "Начальник штабу: з міста вийшли всі. 13 військових загинули": whether a sentence that went by may open with a label."""
    sentence = passed[2]
    return ":" in sentence.text[sentence.start : sentence.start + _LABEL]


_LABEL = 60  # characters


def _of_speaker(sentence: Sentence, at: int, found: list[Attribution]) -> bool:
    """ "A doctor at the General Hospital said": where who speaks is, nobody need have come to harm."""
    for each in found:
        for actor in each.chain:
            if actor.first <= at < actor.last and actor.sentence is sentence:
                return True
    return False


def _subject(pronoun: Actor) -> Actor:
    """ "The Centre issued a statement in which it announced": who the pronoun's own sentence begins with."""
    actor = actors.opening(pronoun.sentence, pronoun.first)
    return pronoun if actor is None or actor.anaphor else actor


def _possessive(actor: Actor) -> bool:
    """ "its monitors", "their office"; "his brother" is a speaker of his own."""
    match = actor.sentence.starting("definite", actor.first)
    return match is not None and match.row.frame == "body" and actor.last - actor.first > 1


def _owner(actor: Actor) -> Actor | None:
    """ "In July the commission received 276 complaints, its secretary said": the body nearest before whoever is its own."""
    sentence = actor.sentence
    for match in reversed(sentence.of("actor")):
        if match.last <= actor.first and sentence.norms[match.first - 1] in sentence.lexicon.head.articles:
            owner = actors.between(sentence, match.first - 1, match.last)
            return None if owner is None or _is_person(owner) else owner
    return None


def _is_person(actor: Actor) -> bool:
    """Whether one person speaks: an office stands in the name, or nothing in it tells of a body, where no capital tells a name."""
    if actor.type == "other" and actor.sentence.lexicon.head.script == "Arabic":
        return True
    offices = actor.sentence.matches.get("office", ())
    return bool(offices) and any(actor.first <= match.first < actor.last for match in offices)


def continues(sentence: Sentence) -> bool:
    """Whether a sentence begins by counting some of those spoken of: "Four of them", "Two others"."""
    matches = sentence.matches
    for name in ("whom", "continuing", "other"):
        if name not in matches:
            continue
        first = matches[name][0].first
        if first < _OPENING and sentence.covering("bound", first) is None:
            return True  # but "More than 1,000" goes on with nothing
    it = sentence.starting("anaphor", 0) if "counted" in matches else None  # "It stood at 3,090": the toll that somebody keeps
    return it is not None and it.row.label == "pronoun" and sentence.starting("counted", it.last) is not None
