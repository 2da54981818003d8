"""The hooks of one person: their own, and those that plan folders propose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Final

from mlv_tui.automation.outbox import Outbox
from mlv_tui.automation.proposed import Proposal, proposal_in
from mlv_tui.automation.queue_file import OutboxUnusable
from mlv_tui.automation.trust import Trust
from mlv_tui.clock import now_ms
from mlv_tui.domain.project import Project
from mlv_tui.services.hook_files import hook_files
from mlv_tui.settings import HookSettings, Settings

_PROPOSES: Final = "proposes hooks, none of which runs"


class HookState(StrEnum):
    """Whether a hook is run."""

    ON = "on"
    PROPOSED = "proposed, not trusted"
    CHANGED = "changed since it was trusted"


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook, and whose it is.

    Attributes:
        settings: What it is for and what it runs; of a proposed one the name has the project's
            slug in front: `core:bell`.
        state: Whether it is run.
        project: The slug of the only project that it is for; "" for all.
        file: The file that proposes it; None for one of the person's own config.
    """

    settings: HookSettings
    state: HookState = HookState.ON
    project: str = ""
    file: Path | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.settings.name

    def is_for(self, project: str) -> bool:
        """Tell whether it is told of what happens in a project."""
        return self.project in ("", project)


def trust_of(settings: Settings) -> Trust:
    """Return what the person trusts."""
    return Trust(hook_files(settings).trust)


def open_outbox(settings: Settings) -> Outbox:
    """Open the queue, made if it is new.

    Raises:
        OutboxUnusable: If it can't be opened.
    """
    return Outbox(hook_files(settings).outbox, now)


def proposals(projects: Iterable[Project]) -> Iterator[tuple[Project, Proposal]]:
    """Read what the plan folders of some projects propose; each once a project."""
    for project in projects:
        for folder in dict.fromkeys(root.folder for root in project.roots):
            found = proposal_in(Path(folder))
            if found is not None:
                yield project, found


def known_hooks(settings: Settings, projects: Iterable[Project]) -> tuple[Hook, ...]:
    """Return the person's own hooks, then those that are proposed."""
    own = tuple(Hook(one) for one in settings.hooks)
    return (*own, *_proposed(settings, projects))


def hooks_on(settings: Settings, projects: Iterable[Project]) -> dict[str, Hook]:
    """Return the hooks that are run, by name."""
    trust = trust_of(settings)
    looked = projects if trust.has_any else ()
    return {one.name: one for one in known_hooks(settings, looked) if one.state is HookState.ON}


def _proposed(settings: Settings, projects: Iterable[Project]) -> Iterator[Hook]:
    trust = trust_of(settings)
    for project, proposal in proposals(projects):
        state = HookState.ON if trust.has(proposal) else HookState.PROPOSED
        if state is HookState.PROPOSED and trust.has_another(proposal):
            state = HookState.CHANGED
        for one in proposal.hooks:
            named = replace(one, name=f"{project.slug}:{one.name}")
            yield Hook(named, state, project.slug, proposal.file)


def untold(settings: Settings, project: Project) -> tuple[str, ...]:
    """Say what the folders of a project propose, where the person doesn't know that yet."""
    trust, told = trust_of(settings), Trust(hook_files(settings).told)
    sentences: list[str] = []
    for _, one in proposals((project,)):
        if one.content.strip() and not trust.has(one) and not told.has(one):
            with suppress(OutboxUnusable):
                told.add(one)
            does = "is changed, so its hooks run no more" if trust.has_another(one) else _PROPOSES
            sentences.append(
                f"{one.file} {does}; `mlv hook trust {quote(str(one.file))}` shows it."
            )
    return tuple(sentences)


def now() -> int:
    """Return epoch milliseconds."""
    return now_ms()
