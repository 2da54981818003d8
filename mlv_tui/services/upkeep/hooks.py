"""What the doctor finds about hooks: whose word is taken, and whether their programs are there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from typing import Final

from mlv_tui.automation.proposed import proposal_in
from mlv_tui.domain.folding import counted
from mlv_tui.services.hooks import trust_of
from mlv_tui.services.upkeep.findings import Finding, ok, warning, wrong
from mlv_tui.settings import HookSettings, Settings

_TRUST: Final = "hook trust"
_PROGRAM: Final = "hooks"


def hook_findings(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Look at the hooks of a person; none is run.

    Args:
        settings: Theirs.
        environment: The variables.
    """
    found = [*_of_trust(settings)]
    own = counted(len(settings.hooks), "hook")
    yield from found or [ok(_TRUST, f"{own} of yours; nobody else can write what is run.")]
    for one in settings.hooks:
        yield from _of_program(one, environment)


def _of_trust(settings: Settings) -> Iterator[Finding]:
    trust = trust_of(settings)
    if settings.hooks_off:
        yield wrong(_TRUST, "None of your own hooks is run.", settings.hooks_off)
    if trust.trouble:
        yield wrong(_TRUST, "No proposed hook is trusted any more.", trust.trouble)
    for file in trust.files:
        proposal = proposal_in(file.parent)
        if proposal is None:
            advice = "`mlv hook untrust` forgets it."
            yield warning(_TRUST, f"{file} is trusted, but isn't there.", advice)
        elif not trust.has(proposal):
            advice = "`mlv hook trust` shows what it says now."
            yield warning(_TRUST, f"{file} changed since it was trusted.", advice)


def _of_program(hook: HookSettings, environment: Mapping[str, str]) -> Iterator[Finding]:
    path = environment.get("PATH", os.defpath)
    if hook.run and shutil.which(hook.run[0], path=path) is None:
        what = f"The hook {hook.name} runs {hook.run[0]}, which isn't there."
        yield warning(_PROGRAM, what, f"Mend it: {hook.place}.")
    if hook.secret_env and not environment.get(hook.secret_env):
        what = f"The hook {hook.name} is signed with {hook.secret_env}, which isn't set."
        yield warning(_PROGRAM, what, "Set the variable where mlv is started.")
