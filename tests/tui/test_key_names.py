"""Keys as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.tui.key_names import NoKeyName, is_printable, read_keys, shown_keys

SIGNS = [char for char in map(chr, range(0x21, 0x7F)) if not char.isalnum()]


@pytest.mark.parametrize(
    ("written", "meant", "shown"),
    [
        ("c", "c", "c"),
        ("G", "G", "G"),
        ("shift+g", "G", "G"),
        ("?", "question_mark", "?"),
        ("question_mark", "question_mark", "?"),
        ("+", "plus", "+"),
        (",", "comma", ","),
        ("é", "é", "é"),
        ("ctrl+d", "ctrl+d", "^d"),
        ("Ctrl+D", "ctrl+d", "^d"),
        ("C-d", "ctrl+d", "^d"),
        ("C-M-x", "ctrl+alt+x", "Ctrl+Alt+x"),
        ("M-x", "alt+x", "Alt+x"),
        ("alt+X", "alt+shift+x", "Alt+Shift+x"),
        ("ctrl++", "ctrl+plus", "^+"),
        ("shift+ctrl+Up", "ctrl+shift+up", "Ctrl+Shift+↑"),
        ("F5", "f5", "F5"),
        ("PgUp", "pageup", "PgUp"),
        ("esc", "escape", "Esc"),
        ("RET", "enter", "Enter"),
        ("SPC", "space", "Space"),
        ("del", "delete", "Del"),
        ("g c", "g c", "gc"),
        ("space  c", "space c", "Space c"),
        ("ctrl+x ctrl+s", "ctrl+x ctrl+s", "^x ^s"),
        ("f9 a", "f9 a", "F9 a"),
    ],
)
def test_a_key_is_read_and_shown(written, meant, shown):
    """Letters, signs, names, modifiers in any order, Emacs' way too, and chords."""
    assert read_keys(written) == meant
    assert shown_keys(meant) == shown


@pytest.mark.parametrize(
    ("written", "same"),
    [("ctrl+i", "tab"), ("ctrl+m", "enter"), ("ctrl+[", "esc"), ("ctrl+/", "ctrl+_")],
)
def test_what_a_terminal_can_t_tell_apart_is_one_key(written, same):
    """So that a collision of the two is seen."""
    assert read_keys(written) == read_keys(same)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("gg", "A chord has blanks: “g g”."),
        ("ctlr+d", "Did you mean “ctrl+d”?"),
        ("delte", "Did you mean “delete”?"),
        ("shift+1", "With shift, name the sign that is typed."),
        ("f25", "Did you mean “f"),
        ("", "Nothing at all is written []."),
        ("windows+x", ""),
        ("ctrl+", ""),
        ("a\x1b", ""),
    ],
)
def test_what_is_no_key_is_refused_with_a_hint(written, hint):
    """What may have been meant."""
    with pytest.raises(NoKeyName) as refused:
        read_keys(written)

    assert refused.value.hint.startswith(hint)


@given(st.sampled_from(SIGNS) | st.characters(max_codepoint=0x24F, categories=("L", "Nd")))
def test_every_sign_that_can_be_typed_is_a_key(char):
    """And shown as itself."""
    assert shown_keys(read_keys(char)) == char
    assert is_printable(read_keys(char))
