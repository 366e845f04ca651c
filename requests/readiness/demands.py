"""Which rules count for a request, how strongly and up to what: what holds everywhere, the province's own, each asked funder's."""

from __future__ import annotations

from dataclasses import dataclass, field

from requests.models import BudgetRequest, Demand
from requests.models.demands import Strength
from requests.readiness import rules


@dataclass(frozen=True, slots=True)
class Counting:
    """How one rule counts."""

    strength: Strength
    limit: int
    said: str = ""


@dataclass(slots=True)
class Demands:
    """Of one province. `of_funder` are the rows of each funder by rule."""

    own: dict[str, Demand] = field(default_factory=dict)
    of_funder: dict[int, dict[str, Demand]] = field(default_factory=dict)

    def counting(self, rule: rules.Rule, funder: int | None = None) -> Counting:
        """What is fixed counts always; a funder's word goes before the province's, and that before what is usual."""
        usual = rule.limit.usual if rule.limit else 0
        row = self.own.get(rule.key)
        if funder is not None:
            row = self.of_funder.get(funder, {}).get(rule.key, row)
        if row is None or rule.fixed:
            return Counting(rule.strength, usual, row.said if row else "")
        return Counting(Strength(row.strength), usual if row.limit is None else row.limit, row.said)


def of_province(province: str) -> Demands:
    """The newest of each rule."""
    found = Demands()
    for row in Demand.objects.filter(province=province).order_by("pk"):
        rows = found.own if row.funder_id is None else found.of_funder.setdefault(row.funder_id, {})
        rows[row.rule] = row
    return found


def funders_of(row: BudgetRequest) -> dict[int, str]:
    """Whom it asks, by name."""
    parts = [part for part in row.moneypart_set.all() if part.kind == "funder" and part.funder]
    return {part.funder.pk: str(part.funder) for part in parts if part.funder}
