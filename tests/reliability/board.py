"""The scoreboard: what each test has to show, and the line that is printed of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


class NotRun(Exception):
    """Why a test can't run here; it counts as not passed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is tried."""

    is_long: bool

    def of(self, short: int, long: int) -> int:
        """Return how many times something is done."""
        return long if self.is_long else short


@dataclass(slots=True)
class Tally:
    """The figures of one test, what is wrong with them, and what took too long."""

    figures: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)

    def say(self, figure: str) -> None:
        """Print a figure that nothing is asked of."""
        self.figures.append(figure)

    def exactly(self, name: str, found: object, wanted: object = 0) -> None:
        """Print a figure that must be just this."""
        self.figures.append(f"{name} {found}")
        if found != wanted:
            self.wrong.append(f"{name} is {found}, not {wanted}")

    def below(self, name: str, found: float, limit: float, unit: str) -> None:
        """Print a figure that must stay below a limit."""
        self.figures.append(f"{name} {found:.3g} {unit}")
        if not found < limit:
            self.slow.append(f"{name} is {found:.3g}, not below {limit:g} {unit}")

    def require(self, what: str, *, holds: bool) -> None:
        """Note a statement where it doesn't hold."""
        if not holds:
            self.wrong.append(what)


Test = Callable[[Tally, Scale, Path], None]
"""Counts into the tally, in a folder of its own that is removed afterwards."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the scoreboard."""

    name: str
    figures: str
    verdict: str
    seconds: float

    @property
    def has_passed(self) -> bool:
        """Whether it counts."""
        return self.verdict == "pass"

    @property
    def has_failed(self) -> bool:
        """Whether anything was lost, doubled or wrong, and not only slow, or nothing to run on."""
        return self.verdict == "FAILED"

    def __str__(self) -> str:
        """Lay it out."""
        return f"{self.name:<24} {self.verdict:<8} {self.seconds:6.1f} s  {self.figures}"


def line_of(name: str, test: Test, scale: Scale, folder: Path) -> Line:
    """Run a test and tell what came of it."""
    tally, began = Tally(), time.monotonic()
    try:
        test(tally, scale, folder)
    except NotRun as reason:
        return Line(name, str(reason), "NOT RUN", time.monotonic() - began)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other tests go on
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        tally.wrong.append(f"{type(error).__name__} in {place}: {error}")
    verdict = "FAILED" if tally.wrong else "SLOW" if tally.slow else "pass"
    told = [", ".join(tally.figures), *(f"[{each}]" for each in (*tally.wrong, *tally.slow))]
    return Line(name, " ".join(told), verdict, time.monotonic() - began)
