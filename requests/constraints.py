"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "requests",
    {
        "an_activity_ends_after_it_starts": _("An activity cannot end before it starts."),
        "line_total_is_quantity_times_rate": _("The line's amount is not its quantities times its price."),
        "a_line_amount_is_positive_and_sane": _("The amount of a line must be more than zero."),
        "endorsed_is_at_most_asked": _("A line can be endorsed up to what was asked, not more."),
        "a_part_amount_is_positive_and_sane": _("The amount of each source must be more than zero."),
        "money_asked_is_asked_of_somebody": _("Choose the funder that this money is asked of."),
        "faces_are_allowed_by_somebody": _("Say who asked those who can be recognised."),
        "a_file_released_has_who_released_it": _("Somebody opened or took back this file at the same moment."),
        "a_file_taken_back_has_who_took_it": _("Somebody opened or took back this file at the same moment."),
        "what_is_taken_back_was_released": _("Only a file that everybody could see is taken back."),
        "a_number_of_a_batch_is_begun_once": _("This request of the list has been begun already."),
        "a_request_amount_is_not_negative": _("An amount cannot be below zero."),
    },
)
