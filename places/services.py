"""The only writer of places: loads them from the package `geothai`, switches provinces on, keeps the holidays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

import geothai
from django.db import transaction
from geothai import types

from places import calendar, holidays, tiles
from places.models import CustomArea, District, Holiday, Named, Province, Subdistrict
from thai.order import key

Place = TypeVar("Place", bound=Named)
_KEY = ["code"]


class Loaded(NamedTuple):
    provinces: int
    districts: int
    subdistricts: int
    holidays: int


@transaction.atomic
def load() -> Loaded:
    """Bring every place of Thailand and the certain holidays up to date; safe to run again.

    Names follow the package; what a province switched on and the holidays somebody edited stay.
    """
    provinces = [_named(Province, row) for row in geothai.provinces()]
    district_rows = [row for province in provinces for row in geothai.districts(province.pk)]
    districts = [_named(District, row, province_id=row.province_code) for row in district_rows]
    subdistricts = [
        _named(Subdistrict, row, district_id=row.district_code, province_id=row.province_code)
        for district in districts
        for row in geothai.subdistricts(district.pk)
    ]
    for model, rows in ((Province, provinces), (District, districts), (Subdistrict, subdistricts)):
        _upsert(model, rows)
    tiles.load({place.pk: place.name_th for place in (*provinces, *districts, *subdistricts)})
    days = [Holiday(**day._asdict()) for day in holidays.certain()]
    Holiday.objects.bulk_create(days, ignore_conflicts=True)
    calendar.forget()
    return Loaded(len(provinces), len(districts), len(subdistricts), len(days))


def activate(code: str) -> Province:
    """Switch the province on; Province.DoesNotExist when there is none of that code."""
    province = Province.objects.get(pk=code)
    province.is_active = True
    province.save(update_fields=["is_active"])
    return province


@transaction.atomic
def draw_area(province: str, *, name_th: str, name_en: str, subdistricts: Sequence[str]) -> CustomArea:
    """Name a working area of sub-districts that may cross boundaries, or draw it anew; its codes must exist."""
    area, _ = CustomArea.objects.update_or_create(
        province_id=province, name_th=name_th, defaults={"name_en": name_en, "order_key": key(name_th)}
    )
    area.subdistricts.set(Subdistrict.objects.filter(pk__in=subdistricts))
    return area


def declare_holiday(day: date, *, name_th: str, name_en: str) -> Holiday:
    """Add a day on which offices are closed, or rename it."""
    holiday, _ = Holiday.objects.update_or_create(date=day, defaults={"name_th": name_th, "name_en": name_en})
    calendar.forget()
    return holiday


def _named(
    model: Callable[..., Place], row: types.Province | types.District | types.Subdistrict, **above: str
) -> Place:
    return model(code=row.code, name_th=row.name_th, name_en=row.name_en, order_key=key(row.name_th), **above)


def _upsert(model: type[Named], rows: Sequence[Named]) -> None:
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=["name_th", "name_en", "order_key"],
        batch_size=2000,
    )
