"""Unmistakable words in everything that is not open, each known by the row that it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import DatabaseError, connection, models, transaction

from approvals.models import AgendaItem, Attendance, Dissent, Interest, Meeting, Minutes, Motion, Objection, Resolution
from documents.models import HandSignature, Letterhead
from funds.models import Voucher
from grants.models import Instalment, Offer, Question, Report
from people.models import Invitation, Person
from privacy.models import DataRequest
from requests.models import Activity, Attachment, BudgetLine, BudgetRequest, Defect, Objective, TargetGroup
from tests import databases

MARK = re.compile(rb"zq(\d{5})qz")
Of = Callable[[Any], Any]


def itself(row: Any) -> Any:
    return row


# Where words are planted: the columns of a model, and of which row it depends who may read them.
PRIVATE: list[tuple[type[models.Model], str, Of]] = [
    (BudgetRequest, "contact_phone second_phone contact_name second_name second_position situation method", itself),
    (BudgetRequest, "recipient_name cause risks sustainability supporter_name figure_source", itself),
    (Objective, "text", lambda row: row.budget_request),
    (Activity, "place who output", lambda row: row.budget_request),
    (TargetGroup, "name", lambda row: row.budget_request),
    (BudgetLine, "over_norm_reason", lambda row: row.budget_request),
    (Attachment, "title", lambda row: row.budget_request),
    (Defect, "text answer", lambda row: row.defect_list.budget_request),
    (Offer, "conditions reason", itself),
    (Question, "text answer", lambda row: row.offer),
    (Instalment, "evidence", itself),
    (Report, "narrative answer", lambda row: row.instalment),
    (Voucher, "payee memo reason evidence_reference", itself),
    (Motion, "payee conditions", lambda row: row.item),
    (Resolution, "facts criterion consideration", lambda row: row.item),
    (Dissent, "text", lambda row: row.resolution.item.meeting),
    (Objection, "text answer", lambda row: row.resolution.item.meeting),
    (Interest, "reason", lambda row: row.item.meeting),
    (AgendaItem, "title", itself),
    (Attendance, "identified_by reason", lambda row: row.meeting),
    (Meeting, "place urgent_reason", itself),
    (Minutes, "attending from_chair last_minutes arising other corrections", lambda row: row.meeting),
    (HandSignature, "typed_name reason", lambda row: row.place.document),
    (Letterhead, "phone unit", lambda row: row.organisation),
    (DataRequest, "text answer_text", itself),
    (Person, "phone", itself),
    (Invitation, "email", lambda row: row.seat),
]


# What everybody reads through the gate once it is resolved, accepted or paid: there the mark is an address, which the gate
# takes out; to those who may read it whole it is whole.
THROUGH_THE_GATE = {
    (Meeting, "place"),
    (Motion, "conditions"),
    (Motion, "payee"),
    (Resolution, "facts"),
    (Resolution, "criterion"),
    (Resolution, "consideration"),
    (Report, "narrative"),
    (Voucher, "memo"),
    (Voucher, "payee"),
    (BudgetLine, "over_norm_reason"),
}
# A reason stands on a voucher that was rejected, never on one that waits: its next event would have to tell it.
FILLED_ALONE = (Voucher,)


def plant() -> dict[int, tuple[str, Any]]:
    """By the number of each mark: what it stands in, and the row that says who reads it.

    Where the database refuses words in a column (a payee of what pays nothing) there are none.
    """
    planted: dict[int, tuple[str, Any]] = {}
    for model, names, of in PRIVATE:
        with _untold(model):
            _plant_in(model, names, of, planted)
    return planted


@contextmanager
def _untold(model: type[models.Model]) -> Iterator[None]:
    """Words in columns that no service changes, and of which no event tells: only the owner can put them there."""
    table, address = model._meta.db_table, databases.addresses(connection.settings_dict["NAME"])["OWNER_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _plant_in(model: type[models.Model], names: str, of: Of, planted: dict[int, tuple[str, Any]]) -> None:
    for row in model._default_manager.all():
        reader = of(row)
        for name in names.split():
            if model in FILLED_ALONE and not getattr(row, name):
                continue
            number = len(planted) + 1
            is_address = name == "email" or (model, name) in THROUGH_THE_GATE
            words = f"zq{number:05}qz" + ("@example.org" if is_address else "")
            with suppress(DatabaseError), transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**{name: words})
                planted[number] = (f"{model.__name__}.{name} of {row.pk}", reader)


def marks_in(body: bytes) -> Iterator[int]:
    yield from {int(one) for one in MARK.findall(body)}
