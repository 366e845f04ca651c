"""A stranger asks in somebody's name, as often as they like: it costs the owner nothing, and floods nobody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from jobs import clock
from notices.models import Notice
from people import services
from people.models import Recovery
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("db", "at_work")
NEW = "ข้าวเหนียว-เชียงราย-57"
ASK = "/people/recover/"


def asked_by_strangers(client, count: int, *, networks: int) -> None:
    for turn in range(count):
        client.post(ASK, {"login": "treasurer"}, REMOTE_ADDR=f"198.51.{turn % networks}.7")


def shown(answer) -> tuple[str, str]:
    """The number to tell and the code to keep, as the page shows them."""
    page = answer.content.decode()
    (code,) = set(re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{4}\b", page))
    return re.findall(r">\s*(\d{6})\s*<", page)[0], code


def test_the_owners_code_works_after_any_number_of_strangers_asks(client):
    asked_by_strangers(client, 40, networks=8)
    number, code = shown(client.post(ASK, {"login": "treasurer"}))
    asked_by_strangers(client, 40, networks=8)
    own = Recovery.objects.get(number=number, person__username="treasurer")
    for who in ("approver", "board_chair"):
        services.vouch(own.pk, how_known="พบกันวันนี้", actor=actor(who))
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert services.come_back(code, password=NEW).username == "treasurer"
    assert not Recovery.objects.alive().exists()


def test_whoever_speaks_for_them_finds_the_one_by_its_number(client):
    own, _code = shown(client.post(ASK, {"login": "treasurer"}))
    asked_by_strangers(client, 40, networks=8)
    client.force_login(actor("board_chair").by_person)
    assert own not in re.findall(r"\d{6}", client.get("/people/words/").content.decode())
    page = client.get("/people/words/", {"number": own}).content.decode()
    assert f"/people/recoveries/{Recovery.objects.get(number=own).pk}/" in page
    assert client.get("/people/words/", {"number": "x' OR 1"}).status_code == 200


def test_colleagues_are_told_of_three_a_day_and_of_the_one_that_goes_on(client):
    asked_by_strangers(client, 20, networks=4)
    mine = Notice.objects.filter(person__username="cashier")
    assert mine.filter(kind="recovery.asked").count() == 3
    last = Recovery.objects.latest("pk")
    for who in ("approver", "board_chair"):
        services.vouch(last.pk, how_known="x", actor=actor(who))
    assert mine.filter(kind="recovery.waits").count() == 1


def test_one_network_fills_no_table_and_the_owners_own_browser_still_asks(client, settings):
    client.force_login(actor("treasurer").by_person)
    client.get("/desk/")  # this browser knows its owner from now on
    del client.cookies[settings.SESSION_COOKIE_NAME]
    stranger = client.__class__()
    answers = [stranger.post(ASK, {"login": "treasurer"}).status_code for _n in range(62)]
    assert answers[59:] == [200, 422, 422]
    assert client.post(ASK, {"login": "treasurer"}).status_code == 200
