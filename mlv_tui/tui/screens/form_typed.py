"""What is typed into a form for one milestone: its drafts, and what others changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlv_tui.domain.three_way import ThreeWay
from mlv_tui.services.drafts import DraftKey
from mlv_tui.tui.drafting import Drafting, back_again
from mlv_tui.tui.screens.agreeing import three_ways_of
from mlv_tui.tui.screens.home import Home
from mlv_tui.tui.taken import Taken
from mlv_tui.tui.widgets.form_line import FormLine


class FormTyped:
    """Keeps each field's draft, and has a person decide where somebody else was there, too."""

    def __init__(self, home: Home, ident: int, lines: Iterable[FormLine]) -> None:
        """Look for drafts of a form's fields.

        Args:
            home: The screen below.
            ident: The milestone's id.
            lines: The form's, mounted.
        """
        self._home = home
        self._ident = ident
        self._lines = {line.field_name: line for line in lines}
        self._drafts = {
            name: Drafting(home.drafts, DraftKey(ident, name), line.stored)
            for name, line in self._lines.items()
        }
        self._later: list[str] = []
        self.was_asked = False
        """Whether a person decided about what somebody else changed, too."""

    def bring_back(self) -> str:
        """Put the drafts in; return the begin of a sentence about them, or what is wrong."""
        found = {name: one.found for name, one in self._drafts.items() if one.found is not None}
        for name, draft in found.items():
            self._lines[name].put_in(draft.text, draft.base)
        if found:
            names = ", ".join(_named(name) for name in found)
            return f"{back_again(max(found.values(), key=lambda one: one.at))} ({names})"
        return next((one.trouble for one in self._drafts.values() if one.trouble), "")

    def keep(self) -> None:
        """Keep what is typed now."""
        for name, draft in self._drafts.items():
            line = self._lines[name]
            draft.typed(line.typed, line.base if line.is_overtaken else line.stored)

    def end(self) -> None:
        """Keep no draft any more, but those that are to be decided later."""
        for draft in self._drafts.values():
            draft.end()

    @property
    def later_told(self) -> str:
        """What is to be decided later, as the end of a sentence; "" for nothing."""
        if not self._later:
            return ""
        names = " and ".join(_named(name) for name in self._later)
        return f"; your {names} {'is' if len(self._later) == 1 else 'are'} kept as a draft"

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else changed what was typed into."""
        return any(line.is_overtaken for line in self._lines.values())

    async def agreed(self) -> bool:
        """Ask about what somebody else changed, too; tell whether the rest is to be stored."""
        while found := [line for line in self._lines.values() if line.is_overtaken]:
            theirs = {line.field_name: line.stored for line in found}
            taken = await self._home.decided(self._ident, [_sides(line) for line in found])
            self._take(theirs, taken)
            self.was_asked = True
            edited = [name for name, one in taken.items() if one is Taken.EDIT]
            if edited:
                self._lines[edited[0]].focus_input()
                return False
        return True

    def _take(self, theirs: Mapping[str, str], taken: Mapping[str, Taken]) -> None:
        """Put in what was decided; where somebody is being edited, the rest waits for that."""
        is_over = Taken.EDIT not in taken.values()
        for name, text in theirs.items():
            line, draft = self._lines[name], self._drafts[name]
            match taken.get(name):
                case Taken.MINE | Taken.EDIT:
                    line.put_in(line.typed, text)
                case Taken.BOTH:
                    line.put_in(f"{text.rstrip()}\n\n{line.typed}", text)
                case one if one is Taken.THEIRS or is_over:
                    draft.rest()
                    self._later.append(name)
                    line.take_stored()
                case None:
                    pass


def _sides(line: FormLine) -> ThreeWay:
    was, mine, theirs = map(line.told, (line.base, line.typed, line.stored))
    return three_ways_of(line.field_name, was, mine, theirs)


def _named(name: str) -> str:
    return name.replace("_", " ")
