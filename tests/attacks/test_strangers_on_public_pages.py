"""Strangers at the public addresses: years that are none, parts of no map, errors that programs cannot read, drawing without end."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.test import Client

from people.models import Organisation
from portal import turns
from portal.finding import catching_up
from portal.models import CaughtUp, Findable, FindableWords
from portal.sharing import drawn
from publishing import sending
from requests.reports import Step
from tests import factories
from tests.factories.told import on_record
from tests.reader import whole

pytestmark = pytest.mark.usefixtures("db", "at_noon")
PICTURES = "/public/provinces/57/pictures/"


@pytest.mark.parametrize("year", ["002569999", "002569" + "9" * 30, "02569", "-2569", "2569.0", "๒๕๖๙"])
def test_a_year_that_is_none_is_not_there(client: Client, year: str):
    assert client.get(f"{PICTURES}?year={year}").status_code == 404
    assert client.get(f"{PICTURES}flow-{year}.svg").status_code == 404


@pytest.mark.parametrize("part", ["requests-0", "requests-00", "requests-0000", "requests-01"])
def test_no_part_of_a_map_is_before_the_first(client: Client, part: str):
    assert client.get(f"/sitemaps/57/{part}.xml").status_code == 404


def test_whoever_comes_first_does_not_choose_the_words_of_all():
    made = factories.allowed()
    catching_up.whole()
    CaughtUp.objects.update(size=1)
    catching_up.A_FEW, few = 10**6, catching_up.A_FEW
    try:
        Client(headers={"Cookie": "django_language=en"}).get("/public/requests/")
    finally:
        catching_up.A_FEW = few
    assert not Findable.objects.get(subject=f"resolution:{made.pk}").title.isascii()


def test_a_frame_stays_one_when_nothing_has_changed(client: Client):
    first = client.get("/embed/province/57/")
    again = client.get("/embed/province/57/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "frame-ancestors *" in again["Content-Security-Policy"] and "X-Frame-Options" not in again
    assert again["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (405, lambda browser: browser.post("/api/v1/provinces/57/requests/")),
        (405, lambda browser: browser.delete("/api/3/action/package_show")),
        (404, lambda browser: browser.get("/api/v1/provinces/57/requests/%00/")),
        (404, lambda browser: browser.get("/api/3/action/package_show?id=%00")),
        (400, lambda browser: browser.get("/api/v1/", headers={"Host": "evil.example"})),
    ],
)
def test_an_error_is_told_to_programs_as_json(status: int, ask: Callable[[Client], HttpResponse]):
    answer = ask(Client(enforce_csrf_checks=True))
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status and "Access-Control-Allow-Credentials" not in answer


def test_an_error_of_ours_is_told_to_programs_as_json(monkeypatch: pytest.MonkeyPatch):
    def fails(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.views._provinces", fails)
    answer = Client(raise_request_exception=False).get("/api/v1/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "failed"


DRAWN = [
    "/share/province/57/card.png",
    "/share/province/57/poster.pdf",
    f"{PICTURES}reach.png",
    "/public/requests.xlsx",
]


@pytest.mark.parametrize("place", DRAWN)
def test_while_one_draws_and_one_waits_nobody_else_takes_a_thread(client: Client, place: str):
    drawn.forget()
    for _ in range(turns.TAKEN):
        turns._taken.acquire()
    began = monotonic()
    try:
        answer = client.get(place)
    finally:
        for _ in range(turns.TAKEN):
            turns._taken.release()
    assert answer.status_code == 429 and answer["Retry-After"] and monotonic() - began < turns.PATIENCE_SECONDS
    assert client.get(place).status_code == 200


def test_a_card_is_drawn_once_however_its_key_is_spelled(client: Client, monkeypatch: pytest.MonkeyPatch):
    drawn.forget()
    made: list[int] = []
    monkeypatch.setattr("portal.sharing.views.png.from_html", lambda *_args: made.append(1) or b"png")
    pk = factories.submitted().pk
    for key in (f"{pk}", f"0{pk}", f"{pk:018}"):
        assert client.get(f"/share/request/{key}/card.png").status_code == 200
    assert len(made) == 1


def test_a_name_of_an_office_goes_through_the_gate_everywhere(client: Client, monkeypatch: pytest.MonkeyPatch):
    """Who names an office after a person, with a telephone: it is not read, and nothing is found by it."""
    row = factories.in_review()
    factories.close(factories.meeting("amphoe"))
    named = Concat("name_th", Value(" นายสมปอง แอบดู 081-2345678"))
    on_record(lambda: Organisation.objects.update(name_th=named))
    monkeypatch.setattr("portal.views.way", lambda *_of: [Step("ขั้นของนายสมปอง แอบดู", is_done=False, is_now=True)])
    catching_up.whole()
    places = ["/provinces/57/", "/provinces/57/requests/", f"/public/requests/{row.pk}/", "/public/places/570101/"]
    pages = [client.get(place).content.decode() for place in places]
    assert "[ปิดไว้]" in pages[0] and not [page for page in pages if "สมปอง" in page or "2345678" in page]
    assert not FindableWords.objects.filter(key__contains="สมปอง") | FindableWords.objects.filter(
        key__contains="2345678"
    )


def test_an_amount_in_the_box_of_a_list_is_no_word_for_all(client: Client):
    row = factories.submitted()
    catching_up.whole()
    link = f"/public/requests/{row.pk}/"
    assert link not in client.get("/public/requests/?q=2345678").content.decode()
    assert link in client.get(f"/public/requests/?q={row.amount // 100:,}").content.decode()


LONG = ["/data/57/requests.csv", "/data/57/decisions.json", "/provinces/57/requests.csv", "/public/requests.csv"]


def test_while_others_are_sent_files_pages_are_answered_and_whoever_comes_is_told(db, client: Client, monkeypatch):
    """Thirty of them at once took every thread; each that is left unread gives its place back."""
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.01)
    held = [Client().get(place) for place in LONG[: sending.AT_ONCE]]
    assert [answer.status_code for answer in held] == [200] * sending.AT_ONCE
    late = [client.get(place) for place in LONG]
    assert {(answer.status_code, answer["Retry-After"]) for answer in late} == {(429, "10")}
    assert client.get("/provinces/57/").status_code == client.head(LONG[0]).status_code == 200
    for answer in held:
        whole(answer)
    for place in LONG * 2:
        assert b"".join(client.get(place).streaming_content)
