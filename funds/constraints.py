"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "funds",
    {
        "source_code_is_unique_in_its_fund": _("The fund has a source with this short code already."),
        "voucher_amount_is_positive": _("The amount must be more than zero."),
        "voucher_has_a_basis": _("Name what allows this, or the letter that came with it."),
        "voucher_paid_has_its_evidence_as_a_file": _("Add the file of the payee's receipt."),
        "evidence_like_another_has_its_reason": _(
            "This looks like another payment's receipt. Say why it is another one."
        ),
        "one_file_proves_one_payment": _("This file proves another payment already. Add the one for this payment."),
        "voucher_made_and_approved_by_different_persons": _("You made this voucher. Another person must do this."),
        "voucher_made_and_paid_by_different_persons": _("You made this voucher. Another person must do this."),
        "voucher_approved_and_paid_by_different_persons": _("You approved this voucher. Another person must pay it."),
        "funds_voucher_key_key": _("This was recorded before with other figures. Open the recorded one."),
    },
)
