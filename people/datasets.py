"""Open data of the ground: the places of a province, and the organisations that take part. Persons and seats are no data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.kinds import OrganisationKind
from people.models import Organisation
from places.models import Subdistrict
from publishing.datasets import DATASETS, Column, Dataset, Kind, Place, Written, along, written_of


def _walk_places(province: str, after: Place | None, most: int) -> list[Place]:
    return along(Subdistrict.objects.filter(province=province), ("code",), after, most)


def _places(province: str, keys: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    rows = Subdistrict.objects.filter(province=province, code__in=keys)
    own = ("code", "name_th", "name_en")
    return rows.values_list(
        *own, *(f"district__{name}" for name in own), *(f"province__{name}" for name in own)
    ).order_by()


DATASETS.provide(
    "places",
    Dataset(
        key="places",
        title=_("Places"),
        about=_("The sub-districts of the province with their districts, by the codes that all other data sets use."),
        word="",
        columns=(
            Column("subdistrict_code", Kind.CODE, _("The sub-district's code of six digits (DOPA).")),
            Column("subdistrict_th", Kind.CODE, _("The sub-district's Thai name.")),
            Column("subdistrict_en", Kind.CODE, _("The sub-district's name in Latin letters.")),
            Column("district_code", Kind.CODE, _("The district's code of four digits.")),
            Column("district_th", Kind.CODE, _("The district's Thai name.")),
            Column("district_en", Kind.CODE, _("The district's name in Latin letters.")),
            Column("province_code", Kind.CODE, _("The province's code of two digits.")),
            Column("province_th", Kind.CODE, _("The province's Thai name.")),
            Column("province_en", Kind.CODE, _("The province's name in Latin letters.")),
        ),
        place=(str,),
        all=lambda province: Subdistrict.objects.filter(province=province),
        walk=_walk_places,
        rows=_places,
        rank=80,
    ),
    by=__name__,
)


def _walk_organisations(province: str, after: Place | None, most: int) -> list[Place]:
    return along(Organisation.objects.filter(province=province), ("pk",), after, most)


def _organisations(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    rows = Organisation.objects.filter(province=province, pk__in=keys)
    return rows.values_list(
        "pk", "kind", "name_th", "name_en", "registration_no", "district", "subdistrict", "parent", "is_active"
    ).order_by()


def _touched(written: Written) -> list[int]:
    return written_of(written, Organisation)


DATASETS.provide(
    "organisations",
    Dataset(
        key="organisations",
        title=_("Organisations"),
        about=_("Who takes part: councils, committees, agencies and offices. No person is in it."),
        word="organisation",
        columns=(
            Column("id", Kind.COUNT, _("The organisation's own number, which other data sets name.")),
            Column("kind", Kind.CODE, _("What kind of organisation it is."), OrganisationKind),
            Column("name_th", Kind.WORDS, _("Its Thai name.")),
            Column("name_en", Kind.WORDS, _("Its English name, where it has one.")),
            Column("registration_no", Kind.WORDS, _("Under which number it is registered, as it says.")),
            Column("district_code", Kind.CODE, _("The district that it is of, by code.")),
            Column("subdistrict_code", Kind.CODE, _("The sub-district that it is of, by code.")),
            Column("parent_id", Kind.COUNT, _("The organisation that it belongs to or decides for.")),
            Column("is_active", Kind.FLAG, _("Whether it still takes part.")),
        ),
        place=(int,),
        all=lambda province: Organisation.objects.filter(province=province),
        walk=_walk_organisations,
        rows=_organisations,
        touched=_touched,
        rank=70,
    ),
    by=__name__,
)
