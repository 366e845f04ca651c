"""What can stand against doing something to people and seats; `people.verbs` says which counts where.

In every room a check returns the reason against, or "".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from jobs import clock
from people import standing
from people.actors import Actor
from people.kinds import (
    ASKERS,
    LEADERS,
    MONEY_ROLES,
    OFFICIALS,
    OVERSIGHT_ROLES,
    OrganisationKind,
    Role,
    Weight,
)
from people.models import Organisation, Recovery, Seat, Unseating

Check = Callable[[Actor, Any], str]
_HEADS = (*LEADERS, *OVERSIGHT_ROLES, Role.OFFICER)  # who speaks for an organisation
_AUDITED_BY_AUDITORS = (OrganisationKind.FUND_BOARD, *ASKERS)


def holds(*roles: Role) -> Check:
    """Whether the actor sits in one of these offices."""

    def check(actor: Actor, _row: Any) -> str:
        if actor.holds(*roles):
            return ""
        return _("Only %(roles)s may do this.") % {"roles": ", ".join(str(role.label) for role in roles)}

    check.__name__ = "_or_".join(roles)
    return check


def may_seat_in(actor: Actor, organisation: Organisation) -> str:
    return may_seat(actor, Seat(organisation=organisation))


def may_seat(actor: Actor, seat: Seat) -> str:
    same = actor.organisation_id == seat.organisation_id
    if same and actor.holds(Role.SECRETARY, Role.CHAIR, Role.SECRETARIAT):
        return ""
    if _is_secretariat_of(actor, seat):
        return ""
    return _("Only the provincial secretariat, or the secretary or chair of the same organisation, may do this.")


def may_seat_or_held_it_before(actor: Actor, seat: Seat) -> str:
    """Who handed a seat over may make another slip for the one who follows."""
    before = seat.follows
    held = before is not None and before.person_id is not None and before.person_id == actor.person_id
    # While it was theirs to hand over: a seat that was shut meanwhile, or is long over, opens nothing.
    still = (
        before is not None and before.shut_at is None and before.ends_on is not None and before.ends_on >= clock.today()
    )
    return "" if held and still else may_seat(actor, seat)


def _is_secretariat_of(actor: Actor, seat: Seat) -> bool:
    return actor.kind == OrganisationKind.SECRETARIAT and actor.province_id == seat.organisation.province_id


def not_oneself(actor: Actor, seat: Seat) -> str:
    return _("Nobody does this for themselves.") if actor.person_id == seat.person_id else ""


def is_own(actor: Actor, seat: Seat) -> str:
    """The holder in person, in whichever of their seats they act; for money and oversight in this very one.

    That is where the second factor is asked for: a stolen password opens the person's other seats alone.
    """
    if actor.person_id and actor.person_id == seat.person_id:
        if not seat.needs_mfa or seat.why_inert or actor.seat_id == seat.pk:
            return ""
        return _("Choose this seat first, then do it there.")
    return _("Only who holds the seat may do this; otherwise the organisation decides it and two of it say so.")


# -- light: a slip from somebody who knows them ---------------------------------------------------------------------------


def knows_them(actor: Actor, seat: Seat) -> str:
    """The secretary or chair of the same council, or those of its amphoe's committee."""
    same = actor.organisation_id == seat.organisation_id
    if actor.holds(Role.SECRETARY, Role.CHAIR) and (same or _is_its_amphoe(actor, seat)):
        return ""
    return _("Only the secretary or chair of the same council, or of its amphoe's committee, may do this.")


def _is_its_amphoe(actor: Actor, seat: Seat) -> bool:
    own = actor.organisation
    district = seat.organisation.district_id
    return own is not None and own.kind == OrganisationKind.AMPHOE_COMMITTEE and own.district_id == district is not None


# -- who is recognised, and whose seat is confirmed -----------------------------------------------------------------------


def is_official(actor: Actor, seat: Seat) -> str:
    """Somebody recognised who speaks for an office of the same province."""
    there = actor.province_id == seat.organisation.province_id
    if there and actor.kind in OFFICIALS and actor.holds(*_HEADS) and _is_known(actor):
        return ""
    return _("Only a recognised official of the same province may do this.")


def _is_recognised(actor: Actor) -> bool:
    return actor.person is not None and actor.person.is_recognised


def _is_known(actor: Actor) -> bool:
    """Recognised, and in a seat that another organisation knows of: an agency's officer whom its province made up is none."""
    return _is_recognised(actor) and not actor.why_not_binding


def not_by_their_word(actor: Actor, seat: Seat) -> str:
    """No ring: who is known through somebody alone does not make that somebody known."""
    if actor.person_id and seat.person_id and standing.rests_on(actor.person_id, seat.person_id):
        return _("You are recognised through this person alone.")
    return ""


def confirms(actor: Actor, seat: Seat) -> str:
    """Another organisation's chair or secretary: for a fund its board, for a stand-in the governance board.

    An agency's first officer comes with a letter of the agency; whoever confirms has seen it and names it.
    """
    if not _is_known(actor):
        return _("Only somebody recognised may confirm who holds a seat.")
    if seat.opened_by_id and seat.opened_by_id == actor.person_id:
        return _("You opened this seat. Somebody of another organisation confirms it.")
    if actor.organisation_id in (seat.organisation_id, seat.opened_for_id):
        return _("Another organisation than that which opened the seat confirms it.")
    if _sits_where_it_was_opened(actor, seat):
        return _("You sit in the organisation that opened this seat yourself.")
    return "" if _is_their_matter(actor, seat) else _("Your organisation does not confirm this seat.")


def _sits_where_it_was_opened(actor: Actor, seat: Seat) -> bool:
    own = {seat.organisation_id, seat.opened_for_id} - {None}
    return Seat.objects.lasting().filter(person=actor.person_id, organisation__in=own).exists()


def _is_their_matter(actor: Actor, seat: Seat) -> bool:
    if actor.province_id != seat.organisation.province_id or not actor.holds(*_HEADS):
        return False
    if seat.stand_in_year:
        return actor.kind == OrganisationKind.GOVERNANCE_BOARD
    if seat.weight == Weight.MONEY:
        return actor.organisation is not None and actor.organisation.parent_id == seat.organisation_id
    is_audited = actor.kind in _AUDITED_BY_AUDITORS
    auditors = seat.organisation.kind not in (OrganisationKind.SECRETARIAT, OrganisationKind.PARTNER_AGENCY)
    return actor.kind in (*OFFICIALS, OrganisationKind.FUND_BOARD) and not (is_audited and auditors)


def opens_again(actor: Actor, seat: Seat) -> str:
    """Somebody else of the same organisation; a fund's board for the fund; where nobody else is left, who may confirm it.

    Recognised themselves, for a seat of money or oversight.
    """
    if seat.is_guarded and not _is_recognised(actor):
        return _("Only somebody recognised opens a seat of money or oversight again.")
    own = actor.organisation
    if own and seat.organisation_id in (own.pk, own.parent_id) and actor.holds(*_HEADS, *MONEY_ROLES):
        return ""
    others = Seat.objects.current().filter(organisation=seat.organisation_id, person__isnull=False, shut_at=None)
    if not others.exclude(person=seat.person_id).exists() and (_confirms_or_serves(actor, seat)):
        return ""
    return _("Somebody else of the same organisation opens this seat again.")


def _confirms_or_serves(actor: Actor, seat: Seat) -> bool:
    return not confirms(actor, seat) if seat.is_guarded else not may_seat(actor, seat)


def names_stand_ins(actor: Actor, fund: Organisation) -> str:
    own = actor.organisation
    board = own is not None and own.parent_id == fund.pk and actor.holds(*LEADERS)
    if board or _is_secretariat_of(actor, Seat(organisation=fund)):
        return ""
    return _("Only the fund's board or the provincial secretariat names a stand-in.")


# -- ending a term that its holder does not end ---------------------------------------------------------------------------


def speaks_for(actor: Actor, seat: Seat) -> str:
    """Somebody else of the organisation, or of the board of the fund, or the secretariat of the province.

    Recognised themselves, for a seat of money or oversight.
    """
    if seat.is_guarded and not _is_recognised(actor):
        return _("Only somebody recognised ends a term of money or oversight.")
    own = actor.organisation
    if own and seat.organisation_id in (own.pk, own.parent_id) and actor.holds(*_HEADS, *MONEY_ROLES, Role.MEMBER):
        return ""
    if _is_secretariat_of(actor, seat):
        return ""
    return _("Only somebody of the same organisation, or the provincial secretariat, may do this.")


def agrees(actor: Actor, unseating: Unseating) -> str:
    if actor.person_id in (unseating.asked_by_id, unseating.seat.person_id):
        return _("Neither who asked for it nor who holds the seat agrees to it.")
    if actor.person_id and standing.was_let_in_by(unseating.asked_by_id, actor.person_id):
        return _("You let in who asks for it. Somebody else agrees.")
    # Before the amphoe's word counts: its secretary may be invented by who asks.
    if actor.person_id and standing.may_be_one(actor.person_id, [unseating.asked_by_id]):
        return _("One hand let you and who asks for it in. Somebody recognised, or let in by another, agrees.")
    if actor.holds(Role.SECRETARY, Role.CHAIR) and _is_its_amphoe(actor, unseating.seat):
        return ""
    if actor.seat and standing.is_let_in_from_within(actor.seat, unseating.asked_by_id):
        return _("Your seat comes from within the organisation; its amphoe's committee or the secretariat agrees.")
    return speaks_for(actor, unseating.seat)


def drops(actor: Actor, unseating: Unseating) -> str:
    return not_oneself(actor, unseating.seat) or speaks_for(actor, unseating.seat)


# -- heavy: two who know them, and a day ----------------------------------------------------------------------------------


def speaks_for_who_asks(actor: Actor, recovery: Recovery) -> str:
    """Somebody recognised, of an organisation of theirs or an office of a province where they sit, who depends on nothing of theirs."""
    if actor.person_id == recovery.person_id:
        return _("Nobody does this for themselves.")
    if not _is_known(actor) or not _is_near(actor, recovery):
        return _("Only somebody recognised, of their organisation or of an office of the same province, may do this.")
    assert actor.person is not None
    if standing.is_beneath(recovery.person, actor.person):
        return _("This person audits or pays you, so that your word does not count here.")
    return ""


def _is_near(actor: Actor, recovery: Recovery) -> bool:
    seats = Seat.objects.lasting().filter(person=recovery.person_id)
    if seats.filter(organisation=actor.organisation_id).exists():
        return True
    office = actor.kind in (*OFFICIALS, OrganisationKind.FUND_BOARD) and actor.holds(*_HEADS)
    return office and seats.filter(organisation__province=actor.province_id).exists()


def may_stop(actor: Actor, recovery: Recovery) -> str:
    """The person, everybody who was told, and whoever might have spoken for them: stopping harms nobody for long."""
    told = actor.person_id == recovery.person_id
    if told or (actor.person and standing.colleagues_of(recovery.person).filter(pk=actor.person.pk).exists()):
        return ""
    return speaks_for_who_asks(actor, recovery)
