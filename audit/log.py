"""Writes the audit log: every service says what happened, in the transaction in which it happened.

`record` only collects. The outermost `recorded` service appends everything as its last statement, so that the heads of
the trees are locked for as short as can be and always in the same order.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from audit import canonical
from audit.constraints import refusal_of
from audit.events import fitting
from audit.facts import Facts
from audit.models import PersonalValue
from jobs import clock

P = ParamSpec("P")
R = TypeVar("R")

SYSTEM = "system"
# 2 since a body says the version of its facts; a body of version 1 tells facts that had no shape yet.
BODY_VERSION = 2


class Author(Protocol):
    """Who an event names: a person acting in one seat, or neither when the system acts by itself."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def seat_id(self) -> int | None: ...
    @property
    def role(self) -> str: ...


@dataclass
class _Pending:
    events: list[tuple[str, bytes]] = field(default_factory=list)
    personal: list[PersonalValue] = field(default_factory=list)


_pending: ContextVar[_Pending | None] = ContextVar("audit_pending", default=None)


def recorded(service: Callable[P, R]) -> Callable[P, R]:
    """Run a service in one transaction, its events included: all of it happens and is on record, or none of it."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        pending = _pending.get()
        return _outermost(service, args, kwargs) if pending is None else _nested(pending, service, args, kwargs)

    return run


def _outermost(service: Callable[..., R], args: Any, kwargs: Any) -> R:
    pending = _Pending()
    token = _pending.set(pending)
    try:
        with transaction.atomic():
            result = service(*args, **kwargs)
            _append(pending)
            return result
    except IntegrityError as error:  # two at once both found a place free; the constraint let one in
        raise (refusal_of(error) or error) from error
    finally:
        _pending.reset(token)


def _nested(pending: _Pending, service: Callable[..., R], args: Any, kwargs: Any) -> R:
    events, personal = len(pending.events), len(pending.personal)
    try:
        with transaction.atomic():
            return service(*args, **kwargs)
    except BaseException:
        # The caller may catch this and go on; what was rolled back must not be told.
        del pending.events[events:], pending.personal[personal:]
        raise


def record(
    event: str,
    *,
    tree: str,
    subject: str,
    actor: Author,
    facts: Facts,
    personal: Mapping[str, str] | None = None,
    entry_id: UUID | None = None,
) -> None:
    """Say that `event` (dotted past tense) happened to `subject` ("request:12").

    `tree` is a province's two-digit code, or "system". `facts` are hashed for ever and shown to auditors: no personal
    value may be among them, and of free texts only a resolution's reasons, which the law opens. The others go in
    `personal`, of which the tree keeps only salted digests.
    `entry_id` names the ledger entry that this event accounts for. Raises RuntimeError outside a `recorded` service,
    UnknownEvent for an event that no room registers, UnfitFacts for facts or texts that are not those it names.
    """
    pending = _pending.get()
    if pending is None:
        raise RuntimeError(f"{event}: record() was called outside a @recorded service.")
    said = {name: value for name, value in (personal or {}).items() if value}
    registered = fitting(event, facts, said)
    hidden = {name: _hide(pending, subject, name, value) for name, value in said.items()}
    body = {
        "actor": {"person": actor.person_id, "role": actor.role, "seat": actor.seat_id},
        "entry": entry_id,
        "event": event,
        "facts": facts,
        "facts_version": registered.version,
        "occurred_at": clock.now(),
        "personal": hidden,
        "subject": subject,
        "tree": tree,
        "v": BODY_VERSION,
    }
    pending.events.append((tree, canonical.encode(body)))


def _hide(pending: _Pending, subject: str, name: str, value: str) -> str:
    salt = secrets.token_bytes(32)
    digest = hmac.new(salt, f"{name}|{value}".encode(), "sha256").hexdigest()
    pending.personal.append(PersonalValue(digest=digest, subject=subject, field=name, value=value, salt=salt))
    return digest


def _append(pending: _Pending) -> None:
    if pending.personal:
        PersonalValue.objects.bulk_create(pending.personal)
    if pending.events:
        trees, bodies = zip(*pending.events, strict=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT log.append(%s::text[], %s::bytea[])", [list(trees), list(bodies)])
