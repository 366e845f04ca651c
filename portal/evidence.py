"""What the public sees is worked out of the rows of other rooms."""

from audit.registry import exempt
from portal.models import (
    CaughtUp,
    Findable,
    FindableText,
    FindableWords,
    KeptFigures,
    PlacesCounted,
    PlaceTotals,
    ProvinceTotals,
)

_SUMS = "sums that are worked out again whenever something happens"
_AGAIN = "worked out again from the rows and the log"

exempt("portal", dict.fromkeys((ProvinceTotals, PlaceTotals, PlacesCounted, KeptFigures), _SUMS))
exempt("portal", dict.fromkeys((Findable, FindableText, FindableWords, CaughtUp), _AGAIN))
