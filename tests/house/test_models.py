"""What every table keeps: who did it stands beside when, and a machine is left by its own moves only."""

from __future__ import annotations

import itertools

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from audit.errors import TransitionNotAllowed
from audit.machine import machines, transitions_of

OURS = [model for model in apps.get_models() if model._meta.app_label in settings.APPS]

# What the clock or the program does by itself, or what names its person elsewhere in the row.
BY_ITSELF = {
    "jobs.Job",
    "audit.Event",
    "audit.Checkpoint",
    "documents.Blob",
    "documents.Parcel.made_at",
    "documents.Parcel.read_at",
    "documents.Parcel.expires_at",
    "funds.Entry",
    "notices.Notice",
    "notices.Mail",
    "people.HeldForm",
    "people.Session",
    "people.AddressProof",  # its person
    "people.OutsideIdentity",  # its person
    "audit.PersonalValue.erased_at",  # the log names who erased
    "people.Invitation.revoked_at",  # by nobody when a province is set up
    "people.Person.created_at",
    "people.Sighting",  # its official
    "people.Recognition",  # its two officials, or nobody of the house
    "people.Recovery.asked_at",  # by its person, who cannot sign in
    "people.Recovery.expires_at",
    "people.Recovery.ready_at",
    "people.Recovery.used_at",
    "people.Invitation.expires_at",
    "documents.Document.ready_at",
    "documents.Document.issued_at",
    "grants.Offer.asked_at",  # by the resolution that asks, or by the council: the log says
    "approvals.Meeting.scheduled_at",
    "approvals.MeetingNotice.sent_at",
    "requests.BudgetRequest.created_at",  # by filed_by
}


def moments() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in OURS
        for field in model._meta.local_fields
        if field.name.endswith("_at") and model._meta.managed
        if not {model._meta.label, f"{model._meta.label}.{field.name}"} & BY_ITSELF
    ]


@pytest.mark.parametrize(("model", "name"), moments(), ids=lambda value: getattr(value, "__name__", value))
def test_when_stands_beside_who(model, name):
    who = name.removesuffix("_at") + "_by"
    field = model._meta.get_field(name)
    assert who in {f.name for f in model._meta.local_fields}, f"{model.__name__}.{name} has no {who}"
    if field.null:
        told = str([getattr(constraint, "condition", "") for constraint in model._meta.constraints])
        assert name in told and who in told, f"no constraint keeps {name} and {who} together"


PAIRS = [
    (model, state, verb)
    for model in machines()
    for state, verb in itertools.product(
        (value for value, _label in model._meta.get_field("state").flatchoices),
        sorted({move.name for move in transitions_of(model)}),
    )
    if (state, verb) not in {(move.source, move.name) for move in transitions_of(model)}
]


@pytest.mark.parametrize(("model", "state", "verb"), PAIRS, ids=lambda value: getattr(value, "__name__", value))
def test_a_verb_from_another_state_is_refused(model, state, verb):
    row = model(state=state)
    with pytest.raises(TransitionNotAllowed):
        getattr(row, verb)()
    assert row.state == state
