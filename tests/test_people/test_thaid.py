"""ThaiD against a stand-in that is a real server: who is believed, who is not, and what is kept of it."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from joserfc.jwk import ECKey

from config import env
from jobs import clock
from notices.models import Notice
from people import outside
from people.models import OutsideIdentity, Person, Way
from tests.reader import surely
from tests.test_people import standin

GO, BACK = "/people/identity/thaid/", "/people/identity/thaid/back/"
PID, OTHER_PID = "1101700230708", "3100600445635"


@pytest.fixture
def thaid(db, at_work, settings, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with standin.serving(clock.now().timestamp()) as stand_in:
        told = {"ISSUER": stand_in.issuer, "CLIENT_ID": standin.ID, "CLIENT_SECRET": standin.SECRET}
        for name, value in told.items():
            monkeypatch.setenv(f"OIDC_THAID_{name}", value)
            monkeypatch.setenv(f"OIDC_OFFICE_{name}", value)
        settings.OIDC_PROVIDERS = {"thaid": env.provider("thaid"), "office": env.provider("office")}
        stand_in.claims = {"pid": PID, "sub": "u-1", "name": "นางสมศรี ใจดี"}
        yield stand_in


def agree(browser: Client, name: str = "thaid") -> str:
    """Go there, agree, and answer where the browser is sent back to."""
    there = urlsplit(browser.get(f"/people/identity/{name}/").headers["Location"])
    asking = HTTPConnection(there.netloc)
    asking.request("GET", f"{there.path}?{there.query}")
    with asking.getresponse() as answer:
        place = urlsplit(answer.headers["Location"])
    asking.close()
    return f"{place.path}?{place.query}"


def join(username: str, name: str = "thaid") -> Client:
    browser = surely(username)
    assert browser.get(agree(browser, name)).headers["Location"] == "/people/me/"
    return browser


def linked() -> list[str]:
    return list(OutsideIdentity.objects.order_by("pk").values_list("person__username", flat=True))


def test_a_person_is_joined_and_recognised(thaid):
    page = join("somsri").get("/people/me/").content.decode()
    somsri = Person.objects.get(username="somsri")
    assert somsri.is_recognised and somsri.recognition.how == Way.THAID and linked() == ["somsri"]
    assert "ผูกบัญชีของคุณกับ ThaiD แล้ว" in page
    told = Notice.objects.filter(person=somsri, kind="person.identity_linked")
    assert told.exists()


def test_the_number_of_the_card_stands_nowhere(thaid):
    join("somsri")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname !~ '^(pg_|info)'"
            " AND tablename <> 'veil'"  # digests alone, which nobody here may read
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{PID}%"])
            assert cursor.fetchone() == (0,), table
    (row,) = OutsideIdentity.objects.all()
    assert row.subject == outside.find("thaid").digest(PID) != outside.find("office").digest(PID)


LIES = {
    "another issuer": {"iss": "https://imauth.bora.dopa.go.th"},
    "another audience": {"aud": "somebody-else"},
    "two audiences": {"aud": [standin.ID, "somebody-else"]},
    "another party": {"azp": "somebody-else"},
    "another nonce": {"nonce": "x" * 64},
    "no nonce": {"nonce": None},
    "over": {"exp": 1},
    "no end": {"exp": None},
    "old": {"iat": 1},
    "of tomorrow": {"iat": 4_000_000_000},
    "hardly known": {"ial": "1.1"},
    "not said how well known": {"ial": None},
    "known without end": {"ial": "Infinity"},
    "no number": {"pid": None},
    "a number that is none": {"pid": "1101700230709"},
    "a number of another kind": {"pid": 1101700230708},
    "another name": {"name": "นางอื่น ใจดี"},
    "no name": {"name": None},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_what_is_not_so_is_not_believed(thaid, lie):
    thaid.lies = lie
    join("somsri")
    assert linked() == [] and not Person.objects.get(username="somsri").is_recognised


@pytest.mark.parametrize("forged", ["none", "shared", "key"])
def test_a_token_that_the_provider_did_not_sign_is_none(thaid, forged):
    thaid.forged = forged
    join("somsri")
    assert linked() == []


@pytest.mark.parametrize(
    "lie", [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": None}]
)
def test_discovery_that_points_elsewhere_is_not_followed(thaid, lie):
    thaid.metadata_lies = lie
    assert surely("somsri").get(GO).headers["Location"] == "/people/me/"


def test_an_answer_is_looked_at_once_and_only_in_the_browser_that_asked(thaid):
    browser, other = surely("somsri"), surely("boonmee")
    back = agree(browser)
    other.get(back)
    agree(other)
    other.get(back)  # with a question of its own open
    assert linked() == []
    browser.get(back.replace("state=", "state=x"))
    browser.get(back)
    assert linked() == [] and thaid.refused == []


def test_an_answer_comes_within_ten_minutes_and_to_who_is_still_signed_in(thaid):
    browser = surely("somsri")
    back = agree(browser)
    with clock.at(clock.bangkok(2026, 2, 2, 10, 11)):
        browser.get(back)
    assert linked() == []
    assert "/accounts/login/" in Client().get(back).headers["Location"]


def test_a_code_of_another_question_opens_nothing(thaid):
    """PKCE: whoever took somebody's code away has not what it was asked with."""
    thief, victim = surely("boonmee"), surely("somsri")
    taken = parse_qs(urlsplit(agree(victim)).query)["code"][0]
    own = parse_qs(urlsplit(agree(thief)).query)["state"][0]
    thief.get(f"{BACK}?code={taken}&state={own}")
    assert linked() == [] and thaid.refused == ["client, code or verifier"]


def test_a_second_account_of_one_card_is_refused_and_its_holder_told(thaid):
    join("somsri")
    thaid.claims["name"] = "บุญมี คำแสน"
    page = join("boonmee").get("/people/me/").content.decode()
    assert linked() == ["somsri"] and "ตัวตนนี้ผูกกับบัญชีอื่นแล้ว" in page
    assert Notice.objects.filter(person__username="somsri", kind="person.identity_claimed").exists()


def test_a_second_card_for_one_account_is_refused_and_the_same_again_is_no_error(thaid):
    join("somsri")
    join("somsri")
    thaid.claims["pid"] = OTHER_PID
    assert "บัญชีนี้ผูกกับตัวตนอื่นแล้ว" in join("somsri").get("/people/me/").content.decode()
    assert linked() == ["somsri"]


def test_who_was_recognised_by_officials_is_not_two_by_a_second_account(thaid):
    """The treasurer's name on another account: the card may be the treasurer's own."""
    Person.objects.filter(username="somsri").update(full_name="พิมพ์ใจ บุญเรือง")
    thaid.claims["name"] = "พิมพ์ใจ บุญเรือง"
    assert "มีคนชื่อนี้ยืนยันตัวแล้ว" in join("somsri").get("/people/me/").content.decode()
    assert linked() == [] and not Person.objects.get(username="somsri").is_recognised
    join("treasurer")
    assert linked() == ["treasurer"]


def test_an_agencys_own_provider_joins_by_settings_and_recognises_nobody(thaid):
    thaid.lies = {"pid": None, "ial": None, "name": None}
    thaid.key = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
    join("somsri", "office")
    assert linked() == ["somsri"] and not Person.objects.get(username="somsri").is_recognised


def test_the_password_is_asked_once_more_and_an_unknown_provider_is_not_there(thaid):
    browser = Client()
    browser.force_login(Person.objects.get(username="somsri"))
    assert "reauthenticate" in browser.get(GO).headers["Location"]
    assert surely("somsri").get("/people/identity/other/").status_code == 404


def test_a_provider_that_is_away_stops_no_page(thaid, settings):
    settings.OIDC_PROVIDERS["thaid"]["issuer"] = "http://127.0.0.1:9"
    assert surely("somsri").get(GO).headers["Location"] == "/people/me/"


@pytest.mark.parametrize("number", ["1101700230709", "110170023070", "๑๑๐๑๗๐๐๒๓๐๗๐๘", "", "11017002307081"])
def test_what_is_no_number_of_a_card(number):
    assert outside.is_pid(PID) and outside.is_pid(OTHER_PID) and not outside.is_pid(number)
