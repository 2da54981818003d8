"""What one hook is owed for one change set, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeliveryState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    KILLED = "killed"
    """By a signal."""
    CUT_OFF = "cut off"
    """Too often: what ran it ended in the middle of each attempt."""
    PASSED = "passed over"


ENDED_WELL = (DeliveryState.DONE, DeliveryState.PASSED)
LACKING = "the variable "
"""What a run that was put off begins its reason with."""
OFF = "off."
"""What the id begins with of what no own hook was told, as they are off."""
UNFINISHED = (DeliveryState.WAITING, DeliveryState.STARTED)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is to be told to a hook.

    Attributes:
        id: The same for each attempt, and for nothing else.
        hook: Its name; of a hook of a plan folder with the folder's project in front.
        event: The most telling one.
        project: The slug.
        change_set: The change set's id.
        label: What was done, one line for people.
        content: What the hook gets, as JSON, but for `id` and `attempt`.
        about: The milestones that it is about, in a few words; "" for none.
    """

    id: str
    hook: str
    event: str
    project: str
    change_set: int
    label: str
    content: str
    about: str = ""

    @property
    def told(self) -> str:
        """What happened, one line for people: `on done: #3 Pack`."""
        extra = "" if self.label in ("", self.event) else f" ({self.label})"
        what = f"{self.about}{extra}" if self.about else self.label
        return f"on {self.event}: {what}" if self.event else what


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the queue, or of the log.

    Attributes:
        seq: Its place in the queue.
        owed: What it is about; without content once it ended.
        state: How far it is.
        attempt: The number of the last attempt, from 1; 0 before the first.
        due_at: Not before this is it tried, epoch milliseconds.
        created_at: Epoch milliseconds, as those below.
        started_at: Of the last attempt; None before the first.
        ended_at: None while it isn't over.
        said: How the last attempt ended, in a few words.
        output: What the program wrote, cut off.
    """

    seq: int
    owed: Owed
    state: DeliveryState
    attempt: int
    due_at: int
    created_at: int
    started_at: int | None
    ended_at: int | None
    said: str
    output: str

    @property
    def at(self) -> int:
        """The moment of the last that is known of it, epoch milliseconds."""
        return self.ended_at or self.started_at or self.created_at

    @property
    def outcome(self) -> str:
        """How far it is, in a word that no event has."""
        return "ok" if self.state is DeliveryState.DONE else self.state.value

    @property
    def is_put_off(self) -> bool:
        """Whether it waits for a session in which more is set."""
        return self.state is DeliveryState.WAITING and self.said.startswith(LACKING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended.

    Attributes:
        state: `WAITING` where it is to be tried again.
        said: In a few words: `exit code 3`.
        output: What came back, cut off.
        again_in: Seconds before the next attempt, where there is to be one.
    """

    state: DeliveryState
    said: str
    output: str = ""
    again_in: float = 0.0
