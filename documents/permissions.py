"""What can stand against doing more with an issued paper than reading it; `documents.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.models import Document, HandSignature, Parcel, Signature
from people.actors import Actor
from people.models import Organisation, OrganisationKind, Role, Seat
from people.standing import may_be_one


def party_of(actor: Actor) -> int | None:
    """The organisation that the actor signs for: a fund board signs for its fund."""
    organisation = actor.organisation
    if organisation and organisation.kind == OrganisationKind.FUND_BOARD and organisation.parent_id:
        return organisation.parent_id
    return actor.organisation_id


def signs_there(actor: Actor, signature: Signature) -> str:
    # A board's own papers (its minutes) are signed by the board, its fund's papers by the board too.
    if signature.organisation_id in (party_of(actor), actor.organisation_id) and actor.role in signature.roles:
        return actor.why_not_binding
    return _("Only those who answer for %(party)s sign here.") % {"party": signature.organisation}


def records_there(actor: Actor, signature: Signature) -> str:
    """The paper goes round and comes back to who issued it: they scan it and say who has signed."""
    return signs_there(actor, signature) and looks_after(actor, signature.document)


def looks_after(actor: Actor, document: Document) -> str:
    """Who issued the paper, their colleagues, and the secretariat of its province."""
    if actor.person_id is not None and actor.person_id == document.created_by:
        return ""
    if actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == document.tree:
        return ""
    issuer = Seat.objects.filter(person=document.created_by or 0, organisation=actor.organisation_id or 0)
    return "" if issuer.exists() else _("Only who issued this paper, or the provincial secretariat, may do this.")


def takes_part(actor: Actor, document: Document) -> str:
    own = {party_of(actor), actor.organisation_id}
    if any(place.organisation_id in own for place in document.signatures.all()):
        return ""
    return looks_after(actor, document)


def not_by_who_said_so(actor: Actor, row: HandSignature) -> str:
    if actor.person_id == row.claimed_by.person_id:
        return _("You said that it was signed. Another person confirms or refuses it.")
    if actor.person_id and may_be_one(actor.person_id, [row.claimed_by.person_id or 0]):
        return _(
            "One hand let you and who said that it was signed in. Somebody recognised, or let in by another, confirms or"
            " refuses it."
        )
    return ""


def is_bound_or_holds_it(actor: Actor, row: HandSignature) -> str:
    """Who may sign there, or somebody of another organisation who has part in the paper and has it in hand."""
    if not signs_there(actor, row.place):
        return ""
    said = Actor.in_seat(row.claimed_by)
    is_another = party_of(actor) != party_of(said) and actor.organisation_id != said.organisation_id
    if is_another and not takes_part(actor, row.place.document):
        return actor.why_not_binding
    return _("%(party)s, or somebody of another organisation who holds the paper, confirms this.") % {
        "party": row.place.organisation
    }


def asked_for_it(actor: Actor, parcel: Parcel) -> str:
    return "" if actor.person_id == parcel.asked_by_id else _("Only who asked for this file may do this.")


_SETTERS = (Role.SECRETARY, Role.CHAIR, Role.OFFICER, Role.TREASURER)


def sets_letterhead(actor: Actor, organisation: Organisation) -> str:
    own = actor.organisation_id == organisation.pk and actor.holds(*_SETTERS)
    oversees = actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == organisation.province_id
    if own or oversees:
        return ""
    return _("Only the organisation's own officers or the provincial secretariat may do this.")
