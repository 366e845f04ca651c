"""What the constraints of this room say to a person who meets one; two at once can, where one alone is told before."""

from django.utils.translation import gettext_lazy as _

from audit.constraints import tell

tell(
    "plans",
    {
        "a_plan_ends_after_it_starts": _("A plan cannot end before it starts."),
        "one_topic_a_code": _("There is an entry with this code already."),
        "one_plan_item_a_code": _("There is an entry with this code already."),
    },
)
