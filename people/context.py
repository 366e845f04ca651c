from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from people import held_forms
from people.middleware import seats_of


def actor(request: HttpRequest) -> dict[str, Any]:
    """The actor and their seats, for the head of every page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"actor": None, "own_seats": []}
    # Called by `components/kept.html` alone, so that no other page asks for it.
    return {"actor": request.actor, "own_seats": seats_of(user), "kept_forms": held_forms.held(request).count}
