"""The runner: works the outbox off, so many hooks at once, each hook's in its order."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Final

from mlv_tui.automation.environment import hook_environment
from mlv_tui.automation.outbox import Outbox
from mlv_tui.automation.process import Attempt, end_left_over, run_attempt
from mlv_tui.automation.webhook import Post, post
from mlv_tui.domain.hook_delivery import LACKING, Delivery, DeliveryState, Outcome
from mlv_tui.settings.hook_values import HookSettings

MOST_CUT_OFF: Final = 5
"""Attempts after which one that is cut off each time isn't begun again."""

SCHEMA: Final = 1
KIND: Final = "hook"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the attempts of a runner share.

    Attributes:
        environment: The runner's own; it holds the secrets of webhooks.
        own: What leads an `mlv` that a hook calls to the same place.
        folder: Where programs run.
        now: Tells epoch milliseconds.
        stop: Set where there is no time left.
        keeps_unknown: Whether what is owed to a hook that isn't known stays owed: hooks are off for
            now, say.
    """

    environment: Mapping[str, str]
    own: Mapping[str, str]
    folder: Path
    now: Callable[[], int]
    stop: Event = field(default_factory=Event)
    keeps_unknown: bool = False


class Runner:
    """Runs what is due. Used by the thread that opened the outbox."""

    def __init__(self, outbox: Outbox, surroundings: Surroundings, at_once: int) -> None:
        """Run from this outbox.

        Args:
            outbox: With what is owed.
            surroundings: What the attempts share.
            at_once: At most so many run at one moment.
        """
        self._outbox = outbox
        self._around = surroundings
        self._at_once = at_once
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="hook")
        self._running: dict[Future[Outcome], Delivery] = {}

    def recover(self) -> None:
        """Take up what an earlier runner had begun when it was ended by force."""
        begun = self._outbox.started()
        left = end_left_over({one.owed.id for one in begun}) if begun else frozenset[str]()
        for one in begun:
            said = "cut off: the program that ran it was ended by force"
            said += ", and what it had left running was ended" if one.owed.id in left else ""
            state = DeliveryState.WAITING
            if one.attempt >= MOST_CUT_OFF:
                state, said = DeliveryState.CUT_OFF, f"{said}; not begun again"
            self._outbox.end(one.seq, Outcome(state, said))

    def turn(self, hooks: Mapping[str, HookSettings], seconds: float) -> bool:
        """Note what ended, begin what is due, and wait a moment for the next end.

        Args:
            hooks: What is run, by name; what is owed to any other is passed over.
            seconds: How long to wait at most.

        Returns:
            Whether something runs.
        """
        self._note_ended()
        if self._outbox.paused_until is None and not self._around.stop.is_set():
            self._begin(hooks)
        if self._running:
            wait(self._running, seconds, FIRST_COMPLETED)
        else:
            self._around.stop.wait(seconds)
        self._note_ended()
        return bool(self._running)

    def is_owing(self, hooks: Mapping[str, HookSettings]) -> bool:
        """Tell whether anything is owed that can be run here; what lacks its secret can't.

        Args:
            hooks: What is run, by name.
        """
        lacking = {name for name, one in hooks.items() if _lacking(one, self._around)}
        owing = self._outbox.owing - lacking
        return bool(owing & hooks.keys() if self._around.keeps_unknown else owing)

    def close(self) -> None:
        """End what runs; it is tried again next time."""
        self._around.stop.set()
        self._threads.shutdown(wait=True)
        self._note_ended()

    def _note_ended(self) -> None:
        for one in [one for one in self._running if one.done()]:
            self._outbox.end(self._running.pop(one).seq, one.result())

    def _begin(self, hooks: Mapping[str, HookSettings]) -> None:
        busy = {one.owed.hook for one in self._running.values()}
        for one in self._outbox.due(busy):
            hook = hooks.get(one.owed.hook)
            if hook is None and self._around.keeps_unknown:
                continue
            if hook is None:
                said = "there is no such hook any more, or it isn't trusted"
                self._outbox.end(one.seq, Outcome(DeliveryState.PASSED, said))
            elif said := _lacking(hook, self._around):
                self._put_off(one, said)
            elif len(self._running) < self._at_once:
                attempt = self._outbox.start(one.seq)
                self._running[self._threads.submit(self._attempt, hook, one, attempt)] = one

    def _put_off(self, one: Delivery, said: str) -> None:
        """Leave it to the runner of a session in which the secret is set."""
        if one.said != said:
            self._outbox.end(one.seq, Outcome(DeliveryState.WAITING, said))

    def _attempt(self, hook: HookSettings, one: Delivery, attempt: int) -> Outcome:
        """Make one attempt; runs on a thread of its own."""
        return attempted(
            hook,
            envelope(one.owed.id, attempt, json.loads(one.owed.content)),
            attempt,
            self._around,
        )


def envelope(ident: str, attempt: int, content: Mapping[str, object]) -> dict[str, object]:
    """Make what a hook gets."""
    return {"schema": SCHEMA, "kind": KIND, "data": {"id": ident, "attempt": attempt, **content}}


def attempted(
    hook: HookSettings,
    content: dict[str, object],
    attempt: int,
    around: Surroundings,
) -> Outcome:
    """Make one attempt at a hook of either kind.

    Args:
        hook: What is run.
        content: What `envelope` made.
        attempt: Its number, from 1.
        around: What attempts share.
    """
    ident = str(content["data"]["id"]) if isinstance(content["data"], dict) else ""
    body = json.dumps(content).encode()
    if hook.run:
        environment = hook_environment(around.environment, ident, around.own)
        what = Attempt(hook.run, body + b"\n", environment, around.folder, hook.timeout)
        return run_attempt(what, around.stop)
    if said := _lacking(hook, around):
        return Outcome(DeliveryState.FAILED, said)
    secret = around.environment.get(hook.secret_env, "") if hook.secret_env else ""
    moment = around.now() // 1000
    sent = Post(hook.url, body, ident, secret, moment, hook.timeout)
    return post(sent, attempt, around.stop)


def _lacking(hook: HookSettings, around: Surroundings) -> str:
    """Say what is missing before a hook can be run; "" for nothing."""
    if not hook.secret_env or around.environment.get(hook.secret_env):
        return ""
    return f"{LACKING}{hook.secret_env} isn't set"
