"""YAML as plain words: no types, no aliases, no depth, no size to speak of."""

from __future__ import annotations

from typing import Any, Final

import yaml

_DEEPEST: Final = 20


class _Loader(yaml.BaseLoader):
    """Makes strings, lists and dicts only, and refuses what could blow up."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are refused")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise yaml.YAMLError("too deep")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def load(text: str) -> Any:
    """Return what YAML says, every scalar as the word that is written; None if it is broken."""
    try:
        loader = _Loader(text)
        return loader.get_single_data()
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        # `chr` refuses `\UFFFFFFFF`, `int` a version of 5,000 digits: PyYAML lets that through.
        return None
