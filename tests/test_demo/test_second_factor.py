"""The demo's one second factor: printed, asked for where production would ask, and worth nothing outside a demo."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from demo import second_factor
from tests.world import PASSWORD

CHECK = "/accounts/2fa/authenticate/"


@pytest.fixture
def asked(db, at_work, client, settings) -> str:
    """The treasurer's password is right, and the code is asked for; what `make run` printed."""
    settings.PRINTED_SEED_OPENS = settings.REQUIRE_MFA = True
    told = StringIO()
    call_command("demo", "--accounts", stdout=told)
    assert client.post("/accounts/login/", {"login": "treasurer", "password": PASSWORD}).headers["Location"] == CHECK
    return told.getvalue()


def test_what_is_printed_lets_in(asked, client, settings):
    assert settings.PRINTED_SEED in asked and second_factor.code() in asked
    assert client.post(CHECK, {"code": second_factor.code()}).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_outside_a_demo_it_opens_nothing(asked, client, settings):
    settings.PRINTED_SEED_OPENS = False
    assert client.post(CHECK, {"code": second_factor.code()}).status_code == 200
    assert client.get("/desk/").status_code == 302


def test_who_has_one_of_their_own_keeps_it(asked, settings):
    own = Authenticator.objects.first()
    Authenticator.objects.exclude(pk=own.pk).delete()
    second_factor.bring_up_to_date()
    assert Authenticator.objects.filter(user=own.user).get() == own
    settings.REQUIRE_MFA = False
    second_factor.bring_up_to_date()
    assert not Authenticator.objects.exists()
