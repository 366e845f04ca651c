"""What auditors do: one function a verb."""

from __future__ import annotations

from audit import stopping
from audit.log import recorded
from audit.models import Alarm
from desk.parcels import BUNDLE, subject_of
from desk.verbs import ALARM, PROVINCE
from documents.models import Parcel
from documents.services import ask_for_parcel
from people.actors import Actor
from places.models import Province


def ask_for_bundle(pk: str, *, actor: Actor) -> Parcel:
    """Ask for the province's whole log as one file, to verify without this service; it is made in the background."""
    province = Province.objects.get(pk=pk)
    PROVINCE.require("ask_for_bundle", actor, province)
    return ask_for_parcel(BUNDLE, subject_of(province), actor=actor)


@recorded
def reopen_log(pk: int, *, actor: Actor) -> bool:
    """Say that a tree that was stopped may be opened again; the second person who says so opens it.

    Behind the alarm's row lock; refused to who has said so before, and to who is not recognised.
    """
    alarm = Alarm.objects.get(pk=pk)
    ALARM.require("reopen_log", actor, alarm)
    return stopping.agree(alarm, actor=actor)
