"""Keeps what somebody typed when their sign-in lapsed in mid-form, and gives it back to the same person.

A signed cookie names the person who last used this browser; a second one names the held form. Both are needed, and
the held form lives one hour. Passwords never come here: what belongs to signing in is not held.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from jobs import clock
from people.models import HeldForm

MAX_BYTES = 256 * 1024
MAX_PATH = 500  # as the column
LIFE = timedelta(hours=1)
PERSON, FORM = "tl_person", "tl_held"
SECRET = ("/accounts/", "/join/")  # pages that take passwords and codes


def know(request: HttpRequest, response: HttpResponse) -> None:
    """Remember in the browser who is signed in, for when the session lapses."""
    if request.get_signed_cookie(PERSON, default="", salt=PERSON) != str(request.user.pk):
        response.set_signed_cookie(
            PERSON,
            str(request.user.pk),
            salt=PERSON,
            max_age=30 * 86400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


def hold(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the posted fields (files excepted) and lead through sign-in to the page that gives them back."""
    person_id = request.get_signed_cookie(PERSON, default="", salt=PERSON)
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    body = fields.urlencode()
    is_secret = request.path.startswith(SECRET)
    # No page of ours has so long an address: somebody made it up, and the column would refuse it.
    is_made_up = len(request.path) > MAX_PATH
    if is_secret or is_made_up or not person_id or not body or len(body) > MAX_BYTES:
        return
    token = secrets.token_urlsafe(24)
    HeldForm.objects.create(token_hash=_hash(token), person_id=int(person_id), path=request.path, body=body)
    response.set_cookie(
        FORM, token, max_age=int(LIFE.total_seconds()), httponly=True, samesite="Lax", secure=request.is_secure()
    )
    back = urlencode({"next": resolve_url("people:held")})
    response.headers["Location"] = f"{resolve_url('account_login')}?{back}"


def held(request: HttpRequest) -> HeldForm | None:
    """The form held for this browser and this person, if it is still there."""
    token = request.COOKIES.get(FORM, "")
    since = clock.now() - LIFE
    return HeldForm.objects.filter(token_hash=_hash(token), person=request.user.pk, created_at__gte=since).first()


def fields_of(form: HeldForm) -> list[tuple[str, str]]:
    data = QueryDict(form.body)
    return [(name, value) for name, values in data.lists() for value in values]


def words_of(form: HeldForm) -> list[str]:
    """What its writer will know again: words, not the form's own figures and keys."""
    typed = [value.strip() for name, value in fields_of(form) if name != "press" and "_FORMS" not in name]
    return [value for value in typed if any(not sign.isascii() for sign in value) or len(value.split()) > 1]


def forget_old() -> int:
    """Delete what nobody came back for; returns how many."""
    return HeldForm.objects.filter(created_at__lt=clock.now() - LIFE).delete()[0]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
