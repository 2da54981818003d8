"""Names that the widgets must not take, and bindings that they must declare well."""

from __future__ import annotations

import pytest
from textual.scroll_view import ScrollView

from mlv_tui.tui.widgets.entry_rows import EntryRows
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree

MEANT = {
    "ALLOW_SELECT",
    "BINDINGS",
    "DEFAULT_CSS",
    "can_focus",
    "can_focus_children",
    "notify_style_update",
    "on_mount",
    "render_line",
    "watch_has_focus",
    "watch_scroll_y",
}
"""What is there to be given by a subclass."""

KEPT_BY_TEXTUAL = {
    "_computes",
    "_css_type_name",
    "_css_type_names",
    "_decorated_handlers",
    "_inherit_bindings",
    "_inherit_component_classes",
    "_inherit_css",
    "_merged_bindings",
    "_reactives",
}
"""What Textual itself writes into each class."""

WIDGETS = [EntryRows, MilestoneTree, MilestoneDetail]


@pytest.mark.parametrize("kind", WIDGETS)
def test_no_name_of_textual_is_taken(kind):
    """A private name taken by accident breaks things far from the cause."""
    plain = ScrollView()
    taken = set(dir(plain)) | set(vars(plain))
    own = set(vars(kind())) - set(vars(plain))
    for base in kind.__mro__:
        if base.__module__.startswith("mlv_tui"):
            own |= set(vars(base))

    clashes = {name for name in own & taken if not name.startswith("__")}

    assert clashes <= MEANT | KEPT_BY_TEXTUAL


@pytest.mark.parametrize("kind", WIDGETS)
def test_every_binding_can_be_rebound_and_explained(kind):
    """Each has an id, a tooltip and an action that exists."""
    for key, bindings in kind()._bindings.key_to_bindings.items():
        for binding in bindings:
            action = binding.action.partition("(")[0]

            assert binding.id, key
            assert binding.tooltip, key
            assert hasattr(kind, f"action_{action}"), key
