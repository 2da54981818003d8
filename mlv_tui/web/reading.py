"""What other programs read: JSON as the command line prints it, tagged by what was written."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from mlv_tui.domain.project import Project
from mlv_tui.domain.visible import visible
from mlv_tui.errors import DatabaseUnusable, MlvError, NotFound, QueryError
from mlv_tui.services.asking import today
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace
from mlv_tui.web.refusals import WrongParameter

Answer = TypeVar("Answer")

SCHEMA: Final = 1
PROJECT: Final = "projectId"
_LONGEST: Final = 80
"""Characters of a wrong value that are said."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read.

    Attributes:
        kind: Of the envelope.
        data: What is in it.
        more: What stands beside that.
    """

    kind: str
    data: object
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be read.

    Attributes:
        parameters: Those it takes.
        needed: Those that have to be given.
        find: Reads it; gets the values of those that were given.
        number: Tells what changes whenever the answer may, without making it; None where only the
            answer itself tells.
    """

    parameters: tuple[str, ...]
    needed: tuple[str, ...]
    find: Callable[[Workspace, Mapping[str, str]], Found]
    number: Callable[[Workspace, Mapping[str, str]], object] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What is answered; no body where the asker has it already."""

    tag: str
    body: bytes | None


class Reading:
    """Reads a workspace for many, on its thread."""

    def __init__(
        self, open_workspace: Callable[[], Workspace], sources: Mapping[str, Source]
    ) -> None:
        """Prepare it.

        Args:
            open_workspace: Runs at the first question, and after the database was lost.
            sources: What can be read, by its path.
        """
        self.sources = sources
        self._open = open_workspace
        self._workspace = ThreadedWorkspace(open_workspace)
        # A database that was restored counts from an earlier number on: tags end with it.
        self._salt = secrets.token_hex(8)

    async def ask(self, question: Callable[[Workspace], Answer]) -> Answer:
        """Answer a question.

        Raises:
            MlvError: Whatever the question raises.
        """
        workspace = self._workspace
        try:
            return await workspace.ask(question)
        except DatabaseUnusable:
            if workspace is self._workspace:
                self._workspace = ThreadedWorkspace(self._open)
                self._salt = secrets.token_hex(8)
                await asyncio.to_thread(workspace.close)
            raise

    async def document(
        self, path: str, given: Sequence[tuple[str, str]], known: Collection[str]
    ) -> Document:
        """Read a source.

        Args:
            path: The source's.
            given: The parameters, in the order they were given.
            known: The tags of what the asker has.

        Raises:
            WrongParameter: If the parameters can't be those of this source.
            MlvError: If what is wanted isn't there, or can't be read.
        """
        source, salt = self.sources[path], self._salt
        values = _values(path, given, source)

        def read(workspace: Workspace) -> Document:
            if source.number is None:
                body = envelope(source.find(workspace, values))
                tag = _tag(salt, body)
                return Document(tag, None if tag in known else body)
            facts = (path, sorted(values.items()), today(), source.number(workspace, values))
            tag = _tag(salt, repr(facts).encode("utf-8", "replace"))
            if tag in known:
                return Document(tag, None)
            return Document(tag, envelope(source.find(workspace, values)))

        return await self.ask(read)

    def close(self) -> None:
        """Close the workspace."""
        self._workspace.close()


def project_called(workspace: Workspace, wanted: str) -> Project:
    """Return the project of a slug, or of an id.

    Raises:
        NotFound: If there is none.
    """
    projects = workspace.projects()
    found = next((one for one in projects if one.slug == wanted), None)
    found = found or next((one for one in projects if str(one.id) == wanted), None)
    if found is None:
        said = visible(wanted[:_LONGEST])
        raise NotFound(f"There is no project “{said}”.", "`mlv project list` names them.")
    return found


def envelope(found: Found) -> bytes:
    """Write what was found as the command line does."""
    return _json({"schema": SCHEMA, "kind": found.kind, "data": found.data, **found.more})


def error_envelope(error: MlvError) -> bytes:
    """Write an error as the command line does."""
    content: dict[str, Any] = {"code": error.code, "message": error.message, "hint": error.hint}
    if isinstance(error, QueryError):
        content |= {"at": error.at, "length": error.length}
    return _json({"schema": SCHEMA, "kind": "error", "error": content})


def _json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content).encode() + b"\n"


def _values(path: str, given: Sequence[tuple[str, str]], source: Source) -> dict[str, str]:
    values = dict(given)
    for name in values:
        if name not in source.parameters:
            there = f"There are: {', '.join(source.parameters)}."
            raise WrongParameter(f"“{visible(name[:_LONGEST])}” is no parameter of {path}.", there)
    if len(values) < len(given):
        raise WrongParameter("A parameter is given twice.", "Give it once.")
    for name in (*source.needed, *values):
        if not values.get(name):
            raise WrongParameter(f"{name} is missing.", f"Write {path}?{name}=….")
    return values


def _tag(salt: str, facts: bytes) -> str:
    return f'"{hashlib.sha256(salt.encode() + facts).hexdigest()[:32]}"'
