"""What a constraint of the database says to a person: a sentence, never its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError
from django.db.models import BaseConstraint
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.errors import LogStopped
from wiring.ports import Port

Text = str | Promise
CONSTRAINTS: Port[Text] = Port(
    "audit.constraints", "Read when a row would break a constraint, by its name: what a person is told instead."
)
# For what no form can meet; who meets it all the same learns that nothing was kept, and not how we name things.
OTHERWISE = _(
    "This does not fit what is recorded already. Nothing was changed; look at the present state and try again."
)


def tell(room: str, sentences: Mapping[str, Text]) -> None:
    """Say how the constraints of a room's tables read."""
    for name, text in sentences.items():
        CONSTRAINTS.provide(name, text, by=f"{room}.constraints")


def sentence(name: str) -> Text:
    return CONSTRAINTS.get(name) or OTHERWISE


def speak() -> None:
    """Let every model's own check of its constraints say our sentences. As methods: migrations know none of them."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            constraint.get_violation_error_message = _saying(constraint)  # type: ignore[method-assign]  # this one's, no class's


def _saying(constraint: BaseConstraint) -> Callable[[], Any]:
    return lambda: sentence(constraint.name)


def refusal_of(error: DatabaseError) -> Exception | None:
    """The refusal behind a broken constraint, where two at once both found that it was not; None for another error."""
    told = getattr(error.__cause__, "diag", None)
    name = (told.constraint_name if told else "") or ""
    if name == "log_is_not_stopped":
        return LogStopped()
    if isinstance(error, IntegrityError) and CONSTRAINTS.get(name):
        return ValidationError(str(sentence(name)), code=name)
    return None
