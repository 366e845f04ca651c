from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Passkeys are written and read sealed: the library names one class for both, and has no setting for it."""
        passkeys = import_module("allauth.mfa.webauthn.internal.auth")
        passkeys.WebAuthn = import_module("people.factors").SealedPasskey  # type: ignore[attr-defined]  # any module
