"""The security log: what was tried at the doors, by whom as a number, kept from everybody's hands."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from config.watching import WATCHED
from doors import security
from doors.models import SecurityEvent
from doors.security import Kind
from people.models import Person
from tests import factories
from tests.world import PASSWORD

pytestmark = pytest.mark.usefixtures("db", "at_work")


def kinds(**only: object) -> list[str]:
    return [one.kind for one in SecurityEvent.objects.filter(**only).order_by("id")]


def enter(client, who: str):
    client.force_login(Person.objects.get(username=who))
    return client


def test_signing_in_and_failing_to_are_told_to_the_province(client):
    client.post("/accounts/login/", {"login": "somsri", "password": "ผิด"})
    client.post("/accounts/login/", {"login": "nobody-at-all", "password": "ผิด"})
    client.post("/accounts/login/", {"login": "somsri", "password": PASSWORD})
    assert kinds(tree="57") == ["sign_in_failed", "signed_in"] and kinds(tree="system") == ["sign_in_failed"]


def test_a_refusal_names_who_in_which_seat_and_the_page_without_its_key(client):
    row = factories.submitted()
    codi = Person.objects.get(username="codi")
    assert enter(client, "codi").post(f"/requests/{row.pk}/withdraw/", {}).status_code == 403
    (told,) = SecurityEvent.objects.filter(kind="refused")
    assert (told.person_id, told.seat_id, told.tree) == (codi.pk, codi.seats.get().pk, "57")
    assert told.route == "/requests/<int:pk>/withdraw/" and told.network == "127.0.0.0/24"


def test_what_leaves_the_house_and_who_is_let_back_in_are_told(client):
    enter(client, "auditor").post("/audit/57/ask-for-bundle/")
    seat = Person.objects.get(username="boonmee").seats.get()
    enter(client, "somsri").post(f"/people/seats/{seat.pk}/let-back-in/")
    assert kinds(kind__in=["export", "recovery"]) == ["export", "recovery"]


def test_a_form_from_elsewhere_is_told_and_its_page_is_ours(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "somsri", "password": "x"})
    assert answer.status_code == 403 and "ยังไม่มีอะไรเปลี่ยน" in answer.content.decode()
    assert kinds() == ["cross_site"]


def test_the_page_is_for_who_oversees_and_shows_their_province_alone(client):
    security.note(Kind.EXPORT, tree="57", network="198.51.100.0/24")
    security.note(Kind.EXPORT, tree="56", network="203.0.113.0/24")
    said = enter(client, "auditor").get("/audit/security/").content.decode()
    assert "198.51.100.0/24" in said and "203.0.113" not in said and "นำข้อมูลออก" in said
    only = client.get("/audit/security/?kind=idle_end").content.decode()
    assert "198.51.100.0/24" not in only
    assert enter(client, "treasurer").get("/audit/security/").status_code == 403


@pytest.mark.parametrize(
    "statement", ["UPDATE doors.event SET kind = 'x'", "DELETE FROM doors.event", "TRUNCATE doors.event"]
)
def test_the_application_changes_nothing_of_it(statement):
    security.note(Kind.EXPORT)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert kinds() == ["export"]


def test_the_operator_reads_all_of_it(capsys):
    security.note(Kind.EXPORT, tree="57", person_id=3, route="/funds/<str:code>/export-books/", network="::/64")
    security.note(Kind.REFUSED, tree="56")
    call_command("security_log", province="57")
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1 and said[0].split("\t")[1:] == [
        "57",
        "export",
        "3",
        "-",
        "/funds/<str:code>/export-books/",
        "::/64",
    ]
    with pytest.raises(CommandError, match="90 days"):
        call_command("security_log", forget_older_than=30)


@pytest.mark.parametrize("name", WATCHED)
def test_what_is_watched_is_an_address(name):
    for arguments in ([], [1], ["CR"], ["57"], [1, 1]):
        try:
            assert reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        return
    raise AssertionError(name)
