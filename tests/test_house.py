"""The house itself: floors, sizes, names, and what may be imported when."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from textual.dom import DOMNode
from textual.screen import Screen

import mlv_tui

PACKAGE = Path(mlv_tui.__file__).parent
HOUSE = PACKAGE.parent
LINES = 250
MEANT = {
    "ALLOW_SELECT",
    "AUTO_FOCUS",
    "BINDINGS",
    "COMMANDS",
    "CSS_PATH",
    "DEFAULT_CLASSES",
    "DEFAULT_CSS",
    "HORIZONTAL_BREAKPOINTS",
    "TITLE",
    "can_focus",
    "display",
    "has_focus",
    "theme",
    "value",
    "virtual_size",
}
"""Textual's own names that are set on purpose."""

MADE_BY_TEXTUAL = frozenset(vars(type("Plain", (Screen,), {})))
"""Names that Textual itself sets on every class that derives from its own."""


def modules() -> list[Path]:
    """All modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def screen_classes() -> Iterator[type]:
    """All classes of ours that are Textual's widgets, screens or apps."""
    for found in pkgutil.walk_packages([str(PACKAGE / "tui")], "mlv_tui.tui."):
        module = importlib.import_module(found.name)
        for _, one in inspect.getmembers(module, inspect.isclass):
            if one.__module__ == module.__name__ and issubclass(one, DOMNode):
                yield one


def test_a_module_says_what_it_is_and_stays_small() -> None:
    """Every module begins with one sentence and ends before line 250."""
    texts = {file.relative_to(PACKAGE): file.read_text(encoding="utf-8") for file in modules()}

    assert [file for file, text in texts.items() if not ast.get_docstring(ast.parse(text))] == []
    assert [file for file, text in texts.items() if text.count("\n") > LINES] == []


def test_the_floors_hold() -> None:
    """No import goes up, none makes a circle."""
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports as run; exit(run())"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout


def test_the_first_frame_needs_textual_and_our_widgets_only() -> None:
    """Database, tokenizer and watcher are imported after the first frame."""
    heavy = ("peewee", "playhouse", "mistletoe", "watchfiles", "yaml")
    program = f"import sys, mlv_tui.tui.app; print([one for one in {heavy} if one in sys.modules])"

    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"


def test_the_domain_needs_the_standard_library_only() -> None:
    """The core is reachable without anything that was installed."""
    program = (
        "import importlib, pkgutil, mlv_tui.domain as core\n"
        "for found in pkgutil.walk_packages(core.__path__, 'mlv_tui.domain.'):\n"
        "    importlib.import_module(found.name)"
    )

    found = subprocess.run(
        [sys.executable, "-S", "-c", program], cwd=HOUSE, capture_output=True, check=False
    )

    assert found.returncode == 0, found.stderr


def test_no_attribute_has_a_name_of_textual_s() -> None:
    """An attribute of ours with a name of Textual's breaks things far from the cause."""
    assert {one: taken for one in screen_classes() if (taken := taken_from_textual(one))} == {}


def taken_from_textual(one: type) -> set[str]:
    """Return the names that a class takes from Textual's own, not on purpose."""
    textual_s = {
        name for base in one.__mro__ if base.__module__.startswith("textual") for name in vars(base)
    }
    ours = set(vars(one).get("__annotations__", {})) | set(assigned_on_self(one))
    private = {name for name in vars(one) if name.startswith("_") and not name.startswith("__")}

    return (ours | private) & (textual_s - MEANT - MADE_BY_TEXTUAL)


def assigned_on_self(one: type) -> Iterator[str]:
    """The names that a class assigns on `self`."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(one)))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        ):
            yield node.attr


def test_what_is_private_has_no_twin_among_the_bases() -> None:
    """A private name that another base has too, with or without its `_`, is overridden unseen."""
    assert {one: twins for one in screen_classes() if (twins := private_twins(one))} == {}


def private_twins(one: type) -> set[str]:
    """Return the private names that several of a class's bases have."""
    bases = [base for base in one.__mro__ if base.__module__.startswith("mlv_tui")]
    owners: dict[str, set[type]] = {}
    for base in bases:
        for name in set(vars(base)) | set(assigned_on_self(base)):
            if not name.startswith("__"):
                owners.setdefault(name, set()).add(base)

    return {
        name
        for name, own in owners.items()
        if name.startswith("_")
        and name not in MADE_BY_TEXTUAL
        and len(own | owners.get(name.removeprefix("_"), set())) > 1
    }


def test_widgets_know_no_app() -> None:
    """A widget speaks in messages; `self.app.` is a back door."""
    doors = [
        file
        for file in (PACKAGE / "tui/widgets").rglob("*.py")
        if "self.app" in file.read_text("utf-8")
    ]

    assert doors == []


def test_continuous_integration_runs_the_readme_s_test_command() -> None:
    """What the README promises is what is checked, word for word."""
    readme = (HOUSE / "README.md").read_text("utf-8")
    command = next(line for line in readme.splitlines() if line.endswith("-m pytest"))

    assert command in (HOUSE / ".ci/run").read_text("utf-8").splitlines()
