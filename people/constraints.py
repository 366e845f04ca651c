"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "people",
    {
        "one_person_an_email_address": _("Somebody else uses this e-mail address."),
        "one_person_a_user_name": _("Somebody uses this name already. Choose another."),
        "people_person_username_key": _("Somebody uses this name already. Choose another."),
        "one_account_an_outside_identity": _("This identity belongs to another account already."),
        "one_outside_identity_a_provider": _("This account is joined with another identity already."),
        "one_organisation_of_a_kind_and_name_in_a_province": _(
            "The province has an organisation of this kind and name already."
        ),
        "one_board_a_fund": _("This fund has its board already."),
        "a_fund_board_decides_for_a_fund": _("Say which fund the board decides for."),
        "a_term_ends_after_it_starts": _("A term cannot end before it starts."),
        "another_organisation_confirms_a_seat": _("Another organisation than that which opened the seat confirms it."),
        "another_person_confirms_a_seat": _("You opened this seat. Somebody of another organisation confirms it."),
        "one_sighting_an_official_and_person": _("Your word is on record already."),
        "one_word_a_person_for_a_recovery": _("Somebody else, of another organisation, says it now."),
        "one_word_an_organisation_for_a_recovery": _("Somebody else, of another organisation, says it now."),
        "one_open_unseating_a_seat": _("Somebody has asked for the end of this term already."),
        "a_stand_in_handles_money_for_a_year": _("A stand-in handles money."),
        "another_person_agrees_to_an_end": _("Neither who asked for it nor who holds the seat agrees to it."),
    },
)
