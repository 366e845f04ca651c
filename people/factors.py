"""Second factors as the library of sign-in keeps them, with everything in them sealed; what counts as one.

allauth seals the keys of authenticators and of printed codes by the adapter's two methods. A passkey it would keep in
clear words, so the class by which it writes and reads them is ours (`people.apps` puts it there).
"""

from __future__ import annotations

import json
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from people import sealing
from people.models import Person

Kind = Authenticator.Type


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types for it
    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed that is printed for everybody is another each time it is looked at, where it is to open nothing."""
        opened = sealing.unseal(encrypted_text)
        may_open = settings.PRINTED_SEED_OPENS or opened != settings.PRINTED_SEED
        return opened if may_open else str(generate_totp_secret())

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Where an authenticator would be asked for, the codes of a printed sheet are too."""
        counted = [*types, Kind.RECOVERY_CODES] if types and Kind.TOTP in types else types
        return bool(super().is_mfa_enabled(user, types=counted))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name a telephone shows, and the host that a passkey is bound to: one of `ALLOWED_HOSTS`."""
        return {"id": context.request.get_host().partition(":")[0], "name": "ทุนกลาง"}


def is_printed(row: Authenticator) -> bool:
    return bool(row.type == Kind.TOTP and sealing.unseal(row.data["secret"]) == settings.PRINTED_SEED)


class SealedPasskey(auth.WebAuthn):  # type: ignore[misc]  # as above
    """What a passkey said when it was made: its public key, its number, its maker. `name` alone stays readable."""

    @classmethod
    def add(cls, user: Person, name: str, credential: dict[str, Any]) -> SealedPasskey:
        data = {"name": name[:60], "sealed": sealing.seal(json.dumps(credential))}
        return cls(Authenticator.objects.create(user=user, type=Kind.WEBAUTHN, data=data))

    @property
    def _credential(self) -> dict[str, Any]:
        opened: dict[str, Any] = json.loads(sealing.unseal(self.instance.data["sealed"]))
        return opened

    @property
    def authenticator_data(self) -> Any:
        return auth.parse_registration_response(self._credential).response.attestation_object.auth_data

    @property
    def is_passwordless(self) -> bool | None:
        return None  # beside a password always


# Where, in each kind's data, something sealed stands.
_SEALED = {Kind.TOTP: "secret", Kind.RECOVERY_CODES: "seed", Kind.WEBAUTHN: "sealed"}


@transaction.atomic
def reseal_all() -> int:
    """Seal every secret anew under the first key; answers how many. Refuses all when one cannot be opened."""
    # Whoever uses a printed code at this moment waits: the mark that it was used stands in the same data.
    rows = Authenticator.objects.select_for_update().order_by("pk")
    for row in rows:
        place = _SEALED[row.type]
        row.data[place] = sealing.seal(sealing.unseal(row.data[place]))
        row.save(update_fields=["data"])
    return len(rows)
