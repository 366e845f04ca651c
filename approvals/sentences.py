"""How the events of meetings read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "committee.rules_set": _("The committee adopted its own rules from {valid_from:date} ({adopted_by})."),
        "meeting.planned": _("A meeting of {committee} is being prepared."),
        "meeting.called": _("A meeting was called for {scheduled_at:date}."),
        "meeting.opened": _("Meeting {number} opened: {present} of {members} members here, {needed} needed."),
        "meeting.closed": _("Meeting {number} was closed with its minutes."),
        "minutes.adopted": _("The minutes of meeting {number} were adopted."),
        "minutes.corrected": _("The minutes of meeting {number} were adopted with corrections and issued anew."),
        "meeting.called_off": _("The meeting was called off."),
        "item.listed": _("“{title}” was put on the agenda of {committee}."),
        "item.struck": _("“{title}” was taken off the agenda."),
        "item.put_to_vote": _("A proposal was put to the vote."),
        "item.voted": _("A member voted."),
        "item.cast": _("Who presided cast the deciding vote."),
        "item.lost": _("The proposal was not carried."),
        "interest.declared": _("A member declared an interest and left for this item."),
        "interest.balloted": _("The others voted in secret on whether the member may stay: {votes_for} of {others}."),
        "resolution.made": _(
            "{committee} resolved (resolution {number}): {votes_for} for, {votes_against} against, {abstained} abstained."
        ),
        "resolution.dissented": _("A member's differing view was recorded."),
    }
)
