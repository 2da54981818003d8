"""The commands by which a person trusts the hooks that a plan folder proposes, or doesn't."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_line, print_pieces
from mlv_tui.domain.visible import visible_lines
from mlv_tui.errors import Conflict, MlvError, NotFound

if TYPE_CHECKING:
    from mlv_tui.automation.proposed import Proposal
    from mlv_tui.automation.trust import Trust
    from mlv_tui.settings import HookSettings

_HASH: Final = "--yes HASH"
_PATH = click.argument("path", type=click.Path(path_type=Path))


class NotAgreed(MlvError):
    """Nobody said yes."""

    code = "not-agreed"


@click.command()
@_PATH
@click.option("--yes", "digest", metavar="HASH", help="Don't ask; the file must have this SHA-256.")
@common_options
def trust(common: Common, path: Path, digest: str | None) -> int:
    """Show the hooks that a plan folder proposes, and run them from then on if you agree.

    PATH is the folder, or the file mlv-hooks.toml in it. What is trusted is what was shown: a file
    that changes isn't trusted any more. They are told of that folder's projects only.
    """
    known, proposal = _trust_of(common), _proposal(path)
    if proposal.trouble:
        raise MlvError(proposal.trouble, "Nothing of it can be trusted.")
    if not common.as_json:
        print_pieces(_shown(proposal))
    _agree(common, proposal, digest)
    known.add(proposal)
    if common.as_json:
        print_json("hook-trust", {"file": str(proposal.file), "sha256": proposal.digest})
    else:
        until = "`mlv hook untrust` ends that"
        print_line(f"{proposal.file} is trusted from the next start of mlv on; {until}.")
    return 0


@click.command()
@_PATH
@common_options
def untrust(common: Common, path: Path) -> int:
    """Run nothing any more that a plan folder proposes."""
    from mlv_tui.automation.proposed import PROPOSED  # noqa: PLC0415 - not for `--help`

    file = path.resolve()
    file = file if file.name == PROPOSED else file / PROPOSED
    if not _trust_of(common).drop(file):
        raise NotFound(f"{file} isn't trusted.", "`mlv hook list` shows what is.")
    if common.as_json:
        print_json("hook-trust", {"file": str(file), "sha256": None})
    else:
        print_line(f"{file} isn't trusted any more; nothing of it runs.")
    return 0


def _trust_of(common: Common) -> Trust:
    from mlv_tui.services.hooks import trust_of  # noqa: PLC0415 - not for `--help`

    return trust_of(common.settings)


def _proposal(path: Path) -> Proposal:
    from mlv_tui.automation.proposed import PROPOSED, proposal_in  # noqa: PLC0415 - the same

    folder = path.parent if path.name == PROPOSED else path
    found = proposal_in(folder)
    if found is None:
        raise NotFound(f"{folder} proposes no hooks.", f"They would be in a file {PROPOSED} there.")
    return found


def _shown(proposal: Proposal) -> Iterator[list[Piece]]:
    """Write the file line by line, then what would run, where nothing can be hidden."""
    yield [(f"{proposal.file}", "strong")]
    for line in visible_lines(proposal.content.decode("utf-8", "replace")):
        yield [(f"  │ {line}", "")]
    for one in proposal.hooks:
        yield [(f"{one.name}", "strong"), (f" would be told of {', '.join(one.on)}, by", "")]
        yield [(f"  {_what(one)}", "blocked")]
    yield [(f"SHA-256 {proposal.digest}", "dim")]


def _what(one: HookSettings) -> str:
    # Escaped: a sign that can't be seen, or looks like another, stands out.
    return f"posting to {json.dumps(one.url)}" if one.url else f"running {json.dumps(one.run)}"


def _agree(common: Common, proposal: Proposal, digest: str | None) -> None:
    """See that the person agrees to what was shown.

    Raises:
        Conflict: If the file isn't the one that they agree to.
        NotAgreed: If they don't, or can't be asked.
    """
    if digest is not None:
        if digest.casefold() != proposal.digest:
            raise Conflict(
                f"{proposal.file} has another SHA-256 than that.", "Look at what it says now."
            )
        return
    if common.as_json or sys.stdin is None or not sys.stdin.isatty():
        said = f"{proposal.file} isn't trusted, as nobody can be asked."
        raise NotAgreed(said, f"Read it, then say `{_HASH}` with its SHA-256, {proposal.digest}.")
    if not click.confirm("Run this from now on?", default=False):
        raise NotAgreed(f"{proposal.file} isn't trusted; nothing of it runs.")
