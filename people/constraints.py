"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "people",
    {
        "one_person_an_email_address": _("Somebody else uses this e-mail address."),
        "people_person_username_key": _("Somebody uses this name already. Choose another."),
        "one_organisation_of_a_kind_and_name_in_a_province": _(
            "The province has an organisation of this kind and name already."
        ),
        "a_fund_board_decides_for_a_fund": _("Say which fund the board decides for."),
        "a_term_ends_after_it_starts": _("A term cannot end before it starts."),
    },
)
