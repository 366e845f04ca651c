"""How the events of calls, routes and norms read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from programmes.facts import CallFacts, NormsFacts, RouteFacts

register(
    "programmes",
    Event("route.added", _("Version {version} of the route was adopted."), facts=RouteFacts),
    Event("call.added", _("The call “{title}” was opened."), facts=CallFacts),
    Event("norms.loaded", _("{entries} cost norms were entered."), facts=NormsFacts),
    about=("call:", "route:", "norms"),
)
