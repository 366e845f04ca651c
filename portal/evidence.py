"""What the public sees is worked out of the rows of other rooms."""

from audit.registry import exempt
from portal.models import KeptFigures, PlacesCounted, PlaceTotals, ProvinceTotals

_SUMS = "sums that are worked out again whenever something happens"

exempt("portal", dict.fromkeys((ProvinceTotals, PlaceTotals, PlacesCounted, KeptFigures), _SUMS))
