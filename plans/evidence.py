"""What a request points to in a plan is written out when it is submitted, and that is evidence."""

from audit.registry import exempt
from plans.models import Plan, PlanItem, Topic

exempt(
    "plans",
    {
        Topic: "a word that requests choose; what is submitted writes it out",
        Plan: "what requests point to; what is submitted writes it out",
        PlanItem: "what requests point to; what is submitted writes it out",
    },
)
