"""The filter language: `status:open,active module:Trips -text (due:<+7d or is:conflict)`.

Words side by side must all hold, `or` and brackets combine them, `-` or `not` leaves out; a word
without a field is looked for in titles. The screen and the command line read it with this alone.
"""

from mlv_tui.domain.query.asking import Query, parse
from mlv_tui.domain.query.completing import Candidate, Completions, complete
from mlv_tui.domain.query.explaining import Explained, Part, explain
from mlv_tui.domain.query.hinting import hints
from mlv_tui.errors import QueryError

__all__ = [
    "Candidate",
    "Completions",
    "Explained",
    "Part",
    "Query",
    "QueryError",
    "complete",
    "explain",
    "hints",
    "parse",
]
