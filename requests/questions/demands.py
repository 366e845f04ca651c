"""Why it is asked what a province demands of requests."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from requests.forms.demands import DemandForm

tell(
    DemandForm,
    by=__name__,
    strength=Why(_("Requests that are being written follow it at once."), _("Advised")),
    limit=Why(_("Beyond it the rule says that something is missing."), "50,000"),
    papers=Why(_("A request that asks this funder is not sent without them."), _("Tick the quotation")),
    said=Why(
        _("Councils read it before what is missing; leave it empty when the usual words will do."),
        _("Our province asks for two telephones."),
    ),
)
