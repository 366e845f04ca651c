"""What can stand against doing something with a fund's money. Four eyes compare persons, not seats."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from funds.models import Fund, MoneySource, Voucher
from people.actors import Actor
from people.models import OrganisationKind, Role
from people.permissions import Check, holds

Row = Fund | MoneySource | Voucher


def _fund(row: Row) -> Fund:
    return row if isinstance(row, Fund) else row.fund


def of_the_fund(actor: Actor, row: Row) -> str:
    if actor.person_id and actor.organisation_id == _fund(row).organisation_id:
        return ""
    return _("Only the fund's own officers may do this.")


def of_the_fund_or_secretariat(actor: Actor, row: Row) -> str:
    fund = _fund(row)
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == fund.province_id:
        return ""
    return of_the_fund(actor, fund)


def _not_by_who(step: str, sentence: Check) -> Check:
    def check(actor: Actor, row: Row) -> str:
        same = getattr(row, f"{step}_by_id") == actor.person_id
        return sentence(actor, row) if same else ""

    check.__name__ = f"not_by_who_{step}_it"
    return check


not_by_maker = _not_by_who("made", lambda *_row: _("You made this voucher. Another person must do this."))
not_by_approver = _not_by_who("approved", lambda *_row: _("You approved this voucher. Another person must pay it."))
not_by_payer = _not_by_who("paid", lambda *_row: _("You paid this voucher. Another person must reverse it."))

sets_up = holds(Role.TREASURER, Role.SECRETARIAT)
keeps_books = holds(Role.TREASURER)
handles_receipts = holds(Role.TREASURER, Role.CASHIER)
approves = holds(Role.APPROVER)
pays = holds(Role.CASHIER)


def funds_visible_to(actor: Actor) -> QuerySet[Fund]:
    """The fund's officers and its board see its papers, and who oversees the province."""
    if actor.organisation is None:
        return Fund.objects.none()
    seen = Q(organisation=actor.organisation_id) | Q(organisation=actor.organisation.parent_id or 0)
    if actor.oversees:
        seen |= Q(province=actor.province_id)
    return Fund.objects.filter(seen)


def sees_it(actor: Actor, fund: Fund) -> str:
    """As `funds_visible_to`, of one fund that was read already."""
    own = actor.organisation and fund.organisation_id in (actor.organisation_id, actor.organisation.parent_id)
    if own or (actor.oversees and actor.province_id == fund.province_id):
        return ""
    return _("Only the fund's officers, its board and who oversees the province see its books.")
