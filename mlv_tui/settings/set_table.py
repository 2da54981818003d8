"""One table of a settings file, read value by value; what can't be is refused with its line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from mlv_tui.domain.folding import meant
from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings.key_table import place


@dataclass(frozen=True, slots=True)
class SetTable(ABC):
    """One table, and where it stands.

    Attributes:
        values: What is in it.
        file: Its file.
        text: The file's.
    """

    values: Mapping[str, Any]
    file: Path
    text: str

    @abstractmethod
    def line(self, name: str = "") -> int | None:
        """Return where a setting of this table stands, or else the table; 1-based."""

    def refuse(self, name: str, message: str, hint: str) -> NoReturn:
        """Say what is wrong, with its line."""
        raise SettingsInvalid(f"{place(str(self.file), self.line(name))}: {message}", hint)

    def check_names(self, known: Sequence[str], what: str) -> None:
        """Refuse what is no setting here."""
        for name in self.values:
            if name not in known:
                hint = meant(name, known) or f"There are: {', '.join(known)}."
                self.refuse(name, f"“{name}” is not a setting of {what}.", hint)

    def word(self, name: str) -> str:
        """Return a text; "" where it isn't set."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or "\0" in value or (name in self.values and not value):
            self.refuse(name, f"“{name}” must be a text.", "Mend it there.")
        return value

    def timeout(self, usual: float, longest: int) -> float:
        """Return how many seconds something may take.

        Args:
            usual: Where it isn't set.
            longest: At most so many.
        """
        value = self.values.get("timeout", usual)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 < value <= longest:
            must = f"“timeout” must be seconds, at most {longest}."
            self.refuse("timeout", must, "Mend it there.")
        return float(value)
