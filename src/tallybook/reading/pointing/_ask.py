"""The batch: every window that has no answer yet is asked about, one after the other, and each answer is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tallybook.model import Record
from tallybook.reading.pointing._client import Completion
from tallybook.reading.pointing._prompt import Messages, Schema, messages, prompt_digest, schema
from tallybook.reading.pointing._records import Answer, Replies, Window, key_of

Complete = Callable[[Messages, Schema], Completion]
GIVE_UP = 5
"""Requests in a row without an answer, after which the server is left alone."""


class Asked(Record, frozen=True):
    """What a batch did. ``left`` were not asked about: the server gave no answer several times, or the limit was reached."""

    asked: int = 0
    answered: int = 0
    left: int = 0
    gave_up: bool = False


def unanswered(windows: Iterable[Window], replies: Replies, model: str) -> tuple[Window, ...]:
    """The windows to ask about, equal ones once. A request that failed is no answer and may be made again."""
    found: dict[str, Window] = {}
    for window in windows:
        key = key_of(model, prompt_digest(), window.digest)
        if key not in found:
            answer = replies.find(key)
            if answer is None or answer.reply is None:
                found[key] = window
    return tuple(found.values())


def ask(
    windows: Iterable[Window],
    replies: Replies,
    complete: Complete,
    *,
    model: str,
    most: int,
    progress: Callable[[int, int], None] | None = None,
) -> Asked:
    """Ask about at most ``most`` windows. One that fails is recorded and the batch goes on.

    To go on after a stop, call it again: what was answered is found in ``replies``. ``progress`` gets (done, total).
    """
    waiting = unanswered(windows, replies, model)
    done = answered = failures = 0
    for window in waiting[:most]:
        completion = complete(messages(window), schema())
        answer = Answer(
            model=model,
            prompt=prompt_digest(),
            window=window.digest,
            outcome=completion.outcome,
            detail=completion.detail,
            reply=completion.text,
        )
        replies.keep(key_of(model, answer.prompt, answer.window), answer, window)
        done += 1
        answered += answer.reply is not None
        failures = 0 if answer.reply is not None else failures + 1
        if progress:
            progress(done, min(len(waiting), most))
        if failures == GIVE_UP:
            break
    return Asked(asked=done, answered=answered, left=len(waiting) - done, gave_up=failures == GIVE_UP)
