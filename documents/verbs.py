"""What can be done to an issued paper, to the places where it is signed, and to how papers look: one row a verb."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.verbs import QUIET, Table, Verb
from documents.conditions import (
    has_signatures,
    has_stopped,
    is_made,
    is_to_come,
    is_unclaimed,
    is_under_way,
    is_unsigned,
    is_worked_on,
    stands,
)
from documents.forms import LetterheadForm, RefuseForm, ScanForm, SignForm
from documents.models import Document, HandSignature, Parcel, Signature
from documents.permissions import (
    asked_for_it,
    is_bound_or_holds_it,
    looks_after,
    not_by_who_said_so,
    records_there,
    sets_letterhead,
    signs_there,
    takes_part,
)
from people.models import Organisation

SIGNABLE = [is_unsigned, stands, is_made]


def _paper(place: Signature) -> str:
    return reverse("documents:about", args=[place.document_id])


def _about(document: Any) -> tuple[str, int]:
    return "documents:about", document.pk


def _making(document: Any) -> tuple[str, int]:
    return "documents:document", document.pk


DOCUMENT = Table(
    "documents",
    Document,
    Verb(
        "make_again",
        right=[looks_after],
        when=[is_to_come, has_stopped],
        label=_("Make it again"),
        done=_("The paper is being made again."),
        to=_making,
    ),
    Verb(
        "stop_making",
        right=[looks_after],
        when=[is_to_come, is_worked_on],
        label=_("Stop making it"),
        look=QUIET,
        done=_("Stopped. The paper stays issued; its PDF can be made later."),
        to=_making,
    ),
    Verb(
        "attach_scan",
        right=[takes_part],
        when=[is_made],
        label=_("Add the scan"),
        look=QUIET,
        asks=ScanForm,
        on_page=True,
        done=_("The scan is kept beside the paper."),
        to=_about,
    ),
    Verb(
        "issue_sheet",
        right=[takes_part],
        when=[is_made, has_signatures],
        label=_("Make a signature sheet now"),
        look=QUIET,
        on_page=True,
        done=_("The signature sheet is being made."),
        to=_about,
    ),
    at="documents/<int:pk>/",
)

SIGNATURE = Table(
    "documents",
    Signature,
    Verb(
        "sign",
        right=[signs_there],
        when=SIGNABLE,
        label=_("Sign"),
        asks=SignForm,
        on_page=True,
        address=_paper,
        done=_("You have signed."),
    ),
    Verb("sign_by_hand", right=[records_there], when=[*SIGNABLE, is_unclaimed], through="the form of attach_scan"),
)

HAND = Table(
    "documents",
    HandSignature,
    Verb(
        "confirm_signature",
        right=[not_by_who_said_so, is_bound_or_holds_it],
        when=[is_unsigned, stands],
        label=_("Yes, it is signed so"),
        done=_("Confirmed. The signature counts."),
        waits=_("Confirm or refuse a signature by hand"),
    ),
    Verb(
        "refuse_signature",
        right=[not_by_who_said_so, is_bound_or_holds_it],
        when=[is_unsigned, stands],
        label=_("No, refuse it"),
        look=QUIET,
        asks=RefuseForm,
        submit=_("Refuse the signature"),
        lede=_("The place on the paper stays open. Who recorded the signature is told, with your reason."),
        done=_("Refused, on record. The place on the paper stays open."),
    ),
    at="documents/by-hand/<int:pk>/",
)

LETTERHEAD = Table(
    "documents",
    Organisation,
    Verb(
        "set_letterhead",
        right=[sets_letterhead],
        label=_("Letter head and emblem of its papers"),
        asks=LetterheadForm,
        address=lambda organisation: reverse("documents:set_letterhead", args=[organisation.pk]),
        done=_("The letter head is kept. Papers issued from now on carry it."),
    ),
)

PARCEL = Table(
    "documents",
    Parcel,
    Verb(
        "stop_parcel",
        right=[asked_for_it],
        when=[is_under_way],
        label=_("Stop making it"),
        look=QUIET,
        done=_("Stopped. Nothing of this file is kept; you may ask for it again."),
    ),
    at="files/<int:pk>/",
)
