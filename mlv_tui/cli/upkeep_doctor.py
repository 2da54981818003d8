"""The command that looks whether all is well: `doctor`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.cells import padded
from mlv_tui.cli.output import Piece, print_json, print_line, print_pieces
from mlv_tui.cli.terminal import standard_output
from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings import Settings, read_settings
from mlv_tui.settings.config_file import config_path

if TYPE_CHECKING:
    from pathlib import Path

    from mlv_tui.services.upkeep.findings import Finding, Mend

WRONG: Final = 1
_STYLES: Final = {"ok": "done", "warning": "active", "wrong": "blocked"}


@click.command()
@click.option("--fix", is_flag=True, help="Tell what could be mended by itself.")
@click.option("--yes", is_flag=True, help="With --fix: mend it, after a backup.")
@click.option("--db", metavar="FILE", help="The database.  [default: MLV_DB, or the user's own]")
@click.option("--project", metavar="SLUG", hidden=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, errors too.")
def doctor(db: str | None, project: str | None, *, fix: bool, yes: bool, as_json: bool) -> int:
    """Look whether all is well: settings, database, plans, hooks, terminal.

    Nothing is changed unless --fix --yes asks for it. The exit code is 1 where something is wrong,
    0 where there are warnings at most.
    """
    from mlv_tui.services.upkeep.doctor import mends  # noqa: PLC0415 - not for `--help`

    del project
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix.")
    findings, settings = _examined(db)
    wanted = mends(findings) if fix else ()
    kept = _mended(settings, wanted) if yes and settings is not None and wanted else None
    if kept is not None:
        findings, _ = _examined(db)
    if as_json:
        _print_record(findings, wanted, kept)
    else:
        print_pieces(line for one in findings for line in _lines(one))
        _print_mends(wanted, kept, fix=fix)
    return WRONG if any(one.state == "wrong" for one in findings) else 0


def _mended(settings: Settings, wanted: Sequence[Mend]) -> Path:
    from mlv_tui.services.upkeep.doctor import mend  # noqa: PLC0415 - not for `--help`

    return mend(settings.database, wanted)


def _examined(db: str | None) -> tuple[list[Finding], Settings | None]:
    """Look at everything; without settings, at what needs none."""
    from mlv_tui.services.upkeep.doctor import diagnose  # noqa: PLC0415 - not for `--help`
    from mlv_tui.services.upkeep.findings import ok, wrong  # noqa: PLC0415 - the same
    from mlv_tui.services.upkeep.hooks import hook_findings  # noqa: PLC0415 - the same
    from mlv_tui.services.upkeep.surroundings import clipboard, terminal  # noqa: PLC0415
    from mlv_tui.tui.key_table import key_rows  # noqa: PLC0415 - it is large

    findings: list[Finding] = []
    settings = None
    try:
        settings = read_settings(database=db)
        key_rows(settings.keys)
        findings.append(ok("settings", _said_of_settings(config_path(os.environ))))
    except SettingsInvalid as error:
        findings.append(wrong("settings", error.message, error.hint))
    if settings is not None:
        findings += diagnose(settings.database)
        findings += hook_findings(settings, os.environ)
    findings += terminal(os.environ, standard_output().encoding)
    findings.append(clipboard(os.environ))
    return findings, settings


def _said_of_settings(file: Path) -> str:
    if file.exists():
        return f"{file} says nothing wrong."
    return "There is no config file, so every setting is as it comes."


def _lines(one: Finding) -> Iterator[list[Piece]]:
    yield [(padded(one.state, len("warning")), _STYLES[one.state]), (f"  {one.message}", "")]
    if one.advice:
        yield [(f"{'':9}→ {one.advice}", "dim")]


def _print_mends(wanted: Sequence[Mend], kept: Path | None, *, fix: bool) -> None:
    if kept is not None:
        print_line(f"Done: {', then '.join(wanted)}. How it was before is in {kept}")
    elif wanted:
        print_line(f"`--fix --yes` would back the database up, then {', then '.join(wanted)}.")
    elif fix:
        print_line("There is nothing to mend by itself.")


def _print_record(findings: Sequence[Finding], wanted: Sequence[Mend], kept: Path | None) -> None:
    data: dict[str, Any] = {
        "findings": [
            {
                "name": one.name,
                "state": one.state,
                "message": one.message,
                "advice": one.advice,
                "mend": one.mend,
            }
            for one in findings
        ],
        "mends": list(wanted),
        "mended": kept is not None,
        "kept": None if kept is None else str(kept),
    }
    print_json("doctor", data)
