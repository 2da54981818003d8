"""A draft of one field while it is typed: brought back, kept up, dropped."""

from __future__ import annotations

from datetime import datetime

from mlv_tui.services.asking import LOCAL, today
from mlv_tui.services.drafts import DraftKey, Drafts, DraftUnreadable, KeptText


class Drafting:
    """Keeps what is typed into one field, as long as it is worth keeping."""

    def __init__(self, drafts: Drafts, key: DraftKey, stored: str) -> None:
        """Look for a draft of a field.

        Args:
            drafts: Where they are kept.
            key: Where it is typed.
            stored: What is stored there; a draft of the same is none any more.
        """
        self._drafts = drafts
        self._key = key
        self._is_over = False
        self.trouble = ""
        """Why a draft that there was can't be brought back; "" for no trouble."""
        self.found: KeptText | None = None
        """The draft that there was."""
        try:
            self.found = drafts.of(key)
        except DraftUnreadable as error:
            self.trouble = str(error)
        if self.found is not None and self.found.text == stored:
            self.found = None
            drafts.drop(key)
        self._kept = None if self.found is None else self.found.text

    def typed(self, text: str, base: str) -> None:
        """Take notice of what is typed now.

        Args:
            text: As typed.
            base: What stood there when the person began; the same isn't worth keeping.
        """
        if self._is_over or text == self._kept or (text == base and self._kept is None):
            return
        if text == base:
            self._kept = None
            self._drafts.drop(self._key)
        else:
            self._kept = text
            self._drafts.keep(self._key, text, base)

    def rest(self) -> None:
        """Keep the draft as it is, whatever is typed or ends from now on."""
        self._is_over = True

    def end(self) -> None:
        """Drop the draft: it is stored, or thrown away; nothing of it is kept any more."""
        if self._kept is not None and not self._is_over:
            self._drafts.drop(self._key)
        self._is_over = True


def back_again(draft: KeptText) -> str:
    """Say that a draft was brought back, as the begin of a sentence."""
    at = datetime.fromtimestamp(draft.at / 1000, LOCAL)
    day = "" if at.date() == today() else f"{at:%Y-%m-%d}, "
    return f"Your draft of {day}{at:%H:%M} is back"
