"""How the events of calls, routes and norms read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from programmes.facts import CallChangedFacts, CallFacts, NormFacts, NormsFacts, RouteFacts

register(
    "programmes",
    Event("route.added", _("Version {version} of the route was adopted."), facts=RouteFacts),
    Event("call.added", _("The call “{title}” was opened."), facts=CallFacts),
    Event(
        "call.changed",
        _("The call “{title}” was changed; it closes on {closes_on:date}."),
        facts=CallChangedFacts,
        public=True,
    ),
    Event("norms.loaded", _("{entries} cost norms were entered."), facts=NormsFacts),
    Event("norm.set", _("The cost norm {code} holds from {valid_from:date} on."), facts=NormFacts, public=True),
    Event("norm.ended", _("The cost norm {code} was ended."), facts=NormFacts, public=True),
    about=("call:", "route:", "norm:", "norms"),
)
