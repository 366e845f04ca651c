"""Second factors at rest, and passkeys: what a copy of the database, a replay and another's key open."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.urls import reverse

from notices.models import Mail, Notice
from people import sealing, sheets
from people.models import Person
from tests.reader import english, surely
from tests.test_people.softkey import SoftKey
from tests.world import PASSWORD

OLD, NEW = "kE9dQ2vX7bR4tY1uI8oP5aS0fG3hJ6lZ-cVnMxWq_sU", "Zk1vB8nM3xW6qT0yR5uE2iO9pL4aS7dF_gH-jKcVtQc"
ADD, CHECK = "/accounts/2fa/webauthn/add/", "/accounts/2fa/authenticate/"


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def enter(client, username: str):
    return client.post("/accounts/login/", {"login": username, "password": PASSWORD})


@pytest.fixture
def key(db, at_work, contexts, client, settings):
    """The treasurer has registered one, through the pages."""
    settings.REQUIRE_MFA = True
    client.defaults["SERVER_NAME"] = "localhost"
    browser, made = surely("treasurer"), SoftKey()
    browser.defaults["SERVER_NAME"] = "localhost"
    options = browser.get(ADD).context["js_data"]["creation_options"]
    answer = browser.post(ADD, {"name": "โทรศัพท์", "credential": json.dumps(made.create(options))})
    assert answer.status_code == 302 and person("treasurer").authenticator_set.count() == 1
    return made


def asked(client) -> dict:
    return client.get(CHECK).context["js_data"]["request_options"]


def used(client, credential: dict) -> bool:
    answer = client.post(CHECK, {"credential": json.dumps(credential)})
    return answer.status_code == 302 and "_auth_user_id" in client.session


def test_a_passkey_signs_in_after_the_password(key, client):
    assert enter(client, "treasurer").headers["Location"] == CHECK
    assert "_auth_user_id" not in client.session
    assert used(client, key.get(asked(client)))
    assert client.get("/desk/").status_code == 200


def test_an_answer_works_once(key, client):
    enter(client, "treasurer")
    answer = key.get(asked(client))
    assert used(client, answer)
    client.post("/accounts/logout/")
    enter(client, "treasurer")
    asked(client)
    assert not used(client, answer)


def test_the_key_of_another_person_opens_nothing(key, client):
    other = SoftKey()
    Authenticator.objects.create(
        user=person("somsri"),
        type="webauthn",
        data={"name": "x", "sealed": sealing.seal(json.dumps(other.create(key.options)))},
    )
    enter(client, "treasurer")
    assert not used(client, other.get(asked(client)))
    client.post("/accounts/logout/")
    assert enter(client, "somsri").headers["Location"] == CHECK
    assert not used(client, key.get(asked(client)))


@pytest.mark.parametrize("change", [{"origin": "https://evil.example"}, {"kind": "webauthn.create"}, {"forged": True}])
def test_what_a_false_page_or_a_forger_sends_opens_nothing(key, client, change):
    enter(client, "treasurer")
    assert not used(client, key.get(asked(client), **change))


def test_nobody_removes_anothers_passkey(key):
    mine = person("treasurer").authenticator_set.get()
    assert surely("somsri").post(f"/accounts/2fa/webauthn/keys/{mine.pk}/remove/").status_code == 404


def test_the_database_holds_nothing_that_opens(key, at_work):
    secret = generate_totp_secret()
    TOTP.activate(person("approver"), secret)
    codes = sheets.print_sheet(person("cashier"))
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and key.text_id not in kept and "attestation" not in kept
    assert not any(code in kept for code in codes)
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(secret)


def test_keys_are_changed_without_anybody_losing_theirs(key, client, settings):
    settings.FACTOR_KEYS = [NEW, *settings.FACTOR_KEYS]
    call_command("reseal_factors", stdout=StringIO())
    settings.FACTOR_KEYS = [NEW]
    enter(client, "treasurer")
    assert used(client, key.get(asked(client)))
    settings.FACTOR_KEYS = [OLD]
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("reseal_factors")


def test_the_holder_is_told_of_each_change(key):
    Person.objects.filter(username="somsri").update(email="somsri@example.org")
    client = surely("somsri")
    client.post("/people/codes/")
    fresh = "ลมหนาว-ดอยตุง-ชาอู่หลง-8"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    told = Notice.objects.filter(person__username="somsri").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["person.factor_added", "person.password_changed"]
    assert Mail.objects.filter(to="somsri@example.org").count() == 2
    assert Notice.objects.filter(person__username="treasurer", kind="person.factor_added").exists()


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_activate_totp", "account_change_password", "people:me"])
def test_the_pages_are_thai(db, at_work, name):
    answer = surely("somsri").get(reverse(name))
    assert answer.status_code == 200 and english(answer) == []


def test_a_wrong_code_is_told_in_thai(key, client):
    enter(client, "treasurer")
    answer = client.post(CHECK, {"code": "000000"})
    assert english(answer) == [] and "รหัสไม่ถูกต้อง" in answer.content.decode()
