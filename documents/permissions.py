"""What an actor may do with an issued paper beyond reading it, and the sentence that says why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.models import Document, Signature
from people.actors import Actor
from people.models import OrganisationKind, Seat
from people.permissions import Rules, first_reason, refuse


def party_of(actor: Actor) -> int | None:
    """The organisation that the actor signs for: a fund board signs for its fund."""
    organisation = actor.organisation
    if organisation and organisation.kind == OrganisationKind.FUND_BOARD and organisation.parent_id:
        return organisation.parent_id
    return actor.organisation_id


def _signs_there(actor: Actor, signature: Signature) -> str:
    # A board's own papers (its minutes) are signed by the board, its fund's papers by the board too.
    if signature.organisation_id in (party_of(actor), actor.organisation_id) and actor.role in signature.roles:
        return ""
    return _("Only those who answer for %(party)s sign here.") % {"party": signature.organisation}


def _records_there(actor: Actor, signature: Signature) -> str:
    """The paper goes round and comes back to who issued it: they scan it and say who has signed."""
    return _signs_there(actor, signature) and _looks_after(actor, signature.document)


def _looks_after(actor: Actor, document: Document) -> str:
    """Who issued the paper, their colleagues, and the secretariat of its province."""
    if actor.person_id is not None and actor.person_id == document.created_by:
        return ""
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == document.tree:
        return ""
    issuer = Seat.objects.filter(person=document.created_by or 0, organisation=actor.organisation_id or 0)
    return "" if issuer.exists() else _("Only who issued this paper, or the provincial secretariat, may do this.")


def _takes_part(actor: Actor, document: Document) -> str:
    own = {party_of(actor), actor.organisation_id}
    if any(place.organisation_id in own for place in document.signatures.all()):
        return ""
    return _looks_after(actor, document)


RULES: Rules = {
    "sign": [_signs_there],
    "sign_by_hand": [_records_there],
    "attach_scan": [_takes_part],
    "issue_sheet": [_takes_part],
    "stop_making": [_looks_after],
    "make_again": [_looks_after],
}


def reason_against(verb: str, actor: Actor, row: Document | Signature) -> str:
    return first_reason(RULES, verb, actor, row)


def require(verb: str, actor: Actor, row: Document | Signature) -> None:
    refuse(reason_against(verb, actor, row))
