"""How the events of plans read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from plans.facts import PlanFacts, TaxonomyFacts

register(
    "plans",
    Event("taxonomy.loaded", _("{entries} topics of the province were entered."), facts=TaxonomyFacts),
    Event("plan.added", _("The plan “{name}” was entered."), facts=PlanFacts),
    about=("plan:", "province:"),
)
