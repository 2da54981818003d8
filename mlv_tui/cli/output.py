"""What the command line prints: JSON envelopes, lines of text, errors in one sentence."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import Any, Final, TextIO

from mlv_tui.cli.cells import width_of
from mlv_tui.cli.terminal import Terminal, standard_output
from mlv_tui.domain.visible import visible
from mlv_tui.errors import MlvError, QueryError

SCHEMA: Final = 1
_AROUND: Final = 60
"""Characters before and after a wrong word that are shown."""
Piece = tuple[str, str]
"""A text and its style, "" for none."""

# JSON escapes C0 by itself; these would still be obeyed by a terminal, or can't be encoded.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class OutputFailed(MlvError):
    """Standard output takes nothing more."""

    code = "output"


def print_json(kind: str, data: object, **more: object) -> None:
    """Print `{"schema": 1, "kind": …, "data": …}`."""
    envelope = {"schema": SCHEMA, "kind": kind, "data": data, **more}
    _write(_json(envelope, standard_output()))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text from plans or people; nothing in them is obeyed by the terminal."""
    print_pieces([(line, "")] for line in lines)


def print_line(text: str) -> None:
    """Print one line of text from plans or people."""
    print_lines([text])


def print_pieces(lines: Iterable[Iterable[Piece]]) -> None:
    """Print lines of styled pieces; nothing in them is obeyed by the terminal."""
    terminal = standard_output()
    draw = _coloured if terminal.styles else _plain
    for pieces in lines:
        _write(draw(pieces, terminal).rstrip())


def print_file(lines: Iterable[str]) -> None:
    """Print the lines of a file that others are to read; whoever made them made them safe."""
    terminal = standard_output()
    for line in lines:
        _write(terminal.printable(line))


def _plain(pieces: Iterable[Piece], terminal: Terminal) -> str:
    return terminal.printable(visible("".join([text for text, _ in pieces])))


def _coloured(pieces: Iterable[Piece], terminal: Terminal) -> str:
    return "".join(_styled(_plain([one], terminal), terminal.styles.get(one[1])) for one in pieces)


def _styled(text: str, style: str | None) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text


def _write(line: str) -> None:
    if sys.stdout is None:
        raise OutputFailed("Standard output is closed.", "Send it somewhere.")
    try:
        sys.stdout.write(line + "\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failed(error) from error


def flush() -> None:
    """Hand on all that was printed.

    Raises:
        BrokenPipeError: If nobody reads it any more.
        OutputFailed: If it can't be written.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failed(error) from error


def _failed(error: OSError) -> OutputFailed:
    return OutputFailed(
        f"The output can't be written: {error.strerror}.", "Free some space, or send it elsewhere."
    )


def forget_output() -> None:
    """Drop what was printed but not handed on, so that it can't fail again at exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and _is_stuck(stream):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_stuck(stream: TextIO) -> bool:
    try:
        stream.flush()
    except OSError:
        return True
    return False


def print_error(error: MlvError, *, as_json: bool) -> None:
    """Print an error on stderr, as JSON or as a sentence."""
    if as_json:
        content = {"code": error.code, "message": error.message, "hint": error.hint}
        content |= {"at": error.at, "length": error.length} if isinstance(error, QueryError) else {}
        envelope = {"schema": SCHEMA, "kind": "error", "error": content}
        _complain(_json(envelope, standard_output()))
    else:
        print_warning(str(error))
    if isinstance(error, QueryError) and not as_json:
        _point(error)


def _point(error: QueryError) -> None:
    """Print the words around what is wrong, and carets below that."""
    begin, end = max(error.at - _AROUND, 0), error.at + max(error.length, 1)
    before = visible(error.text[begin : error.at])
    word = visible(error.text[error.at : min(end, error.at + _AROUND)])
    _complain(f"  {before}{word}{visible(error.text[end : end + _AROUND])}")
    _complain(f"  {' ' * width_of(before)}{'^' * max(width_of(word), 1)}")


def print_warning(text: str) -> None:
    """Print a sentence on stderr."""
    _complain(visible(f"mlv: {text}"))


def _complain(line: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:
        # Nobody can be told that nobody can be told.
        forget_output()


def _json(envelope: dict[str, Any], terminal: Terminal) -> str:
    is_unicode = terminal.can_print("\U0010ffff")
    text = json.dumps(envelope, ensure_ascii=not is_unicode)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
