"""A stand-in for ThaiD on this machine: a real HTTP server that keeps to OpenID Connect, and lies when it is told to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

ID, SECRET = "thunklang", "a-secret-of-two"


TRUE, OTHER = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _n in range(2))


@dataclass
class StandIn:
    """`claims` are said of whoever comes; `lies` go over what would be said in truth."""

    now: float
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    metadata_lies: dict[str, Any] = field(default_factory=dict)
    forged: str = ""
    issuer: str = ""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    key: Any = field(default_factory=lambda: TRUE)

    def metadata(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        told = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        return {"issuer": self.issuer, **told, **self.metadata_lies}

    def authorize(self, query: dict[str, str]) -> str:
        """The person agrees; the browser is sent back with a code."""
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256", query
        assert query["client_id"] == ID and len(query["nonce"]) >= 43 and len(query["state"]) >= 43
        code = secrets.token_urlsafe(20)
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        known = base64.b64encode(f"{ID}:{SECRET}".encode()).decode()
        asked = self.asked.pop(form.get("code", ""), None)
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        if authorization != f"Basic {known}" or asked is None or proved != asked["code_challenge"]:
            self.refused.append("client, code or verifier")
            return None
        if form["redirect_uri"] != asked["redirect_uri"] or form["grant_type"] != "authorization_code":
            self.refused.append("redirect")
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}

    def _id_token(self, nonce: str) -> str:
        told = {"iss": self.issuer, "aud": ID, "iat": self.now, "exp": self.now + 300, "nonce": nonce, "ial": "2.3"}
        said = {k: v for k, v in {**told, **self.claims, **self.lies}.items() if v is not None}
        if self.forged == "none":
            parts = ({"alg": "none"}, said)
            return ".".join(_plain(json.dumps(part)) for part in parts) + "."
        if self.forged == "shared":
            return jwt.encode({"alg": "HS256"}, said, OctKey.import_key(SECRET * 3))
        if self.forged == "key":
            return jwt.encode({"alg": "RS256", "kid": "one"}, said, OTHER)
        alg = "ES256" if isinstance(self.key, ECKey) else "RS256"
        return jwt.encode({"alg": alg, "kid": "one"}, said, self.key)

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self.key]).as_dict(private=False))


def _plain(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@contextmanager
def serving(now: float) -> Iterator[StandIn]:
    stand_in = StandIn(now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(place.query).items()}
                self.send_response(302)
                self.send_header("Location", stand_in.authorize(query))
                self.end_headers()
            else:
                found = {"/.well-known/openid-configuration": stand_in.metadata, "/keys": stand_in.keys}
                self._say(found[place.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(stand_in.token(form, self.headers.get("Authorization", "")))

        def _say(self, told: dict[str, Any] | None) -> None:
            self.send_response(200 if told else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
