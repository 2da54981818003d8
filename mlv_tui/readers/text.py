"""Bytes and strings from outside made into text that is safe to scan and to store."""

from __future__ import annotations

import codecs
import re
from typing import Final

from mlv_tui.errors import PlanUnreadable

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_FEW_CONTROLS: Final = 8
_SAMPLE: Final = 4_096
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def decode(plan: str, data: bytes) -> str:
    """Return a plan's text with LF line ends and without a byte order mark.

    Raises:
        PlanUnreadable: It isn't text, or not in UTF-8.
    """
    _refuse_other_encodings(plan, data)
    _refuse_binary(plan, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(plan, data, error) from None
    return safe_text(text)


def safe_text(text: str) -> str:
    """Return text that every parser and database takes.

    Line ends become LF; NUL and lone surrogates become U+FFFD; a byte order mark goes. Other
    separators (U+2028, form feed, NEL …) are no line ends in Markdown and stay.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _refuse_other_encodings(plan: str, data: bytes) -> None:
    name = next((name for bom, name in _BOMS if data.startswith(bom)), _encoding_of_nuls(data))
    if name:
        raise PlanUnreadable(f"{plan} is encoded in {name}.", "Save it as UTF-8.")


def _encoding_of_nuls(data: bytes) -> str:
    # ASCII text in a wider encoding has a NUL at the same places of every character.
    sample = data[:_SAMPLE]
    empty = [sample[place::4].count(0) * 16 > len(sample) * 3 for place in range(4)]
    if len(sample) < len(_BOMS) or b"\0" not in sample:
        return ""
    if sum(empty) == 3:  # noqa: PLR2004 - three bytes of four
        return "UTF-32"
    return "UTF-16" if empty in ([True, False, True, False], [False, True, False, True]) else ""


def _refuse_binary(plan: str, data: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if kind:
        raise PlanUnreadable(f"{plan} is {kind}, not text.", "Leave it out, or rename it.")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _FEW_CONTROLS and controls * 100 > len(data):
        raise PlanUnreadable(
            f"{plan} is not text: {controls} of its {len(data)} bytes are control characters.",
            "Leave it out, or save it as UTF-8 text.",
        )


def _not_utf8(plan: str, data: bytes, error: UnicodeDecodeError) -> PlanUnreadable:
    before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    return PlanUnreadable(
        f"{plan} is not UTF-8: line {line} holds the byte 0x{data[error.start]:02x}.",
        "Save it as UTF-8.",
        line,
    )
