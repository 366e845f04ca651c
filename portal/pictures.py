"""Maps of tiles: how much money came where, and where requests wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import clock
from places.models import District, Province, Subdistrict, Tile
from portal import place_totals
from portal.models import PlaceTotals, ProvinceTotals
from portal.reports import totals
from publishing import pictures
from publishing.drawing import bars, tiles
from publishing.drawing.words import full
from publishing.figures import Bars, Column, Name, Row, Spot, Tiles, Unit
from publishing.pictures import Picture, Scope

Place: TypeAlias = Province | District | Subdistrict
Counted: TypeAlias = Mapping[str, PlaceTotals | ProvinceTotals]
_UNPLACED = -1


def reach(scope: Scope) -> Tiles:
    """Baht paid, ever: by amphoe in a province, by province in the country."""
    return _map_of(scope.province, "paid")


def waiting(scope: Scope) -> Tiles:
    return _map_of(scope.province, "waiting")


def _map_of(province: Province | None, what: str) -> Tiles:
    if province is None:
        return _of_country(what)
    counted = place_totals.totals(province, clock.today())
    places = District.objects.filter(province=province)
    nowhere = counted.get(province.pk)
    return _tiles(places, {place.pk: _figure(counted, place.pk, what) for place in places}, what, nowhere)


def of_amphoe(district: District, counted: Counted, what: str = "paid") -> Tiles:
    """The tambons of an amphoe; what its groups over several tambons have is elsewhere."""
    places = list(Subdistrict.objects.filter(district=district))
    values = {place.pk: _figure(counted, place.pk, what) for place in places}
    own = _figure(counted, district.pk, what) - sum(values.values())
    return _tiles(places, values, what, own)


def _of_country(what: str) -> Tiles:
    """Provinces that have not begun have no figure."""
    provinces = list(Province.objects.order_by("order_key"))
    begun = [one for one in provinces if one.is_active]
    counted = totals(begun, clock.today())
    field = "overdue" if what == "waiting" else what
    values = {code: int(getattr(row, field)) for code, row in counted.items()}
    return _tiles(provinces, values, "overdue" if what == "waiting" else what, 0)


def _figure(counted: Counted, code: str, what: str) -> int:
    return int(getattr(counted[code], what)) if code in counted else 0


def _tiles(places: Iterable[Place], values: Mapping[str, int], what: str, nowhere: PlaceTotals | int | None) -> Tiles:
    rows = list(places)
    spots = {tile.code: tile for tile in Tile.objects.filter(within=rows[0].pk[:-2] if rows else "-")}
    elsewhere = nowhere if isinstance(nowhere, int) else int(getattr(nowhere, what, 0))
    found = tuple(_spot(row, spots.get(row.pk), values.get(row.pk)) for row in rows)
    return Tiles(_PLACES, _COUNTED[what], found, elsewhere, _ELSEWHERE)


def _spot(place: Place, tile: Tile | None, value: int | None) -> Spot:
    if tile is None:
        return Spot(place.pk, Name.of(place), place.name_th, _UNPLACED, 0, value)
    return Spot(place.pk, Name.of(place), tile.label, tile.column, tile.row, value)


def tambons(scope: Scope) -> Bars:
    """By amphoe: to how many tambons money came, and to how many none ever did."""
    assert scope.province
    counted = place_totals.totals(scope.province, clock.today())
    found: dict[str, list[int]] = {}
    for code in Subdistrict.objects.filter(province=scope.province).values_list("pk", flat=True):
        found.setdefault(code[:4], [0, 0])[not _figure(counted, code, "paid")] += 1
    names = District.objects.filter(province=scope.province)
    rows = tuple(Row(Name.of(one), tuple(found.get(one.pk, (0, 0))), one.pk) for one in names)
    return Bars(_PLACES, _REACHED, rows)


def _read_reach(figures: Tiles) -> str:
    paid = sum(spot.value or 0 for spot in figures.spots) + figures.elsewhere
    came = sum(bool(spot.value) for spot in figures.spots)
    if not paid:
        return _("No money has been paid here yet.")
    return _("%(sum)s were paid; money came to %(n)s of %(all)s places on this map.") % {
        "sum": full(paid, Unit.BAHT),
        "n": came,
        "all": len(figures.spots),
    }


def _read_waiting(figures: Tiles) -> str:
    waiting = sum(spot.value or 0 for spot in figures.spots) + figures.elsewhere
    if not waiting:
        return _("No request waits here.")
    most = max(figures.spots, key=lambda spot: spot.value or 0)
    return _("%(all)s wait; most of them, %(n)s, in %(place)s.") % {
        "all": full(waiting, Unit.REQUESTS),
        "n": most.value,
        "place": most.name,
    }


def _read_tambons(figures: Bars) -> str:
    came, never = (sum(row.values[at] or 0 for row in figures.rows) for at in (0, 1))
    return _("Money came to %(n)s of %(all)s tambons; to %(never)s none ever did.") % {
        "n": came,
        "all": came + never,
        "never": never,
    }


_PLACES = Name.said(gettext_lazy("Area"))
_ELSEWHERE = Name.said(gettext_lazy("Of no single place: networks and groups over several"))
_COUNTED = {
    "paid": Column(Name.said(gettext_lazy("Paid, baht")), Unit.BAHT),
    "waiting": Column(Name.said(gettext_lazy("Requests that wait")), Unit.REQUESTS),
    "overdue": Column(Name.said(gettext_lazy("Requests past their day")), Unit.REQUESTS),
}
_REACHED = (
    Column(Name.said(gettext_lazy("Reached")), Unit.TAMBONS),
    Column(Name.said(gettext_lazy("Never reached")), Unit.TAMBONS),
)
REACH = Picture("reach", gettext_lazy("Where the money came"), reach, _read_reach, tiles, False, True)
pictures.provide(
    REACH,
    Picture("waiting", gettext_lazy("Where requests wait"), waiting, _read_waiting, tiles, False, True),
    Picture("tambons", gettext_lazy("Tambons that money reached"), tambons, _read_tambons, bars, False),
    by=__name__,
)
