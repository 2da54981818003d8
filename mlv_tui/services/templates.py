"""The templates that there are: built-in ones, and a person's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from mlv_tui.domain.folding import meant
from mlv_tui.domain.templates import Template
from mlv_tui.errors import MlvError, NotFound
from mlv_tui.readers.files import read_bytes
from mlv_tui.readers.templates import LARGEST, read_template
from mlv_tui.settings import Settings

BUILT_IN: Final = "built in"
_SUFFIX: Final = ".md"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A template in the list of all.

    Attributes:
        name: What it is called by.
        place: Its file, or `built in`.
        template: None where it can't be used.
        trouble: Why not; "" where it can.
    """

    name: str
    place: str
    template: Template | None = None
    trouble: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is a person's own."""
        return self.place != BUILT_IN


class Shelf:
    """A person's templates: those that come with the program, and their own, which go first."""

    def __init__(self, settings: Settings) -> None:
        """Know where they are."""
        self._settings = settings

    def all(self) -> tuple[Shelved, ...]:
        """List all templates by name, those that can't be used too."""
        places = self._places()
        return tuple(self._shelved(name, places[name]) for name in sorted(places))

    def named(self, name: str) -> Template:
        """Return a template.

        Raises:
            NotFound: If there is none of that name.
            TemplateInvalid: If it can't be used as it is.
            PlanUnreadable: If it can't be read.
        """
        places = self._places()
        if name not in places:
            there = f"There are: {', '.join(sorted(places))}."
            raise NotFound(f"There is no template “{name}”.", meant(name, places) or there)
        return self._read(name, places[name])

    def _places(self) -> Mapping[str, Path | None]:
        """Return the folder of each, by name; None for one that is built in."""
        return {**dict(self._built_in()), **dict(self._own())}

    def _built_in(self) -> Iterator[tuple[str, Path | None]]:
        for file in files("mlv_tui").joinpath("templates").iterdir():
            if file.name.endswith(_SUFFIX):
                yield file.name.removesuffix(_SUFFIX), None

    def _own(self) -> Iterator[tuple[str, Path | None]]:
        folder = self._settings.template_folder
        try:
            names = [] if folder is None else os.listdir(folder)  # noqa: PTH208 - plain names
        except OSError:
            return  # Most have none of their own.
        for name in names:
            if name.endswith(_SUFFIX) and not name.startswith(".") and name.isprintable():
                yield name.removesuffix(_SUFFIX), folder

    def _shelved(self, name: str, folder: Path | None) -> Shelved:
        place = _place(name, folder)
        try:
            return Shelved(name, place, self._read(name, folder))
        except MlvError as error:
            return Shelved(name, place, None, str(error))

    def _read(self, name: str, folder: Path | None) -> Template:
        """Read a template from a person's own folder; None for one that is built in."""
        file, place = f"{name}{_SUFFIX}", _place(name, folder)
        if folder is None:
            built_in = files("mlv_tui").joinpath("templates", file)
            return read_template(name, place, built_in.read_bytes())
        data = read_bytes(folder, file, LARGEST)
        if data is None:
            raise NotFound(f"{place} is gone.", "`mlv template list` shows what there is.")
        return read_template(name, place, data)


def _place(name: str, folder: Path | None) -> str:
    return BUILT_IN if folder is None else str(folder / f"{name}{_SUFFIX}")
