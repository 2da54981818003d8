"""Readers: from a plan's bytes to its outline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from mlv_tui.domain.outline import Outline
from mlv_tui.errors import PlanUnreadable

Reader = Callable[[str, str], Outline]
"""Takes a plan's path and its text."""


def read_outline(plan: str, data: bytes, *, as_it_is: bool = False) -> Outline:
    """Read one plan.

    Args:
        plan: Its path relative to its root, with `/`.
        data: Its bytes.
        as_it_is: Read it even with an unfinished merge in it.

    Raises:
        PlanUnreadable: It isn't UTF-8 text, holds an unfinished merge, or is no kind of plan.
    """
    # mistletoe costs 180 ms: it waits for the first plan.
    from mlv_tui.readers.merge_markers import refuse_merge_markers  # noqa: PLC0415
    from mlv_tui.readers.text import decode  # noqa: PLC0415

    read = READERS.get(_suffix(plan))
    if read is None:
        raise PlanUnreadable(f"{plan} is no plan.", f"Plans end in {' or '.join(READERS)}.")
    text = decode(plan, data)
    if not as_it_is:
        refuse_merge_markers(plan, text)
    return read(plan, text)


def is_plan_name(name: str) -> bool:
    """Say whether a file of this name can be read as a plan."""
    return _suffix(name) in READERS


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f"{dot}{suffix.lower()}" if stem else ""


def _read_markdown(plan: str, text: str) -> Outline:
    from mlv_tui.readers.markdown import read_markdown  # noqa: PLC0415

    return read_markdown(plan, text)


def _read_yaml(plan: str, text: str) -> Outline:
    from mlv_tui.readers.record_yaml import parse_yaml  # noqa: PLC0415
    from mlv_tui.readers.records import read_records  # noqa: PLC0415

    return read_records(plan, text, parse_yaml)


def _read_toml(plan: str, text: str) -> Outline:
    from mlv_tui.readers.record_toml import parse_toml  # noqa: PLC0415
    from mlv_tui.readers.records import read_records  # noqa: PLC0415

    return read_records(plan, text, parse_toml)


def _read_json(plan: str, text: str) -> Outline:
    from mlv_tui.readers.record_json import parse_json  # noqa: PLC0415
    from mlv_tui.readers.records import read_records  # noqa: PLC0415

    return read_records(plan, text, parse_json)


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        ".md": _read_markdown,
        ".markdown": _read_markdown,
        ".yaml": _read_yaml,
        ".yml": _read_yaml,
        ".toml": _read_toml,
        ".json": _read_json,
    }
)
"""By suffix, in lower case."""
