"""What auditors do: one function a verb."""

from __future__ import annotations

from desk.parcels import BUNDLE, subject_of
from desk.verbs import PROVINCE
from documents.models import Parcel
from documents.services import ask_for_parcel
from people.actors import Actor
from places.models import Province


def ask_for_bundle(pk: str, *, actor: Actor) -> Parcel:
    """Ask for the province's whole log as one file, to verify without this service; it is made in the background."""
    province = Province.objects.get(pk=pk)
    PROVINCE.require("ask_for_bundle", actor, province)
    return ask_for_parcel(BUNDLE, subject_of(province), actor=actor)
