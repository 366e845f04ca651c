"""What a committee's resolution does to the request before it. Every move names the resolution as its basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from people.actors import Actor
from programmes import routing
from requests.facts import EndorsedFacts, NotEndorsedFacts, ResolvedFacts, ReturnedFacts
from requests.models import BudgetRequest
from requests.services.intake import make_list
from requests.services.rows import done, hand_to, locked, moved
from requests.verbs import VERBS

APPEAL_DAYS = 15


@recorded
def endorse(
    pk: int,
    *,
    basis: str,
    amounts: Mapping[int, int] | None = None,
    reason: str = "",
    version: int | None = None,
    actor: Actor,
) -> BudgetRequest:
    """Endorse a request, in full or with the amounts per line (position → satang) that the committee reduced to.

    The council is told what was asked, what is left of it, and `reason`.
    Passes it to the next stage of its route; after the last stage its funders answer.
    """
    row = locked(pk, version=version)
    VERBS.require("endorse", actor, row)
    endorsed = _set_endorsed(row, amounts or {})
    row.endorsed_basis = basis
    following = routing.following(row.call.route, row.organisation, row.stage)
    if following:
        row.pass_on()
        row.stage = following
        hand_to(row, routing.committee(following, row.organisation), following.days)
    else:
        row.endorse()
        hand_to(row, row.organisation, row.call.route.offer_days)
    facts: EndorsedFacts = {
        **moved(row),
        "basis": basis,
        "amount": endorsed,
        "asked": row.amount,
        "stage": row.stage.position if row.stage else None,
    }
    changed = ("stage", "endorsed_amount", "endorsed_basis")
    return done(row, "request.endorsed", actor, facts, fields=changed, reason=reason)


def _set_endorsed(row: BudgetRequest, amounts: Mapping[int, int]) -> int:
    """Answers what is endorsed in all. Lines that `amounts` does not name keep what an earlier stage endorsed; nothing
    may rise again.
    """
    lines = list(row.budgetline_set.all())
    strangers = set(amounts) - {line.position for line in lines}
    if strangers:
        raise Invalid(_("There is no budget line %(n)s.") % {"n": min(strangers)}, code="no_such_line")
    for line in lines:
        ceiling = line.amount if line.endorsed is None else line.endorsed
        wanted = amounts.get(line.position, ceiling)
        if not 0 <= wanted <= ceiling:
            raise Invalid(
                _("Line %(n)s can be endorsed up to what was asked, not more.") % {"n": line.position},
                code="line_over_asked",
            )
        line.endorsed = wanted
        line.save(update_fields=["endorsed"])
    row.endorsed_amount = endorsed = sum(line.endorsed or 0 for line in lines)
    if not endorsed:
        raise Invalid(_("Nothing is left to endorse. Resolve not to endorse instead."), code="nothing_endorsed")
    return endorsed


@recorded
def return_by_resolution(
    pk: int,
    *,
    basis: str,
    defects: Sequence[tuple[str, str]],
    reason: str = "",
    version: int | None = None,
    actor: Actor,
) -> BudgetRequest:
    """Send a request back by a committee's resolution, with what it must put right; the council is told `reason`."""
    row = locked(pk, version=version)
    VERBS.require("return_by_resolution", actor, row)
    row.return_for_revision()
    made = make_list(row, defects, actor, basis=basis)
    row.budgetline_set.update(endorsed=None)
    row.endorsed_amount = None
    hand_to(row, row.organisation, row.call.route.revision_days)
    facts: ReturnedFacts = {
        **moved(row),
        "basis": basis,
        "round": made.round,
        "defects": made.defects.count(),
    }
    return done(row, "request.returned", actor, facts, fields=("endorsed_amount",), reason=reason)


@recorded
def defer(pk: int, *, basis: str, reason: str = "", version: int | None = None, actor: Actor) -> BudgetRequest:
    """Put a request off, for `reason`; the committee keeps it and its clock starts anew."""
    row = locked(pk, version=version)
    VERBS.require("defer", actor, row)
    row.defer()
    hand_to(row, row.owner, row.stage.days if row.stage else row.call.route.offer_days)
    return done(row, "request.deferred", actor, ResolvedFacts({**moved(row), "basis": basis}), reason=reason)


@recorded
def resume(pk: int, *, version: int | None = None, actor: Actor) -> BudgetRequest:
    """Take a deferred request up again, so that it can go on an agenda."""
    row = locked(pk, version=version)
    VERBS.require("resume", actor, row)
    row.resume()
    hand_to(row, row.owner, row.stage.days if row.stage else row.call.route.offer_days)
    return done(row, "request.resumed", actor)


@recorded
def not_endorse(pk: int, *, basis: str, reason: str = "", version: int | None = None, actor: Actor) -> BudgetRequest:
    """Refuse a request, for `reason`; its organisation may appeal within fifteen days."""
    row = locked(pk, version=version)
    VERBS.require("not_endorse", actor, row)
    row.not_endorse()
    hand_to(row, None, 0)
    facts: NotEndorsedFacts = {**moved(row), "basis": basis, "appeal_days": APPEAL_DAYS}
    return done(row, "request.not_endorsed", actor, facts, reason=reason)
