"""What the events of personal data tell: never whose it is, nor what was written."""

from __future__ import annotations

from datetime import date
from typing import TypedDict


class DataRequestFacts(TypedDict):
    """`kind`: access, correction, erasure or objection; the person is the event's own author."""

    kind: str
    due_on: date


class DataRequestClosedFacts(TypedDict):
    """`contact_erased`: the person's telephone and e-mail address were erased with it."""

    kind: str
    contact_erased: bool
