"""The agreement: drawn up from what was accepted, frozen as a document, signed by every party over the same facts."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from audit.machine import finish, lock
from documents import services as documents
from documents.frozen import Signatory
from documents.models import Document
from documents.numbering import next_number
from funds import bases
from grants.conditions import waits_for_answers
from grants.facts import AgreementFacts
from grants.frozen import AgreementPaper, Terms
from grants.models import Agreement, Channel, Instalment, Offer, OfferLine
from grants.permissions import SIGNING_ROLES, place_of
from grants.services.answering import set_aside
from grants.services.rows import note, tell
from grants.verbs import AGREEMENT, REQUEST
from grants.workflow import UNANSWERED, OfferState
from jobs import clock
from people.actors import Actor
from people.models import Organisation
from places.calendar import due, fiscal_year
from requests import services as requests
from requests.models import BudgetRequest

SHARES = (50, 40, 10)  # per cent; the last takes what rounding leaves
SIGNING_DAYS = 30
INSTALMENT_DAYS = 90


@recorded
def draw_up(
    budget_request_id: int, *, shares: tuple[int, ...] = SHARES, version: int | None = None, actor: Actor
) -> Agreement:
    """Draw up the agreement once every funder has answered and the council has accepted what it takes.

    Each accepted offer is cut into instalments by `shares` (per cent, summing to 100).

    In order: the request's row is locked, under which all its offers are answered; the agreement with its number; offer by
    offer its money set aside, its instalments; the paper with a place for each party; who has to act next; the head of
    the log. At most 60 statements for three offers of which none has to be set aside any more.
    """
    row = lock(BudgetRequest, budget_request_id, version=version)
    REQUEST.require("draw_up", actor, row)
    offers = _require_answers(row)
    if sum(shares) != 100 or min(shares) <= 0:
        raise Invalid(_("The shares must come to 100 per cent."), code="shares_not_whole")
    agreement = _create(row, offers, actor)
    for offer in offers:
        set_aside(offer.pk, actor=actor)
        _cut(agreement, offer, shares)
    _freeze(agreement, _parties(row, offers), actor)
    requests.wait_for(row.pk, owner=row.organisation, due_on=agreement.due_on, actor=actor)
    told = AgreementFacts(number=agreement.number, amount=agreement.amount)
    note("agreement.drawn_up", row, actor, told)
    tell(_parties(row, offers), "agreement.drawn_up", row, actor, told)
    return agreement


def _require_answers(row: BudgetRequest) -> list[Offer]:
    if row.offers.filter(state__in=[*UNANSWERED, OfferState.OFFERED]).exists():
        raise Invalid(
            _("Somebody has not answered yet: every funder, and the council to every offer."),
            code="answers_missing",
        )
    offers = list(row.offers.filter(state=OfferState.ACCEPTED).select_related("funder", "source"))
    if not offers:
        raise Invalid(_("Nobody gives money to this request."), code="no_offers")
    return offers


def _create(row: BudgetRequest, offers: list[Offer], actor: Actor) -> Agreement:
    year = fiscal_year(clock.today())
    number = next_number(f"agreement:{row.province_id}", year)
    return Agreement.objects.create(
        budget_request=row,
        number=f"{row.province_id}-{year}-{number:04d}",
        amount=sum(o.amount for o in offers),
        drawn_up_at=clock.now(),
        drawn_up_by=actor.by_seat,
        due_on=due(clock.today(), SIGNING_DAYS),
    )


def _cut(agreement: Agreement, offer: Offer, shares: tuple[int, ...]) -> None:
    """Whole satang; what rounding leaves goes with the last instalment."""
    amounts = [offer.amount * share // 100 for share in shares]
    amounts[-1] += offer.amount - sum(amounts)
    day = clock.today()
    rows = []
    for number, amount in enumerate(amounts, 1):
        rows.append(Instalment(agreement=agreement, offer=offer, number=number, amount=amount, due_on=day))
        day = due(day, INSTALMENT_DAYS)
    Instalment.objects.bulk_create(row for row in rows if row.amount > 0)


def _parties(row: BudgetRequest, offers: list[Offer]) -> list[Organisation]:
    return [row.organisation, *(offer.funder for offer in offers)]


def _freeze(agreement: Agreement, parties: list[Organisation], actor: Actor) -> None:
    with translation.override("th"):  # papers are Thai, whatever language their maker reads
        content: AgreementPaper = {**facts(agreement), "parties": [_place(party) for party in parties]}
    row = agreement.budget_request
    document = documents.freeze(
        "agreement",
        subject=row.subject,
        tree=row.province_id,
        title=f"บันทึกข้อตกลง {agreement.number}",
        facts=content,
        actor=actor,
        signers=[documents.Signer(party.name_th[:80], party.pk, SIGNING_ROLES) for party in parties],
    )
    agreement.document_id, agreement.facts_sha256 = document.pk, document.facts_sha256
    finish(agreement, fields=("document_id", "facts_sha256"))


def _place(party: Organisation) -> Signatory:
    """Where a party signs by hand."""
    role = "ผู้รับการสนับสนุน" if party.is_asker else "ผู้สนับสนุน"
    return {"role": role, "name": "", "position": f"ผู้แทน{party.name_th}"}


def facts(agreement: Agreement) -> Terms:
    """What the agreement says; amounts in satang, dates ISO."""
    row = agreement.budget_request
    given = _given(row)
    return {
        "number": agreement.number,
        "request_number": row.receipt_number,
        "title": row.title,
        "council": row.organisation.name_th,
        "recipient": row.recipient_name,
        "province": row.province.name_th,
        "drawn_up_on": clock.today().isoformat(),
        "total": agreement.amount,
        "resolution": bases.describe(row.endorsed_basis).text,
        "offers": [
            {
                "funder": offer.funder.name_th,
                "amount": offer.amount,
                "conditions": offer.conditions,
                "channel": str(Channel(offer.channel).label),
                "instalments": [
                    {"number": i.number, "amount": i.amount, "due_on": i.due_on.isoformat()}
                    for i in offer.instalments.all()
                ],
            }
            for offer in row.offers.filter(state=OfferState.ACCEPTED).select_related("funder")
        ],
        "lines": [
            {
                "no": line.position,
                "description": line.description,
                "endorsed": line.endorsed,
                "given": given.get(line.pk, 0),
            }
            for line in row.budgetline_set.all()
        ],
    }


def _given(row: BudgetRequest) -> dict[int, int]:
    """Satang that all accepted offers together give for each budget line."""
    given: dict[int, int] = {}
    for part in OfferLine.objects.filter(offer__budget_request=row, offer__state=OfferState.ACCEPTED):
        given[part.line_id] = given.get(part.line_id, 0) + part.amount
    return given


@recorded
def sign(agreement_id: int, *, typed_name: str, sha256: str, actor: Actor) -> Agreement:
    """Sign for one's organisation over the PDF; when the last party has signed, the agreement holds.

    `sha256` is what the signer's page showed; it must be that of the kept PDF.

    Right before everything; then `documents.sign` locks request, agreement and paper (`before_signing`), fills the place
    and, after the last one, has `take_effect` move agreement and request. At most 44 statements.
    """
    agreement = Agreement.objects.get(pk=agreement_id)
    AGREEMENT.require("sign", actor, agreement)
    place = place_of(agreement, actor)
    assert place is not None and agreement.document_id is not None
    documents.sign(agreement.document_id, place=place.place, typed_name=typed_name, sha256=sha256, actor=actor)
    return Agreement.objects.get(pk=agreement_id)


def before_signing(document: Document) -> None:
    """Lock request and agreement; Conflict once the request is out of the funders' hands.

    Called before the paper is locked: locks go from the request down.
    """
    known = Agreement.objects.get(document_id=document.pk)
    row = lock(BudgetRequest, known.budget_request_id)
    lock(Agreement, known.pk)
    waits_for_answers.require(row)


def take_effect(document: Document, actor: Actor) -> None:
    """The last party has signed: the agreement holds, and its first instalments can be asked for."""
    agreement = Agreement.objects.select_related("budget_request__organisation").get(document_id=document.pk)
    row = agreement.budget_request
    agreement.sign()
    finish(agreement)
    requests.agree(
        row.pk, basis=agreement.subject, owner=row.organisation, due_on=due(clock.today(), SIGNING_DAYS), actor=actor
    )
