"""Which page of a browser writes, and what it has seen: it goes over nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from requests import seen
from requests.models import BudgetRequest
from requests.screens import Screen


@dataclass(frozen=True, slots=True)
class Page:
    """One opening of a page in a browser, and the how manieth save this is that it sends; `seen` is the mark of what it showed."""

    name: str = ""
    turn: int = 0
    seen: str = ""

    def follows(self, row: BudgetRequest) -> bool:
        """Whether what it has not seen is its own earlier save; one that was overtaken on the way follows nothing."""
        is_own = bool(self.name) and row.written_page == self.name and row.written_version == row.version
        return is_own and self.turn > row.written_turn

    def goes_over(self, row: BudgetRequest, screen: Screen) -> bool:
        """Whether all that it would replace is what it showed, or what it wrote itself."""
        return self.follows(row) or (bool(self.seen) and self.seen == seen.mark(row, screen))


NO_PAGE = Page()
