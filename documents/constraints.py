"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "documents",
    {
        "a_scan_stands_once_beside_its_paper": _("This scan stands beside the paper already."),
        "a_wet_ink_signature_has_its_scan": _("Add the scan of the signed paper first, then choose it here."),
    },
)
