"""The ledger's rows stand in their own events, figure by figure: `verify_tables` compares them with these."""

from audit.registry import CHECKS, exempt
from ledger.models import Account, Balance, DayNet, Entry, Hold, HoldResolution, Period, Posting

IN_ITS_EVENT = "its event tells all of it; ledger.verify compares them"

exempt("ledger", dict.fromkeys((Account, Entry, Posting, Hold, HoldResolution, Period), IN_ITS_EVENT))
exempt(
    "ledger",
    {
        Balance: "the sum of the postings and holds; ledger.verify adds them up",
        DayNet: "the sum of a day's postings; ledger.verify adds them up",
    },
)
CHECKS.provide("ledger", "ledger.verify", by=__name__)
