"""Evidence that looks like that of other money: on record, and told to who approves for the fund and to who audits."""

from __future__ import annotations

from audit.log import record
from funds.checks import label_in
from funds.facts import VoucherDoubtedFacts
from funds.models import Voucher
from notices import services as notices
from people.actors import Actor
from people.kinds import OrganisationKind, Role
from people.models import Person, Seat

_AUDITING = (OrganisationKind.AUDIT_OFFICE, OrganisationKind.GOVERNANCE_BOARD)


def _approving(voucher: Voucher) -> list[int]:
    """Who approved the payment; money that comes in nobody approves: whoever could reverse it."""
    if voucher.approved_by_id:
        return [voucher.approved_by_id]
    seats = Seat.objects.current().filter(organisation=voucher.fund.organisation_id, role=Role.APPROVER)
    return [person for person in seats.values_list("person", flat=True) if person]


def tell(voucher: Voucher, other: Voucher, actor: Actor) -> None:
    """In the transaction of the movement, which goes on: what was said is read by those who can look at both papers."""
    facts = VoucherDoubtedFacts(number=voucher.label, other=label_in(voucher.fund, other), amount=voucher.amount)
    record(
        "voucher.doubted",
        tree=voucher.fund.province_id,
        subject=voucher.subject,
        actor=actor,
        facts=facts,
        personal={"reason": voucher.doubt},
    )
    auditing = Seat.objects.current().filter(
        organisation__kind__in=_AUDITING, organisation__province=voucher.fund.province_id, person__isnull=False
    )
    told = Person.objects.filter(pk__in=[*_approving(voucher), *auditing.values_list("person", flat=True)])
    words = {**facts, "reason": voucher.doubt}
    notices.tell(
        told, kind="voucher.doubted", subject=voucher.subject, url=voucher.get_absolute_url(), facts=words, always=True
    )
