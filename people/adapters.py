"""What the library of sign-in asks of us: who may come in, how wrong passwords are counted, how its letters are sent."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from doors.security import Kind
from people import effects, services, sessions, sign_in
from people.models import Person

PASSWORDS = ("password_changed", "password_reset", "password_set")
FACTORS = {
    "totp_activated": True,
    "webauthn_added": True,
    "recovery_codes_generated": True,
    "totp_deactivated": False,
    "webauthn_removed": False,
}


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up alone: people come in by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """User names are chosen by people, never made up from an address."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """As `config.front.Visitor` found it."""
        return str(request.META["REMOTE_ADDR"])

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Asked before a password is looked at: the library's own limit counts whole offices as one."""
        if sign_in.is_limited(request, sign_in.name_in(credentials)):
            request.is_limited = True  # type: ignore[attr-defined]  # for the status of the answer: 429
            raise ValidationError(_("Too many wrong passwords. Wait five minutes, then try again."), code="limited")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in.count_failure(request, sign_in.name_in(credentials))

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        sessions.begin(request)
        sign_in.tell(request, Kind.SIGNED_IN, cast("Person", user))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the site's own address: the Host that a request names is whatever its sender wrote."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL.rstrip("/") + path.replace("UID-KEY", key)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        super().send_password_reset_mail(user, email, context)
        sign_in.tell(context["request"], Kind.RECOVERY, cast("Person", user))

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """The library's hook for what happened to somebody's signing in: told as everything is, with an address or without."""
        name = template_prefix.rpartition("/")[2]
        if name in PASSWORDS:
            services.password_changed(user)
        elif name in FACTORS:
            here = self.request.session.session_key or ""
            services.factor_changed(user, added=FACTORS[name], here=here)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As every letter: a row, sent by a job, in both languages. A mail server that is away stops nobody's page."""

        def says() -> tuple[str, str]:
            letter = self.render_mail(template_prefix, email, context)
            return " ".join(letter.subject.split()), str(letter.body)

        with transaction.atomic():
            effects.written(email, says)
