"""A passkey in software: what a telephone or a small key answers (WebAuthn level 2, attestation "none")."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

RP, ORIGIN = "localhost", "https://localhost"
PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


class SoftKey:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(32)
        self.text_id = websafe_encode(self._id)
        self.options: dict[str, Any] = {}

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        self.options = options
        public = cbor.encode(dict(ES256.from_cryptography_key(self._key.public_key())))
        held = bytes(16) + len(self._id).to_bytes(2, "big") + self._id + public
        said = self._authenticator_data(options["publicKey"]["rp"]["id"], PRESENT_AND_VERIFIED | WITH_KEY) + held
        seen = self._client_data("webauthn.create", options, ORIGIN)
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": said})
        return self._credential(
            {"clientDataJSON": websafe_encode(seen), "attestationObject": websafe_encode(made), "transports": []}
        )

    def get(
        self, options: dict[str, Any], *, origin: str = ORIGIN, kind: str = "webauthn.get", forged: bool = False
    ) -> dict[str, Any]:
        said = self._authenticator_data(options["publicKey"]["rpId"], PRESENT_AND_VERIFIED)
        seen = self._client_data(kind, options, origin)
        key = ec.generate_private_key(ec.SECP256R1()) if forged else self._key
        signature = key.sign(said + hashlib.sha256(seen).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": websafe_encode(seen),
                "authenticatorData": websafe_encode(said),
                "signature": websafe_encode(signature),
            }
        )

    def _authenticator_data(self, rp: str, flags: int) -> bytes:
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + (1).to_bytes(4, "big")

    def _client_data(self, kind: str, options: dict[str, Any], origin: str) -> bytes:
        told = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": origin}
        return json.dumps(told).encode()

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": self.text_id,
            "rawId": self.text_id,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": response,
        }
