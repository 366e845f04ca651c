"""What an actor may do with a fund's money, and the sentence that says why not. Four eyes compare persons, not seats."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from funds.models import Fund, MoneySource, Voucher
from people.actors import Actor
from people.models import OrganisationKind, Role
from people.permissions import Check, Rules, first_reason, must_hold, refuse

Row = Fund | MoneySource | Voucher


def _fund(row: Row) -> Fund:
    return row if isinstance(row, Fund) else row.fund


def _of_the_fund(actor: Actor, row: Row) -> str:
    if actor.person_id and actor.organisation_id == _fund(row).organisation_id:
        return ""
    return _("Only the fund's own officers may do this.")


def _of_the_fund_or_secretariat(actor: Actor, row: Row) -> str:
    fund = _fund(row)
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == fund.province_id:
        return ""
    return _of_the_fund(actor, fund)


def _not_by_who(step: str, sentence: Check) -> Check:
    def check(actor: Actor, row: Row) -> str:
        same = getattr(row, f"{step}_by_id") == actor.person_id
        return sentence(actor, row) if same else ""

    return check


_not_by_maker = _not_by_who("made", lambda *_row: _("You made this voucher. Another person must do this."))
_not_by_approver = _not_by_who("approved", lambda *_row: _("You approved this voucher. Another person must pay it."))
_not_by_payer = _not_by_who("paid", lambda *_row: _("You paid this voucher. Another person must reverse it."))

RULES: Rules = {
    "open": [_of_the_fund_or_secretariat, must_hold(Role.TREASURER, Role.SECRETARIAT)],
    "make": [_of_the_fund, must_hold(Role.TREASURER)],
    "receive": [_of_the_fund, must_hold(Role.TREASURER, Role.CASHIER)],
    "approve": [_of_the_fund, must_hold(Role.APPROVER), _not_by_maker],
    "reject": [_of_the_fund, must_hold(Role.APPROVER)],
    "pay": [_of_the_fund, must_hold(Role.CASHIER), _not_by_maker, _not_by_approver],
    "reverse": [_of_the_fund, must_hold(Role.APPROVER), _not_by_payer],
    "close_period": [_of_the_fund, must_hold(Role.TREASURER)],
}


def reason_against(verb: str, actor: Actor, row: Row) -> str:
    return first_reason(RULES, verb, actor, row)


def require(verb: str, actor: Actor, row: Row) -> None:
    refuse(reason_against(verb, actor, row))


def funds_visible_to(actor: Actor) -> QuerySet[Fund]:
    """The fund's officers and its board see its papers, and who oversees the province."""
    if actor.organisation is None:
        return Fund.objects.none()
    seen = Q(organisation=actor.organisation_id) | Q(organisation=actor.organisation.parent_id or 0)
    if actor.oversees:
        seen |= Q(province=actor.province_id)
    return Fund.objects.filter(seen)
