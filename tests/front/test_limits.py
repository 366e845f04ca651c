"""Who guesses is slowed down; who comes from the same office, or is guessed at, comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from documents import codes
from doors import limits
from doors.limits import Key, Limit
from doors.models import SecurityEvent
from jobs import clock
from people import services, sign_in
from people.models import Person, Role
from tests.factories import actor
from tests.world import PASSWORD, SEATS

LOGIN = "/accounts/login/"
HALL = "203.0.113.9"
pytestmark = pytest.mark.usefixtures("db", "at_work")


def enter(name: str, password: str = PASSWORD, browser: Client | None = None, **where: str) -> int:
    data = {"login": name, "password": password}
    return (browser or Client()).post(LOGIN, data, **{"REMOTE_ADDR": HALL, **where}).status_code


@pytest.fixture
def quick_passwords(settings):
    """What is looked at here is who is asked, not how long a hash takes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for person in Person.objects.filter(username__in=SEATS):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])


@pytest.fixture
def twenty_five(quick_passwords):
    for n in range(25):
        Person.objects.create_user(f"trainee{n}", PASSWORD, full_name="ผู้เข้าอบรม")


def test_a_training_hall_comes_in_and_a_guesser_does_not(twenty_five):
    """25 persons sign in from one address in one minute, some with a slip of the finger, one guesses beside them."""
    guesses = [enter("treasurer", f"เดา-{n}") for n in range(12)]
    assert guesses[:5] == [200] * 5 and set(guesses[5:]) == {429}
    for n in range(25):
        assert n % 3 or enter(f"trainee{n}", "พิมพ์ผิด") == 200
        assert enter(f"trainee{n}") == 302
    assert enter("treasurer") == 429  # also the right password: he learns nothing from it


def test_who_is_guessed_at_from_elsewhere_comes_in_from_home(quick_passwords):
    home = Client()
    assert enter("somsri", browser=home) == 302
    home.post("/accounts/logout/")
    for n in range(sign_in.PERSON.most + 5):
        enter("somsri", "เดา", REMOTE_ADDR=f"198.51.{n}.1")
    assert enter("somsri", REMOTE_ADDR="192.0.2.77") == 429
    assert enter("somsri", browser=home) == 302


def test_another_persons_browser_is_no_way_round(quick_passwords):
    other = Client()
    assert enter("boonmee", browser=other) == 302
    other.post("/accounts/logout/")
    assert [enter("somsri", "เดา", browser=other) for _ in range(6)] == [200] * 5 + [429]


def test_from_a_network_that_sprays_each_person_has_one_try(quick_passwords):
    network_key = sign_in.keys_of(Client().get(LOGIN, REMOTE_ADDR=HALL).wsgi_request, "nobody")[2]
    for _ in range(sign_in.NETWORK.most):
        limits.miss([network_key])
    assert [enter("codi", "เดา"), enter("codi", "เดา")] == [200, 429]
    assert enter("thpf") == 302


def test_it_is_over_after_five_minutes(quick_passwords):
    assert [enter("somsri", "เดา") for _ in range(6)][-1] == 429
    with clock.at(clock.now() + timedelta(minutes=5, seconds=1)):
        assert enter("somsri") == 302


def test_a_made_up_address_is_no_way_round(quick_passwords):
    answers = [enter("somsri", "เดา", HTTP_X_FORWARDED_FOR=f"198.51.{n}.1") for n in range(7)]
    assert answers[-2:] == [429, 429]


def test_two_hundred_wrong_codes_kill_no_invitation(client):
    who = actor("somsri")
    seat = services.open_seat(who.organisation_id, role=Role.MEMBER, actor=who)
    _invitation, code = services.invite(seat.pk, actor=who)
    answers = [client.post("/join/", {"code": codes.new()[:14]}).status_code for _ in range(200)]
    assert answers[:20] == [422] * 20 and set(answers[20:]) == {429}
    assert client.post("/join/", {"code": code}).status_code == 200


def test_the_limits_know_neither_names_nor_addresses(quick_passwords):
    enter("somsri", "เดา")
    key = Key(Limit("x", 1, 60), "somsri|203.0.113.0/24")
    assert "somsri" not in key.digest and limits.spent([key]) == []
    limits.miss([key])
    assert limits.spent([key]) == [key]
    told = str(list(SecurityEvent.objects.values()))
    assert "sign_in_failed" in told and "somsri" not in told and HALL not in told and "เดา" not in told


def test_what_is_over_is_forgotten():
    key = Key(Limit("x", 1, 60), "x")
    limits.miss([key])
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert limits.misses([key]) == [0]
        limits.forget()
