"""What all stories of the demo share: the cast, the days, which plot a request follows, and how a sum is cut by lines."""

from __future__ import annotations

from random import Random

from demo.cast import Cast
from demo.days import Days, Pace
from demo.material import Plot
from grants.models import Offer
from grants.services.answering import promised_on
from requests.models import BudgetRequest


class World:
    def __init__(self, seed: int, cast: Cast, days: Days) -> None:
        self.seed, self.cast, self.days = seed, cast, days
        self.plots: dict[int, Plot] = {}

    def pace(self, *name: object) -> Pace:
        """The same numbers for the same story, whatever the others do."""
        return Pace(Random(f"{self.seed}:{':'.join(map(str, name))}"))


def fresh(row: BudgetRequest) -> BudgetRequest:
    return BudgetRequest.objects.select_related("organisation", "owner", "province", "call", "stage").get(pk=row.pk)


def share_out(row: BudgetRequest, wanted: int, ceilings: dict[int, int] | None = None) -> dict[int, int]:
    """Cut `wanted` satang (or what there is still room for) by budget lines: {position: satang}, the first lines first.

    `ceilings` stands in for what each line is endorsed with, before a committee has said so.
    """
    lines = list(row.budgetline_set.all())
    most = {line.position: line.amount if line.endorsed is None else line.endorsed for line in lines}
    most.update(ceilings or {})
    own = sum(part.amount for part in row.moneypart_set.exclude(kind="funder"))
    promised = sum(offer.amount or 0 for offer in Offer.objects.promised().filter(budget_request=row))
    left = min(wanted, sum(most.values()) - own - promised)
    shares = {}
    for line in lines:
        given = min(left, most[line.position] - promised_on(line.pk))
        if given > 0:
            shares[line.position] = given
            left -= given
    return shares
