"""Half-typed text outlives the program, however that ends, and is offered where it was typed."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest
from in_a_terminal import PATIENCE, Terminal
from textual.widgets import Input, Static
from trips import has_dialog, make_plans, says, status

from mlv_tui.services.drafts import DraftKey, Drafts
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.tui.screens.form import Form
from mlv_tui.tui.widgets.form_row import FormRow
from mlv_tui.tui.widgets.text_area import PlainTextArea


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def kept(session) -> list[Path]:
    """The drafts in the state folder."""
    session.screen.drafts.wait()
    return list(session.settings.state_folder.rglob("drafts/*"))


def remark(session) -> str:
    """What the dialog says of it."""
    return str(session.pilot.app.screen.query_one(".remark", Static).render())


def is_on_top(session, kind: type) -> bool:
    """Tell whether a dialog of that kind is on top."""
    return isinstance(session.pilot.app.screen, kind)


async def quit_at_once(session) -> None:
    """Quit in the middle of typing."""
    await session.press("ctrl+c")
    await session.until(lambda: not session.pilot.app.is_running)


async def test_half_typed_notes_are_back_after_a_restart(open_screen) -> None:
    """The remark tells of when they are; saving them leaves no draft."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("N", *"Two be")
        await quit_at_once(session)

    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N")
        await session.until(lambda: "Your draft of " in remark(session))
        assert session.pilot.app.screen.query_one(PlainTextArea).text == "Two be"
        await session.press(*"ds", "ctrl+s")

        await session.until(lambda: not has_dialog(session))
        assert session.screen.forest[ident].notes == "Two beds"
        assert kept(session) == []


async def test_half_typed_titles_are_back_after_a_restart(open_screen) -> None:
    """Of a milestone that there is, and of a new one; Esc drops them."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("i", *" by")
        await quit_at_once(session)
    async with open_screen() as session:
        await session.go_to("Hotel")
        await session.press("a", *"Vacc")
        await quit_at_once(session)

    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("i", *" night", "enter")
        await says(session, "“Train” is “Train by night” now")
        await session.press("a")
        await says(session, "Your draft of ")
        assert session.screen.title_input.value == "Vacc"
        await session.press("escape", "a")

        assert session.screen.title_input.value == ""
        assert kept(session) == []


async def test_a_half_filled_form_is_back_after_a_restart(open_screen) -> None:
    """The fields that were typed into; thrown away, nothing is left of them."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("e", *"s", "tab", "tab", "tab", *"Rail")
        await quit_at_once(session)

    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("e")
        await session.until(lambda: "is back (title, module)" in remark(session))
        typed = [row.typed for row in session.pilot.app.screen.query(FormRow)]
        assert (typed[0], typed[3]) == ("Trains", "Rail")
        await session.press("escape")
        await session.until(lambda: not is_on_top(session, Form))
        await session.press("j", "enter")
        await session.until(lambda: not has_dialog(session))

        assert kept(session) == []
        await session.press("e")
        await session.until(lambda: is_on_top(session, Form))
        assert session.pilot.app.screen.query(Input).first().value == "Train"


async def test_a_broken_draft_costs_one_sentence(open_screen, settings) -> None:
    """The editor opens all the same, with what is stored."""
    drafts = Drafts(settings)
    async with open_screen() as session:
        for name in ("notes", "title"):
            drafts.keep(DraftKey(session.id_of("Train"), name), "half", "")
        drafts.wait()
        for file in kept(session):
            file.write_bytes(b"{")
        await session.go_to("Train")

        await session.press("N")
        await session.until(lambda: "A draft can't be read" in remark(session))
        assert session.pilot.app.screen.query_one(PlainTextArea).text == ""
        await session.press("escape", "i")
        await session.until(lambda: "A draft can't be read" in status(session))
        assert session.screen.title_input.value == "Train"


def text_kept(settings, ident: int) -> str:
    """What another program finds of the notes of a milestone."""
    draft = Drafts(settings).of(DraftKey(ident, "notes"))
    return "" if draft is None else draft.text


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP], ids=lambda one: one.name)
def test_whatever_ends_the_program_leaves_what_was_typed(plans, settings, number) -> None:
    """Killed a moment later, or told to end in the middle of a word: the next start has it."""
    workspace = Workspace(settings)
    project = workspace.read(ReadWanted((plans,))).project
    first = workspace.forest(project.id).order[0]
    workspace.close()
    with Terminal(plans, settings) as terminal:
        terminal.until("● live")
        terminal.press("gg")
        terminal.press("N")
        terminal.until("Notes · ")
        terminal.press("half a sen")
        terminal.until("half a sen")
        deadline = time.monotonic() + PATIENCE
        while number is signal.SIGKILL and text_kept(settings, first) != "half a sen":
            assert time.monotonic() < deadline
            terminal.read(0.05)
        terminal.process.send_signal(number)
        terminal.end()

    assert text_kept(settings, first) == "half a sen"
    with Terminal(plans, settings) as terminal:
        terminal.until("● live")
        terminal.press("ggN")
        terminal.until("Your draft of")
