"""A time stamp counts once it verifies: by an authority that `openssl ts` makes here, without a network."""

from __future__ import annotations

import subprocess
from pathlib import Path

import httpx2
import pytest

from audit import notes, stamping
from audit.models import Note, Stamp
from tests.test_audit.conftest import happened
from tests.test_audit.test_remembering import Signer, signer

__all__ = ["signer"]
CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {0}/serial
crypto_device = builtin
signer_cert = {0}/tsa.pem
signer_key = {0}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""
STAMPS = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """Answers as one on the network would; `bends` is done to the answer."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bends = folder, lambda raw: raw
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "9"]
        f = str(folder)
        openssl("req", "-x509", *key, "-keyout", f"{f}/ca.key", "-out", f"{f}/ca.pem", "-subj", "/CN=root")
        openssl("req", *key[:-2], "-keyout", f"{f}/tsa.key", "-out", f"{f}/tsa.csr", "-subj", "/CN=time")
        (folder / "ext").write_text(STAMPS)
        signed = [
            "-CA",
            f"{f}/ca.pem",
            "-CAkey",
            f"{f}/ca.key",
            "-CAcreateserial",
            "-days",
            "9",
            "-extfile",
            f"{f}/ext",
        ]
        openssl("x509", "-req", "-in", f"{f}/tsa.csr", *signed, "-out", f"{f}/tsa.pem")
        (folder / "serial").write_text("01\n")
        (folder / "config").write_text(CONFIG.format(folder))

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        query, answer = self.folder / "query", self.folder / "answer"
        query.write_bytes(request.content)
        openssl("ts", "-reply", "-queryfile", str(query), "-out", str(answer), "-config", str(self.folder / "config"))
        return httpx2.Response(200, content=self.bends(answer.read_bytes()))


@pytest.fixture
def authority(tmp_path, settings) -> Authority:
    folder = tmp_path / "tsa"
    folder.mkdir()
    settings.TSA_URL, settings.TSA_ROOT_FILE = "http://tsa.example/", str(folder / "ca.pem")
    return Authority(folder)


def stamped(signer: Signer, authority: Authority) -> int:
    client = httpx2.Client(transport=httpx2.MockTransport(authority))
    return signer.do(lambda: stamping.stamp(client))


def test_the_newest_notes_are_stamped_once_and_openssl_agrees(signer, authority, tmp_path, client):
    happened(2, "58")
    signer.sign()
    assert stamped(signer, authority) == Note.objects.count() and stamped(signer, authority) == 0
    stamp = Stamp.objects.get(tree="58")
    note = Note.objects.get(tree="58", size=stamp.size)
    (tmp_path / "note.txt").write_text(notes.read(bytes(note.body)).text)
    (tmp_path / "answer").write_bytes(bytes(stamp.token))
    openssl(
        *("ts", "-verify", "-data", f"{tmp_path}/note.txt", "-in", f"{tmp_path}/answer"),
        *("-CAfile", f"{authority.folder}/ca.pem"),
    )
    assert "tsa.example" in client.get("/log/").content.decode()


def test_a_bent_answer_or_another_root_is_no_stamp(signer, authority, tmp_path, settings):
    happened(2, "58")
    signer.sign()
    authority.bends = lambda raw: raw[:-5] + bytes([raw[-5] ^ 1]) + raw[-4:]
    assert stamped(signer, authority) == 0
    authority.bends = lambda raw: b"nonsense"
    assert stamped(signer, authority) == 0
    authority.bends = lambda raw: raw
    (tmp_path / "other").mkdir()
    settings.TSA_ROOT_FILE = str(Authority(tmp_path / "other").folder / "ca.pem")
    assert stamped(signer, authority) == 0 and not Stamp.objects.exists()


def test_without_an_authority_nobody_is_asked(signer, settings):
    happened(2, "58")
    signer.sign()
    settings.TSA_URL = ""
    assert signer.do(stamping.stamp) == 0
