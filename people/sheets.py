"""A printed sheet of one-time codes as second factor, for those whose telephone shows no codes.

allauth gives such codes beside an authenticator only, and does not ask at sign-in for them alone: `people.factors` makes a
sheet count.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from people import services
from people.models import Person

_SHEET = Authenticator.Type.RECOVERY_CODES


@transaction.atomic
def print_sheet(person: Person, *, here: str = "") -> list[str]:
    """New codes, each of which works once; those of an older sheet work no more. Other sessions than `here` end."""
    # Two clicks at once would both find no sheet.
    Person.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person, type=_SHEET).delete()
    services.factor_changed(person, added=True, here=here)
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    return codes


def codes_left(person: Person) -> int:
    """How many codes of one's sheet were not used yet; 0 without one."""
    sheet = Authenticator.objects.filter(user=person, type=_SHEET).first()
    return len(sheet.wrap().get_unused_codes()) if sheet else 0
