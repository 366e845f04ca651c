from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from people.middleware import seats_of


def actor(request: HttpRequest) -> dict[str, Any]:
    """The actor and their seats, for the head of every page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"actor": None, "own_seats": []}
    return {"actor": request.actor, "own_seats": seats_of(user)}
