"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "approvals",
    {
        "one_set_of_rules_a_date": _("The committee has rules from this date already."),
        "a_quorum_is_a_share": _("A quorum is a share of the members: more than nothing, at most all."),
        "urgency_has_a_reason": _("Give the reason."),
        "a_closed_meeting_has_minutes": _("A meeting cannot be closed without minutes."),
        "who_is_online_was_identified": _("Say how this person was identified."),
        "a_request_is_on_one_agenda_at_a_time": _("This request is on an agenda already."),
        "a_request_item_names_its_request": _("Choose the request."),
        "one_interest_a_person": _("This member has declared an interest in this item already."),
        "staying_takes_two_thirds_of_the_others": _("A member stays only with two thirds of the others."),
        "one_person_one_vote": _("This member has voted already."),
        "one_presence_a_person": _("A person is present once, whatever seats they hold."),
        "one_differing_view_a_person": _("The differing view of this member is on record already."),
        "one_confirmation_a_person": _("You confirmed this already."),
        "one_objection_a_person": _("Your objection is on record already."),
        "an_answer_has_who_and_when": _("An answer to an objection has who gave it and when."),
        "a_payment_is_allowed_with_sum_payee_and_source": _("Say how much is paid, to whom, and from which money."),
        "no_resolution_without_quorum": _("There is no resolution without a quorum."),
        "a_refusal_has_facts_criterion_and_consideration": _("A decision that is not a plain yes gives its reasons."),
        "a_casting_vote_only_on_a_tie": _("There is a casting vote only when the votes are equal."),
        "a_resolution_was_carried": _("A proposal is carried only with more votes for it than against."),
        "no_agenda_of_the_minutes_is_blank": _("A meeting cannot be closed without minutes."),
        "later_minutes_say_what_they_correct": _("Say what was corrected."),
        "no_meeting_adopts_its_own_minutes": _("A meeting does not adopt its own minutes."),
        "one_round_of_minutes_a_number": _("These minutes do not wait for this meeting."),
    },
)
