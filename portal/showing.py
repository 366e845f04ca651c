"""Pictures as pages and files show them: their figures, kept until something happens; the drawing; the table beside."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from audit.reports import heads_of
from jobs import clock
from places.calendar import fiscal_year
from places.models import District, Province, Subdistrict
from portal import pictures as maps
from portal import place_totals
from portal.models import KeptFigures
from publishing.drawing import Frame
from publishing.figures import Figures, Tiles
from publishing.keeping import edition, gated, read, told
from publishing.pictures import PICTURES, Picture, Scope
from publishing.tables import table
from requests.public_edition import words

_WIDE = 6
_ORDER = ("reach", "tambons", "flow", "balance", "plan", "stages", "waiting", "answers")


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture, drawn, for `portal/_picture.html` and, a map, for `portal/_map.html`.

    `address` is the page of all pictures, `files` that of its SVG and PNG without the ending.
    """

    key: str
    title: str
    sentence: str
    drawing: SafeString
    table: SafeString
    is_wide: bool
    address: str = ""
    files: str = ""


def map_of(province: Province | None) -> Shown:
    """Where the money came: the country's provinces, or a province's amphoe. For `portal/_map.html`."""
    scope = Scope(province, fiscal_year(clock.today()))
    return shown(maps.REACH, figures_of([maps.REACH], scope)["reach"], scope)


def map_of_amphoe(district: District, tambons: list[Subdistrict], counted: maps.Counted) -> Shown:
    """The same of an amphoe's tambons."""
    files = reverse("portal:amphoe_svg", args=[district.pk]).removesuffix(".svg")
    return replace(shown(maps.REACH, maps.of_amphoe(district, tambons, counted)), files=files)


def figures_of_amphoe(district: District) -> Tiles:
    """As on the page of the amphoe."""
    counted = place_totals.totals(district.province, clock.today(), district.pk)
    return maps.of_amphoe(district, list(Subdistrict.objects.filter(district=district)), counted)


def all_of(scope: Scope) -> list[Shown]:
    """Every picture there is of a province, or of the country."""
    asked = pictures_of(scope)
    found = figures_of(asked, scope)
    return [shown(one, found[one.key], scope) for one in asked]


def pictures_of(scope: Scope) -> list[Picture[Any]]:
    """In the order in which they are read best; a room's own ones that are not named there come last."""
    order = {key: at for at, key in enumerate(_ORDER)}
    known = sorted(PICTURES.values(), key=lambda one: order.get(one.key, len(order)))
    return [one for one in known if scope.province or one.is_of_country]


def shown(picture: Picture[Any], figures: Figures, scope: Scope | None = None) -> Shown:
    frame = frame_of(picture, figures, address_of)
    drawing = mark_safe(picture.drawing(figures, frame))  # noqa: S308  # what drawings write is escaped there
    is_wide = isinstance(figures, Tiles) and any(spot.column >= _WIDE for spot in figures.spots)
    page = f"{pictures_address(scope)}#{picture.key}" if scope else ""
    files = file_address(picture, scope) if scope else ""
    beside = table(figures.table(), frame.title, address_of)
    return Shown(picture.key, frame.title, frame.sentence, drawing, beside, is_wide, page, files)


def frame_of(picture: Picture[Any], figures: Figures, link: Callable[[str], str] | None) -> Frame:
    return Frame(picture.key, str(picture.title), picture.sentence(figures), link, link is None)


def figures_of(asked: Sequence[Picture[Any]], scope: Scope) -> dict[str, Figures]:
    """The figures of these pictures; asked anew only where something has happened since, or on another day.

    The heads are read before the rows, as with `reports.totals`. What somebody typed is kept as everybody may read it.
    """
    at, code = _stand(scope), _code(scope)
    rows = KeptFigures.objects.filter(scope=code, year__in=[scope.year, 0], at=at)
    kept = {row.picture: read(row.told) for row in rows if row.picture in {one.key for one in asked}}
    missing = [one for one in asked if one.key not in kept]
    found: dict[str, Figures] = {one.key: gated(one.asked(scope), words) for one in missing}
    _keep([_kept(one, found[one.key], scope, at) for one in missing])
    return kept | found


def _kept(picture: Picture[Any], figures: Figures, scope: Scope, at: str) -> KeptFigures:
    year = scope.year if picture.is_of_year else 0
    return KeptFigures(scope=_code(scope), picture=picture.key, year=year, at=at, told=told(figures))


def _keep(rows: list[KeptFigures]) -> None:
    """In one order, so that two visitors who ask the same do not wait for each other in a circle."""
    if rows:
        KeptFigures.objects.bulk_create(
            sorted(rows, key=lambda row: row.picture),
            update_conflicts=True,
            unique_fields=["scope", "picture", "year"],
            update_fields=["at", "told"],
        )


def _stand(scope: Scope) -> str:
    """What has happened until now, and the day, in one word."""
    begun = Province.objects.filter(is_active=True).order_by("code").values_list("code", flat=True)
    heads = heads_of([scope.province.pk] if scope.province else list(begun))
    stand = f"{sorted(heads.items())} {clock.today().isoformat()}"
    asking = {one.asked.__module__ for one in PICTURES.values()}
    return f"{edition(place_totals.__name__, *sorted(asking))}:{hashlib.sha256(stand.encode()).hexdigest()}"


def _code(scope: Scope) -> str:
    return scope.province.pk if scope.province else ""


def address_of(code: str) -> str:
    """The page of a province, an amphoe or a tambon."""
    return reverse("portal:province", args=[code]) if len(code) == 2 else reverse("portal:place", args=[code])


def pictures_address(scope: Scope) -> str:
    if scope.province is None:
        return reverse("portal:country_pictures")
    return reverse("portal:pictures", args=[scope.province.pk])


def file_address(picture: Picture[Any], scope: Scope) -> str:
    """Of the SVG and the PNG, without its ending."""
    year = f"-{scope.year}" if picture.is_of_year else ""
    return f"{pictures_address(scope)}{picture.key}{year}"


def unreached(province: Province) -> list[tuple[District, list[Subdistrict]]]:
    """By amphoe, the tambons that no money ever came to."""
    counted = place_totals.totals(province, clock.today())
    found: dict[str, tuple[District, list[Subdistrict]]] = {
        one.pk: (one, []) for one in District.objects.filter(province=province)
    }
    for one in Subdistrict.objects.filter(province=province):
        if one.pk not in counted or not counted[one.pk].paid:
            found[one.district_id][1].append(one)
    return [pair for pair in found.values() if pair[1]]
