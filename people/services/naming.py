"""Names that are taken for another's: of persons who sign in, and of organisations that stand on papers and public pages."""

from __future__ import annotations

import re

from django.db import connection
from django.utils.translation import gettext as _

from audit.errors import Invalid
from people.models import Organisation, Person
from thai import names

# Thai and plain Latin letters: of others some look like these.
_USERNAME = re.compile(r"[A-Za-z0-9\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59._\- ]+")


_LOCK = 0x6E61_6D65


def _one_at_a_time() -> None:
    """Until this transaction ends nobody else takes a name: of two that look alike the second finds the first.

    The constraint knows names that are spelled alike; those that look so are compared one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def require_own_username(username: str) -> None:
    """Refuse a name that looks like somebody's: who reads it aloud, or grants a way back in, means one person by it."""
    if "@" in username:
        raise Invalid(
            _("An e-mail address is no name to sign in with. Choose a short name; the address is added afterwards."),
            code="username_is_an_address",
            field="username",
        )
    if username and not _USERNAME.fullmatch(username):
        raise Invalid(
            _("A name to sign in with has Thai or English letters, digits, full stops and hyphens."),
            code="username_signs",
            field="username",
        )
    _one_at_a_time()
    look = names.look(username)
    others = Person.objects.values_list("username", flat=True)
    if username and (not look or any(names.look(one) == look for one in others.iterator())):
        raise Invalid(_("Somebody uses this name already. Choose another."), code="username_taken", field="username")


def require_plain(name: str, field: str) -> None:
    """What is empty the model refuses in its own words."""
    if name and not names.is_written_plainly(name):
        raise Invalid(_("Write the name in Thai or Latin letters."), code="name_letters", field=field)


def name(organisation: Organisation) -> None:
    """Tidy its names; refuse one that reads like that of another of its kind in the province."""
    organisation.name_th, organisation.name_en = names.tidy(organisation.name_th), names.tidy(organisation.name_en)
    require_plain(organisation.name_th, "name_th")
    require_plain(organisation.name_en, "name_en")
    _one_at_a_time()
    others = Organisation.objects.filter(province=organisation.province_id, kind=organisation.kind)
    look = names.look(organisation.name_th)
    if organisation.name_th in (known := list(others.values_list("name_th", flat=True))):
        return  # the constraint says so, beside the form
    if any(names.look(one) == look for one in known):
        raise Invalid(
            _("The province has an organisation of this kind and name already."), code="name_taken", field="name_th"
        )
