"""A forgotten password: a letter from the site's own address, in Thai, and nothing for whoever only asks."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend

from jobs import services as jobs
from jobs.models import Job
from notices.models import Mail
from people.models import Person
from tests.reader import english

ASK = "/accounts/password/reset/"
KNOWN = "somsri@example.org"
FRESH = "มะม่วง-ศาลา-พิณ-42"


@pytest.fixture(autouse=True)
def somsri(db, at_work, settings):
    settings.SITE_URL = "https://fund.example"
    settings.ALLOWED_HOSTS = ["*"]
    Person.objects.filter(username="somsri").update(email=KNOWN)


def ask(client, email: str, **more: str):
    answer = client.post(ASK, {"email": email}, follow=True, **more)
    return re.sub(r"[A-Za-z0-9]{64}", "token", answer.content.decode()), answer


def test_the_letter_leads_to_our_own_address_whatever_host_was_asked_for(client):
    ask(client, KNOWN, HTTP_HOST="evil.example")
    (letter,) = Mail.objects.all()
    assert letter.to == KNOWN and "https://fund.example/accounts/password/reset/key/" in letter.body
    assert "evil" not in letter.body + letter.subject
    assert "รหัสผ่าน" in letter.subject and "ถ้าไม่ใช่คุณ" in letter.body


def test_an_unknown_address_is_told_nothing(client):
    known, answer = ask(client, KNOWN)
    unknown, _ = ask(client, "nobody@example.org")
    assert known == unknown and english(answer) == []
    assert Mail.objects.count() == 1 and not mail.outbox


def test_a_mail_server_that_is_away_stops_no_page(client, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    def away(self: EmailBackend) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", away)
    _, answer = ask(client, KNOWN)
    assert answer.status_code == 200
    jobs.run_due()
    assert Mail.objects.get().sent_at is None and Job.objects.get(kind="notices.send_mail").state == "waiting"


def test_the_link_opens_once_and_its_words_leave_with_the_letter(client):
    ask(client, KNOWN)
    link = re.search(r"https://fund\.example(\S+)", Mail.objects.get().body).group(1)
    page = client.get(link, follow=True)
    place = page.redirect_chain[-1][0]
    assert english(page) == []
    assert client.post(place, {"password1": "short", "password2": "short"}).status_code == 200
    client.post(place, {"password1": FRESH, "password2": FRESH})
    assert Person.objects.get(username="somsri").check_password(FRESH)
    assert "หมดอายุ" in client.get(link, follow=True).content.decode()
    jobs.run_due()
    assert {letter.body for letter in Mail.objects.all()} == {""}


def test_the_second_factor_stays_after_a_reset(client):
    """The letter opens no account: what the telephone says is asked for as before."""
    TOTP.activate(Person.objects.get(username="somsri"), generate_totp_secret())
    ask(client, KNOWN)
    link = re.search(r"https://fund\.example(\S+)", Mail.objects.get().body).group(1)
    place = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": FRESH, "password2": FRESH})
    answer = client.post("/accounts/login/", {"login": "somsri", "password": FRESH})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


def test_one_address_gets_three_letters_an_hour(client):
    answers = [client.post(ASK, {"email": KNOWN}) for _ in range(5)]
    assert [each.status_code for each in answers] == [302, 302, 302, 429, 429] and Mail.objects.count() == 3
    assert english(answers[-1]) == [] and "ยังไม่มีอะไรเปลี่ยน" in answers[-1].content.decode()
