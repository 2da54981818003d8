"""Bringing a database's schema to the program's."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from mlv_tui.settings import Address
from mlv_tui.storage.opening import check_place, open_engine
from mlv_tui.storage.peeking import schema_state


@dataclass(frozen=True, slots=True)
class Migration:
    """How a database's schema stands to the program's.

    Attributes:
        seen: The migrations that were run on it before.
        pending: Those that it lacks, or lacked.
    """

    seen: tuple[str, ...]
    pending: tuple[str, ...]


def check_migrations(address: Address) -> Migration:
    """Tell which migrations a database lacks; nothing is made or changed.

    Raises:
        DatabaseUnusable: If it can't be read, or is a newer program's.
    """
    state = schema_state(address)
    return Migration(state.seen, state.pending)


def run_migrations(address: Address) -> Migration:
    """Run the migrations that a database lacks; it is made if it is new, copied first if not.

    Raises:
        DatabaseUnusable: If it can't be written, or is a newer program's.
    """
    check_place(address)
    found = check_migrations(address)
    with closing(open_engine(address)):
        return found
