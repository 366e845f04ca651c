"""A province's log as a file that is made in the background: who may have it, and how it reads."""

from __future__ import annotations

from typing import BinaryIO

from django.urls import reverse
from django.utils.translation import gettext as _

from audit import bundle
from desk.verbs import PROVINCE
from documents.models import Parcel
from documents.parcels import KINDS, Kind, Reach
from jobs.registry import Step
from people.actors import Actor
from places.models import Province
from wiring.refs import Ref

BUNDLE = "desk.bundle"


def subject_of(province: Province) -> Ref:
    return Ref("province", int(province.pk))


def _province(parcel: Parcel) -> Province:
    ref = Ref.of(parcel.subject)
    return Province.objects.get(pk=str(ref.pk if ref else 0))


def _reason_against(actor: Actor, parcel: Parcel) -> str:
    return PROVINCE.reason_against("ask_for_bundle", actor, _province(parcel))


def _reach(parcel: Parcel) -> Reach:
    return bundle.reach(_province(parcel).pk).facts


def _write(parcel: Parcel, file: BinaryIO, step: Step) -> Reach:
    reach = bundle.reach(_province(parcel).pk)
    bundle.pack(reach, file, step=step)
    return reach.facts


def _told(parcel: Parcel) -> str:
    size, checkpoint = f"{parcel.reach['size']:,}", parcel.reach["checkpoint"]
    if checkpoint is None:
        return _("%(size)s events; no checkpoint speaks of them yet") % {"size": size}
    return _("%(size)s events; the last checkpoint in it is %(checkpoint)s") % {"size": size, "checkpoint": checkpoint}


KINDS.provide(
    BUNDLE,
    Kind(
        title=lambda parcel: _("The log of %(province)s") % {"province": _province(parcel)},
        reason_against=_reason_against,
        reach=_reach,
        write=_write,
        told=_told,
        filename=lambda parcel: f"audit-{_province(parcel).pk}.zip",
        url=lambda _parcel: reverse("desk:audit"),
        template="desk/_verify.html",
        context=lambda parcel: {"tree": _province(parcel).pk, "nav": "audit"},
    ),
    by=__name__,
)
