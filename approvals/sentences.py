"""How the events of meetings read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register

register(
    "approvals",
    Event("committee.rules_set", _("The committee adopted its own rules from {valid_from:date} ({adopted_by}).")),
    Event("meeting.planned", _("A meeting of {committee} is being prepared.")),
    Event("meeting.called", _("A meeting was called for {scheduled_at:date}.")),
    Event("meeting.opened", _("Meeting {number} opened: {present} of {members} members here, {needed} needed.")),
    Event("meeting.closed", _("Meeting {number} was closed with its minutes.")),
    Event("minutes.adopted", _("The minutes of meeting {number} were adopted.")),
    Event("minutes.corrected", _("The minutes of meeting {number} were adopted with corrections and issued anew.")),
    Event("meeting.called_off", _("The meeting was called off.")),
    Event("item.listed", _("“{title}” was put on the agenda of {committee}."), public=True),
    Event("item.struck", _("“{title}” was taken off the agenda.")),
    Event("item.put_to_vote", _("A proposal was put to the vote.")),
    Event("item.voted", _("A member voted."), small=True),
    Event("item.cast", _("Who presided cast the deciding vote.")),
    Event("item.lost", _("The proposal was not carried.")),
    Event("interest.declared", _("A member declared an interest and left for this item.")),
    Event(
        "interest.balloted", _("The others voted in secret on whether the member may stay: {votes_for} of {others}.")
    ),
    Event(
        "resolution.made",
        _(
            "{committee} resolved (resolution {number}): {votes_for} for, {votes_against} against, {abstained} abstained."
        ),
        public=True,
    ),
    Event("resolution.dissented", _("A member's differing view was recorded.")),
)
