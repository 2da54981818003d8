"""Keys that a person sets: read, refused, and pressed."""

from __future__ import annotations

import pytest
from textual.binding import BindingsMap

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings import PROFILES, KeySettings, Settings, read_settings
from mlv_tui.tui.actions import all_actions, all_nodes, all_scopes, bindings_of
from mlv_tui.tui.collisions import collisions, new_collisions, shared_on_purpose
from mlv_tui.tui.commands import GROUPS, commands_of
from mlv_tui.tui.key_names import is_no_key
from mlv_tui.tui.keymap import read_keymap
from mlv_tui.tui.profiles import ARROWS, EMACS, profile_keys

ON_PURPOSE = {
    frozenset(("app.quit", "app.back")),
    frozenset(("find.previous", "milestone.notes")),
    frozenset(("edit.cancel", "app.back")),
    frozenset(("edit.store", "list.choose")),
    frozenset(("line.complete", "app.pane")),
    frozenset(("line.keep", "list.choose")),
    frozenset(("line.drop", "app.back")),
    frozenset(("line.explain", "find.explain")),
    frozenset(("picker.cancel", "app.back")),
    frozenset(("picker.choose", "list.choose")),
    frozenset(("search.drop", "app.back")),
    frozenset(("edit.store", "list.choose")),
    frozenset(("picker.cancel", "app.back")),
    frozenset(("picker.choose", "list.choose")),
}
"""The innermost has the say, or one of the two can be done at a time."""


@pytest.fixture
def keys(tmp_path):
    """Read the `[keys]` of a config file."""

    def read(text: str) -> KeySettings:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return read_settings({"MLV_CONFIG": str(file)}).keys

    return read


def test_every_action_has_a_group_that_the_help_knows():
    """Else nobody would read of it."""
    assert [one.id for one in all_actions() if one.group not in GROUPS] == []


def test_no_two_actions_of_one_place_share_a_key_but_on_purpose():
    """What is shared is listed here, so that a new pair is looked at."""
    assert shared_on_purpose() == ON_PURPOSE


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_has_no_collisions_of_its_own(profile):
    """Chords and their beginnings neither."""
    assert list(new_collisions(profile_keys(profile))) == []


@pytest.mark.parametrize("table", [ARROWS, EMACS])
def test_a_profile_names_actions_that_there_are(table):
    """A renamed action is renamed there too."""
    assert set(table) <= {one.id for one in all_actions()}


def test_arrows_needs_no_letters():
    """No key of it types one, and the palette, which has all actions, is on a function key."""
    keys = profile_keys("arrows")

    letters = [one for each in keys.values() for one in each if any(map(_is_letter, one.split()))]
    assert letters == []
    assert keys["app.palette"][0] == "f2"


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.isalpha()


@pytest.mark.parametrize("profile", PROFILES)
def test_textual_makes_of_a_keymap_what_it_says(profile):
    """On every screen and widget each action ends up with its keys, and with no others."""
    keymap = read_keymap(KeySettings(profile))
    for node in all_nodes():
        bindings = bindings_of(node)
        bound = BindingsMap(bindings)
        bound.apply_keymap(keymap.for_textual())
        found: dict[str, set[str]] = {}
        for key, binding in bound:
            found.setdefault(binding.id, set()).update(() if is_no_key(key) else (key,))
        own: dict[str, set[str]] = {}
        for binding in bindings:
            own.setdefault(binding.id, set()).add(binding.key)
        for ident, declared in own.items():
            is_changed = ident in keymap.for_textual()
            assert found[ident] == (set(keymap.keys[ident]) if is_changed else declared), ident


def test_several_keys_chords_and_none(keys):
    """As the file says; the rest stays."""
    text = (
        '[keys.bind]\n"milestone.done" = ["x", "ctrl+x x"]\n"go.next" = []\ngo.why = "?"\n'
        '"app.help" = "f1"\n'
    )

    found = read_keymap(keys(text)).keys

    assert found["milestone.done"] == ("x", "ctrl+x x")
    assert found["go.next"] == ()
    assert found["go.why"] == ("question_mark",)
    assert found["app.help"] == ("f1",)
    assert found["history.undo"] == ("u",)


def test_two_actions_may_change_places(keys):
    """Both are rebound, so nothing collides."""
    found = read_keymap(keys('[keys.bind]\n"history.undo" = ["w"]\n"go.next" = ["u"]')).keys

    assert (found["history.undo"], found["go.next"]) == (("w",), ("u",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '"milestone.dun" = ["c"]',
            ":2: “milestone.dun” is no action. Did you mean “milestone.done”?",
        ),
        ('"undo" = ["c"]', ":2: “undo” is no action. Did you mean “history.undo”?"),
        ('"zzz" = []', ":2: “zzz” is no action. `mlv config keys` lists them all."),
        ('\n"go.next" = ["ctlr+d"]', ":3: “go.next”: “ctlr+d” is no key. Did you mean “ctrl+d”?"),
        ('"go.next" = ["gg"]', ":2: “go.next”: “gg” is no key. A chord has blanks: “g g”."),
        ('"go.next" = ["<>"]', ":2: “go.next”: “<>” is no key. Keys are written c, ?,"),
        ('"go.next" = ["c"]', ":2: “go.next” and “milestone.done” are both on “c”. Give one"),
        ('"go.next" = ["j"]', "“go.next” and “tree.down” are both on “j”."),
        ('"go.next" = ["z"]', "“go.next” is on “z”, with which “z"),
        (
            '"go.next" = ["c w"]',
            "“go.next” is on “cw”, and “milestone.done” on “c”, its beginning.",
        ),
        (
            '"go.next" = ["x"]\n"go.why" = ["x"]',
            ":3: “go.why” and “go.next” are both on “x”.",
        ),
        (
            '"milestone.done" = ["c", "space c", "ctrl+d"]',
            ":2: “milestone.done” is on “Space c”, and “mark.toggle” on “Space”, its beginning.",
        ),
        ('"app.palette" = ["p"]', "“app.palette”: “p” would be taken from whoever types."),
        ('"search.keep" = ["k"]', "“search.keep”: “k” never arrives there."),
        ('"help.close" = ["g q"]', "“help.close”: “g q” never arrives there."),
    ],
)
def test_what_can_t_be_is_refused_in_one_sentence(keys, text, words):
    """Names the file, the line, the action, and what to do."""
    with pytest.raises(SettingsInvalid) as refused:
        read_keymap(keys(f"[keys.bind]\n{text}\n"))

    assert "config.toml" in str(refused.value)
    assert words in str(refused.value)
    assert refused.value.hint


def test_a_key_may_mean_other_things_at_other_places(keys):
    """`m` is mine in a conflict, and marks on the milestones screen."""
    text = '[keys.bind]\n"mark.toggle" = ["M"]\n"conflict.mine" = ["M"]\n'

    assert read_keymap(keys(text)).keys["mark.toggle"] == ("M",)


def test_every_scope_has_the_app_s_own():
    """The palette can be opened wherever one is."""
    assert all("app.palette" in {one.id for one in each.bindings} for each in all_scopes())


def test_no_chord_has_a_beginning_that_acts():
    """Where nobody rebinds anything."""
    declared = {one.id: one.keys for one in all_actions()}

    assert [one for one in collisions(declared) if one.keys != one.other_keys] == []


@pytest.fixture
def settings(tmp_path, request):
    """Settings with the keys that a test is for."""
    keys = getattr(request, "param", KeySettings())
    return Settings(tmp_path / "db" / "mlv.db", tmp_path / "state", "ada", keys=keys)


OWN = KeySettings(bind={"milestone.done": ("X", "ctrl+x d"), "go.next": ()})


@pytest.mark.parametrize("settings", [OWN], indirect=True)
async def test_other_keys_act_and_the_old_ones_don_t(open_screen) -> None:
    """A key, a chord and none at all; footer, help and palette tell of the new ones."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")

        await session.press("c", "w", "X")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await session.press("ctrl+x")
        await session.until(lambda: "d done" in session.line("keys"))
        await session.press("d")
        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)

        assert "X done" in session.line("keys")
        assert "next" not in session.line("keys").split("  ")
        commands = {one.id: one.keys for one in commands_of(session.screen)}
        assert commands["milestone.done"] == ("X", "^x d")
        assert commands["go.next"] == ()


@pytest.mark.parametrize("settings", [KeySettings("arrows")], indirect=True)
async def test_the_arrows_profile_acts_without_letters(open_screen) -> None:
    """Letters do nothing; function keys, and the palette, do everything."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("c", "x", "j", "d", "a")
        assert session.tree.cursor_id == ident

        await session.press("f8")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        assert "F8 done" in session.line("keys")
        await session.press("backspace")
        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)

        await session.press("f1")
        await session.until(lambda: type(session.pilot.app.screen).__name__ == "Help")


@pytest.mark.parametrize("settings", [KeySettings("emacs")], indirect=True)
async def test_the_emacs_profile_moves_with_ctrl_and_quits_with_a_chord(open_screen) -> None:
    """C-n, C-p, C-s, C-g and C-x C-c, as far as a terminal delivers them."""
    async with open_screen() as session:
        top = session.tree.cursor_row
        await session.press("ctrl+n", "ctrl+n", "ctrl+p")
        assert session.tree.cursor_row == top + 1

        await session.press("ctrl+s", *"list")
        assert session.screen.query_one("#search").value == "list"
        await session.press("ctrl+g")
        await session.until(lambda: session.tree.has_focus)

        await session.press("ctrl+x", "ctrl+c")
        await session.until(lambda: session.pilot.app.return_code is not None)
