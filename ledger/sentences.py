"""How the ledger's own events read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from ledger.facts import PeriodClosedFacts, PostedFacts, ReleasedFacts

register(
    "ledger",
    Event(
        "money.released",
        _("{amount:baht} baht that had been set aside was released."),
        facts=ReleasedFacts,
        by_database=True,
    ),
    Event(
        "entry.reversed",
        _("An entry of {amount:baht} baht was reversed: {reason}"),
        facts=PostedFacts,
        by_database=True,
        texts=("reason",),
    ),
    Event("period.closed", _("The books were closed for a period."), facts=PeriodClosedFacts, by_database=True),
)
