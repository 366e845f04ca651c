"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "documents",
    {
        "nobody_confirms_their_own_word": _("Nobody confirms their own word."),
        "a_refused_signature_says_why": _("Say why it is not signed so."),
        "one_signature_by_hand_waits_a_place": _("A signature by hand in this place waits for confirmation already."),
        "a_scan_stands_once_beside_its_paper": _("This scan stands beside the paper already."),
        "a_wet_ink_signature_has_its_scan": _("Add the scan of the signed paper first, then choose it here."),
    },
)
