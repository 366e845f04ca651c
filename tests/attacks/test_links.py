"""A page links to nothing that its reader may not open: whoever follows every link is never told that nothing is there."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape

import pytest
from django.test import Client
from django.urls import resolve

from people import services as people
from people.models import Person, Seat
from tests import factories
from tests.factories import actor
from tests.pages.test_roles import PUBLIC
from tests.reader import is_page, whole

pytestmark = pytest.mark.usefixtures("db", "at_work")
READERS = ("somsri", "boonmee", "amphoe_sec", "board_sec", "treasurer", "codi", "thpf", "auditor", "secretariat")
FEW = 3  # pages of one kind
# Public files that another reader found: they link to nothing, and are the same for all (test_roles).
FOUND: set[str] = set()
# What leaves, or speaks of the reader alone.
ASIDE = re.compile(r"^/(static|accounts|i18n|check)/")
LINK = re.compile(r'(?:href|src|data)="(/[^"#]*)')


def dead_links(browser: Client) -> list[tuple[str, str]]:
    """Address and the page it stands on."""
    waiting, seen, kinds, dead = deque([("/desk/", "")]), set(), Counter(), []
    while waiting:
        address, on = waiting.popleft()
        kind = re.sub(r"[0-9]+", "N", address)
        kinds[kind, re.sub(r"[0-9]+", "N", on)] += 1
        if address in seen or ASIDE.match(address) or kinds[kind, re.sub(r"[0-9]+", "N", on)] > FEW:
            continue
        seen.add(address)
        if address in FOUND:
            continue
        answer = whole(browser.get(address))
        if answer.status_code == 404:
            dead.append((address, on))
        if answer.status_code < 300 and not answer.streaming and is_page(answer):
            waiting.extend((unescape(found), address) for found in LINK.findall(answer.content.decode()))
        elif answer.status_code == 200 and resolve(address.split("?")[0]).view_name in PUBLIC:
            FOUND.add(address)
    assert len(seen) > 8
    return dead


@pytest.mark.parametrize("who", READERS)
def test_nobody_is_led_to_what_is_not_there_for_them(client, who):
    factories.closed()
    client.force_login(Person.objects.get(username=who))
    assert dead_links(client) == []


def test_whoever_hands_over_a_seat_beside_the_present_one_finds_the_way_back(client):
    """The page led to "not found", and so did its slip."""
    secretariat = actor("secretariat")
    agency = factories.agency("พอช.")
    seat = people.open_seat(agency.pk, role="officer", actor=secretariat)
    _invitation, code = people.invite(seat.pk, actor=secretariat)
    somsri = Person.objects.get(username="somsri")
    people.accept_invitation(code, person=somsri)
    client.force_login(somsri)
    session = client.session
    session["seat"] = Seat.objects.filter(person=somsri).earliest("pk").pk
    session.save()
    page = client.get(f"/people/organisation/{agency.pk}/")
    assert page.status_code == 403 and f"/people/seats/{seat.pk}/act/" in page.content.decode()
