"""What can stand against doing something in a committee's meetings; `approvals.verbs` says which counts where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals import standing
from approvals.models import AgendaItem, Meeting
from approvals.quorum import HERE, recused_persons
from people.actors import Actor
from people.models import COMMITTEES, VOTERS, Role
from people.standing import may_be_one


def _meeting(row: Meeting | AgendaItem) -> Meeting:
    return row.meeting if isinstance(row, AgendaItem) else row


def runs(actor: Actor, row: Meeting | AgendaItem) -> str:
    own = actor.organisation is not None and actor.organisation_id == _meeting(row).committee_id
    if own and actor.kind in COMMITTEES and actor.holds(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR):
        return ""
    return _("Only the committee's own secretary or chair may do this.")


def is_member(actor: Actor, row: Meeting | AgendaItem) -> str:
    if actor.organisation_id == _meeting(row).committee_id and actor.holds(*VOTERS, Role.SECRETARY):
        return ""
    return _("Only this committee's members and its secretary may do this.")


def presides(actor: Actor, item: AgendaItem) -> str:
    """As a person, in whichever seat of this committee."""
    own, presider = actor.organisation_id == item.meeting.committee_id, item.presider
    if own and presider is not None and actor.person_id == presider.person_id:
        return ""
    return _("Only who presides at this item has the casting vote.")


def has_no_interest(actor: Actor, item: AgendaItem) -> str:
    if is_recused(item, actor.person_id):
        return _("You declared an interest in this item and take no part in it.")
    return ""


def is_recused(item: AgendaItem, person_id: int | None) -> bool:
    return person_id in recused_persons(item)


def was_there(actor: Actor, meeting: Meeting) -> str:
    """Who presided, and the members who were there: only they can say that it was so."""
    here = meeting.attendances.filter(person=actor.person_id or 0, presence__in=HERE)
    if actor.organisation_id == meeting.committee_id and actor.holds(*VOTERS, Role.SECRETARY) and here.exists():
        return ""
    return _("Only who presided, or a member who was there, confirms what was resolved.")


def was_told(actor: Actor, item: AgendaItem) -> str:
    """Every member whose presence or absence was written down; who was seated since, even on that day, is none of them."""
    then = item.meeting.attendances.filter(person=actor.person_id or 0)
    if actor.organisation_id == item.meeting.committee_id and then.exists():
        return ""
    return _("Only this committee's members may object to what it resolved.")


def answers_for_chair(actor: Actor, item: AgendaItem) -> str:
    """Who presided over the item, the chair, or the vice-chair: whichever of them did not object."""
    own = actor.organisation_id == item.meeting.committee_id
    if own and (actor.holds(Role.CHAIR, Role.VICE_CHAIR) or not presides(actor, item)):
        return ""
    return _("Only who presided, the chair or the vice-chair answers an objection.")


def did_not_object(actor: Actor, item: AgendaItem) -> str:
    resolution = getattr(item, "resolution", None)
    if resolution and actor.person_id in {one.person_id for one in resolution.objections.all()}:
        return _("You objected yourself. Another answers.")
    return ""


def is_no_ones_second(actor: Actor, item: AgendaItem) -> str:
    """Who recorded a result does not answer what is said against it from an account that they let in themselves."""
    resolution = getattr(item, "resolution", None)
    recorded = standing.of([resolution])[0].recorded - {actor.person_id or 0} if resolution else frozenset()
    if recorded and actor.person_id and may_be_one(actor.person_id, recorded):
        return _("Who recorded this result let you in. Somebody recognised, or let in by another, answers.")
    return ""


def records_for_others(actor: Actor, row: Meeting | AgendaItem) -> str:
    """A show of hands, an interest declared or a view differing aloud: the secretary writes it down for who gave it."""
    if actor.organisation_id == _meeting(row).committee_id and actor.holds(Role.SECRETARY):
        return ""
    return _("Each member does this alone; only the secretary records it for another.")
