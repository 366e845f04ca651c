"""How a telephone knows whose draft it keeps: by a mark of the person that says nothing about them."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from people.actors import Actor
from requests.models import BudgetRequest
from requests.screens import Screen


def mark_of(person_id: int) -> str:
    """The same on every page; who holds the telephone without the service's key cannot tell whose it is."""
    return salted_hmac("requests.devices", str(person_id), algorithm="sha256").hexdigest()[:20]


def draft_key(actor: Actor, row: BudgetRequest, screen: Screen) -> str:
    """Under which a device keeps what is typed on this screen: telephones are shared, and mix nothing."""
    return f"{mark_of(actor.by_person.pk)}:{row.pk}:{screen.key}"
