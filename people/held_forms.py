"""Keeps what somebody typed when it could not be done, and gives it back: one hour, to the same person in the same browser.

Two cookies are needed: the session of its author, and a token that only this browser has. Whose form it was stands in the
form itself, signed, so that it is known also after the session, the cookies or the person at the keyboard have changed.
Passwords and codes never come here (`people.typed`).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from jobs import clock
from people import typed
from people.models import HeldForm
from people.typed import Fields

# As large as a form may be: a letter takes one byte of it at least.
MAX_LETTERS = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
MOST = 20  # of one person, in all browsers: the oldest goes
MOST_LETTERS = 2 * MAX_LETTERS  # of one person, likewise
MAX_PATH = 500  # as the column
LIFE = timedelta(hours=1)
PERSON, BROWSER = "tl_person", "tl_held"


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


def stamp(request: HttpRequest, person_id: int, seat_id: int) -> str:
    """What each form of a page carries to say to whom it was shown, in which of their seats; signed once a page.

    Seat 0 is whichever they act in who have chosen none.
    """
    if not hasattr(request, "form_stamp"):
        request.form_stamp = signing.Signer(salt=typed.BY).sign(f"{person_id}-{seat_id}")  # type: ignore[attr-defined]  # of this request
    return str(request.form_stamp)  # type: ignore[attr-defined]  # ours, for this request alone


def author_of(request: HttpRequest) -> int | None:
    """Whose words these are: as the form says, else who is signed in, else who last was in this browser."""
    if shown := _shown_to(request):
        return shown[0]
    # Asked only when somebody asked before: a database that is away would not answer.
    user = getattr(request, "_cached_user", None)
    if user is not None and user.is_authenticated:
        return int(user.pk)
    known = request.get_signed_cookie(PERSON, default="", salt=PERSON)
    return int(known) if known else None


def seat_of(request: HttpRequest) -> int | None:
    """In which seat the form was shown, as its page says; None when it does not."""
    shown = _shown_to(request)
    return shown[1] if shown else None


def _shown_to(request: HttpRequest) -> tuple[int, int] | None:
    for said in (value for name, value in typed.sent(request) if name == typed.BY):
        try:
            person, _dash, seat = signing.Signer(salt=typed.BY).unsign(said).partition("-")
        except signing.BadSignature:
            continue
        return int(person), int(seat or 0)
    return None


def may_hold(request: HttpRequest) -> bool:
    """Whether its author is known, and the page takes no secrets and has an address of ours."""
    # No page of ours has so long an address: somebody made it up, and the column would refuse it.
    return author_of(request) is not None and not typed.is_entering(request.path) and len(request.path) <= MAX_PATH


def key_of(request: HttpRequest) -> str:
    """The name that what this request brought will be kept under; the page of the error says it too."""
    if not hasattr(request, "held_key"):
        request.held_key = secrets.token_urlsafe(24)  # type: ignore[attr-defined]  # ours, for this request alone
    return str(request.held_key)  # type: ignore[attr-defined]  # of this request


@transaction.atomic
def hold(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep the fields for their author and this browser; False when that cannot be."""
    fields, author = typed.fields_of(request), author_of(request)
    if author is None or not may_hold(request):
        return False
    body = json.dumps(fields, ensure_ascii=False)
    if len(body) > MAX_LETTERS:
        return False
    token = _token(request) or secrets.token_urlsafe(24)
    same = HeldForm.objects.filter(person=author, browser_hash=_hash(token), path=request.path)
    # The same again, or the same page saved by itself a moment later: the newest stands for all.
    (same if ("press", "keep") in fields else same.filter(body=body)).delete()
    HeldForm.objects.create(
        key=key_of(request), browser_hash=_hash(token), person_id=author, path=request.path, body=body
    )
    _keep_few(author)
    response.set_cookie(
        BROWSER, token, max_age=int(LIFE.total_seconds()), httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return True


def _keep_few(person_id: int) -> None:
    letters = 0
    for number, row in enumerate(HeldForm.objects.filter(person=person_id).order_by("-created_at", "-pk")):
        letters += len(row.body)
        if number >= MOST or letters > MOST_LETTERS:
            row.delete()


def held(request: HttpRequest) -> QuerySet[HeldForm]:
    """What is kept for this browser and this person, the newest first."""
    if not (token := _token(request)):
        return HeldForm.objects.none()
    since = clock.now() - LIFE
    found = HeldForm.objects.filter(browser_hash=_hash(token), person=request.user.pk, created_at__gte=since)
    return found.order_by("-created_at", "-pk")


def take(request: HttpRequest, key: str) -> bool:
    """Use it up: of two who send the same form again, one finds it."""
    return held(request).filter(key=key).delete()[0] == 1


def forget_done(request: HttpRequest) -> None:
    """What was sent now is done; of what is kept, that which has no word more goes."""
    words = set(typed.words_of(typed.fields_of(request)))
    for row in held(request).filter(path=request.path):
        if words.issuperset(typed.words_of(fields_of(row))):
            row.delete()


def forget(request: HttpRequest, person_id: int) -> None:
    """As they sign out: theirs in this browser, nobody else's."""
    if token := _token(request):
        HeldForm.objects.filter(browser_hash=_hash(token), person=person_id).delete()


def fields_of(form: HeldForm) -> Fields:
    return [(name, value) for name, value in json.loads(form.body)]


def forget_old() -> int:
    """Delete what nobody came back for; returns how many."""
    return HeldForm.objects.filter(created_at__lt=clock.now() - LIFE).delete()[0]


def _token(request: HttpRequest) -> str:
    return request.COOKIES.get(BROWSER, "")[:100]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
