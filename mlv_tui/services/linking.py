"""The gestures that link milestones to entities, and take links back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.links import with_links, without_links
from mlv_tui.services.carrying_out import CarryingOut
from mlv_tui.services.gesture import EditReport, Wanted


class Linking(CarryingOut):
    """Links by hand, for one person. Nothing is asked of the business system, nor told to it."""

    def link(
        self, ids: Sequence[int], refs: Sequence[EntityRef], *, dry_run: bool = False
    ) -> EditReport:
        """Link milestones to entities; what is linked already stays so.

        Args:
            ids: At least one.
            refs: At least one; whether the business system has them isn't looked at.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `set_status`.
        """
        wanted = Wanted(ids, partial(with_links, refs=refs))
        return self._edit(f"link: {_listed(refs)}", wanted, dry_run=dry_run)

    def unlink(
        self, ids: Sequence[int], refs: Sequence[EntityRef], *, dry_run: bool = False
    ) -> EditReport:
        """Take links by hand back; those of a plan are refused.

        Args:
            ids: At least one.
            refs: At least one.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `set_status`.
        """
        wanted = Wanted(ids, partial(without_links, refs=refs))
        return self._edit(f"unlink: {_listed(refs)}", wanted, dry_run=dry_run)


def _listed(refs: Sequence[EntityRef]) -> str:
    return ", ".join(map(str, refs))
