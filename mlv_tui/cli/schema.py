"""The command that tells editors and scripts what a structured plan may say."""

from __future__ import annotations

import json

import click

from mlv_tui.cli.output import print_json, print_lines


@click.command()
@click.option("--db", metavar="FILE", help="Not looked at.")
@click.option("--project", metavar="SLUG", hidden=True)
@click.option("--json", "as_json", is_flag=True, help="Print it in an envelope; errors as JSON.")
def schema(db: str | None, project: str | None, *, as_json: bool) -> int:
    """Print the JSON Schema of structured plans (YAML, TOML, JSON).

    `mlv schema > plan.schema.json`, and editors complete and check such a plan.
    """
    from mlv_tui.readers.record_schema import plan_schema  # noqa: PLC0415 - not for `--help`

    del db, project
    if as_json:
        print_json("plan-schema", plan_schema())
    else:
        print_lines(json.dumps(plan_schema(), indent=2).split("\n"))
    return 0
