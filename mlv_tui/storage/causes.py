"""What lies below a database error."""

from __future__ import annotations

from collections.abc import Iterator


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Walk down to the true error: after a failed rollback it is two down."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
