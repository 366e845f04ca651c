"""OpenID Connect with whoever vouches for persons from outside: ThaiD, or an agency's own provider, by settings alone.

Authorization code with PKCE (RFC 7636), state and nonce; OpenID Connect Core 1.0 §3.1.3.7 for what is checked of the answer.
Of what is told only a keyed digest of the person's number is kept, and the name is compared.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from django.conf import settings
from django.urls import reverse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from jobs import clock

# Never "none", and no shared secret: whoever knows that could sign.
ALGORITHMS = ["RS256", "PS256", "ES256"]
TIMEOUT = 8
LEEWAY = 60
OLDEST = 600
PLACE = ".well-known/openid-configuration"


class Refused(Exception):
    """The provider's answer is not believed, or none came; the text is for the log of errors, never for a page."""


@dataclass(frozen=True, slots=True)
class Provider:
    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    scope: str
    subject: str
    least_ial: str
    recognises: bool

    @property
    def back(self) -> str:
        return settings.SITE_URL.rstrip("/") + reverse("people:identity_back", args=[self.name])

    def digest(self, subject: str) -> str:
        """Of two providers the same number is two: none speaks for the people of another."""
        said = f"{self.issuer}|{self.subject}|{subject}".encode()
        return hmac.new(settings.PID_KEY.encode(), said, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser's session keeps between going there and coming back."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Vouched:
    provider: Provider
    digest: str
    name: str


def providers() -> list[Provider]:
    return [Provider(**fields) for fields in settings.OIDC_PROVIDERS.values()]


def find(name: str) -> Provider | None:
    return next((one for one in providers() if one.name == name), None)


def begin(provider: Provider) -> tuple[str, Asked]:
    """The address to go to, and what to remember until the way back."""
    place = _metadata(provider)["authorization_endpoint"]
    asked = Asked(*(secrets.token_urlsafe(48) for _n in range(3)))
    with _client(provider) as client:
        url, _state = client.create_authorization_url(
            place, state=asked.state, nonce=asked.nonce, code_verifier=asked.verifier
        )
    return str(url), asked


def finish(provider: Provider, asked: Asked, answer: Mapping[str, str]) -> Vouched:
    """Whom the provider vouches for. Refused: another's answer, an old one, one meant for another, or signed by none of its keys."""
    if not hmac.compare_digest(answer.get("state", "").encode(), asked.state.encode()):
        raise Refused("state")
    if answer.get("iss", provider.issuer) != provider.issuer or not answer.get("code"):
        raise Refused("issuer or code")
    metadata = _metadata(provider)
    try:
        with _client(provider) as client:
            token = client.fetch_token(
                metadata["token_endpoint"],
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=asked.verifier,
            )
        keys = KeySet.import_key_set(_get(metadata["jwks_uri"]))
        claims = jwt.decode(str(token["id_token"]), keys, algorithms=ALGORITHMS).claims
    except (httpx2.HTTPError, AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as error:
        raise Refused(f"token: {type(error).__name__}") from error
    _check(provider, asked, claims)
    return Vouched(provider, provider.digest(_subject(provider, claims)), str(claims.get("name") or ""))


def _check(provider: Provider, asked: Asked, claims: Mapping[str, Any]) -> None:
    now = clock.now().timestamp()
    times = [claims.get("exp"), claims.get("iat")]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in times):
        raise Refused("no times")
    faults = {
        "issuer": claims.get("iss") != provider.issuer,
        "audience": claims.get("aud") not in (provider.client_id, [provider.client_id]),
        "authorized party": claims.get("azp", provider.client_id) != provider.client_id,
        "expired": claims["exp"] <= now - LEEWAY,
        "issued": not now - OLDEST <= claims["iat"] <= now + LEEWAY,
        "nonce": not hmac.compare_digest(str(claims.get("nonce", "")).encode(), asked.nonce.encode()),
        "ial": not _is_sure_enough(provider, claims.get("ial")),
    }
    if found := [name for name, is_wrong in faults.items() if is_wrong]:
        raise Refused(", ".join(found))


def _is_sure_enough(provider: Provider, ial: object) -> bool:
    """How well the provider knows its person (ETDA's levels: ThaiD with the card's chip read is 2.3)."""
    if not provider.least_ial:
        return True
    try:
        level, least = Decimal(str(ial)), Decimal(provider.least_ial)
    except InvalidOperation:
        return False
    return level.is_finite() and level >= least


def _subject(provider: Provider, claims: Mapping[str, Any]) -> str:
    said = claims.get(provider.subject)
    if not isinstance(said, str) or not 0 < len(said) <= 255:
        raise Refused("no subject")
    if provider.subject == "pid" and not is_pid(said):
        raise Refused("no number of a card")
    return said


def is_pid(text: str) -> bool:
    """Thirteen digits, the last of which checks the others (modulo 11)."""
    if len(text) != 13 or not text.isascii() or not text.isdecimal():
        return False
    return (11 - sum(int(digit) * (13 - place) for place, digit in enumerate(text[:12])) % 11) % 10 == int(text[12])


def _client(provider: Provider) -> Any:
    return OAuth2Client(
        provider.client_id,
        provider.client_secret,
        scope=provider.scope,
        redirect_uri=provider.back,
        code_challenge_method="S256",
        timeout=TIMEOUT,
    )


def _metadata(provider: Provider) -> dict[str, Any]:
    """Asked anew each time: keys change, and it is asked seldom. Whoever answers must call itself exactly as we know it."""
    found: dict[str, Any] = _get(f"{provider.issuer.rstrip('/')}/{PLACE}")
    if found.get("issuer") != provider.issuer:
        raise Refused("discovery says another issuer")
    places = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(place, str) and _is_safe(place, provider) for place in places):
        raise Refused("discovery names no safe address")
    return found


def _is_safe(place: str, provider: Provider) -> bool:
    """HTTPS; a stand-in on this very machine, which settings alone can name, is asked as it is."""
    parts, known = urlsplit(place), urlsplit(provider.issuer)
    return parts.scheme == "https" or (known.scheme == "http" and parts.netloc == known.netloc)


def _get(place: str) -> Any:
    try:
        answer = httpx2.get(place, timeout=TIMEOUT, follow_redirects=False).raise_for_status().json()
    except (httpx2.HTTPError, ValueError) as error:
        raise Refused(f"{type(error).__name__} at the provider") from error
    if not isinstance(answer, dict):
        raise Refused("no object")
    return answer
