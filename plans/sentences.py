"""How the events of plans read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "taxonomy.loaded": _("{entries} topics of the province were entered."),
        "plan.added": _("The plan “{name}” was entered."),
    }
)
