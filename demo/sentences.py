"""How the events of the demo read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from demo.facts import BuiltFacts

register(
    "demo",
    Event("demo.built", _("The demo was made (seed {seed})."), facts=BuiltFacts),
    about=("demo",),
)
