"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "grants",
    {
        "one_offer_a_funder": _("Choose a funder that was not asked yet."),
        "offers_are_not_negative": _("An amount cannot be below zero."),
        "an_offer_made_names_an_amount": _("Give more than zero for at least one budget line."),
        "a_refusal_to_fund_has_a_reason": _("Say why, so that the council can ask better next time."),
        "money_through_the_fund_names_its_source": _("Say which of the fund's sources the money comes from."),
        "an_offer_line_is_positive": _("Give more than zero for at least one budget line."),
        "what_is_paid_has_a_date": _("Say on which day it was paid."),
        "what_is_paid_has_a_voucher_or_a_file": _("Add the file of the transfer or receipt."),
        "one_file_proves_one_instalment": _("This file proves another payment already. Add the one for this payment."),
        "what_came_back_has_its_day": _("Say on which day it came back."),
        "one_file_proves_one_refund": _("This file proves another payment already. Add the one for this payment."),
        "spending_is_not_negative": _("An amount cannot be below zero."),
        "spending_on_a_line_is_positive": _("An amount cannot be below zero."),
    },
)
