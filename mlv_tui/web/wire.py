"""What a browser says, as the packets that a session reads."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mlv_tui.web.environment import within

READY: Final = b"__GANGLION__\n"
"""What a session says before its first packet."""
DATA: Final = b"D"
META: Final = b"M"
HEAD: Final = struct.Struct(">cI")
"""A packet's kind, and how many bytes follow."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is to be done about a browser's message.

    Attributes:
        packet: For the session; nothing where it is empty.
        answer: For the browser; the same.
        is_input: Whether a person did something.
    """

    packet: bytes = b""
    answer: str = ""
    is_input: bool = False


def packet(kind: bytes, payload: bytes) -> bytes:
    """Make a packet."""
    return HEAD.pack(kind, len(payload)) + payload


def meta(kind: str, **more: int) -> bytes:
    """Make a packet that tells a session something about itself: `quit`, `resize` …."""
    return packet(META, json.dumps({"type": kind, **more}).encode())


def heard(text: str) -> Heard:
    """Understand a message; what can't be understood is nothing."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return Heard()
    if not isinstance(said, list) or not said or not isinstance(said[0], str):
        return Heard()
    understand = _KINDS.get(said[0])
    return Heard() if understand is None else understand(said[1] if len(said) > 1 else None)


def _typed(value: object) -> Heard:
    if not isinstance(value, str):
        return Heard()
    return Heard(packet(DATA, value.encode("utf-8", "replace")), is_input=True)


def _resized(value: object) -> Heard:
    size = value if isinstance(value, Mapping) else {}
    columns, rows = size.get("width"), size.get("height")
    if type(columns) is not int or type(rows) is not int:
        return Heard()
    columns, rows = within(columns, rows)
    return Heard(meta("resize", width=columns, height=rows))


def _pinged(value: object) -> Heard:
    is_short = isinstance(value, str | int | float)
    return Heard(answer=json.dumps(["pong", value])) if is_short else Heard()


_KINDS: Final[Mapping[str, Callable[[Any], Heard]]] = {
    "stdin": _typed,
    "resize": _resized,
    "ping": _pinged,
    "focus": lambda _: Heard(meta("focus")),
    "blur": lambda _: Heard(meta("blur")),
}
