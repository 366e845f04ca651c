"""Wrong passwords: who guesses is slowed, who comes from the same office is not.

Counted, in turn: by person and network; by person, whatever the network; and by network. A browser in which this person
has signed in before is counted by itself: whoever shuts a name out from elsewhere does not shut out its owner.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from doors import limits, network
from doors.limits import Key, Limit
from doors.security import SYSTEM, Kind, note
from people import held_forms
from people.models import Person
from thai.names import tidy

PAIR = Limit("sign_in.pair", 5, 300)
PERSON = Limit("sign_in.person", 30, 3600)
BROWSER = Limit("sign_in.browser", 10, 900)
NETWORK = Limit("sign_in.network", 150, 3600)
# From a network that is being used for guessing, each person has one try in five minutes; nobody is shut out.
FEW = Limit("sign_in.few", 1, 300)


def keys_of(request: HttpRequest, name: str) -> list[Key]:
    """What a wrong password of `name` counts against, from this browser and network."""
    person = find(name)
    who = f"person:{person.pk}" if person else f"name:{name.strip().lower()[:150]}"
    if person and (browser := _known_browser(request, person)):
        return [Key(BROWSER, f"{who}|{browser}")]
    where = network.of(request.META["REMOTE_ADDR"])
    pair = f"{who}|{where}"
    return [Key(PAIR, pair), Key(PERSON, who), Key(NETWORK, where), Key(FEW, pair)]


def is_limited(request: HttpRequest, name: str) -> bool:
    """Whether the password is not even looked at."""
    spent = {key.limit for key in limits.spent(keys_of(request, name))}
    limited = bool(spent & {BROWSER, PAIR, PERSON}) or {NETWORK, FEW} <= spent
    if limited:
        tell(request, Kind.SIGN_IN_LIMITED, find(name))
    return limited


def count_failure(request: HttpRequest, name: str) -> None:
    limits.miss(keys_of(request, name))
    tell(request, Kind.SIGN_IN_FAILED, find(name))


def tell(request: HttpRequest, kind: Kind, person: Person | None) -> None:
    """To the security log, in each province in which the person has a seat; an unknown name is the operator's alone."""
    trees = {seat.organisation.province_id for seat in person.seats_today} if person else set()
    for tree in sorted(trees) or [SYSTEM]:
        note(
            kind,
            tree=tree,
            person_id=person.pk if person else None,
            network=network.of(request.META["REMOTE_ADDR"]),
        )


def find(name: str) -> Person | None:
    """Whom a typed name means, everywhere: an address is its owner's, who proved it, whoever has it as a user name."""
    typed = tidy(name)
    if not typed or "\0" in typed or len(typed) > 254:
        return None
    owner = Person.objects.filter(~Q(email=""), email__iexact=typed).first() if "@" in typed else None
    return owner or _named(typed)


def _named(typed: str) -> Person | None:
    """Letter case does not matter, unless two had names that differ in nothing else before that was refused."""
    # Names of before were kept with SARA AM in two signs.
    apart = unicodedata.normalize("NFKC", typed)
    found = list(Person.objects.filter(Q(username__iexact=typed) | Q(username__iexact=apart))[:2])
    exact = next((one for one in found if one.username == typed), None)
    return exact or (found[0] if len(found) == 1 else None)


def name_in(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


def known_browser(request: HttpRequest, name: str) -> str:
    """A browser in which whoever is named has signed in before, as a key of its own; "" in every other."""
    person = find(name)
    browser = _known_browser(request, person) if person else ""
    return f"person:{person.pk}|{browser}" if person and browser else ""


def _known_browser(request: HttpRequest, person: Person) -> str:
    """The signed cookie of a browser in which this very person has signed in; "" in every other."""
    known = request.get_signed_cookie(held_forms.PERSON, default="", salt=held_forms.PERSON)
    return request.COOKIES.get(held_forms.PERSON, "") if known == str(person.pk) else ""
