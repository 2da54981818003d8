"""What all files of other programs have in common: keys, titles, priorities, days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from mlv_tui.domain.entities import LONGEST as LONGEST_ID
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.domain.typed_values import LONGEST
from mlv_tui.errors import ImportInvalid
from mlv_tui.readers.text import safe_text

MOST: Final = 20_000
"""Milestones of one file."""

_NO_ID: Final = re.compile(r"[\s,\x00-\x1f\x7f-\x9f%]")
_LOWEST: Final = 9
_MORE: Final = "…"


def key_of(kind: str, ident: str) -> str:
    """Write the link to what another program calls so; what no link can hold is written in hex."""
    plain = _NO_ID.sub(lambda found: f"%{ord(found[0]):02x}", ident)
    return f"{kind}:{plain if len(plain) <= LONGEST_ID else digest_of(ident)}"


def digest_of(text: str) -> str:
    """Return a name of what has none of its own: always the same for the same text."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


class Numbered:
    """Tells those apart that say the same: the second one's name ends with `~2`."""

    def __init__(self) -> None:
        self._seen = Counter[str]()

    def name(self, text: str) -> str:
        """Name what says this text."""
        digest = digest_of(text)
        self._seen[digest] += 1
        number = self._seen[digest]
        return digest if number == 1 else f"{digest}~{number}"


def one_line(text: str) -> str:
    """Return a text without line ends and superfluous blanks."""
    return " ".join(safe_text(text).split())


def values(title: str, notes: Iterable[str] = (), **others: Any) -> Mapping[str, Any]:
    """Make the values of a milestone.

    Args:
        title: As the other program has it; one that is too long goes into the notes as well.
        notes: Paragraphs; empty ones don't count.
        others: By the names of shared fields; None and "" say nothing.
    """
    whole = one_line(title) or UNTITLED
    short = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}{_MORE}"
    paragraphs = [*([whole] if short != whole else []), *map(safe_text, notes)]
    said = {name: _short(value) for name, value in others.items() if value not in (None, "")}
    text = "\n\n".join(one.strip("\n") for one in paragraphs if one.strip())
    return {"title": short, **said, **({"notes": text} if text else {})}


def _short(value: Any) -> Any:
    """Cut what can't be as long; a status and a number stay what they are."""
    return one_line(value)[:LONGEST] if type(value) is str else value


def by_letter(letter: str) -> int:
    """Return the priority that a letter stands for: A is 1, and so on; or a digit itself."""
    return int(letter) if letter.isdecimal() else min(ord(letter.upper()) - ord("A") + 1, _LOWEST)


def listed(word: str, names: Iterable[str]) -> str:
    """Write `Labels: bug, docs`; nothing where there are none."""
    found = ", ".join(names)
    return f"{word}: {found}" if found else ""


def day(text: str) -> str | None:
    """Return an ISO date, the time aside; None if it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def check_few(file: str, count: int) -> None:
    """See that a file doesn't hold too much.

    Raises:
        ImportInvalid: If it does.
    """
    if count > MOST:
        raise ImportInvalid(
            f"{file} holds {count} milestones, of {MOST} at most.", "Import it in parts."
        )
