"""The demo's second factor: one seed for everybody, printed by `make run` and good for nothing outside a demo.

A demo asks for it where REQUIRE_MFA is set, as production always does; else the password alone lets in.
"""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from people.factors import Kind, is_printed
from people.models import Seat


def bring_up_to_date() -> None:
    """Everybody whose seat needs a second factor has the demo's, unless they set up one of their own; or nobody has it."""
    if settings.REQUIRE_MFA:
        _give()
    else:
        _take()


@transaction.atomic
def _give() -> None:
    seats = Seat.objects.current().filter(person__isnull=False).select_related("organisation", "person")
    needing = {seat.person for seat in seats if seat.person and seat.needs_mfa}
    having = set(Authenticator.objects.filter(user__in=needing).values_list("user", flat=True))
    for person in sorted(needing, key=lambda one: one.pk):
        if person.pk not in having:
            Authenticator.objects.create(user=person, type=Kind.TOTP, data={"secret": encrypt(settings.PRINTED_SEED)})


@transaction.atomic
def _take() -> None:
    rows = Authenticator.objects.filter(type=Kind.TOTP)
    Authenticator.objects.filter(pk__in=[row.pk for row in rows if is_printed(row)]).delete()


def code() -> str:
    """What the seed says now, for half a minute."""
    return str(auth.format_hotp_value(auth.hotp_value(settings.PRINTED_SEED, int(time.time()) // 30)))


def told() -> str:
    if not settings.REQUIRE_MFA:
        return _(
            "The second factor is not asked for in this demo. REQUIRE_MFA=1 make run asks for it, as production does."
        )
    return _(
        "Second factor of all who need one: the seed %(seed)s for a telephone's app; "
        "now: %(code)s (anew: .venv/bin/python manage.py demo --code)"
    ) % {"seed": settings.PRINTED_SEED, "code": code()}
