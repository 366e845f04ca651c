"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "programmes",
    {
        "a_call_closes_after_it_opens": _("A call cannot close before it opens."),
        "an_envelope_is_positive": _("The money of a round must be more than zero."),
        "an_own_share_is_at_most_ninety_percent": _("A council's own share is 90 percent at most."),
        "a_ceiling_is_positive": _("The most that may be asked must be more than zero."),
        "a_stage_is_a_committees": _("Each stage of a route is a committee's."),
        "one_route_a_version": _("Another version of the route was added meanwhile."),
        "one_stage_a_position": _("Two stages stand at the same place of the route."),
        "one_norm_a_code_and_date": _("There is a norm with this code and date already."),
    },
)
