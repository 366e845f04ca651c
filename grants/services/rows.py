"""What every verb on an offer or what follows from it does first and last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.facts import Facts
from audit.log import record
from audit.machine import lock
from grants.models import Instalment, Offer
from notices import services as notices
from people.actors import Actor
from people.models import Organisation, Person, Role, Seat
from requests.models import BudgetRequest

TOLD = (Role.SECRETARY, Role.CHAIR, Role.OFFICER, Role.TREASURER)


def locked_offer(pk: int, *, version: int | None = None) -> Offer:
    """The offer, with its request locked before it."""
    # An offer never changes its request, so that it may be asked for before anything is locked.
    request_id = Offer.objects.values_list("budget_request", flat=True).get(pk=pk)
    budget_request = lock(BudgetRequest, request_id)
    offer = lock(Offer, pk, version=version)
    offer.budget_request = budget_request
    return offer


def locked_instalment(pk: int, *, version: int | None = None) -> Instalment:
    """The instalment, with its request and offer locked before it.

    The agreement needs no lock of its own: whatever moves it holds the request's.
    """
    instalment = Instalment.objects.select_related("agreement").get(pk=pk)
    budget_request = lock(BudgetRequest, instalment.agreement.budget_request_id)
    offer = lock(Offer, instalment.offer_id)
    agreement = instalment.agreement
    locked = lock(Instalment, pk, version=version)
    agreement.budget_request = offer.budget_request = budget_request
    locked.offer, locked.agreement = offer, agreement
    return locked


def note(event: str, row: BudgetRequest, actor: Actor, facts: Facts, *, personal: dict[str, str] | None = None) -> None:
    record(event, tree=row.province_id, subject=row.subject, actor=actor, facts=facts, personal=personal)


def tell(
    organisations: Iterable[Organisation | None],
    event: str,
    row: BudgetRequest,
    actor: Actor,
    said: Mapping[str, object],
) -> None:
    """Tell those who answer for the organisations, except who did it, with what the event says in facts and texts."""
    ids = [organisation.pk for organisation in organisations if organisation]
    seats = Seat.objects.current().filter(organisation__in=ids, role__in=TOLD, person__isnull=False)
    persons = Person.objects.filter(pk__in=seats.values("person")).exclude(pk=actor.person_id or 0)
    facts = {"number": row.receipt_number, **said, "title": f"{row.receipt_number} {row.title}"}
    notices.tell(persons, kind=event, subject=row.subject, url=row.get_absolute_url(), facts=facts)
