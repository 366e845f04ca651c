"""What each page has to answer, told without the views: who sees which row in plain words, and the rows of the verbs.

`sees` says again, from the design, what `visible_to` and each room's `find` say in the database's language: the two are
written apart, so that a mistake in one of them shows.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from approvals.models import AgendaItem, Meeting
from audit.models import Alarm
from audit.verbs import TABLES, Table, Verb, tables_of
from documents.models import Document, HandSignature, Parcel
from documents.verbs import SIGNATURE
from funds.models import Fund, Voucher
from grants.models import Agreement, Instalment, Offer
from people.actors import Actor
from people.models import Organisation, Person, Recovery, Seat, Unseating
from people.permissions import may_stop, speaks_for_who_asks
from places.models import Province
from privacy.models import DataRequest
from programmes.models import CostNorm
from requests.models import BudgetRequest
from wiring.refs import Ref

OVERSEE = {"audit_office", "governance_board", "secretariat"}
WHOLE = OVERSEE | {"province_committee", "fund_board", "central_fund"}
OFFICES = OVERSEE | {"amphoe_committee", "province_committee", "partner_agency", "fund_board"}
ASKED = {"central_fund", "partner_agency"}


@singledispatch
def sees(row: Any, who: Actor) -> bool:
    raise NotImplementedError(type(row))


@sees.register
def _(row: BudgetRequest, who: Actor) -> bool:
    own = who.organisation
    if own is None:
        return False
    if own.pk in (row.organisation_id, row.filed_by.organisation_id):
        return True
    return bool(row.receipt_number) and (_is_before(row, own) or _is_asked(row, own))


def _is_before(row: BudgetRequest, own: Organisation) -> bool:
    """It comes before the office, or lies open to it."""
    if own.kind in WHOLE:
        return own.province_id == row.province_id
    if own.kind == "amphoe_committee" and own.district_id:
        return own.district_id == row.organisation.district_id
    if own.kind == "tambon_committee" and own.subdistrict_id:
        return own.subdistrict_id == row.organisation.subdistrict_id
    return False


def _is_asked(row: BudgetRequest, own: Organisation) -> bool:
    asked = {part.funder_id for part in row.moneypart_set.all()} if own.kind in ASKED else set()
    return own.pk in {row.owner_id, *asked, *(offer.funder_id for offer in row.offers.all())}


@sees.register
def _(row: CostNorm, who: Actor) -> bool:
    return who.organisation is not None and row.province_id in (None, who.organisation.province_id)


@sees.register
def _(row: Offer, who: Actor) -> bool:
    own, asked = who.organisation, row.budget_request
    if own is None:
        return False
    is_party = own.pk in (row.funder_id, asked.organisation_id)
    return is_party or (own.kind in WHOLE and own.province_id == asked.province_id)


@sees.register
def _(row: Agreement, who: Actor) -> bool:
    if not sees(row.budget_request, who) or who.organisation is None:
        return False
    own = who.organisation
    if own.kind != "partner_agency":
        return True
    return any(one.funder_id == own.pk and one.state == "accepted" for one in row.budget_request.offers.all())


@sees.register
def _(row: Instalment, who: Actor) -> bool:
    return sees(row.offer, who)


@sees.register
def _(row: Fund, who: Actor) -> bool:
    own = who.organisation
    if own is None:
        return False
    return row.organisation_id in (own.pk, own.parent_id) or (
        own.kind in OVERSEE and own.province_id == row.province_id
    )


@sees.register
def _(row: Voucher, who: Actor) -> bool:
    return sees(row.fund, who)


@sees.register
def _(row: Meeting, who: Actor) -> bool:
    """Whole: its committee, and who oversees the province once it was called."""
    own = who.organisation
    if own is None:
        return False
    return own.pk == row.committee_id or (own.kind in OVERSEE and _is_called_there(row, own))


def _is_called_there(row: Meeting, own: Organisation) -> bool:
    return own.province_id == row.committee.province_id and row.state != "planned"


@sees.register
def _(row: AgendaItem, who: Actor) -> bool:
    """With the whole meeting; once it was called, the matter alone: whom its request lies open to, and the board's fund."""
    own, meeting = who.organisation, row.meeting
    if own is None or sees(meeting, who):
        return own is not None
    if meeting.state == "planned":
        return False
    asked = row.budget_request
    return (asked is not None and sees(asked, who)) or meeting.committee.parent_id == own.pk


@sees.register
def _(row: Document, who: Actor) -> bool:
    """As what it is about."""
    return sees(about(row.subject), who)


def about(subject: str) -> Any:
    ref = Ref.of(subject)
    assert ref is not None
    return {"request": BudgetRequest, "meeting": Meeting, "voucher": Voucher, "agreement": Agreement}[
        ref.word
    ].objects.get(pk=ref.pk)


@sees.register
def _(row: HandSignature, who: Actor) -> bool:
    return sees(row.place.document, who)


@sees.register
def _(row: Parcel, who: Actor) -> bool:
    return row.asked_by_id == who.person_id


@sees.register
def _(row: Organisation, who: Actor) -> bool:
    own = who.organisation
    if own is None:
        return False
    return row.pk in (own.pk, own.parent_id) or (own.kind in OFFICES and own.province_id == row.province_id)


@sees.register
def _(row: Seat, who: Actor) -> bool:
    return (row.person_id is not None and row.person_id == who.person_id) or sees(row.organisation, who)


@sees.register
def _(row: Unseating, who: Actor) -> bool:
    return sees(row.seat, who)


@sees.register
def _(row: Recovery, who: Actor) -> bool:
    return not may_stop(who, row) or not speaks_for_who_asks(who, row)


@sees.register
def _(row: DataRequest, who: Actor) -> bool:
    return row.asked_by_id == who.person_id or (who.kind == "secretariat" and who.province_id == row.province_id)


@sees.register
def _(row: Person, who: Actor) -> bool:
    return row.pk == who.person_id


@sees.register
def _(row: Alarm, who: Actor) -> bool:
    """That the log of one's own province, or the service's own, is not what was signed, is said to everybody."""
    return row.tree in (who.province_id, "system")


@sees.register
def _(_row: Province, _who: Actor) -> bool:
    return True


# -- verbs ---------------------------------------------------------------------------------------------------------------

PRESS, FORM, ON_PAGE = "press", "form", "on_page"
# Where a verb's page is of another sort than its row in the table says by itself.
SORTS = {
    "requests:write": FORM,
    "requests:begin": "page",
    "requests:attach": ON_PAGE,
    "requests:remove_attachment": PRESS,
    "approvals:list_item": ON_PAGE,
    "approvals:plan": FORM,
    "approvals:adopt": PRESS,
    "approvals:adopt_corrected": FORM,
    "approvals:let_stay": ON_PAGE,
    "documents:sign": ON_PAGE,
    "documents:set_letterhead": "page",
    "funds:export_books": "page",
}


def verb_of(name: str, row: Any) -> tuple[Table[Any], Verb] | None:
    """The row of the table that the address is of."""
    room, verb = name.split(":")
    if name == "documents:sign":
        return SIGNATURE, SIGNATURE["sign"]
    tables = TABLES.values() if row is None else tables_of(row)
    found = [table for table in tables if table.room == room and verb in table.verbs]
    return (found[0], found[0][verb]) if found else None


def sort_of(name: str, verb: Verb) -> str:
    if name in SORTS:
        return SORTS[name]
    if verb.asks is None:
        return PRESS
    return ON_PAGE if verb.on_page else FORM


def every_verb() -> set[str]:
    return {f"{table.room}:{verb.name}" for table in TABLES.values() for verb in table}
