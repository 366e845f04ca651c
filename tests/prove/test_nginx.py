"""The nginx of docker-compose.yml, run from its very configuration before a served site: TLS, limits, buffering, cache.

Only `here/` and the certificate are others: other ports, and the site beside it instead of the container `web`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import ROOT
from tests.front import sites
from tests.front.sockets import BODY, HEAD, Connect, ask, get, healthy, plain, secure, slow, status

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="make prove installs nginx")


@dataclass
class Front:
    connect: Connect
    plain: Connect
    state: Path
    web: Connect


@pytest.fixture(scope="module")
def front(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    state, prefix = tmp_path_factory.mktemp("site"), Path(tempfile.mkdtemp(dir="/tmp"))
    prefix.chmod(0o755)  # its workers are another user
    settings = {"HTTPS": "1", "TRUSTED_PROXIES": "127.0.0.1", "ACCESS_LOG": "1", "PYTHONUNBUFFERED": "1"}
    https, http = sites.free_port(), sites.free_port()
    with sites.served(template, state, **settings) as web:
        command = _configured(prefix, web=web, https=https, http=http)
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        with (prefix / "err").open("w") as said:
            process = subprocess.Popen(command, stderr=said)
        time.sleep(1)
        yield Front(secure(https), plain(http), state, plain(web))
        process.terminate()
        process.wait(10)
    shutil.rmtree(prefix)


def _configured(prefix: Path, *, web: int, https: int, http: int) -> list[str]:
    conf = prefix / "conf"
    shutil.copytree(ROOT / "nginx", conf)
    shutil.copytree(ROOT / "nginx" / "pages", prefix / "pages")
    (prefix / "temp").mkdir()
    (conf / "tls").mkdir(exist_ok=True)
    key, certificate = conf / "tls" / "privkey.pem", conf / "tls" / "fullchain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    (conf / "here" / "listen.conf").write_text(f"listen 127.0.0.1:{https} ssl http2;\n")
    (conf / "here" / "plain.conf").write_text(f"listen 127.0.0.1:{http};\n")
    (conf / "here" / "upstream.conf").write_text(f"upstream web {{ server 127.0.0.1:{web}; keepalive 16; }}\n")
    return ["nginx", "-p", f"{prefix}/", "-c", f"{conf}/nginx.conf", "-g", f"daemon off; pid {prefix}/pid;"]


def header(answer: bytes, name: str) -> str:
    found = re.search(rf"^{name}: (.*?)\r$".encode(), answer, re.IGNORECASE | re.MULTILINE)
    return found[1].decode() if found else ""


def test_plain_http_leads_to_https(front):
    answer = get(front.plain, "/check/")
    assert status(answer) == 301 and header(answer, "Location").startswith("https://")


@pytest.mark.parametrize("many", [24, 90])
@pytest.mark.parametrize(("begin", "drop"), [(BODY, b"x"), (HEAD, b"X-A: b\r\n")], ids=["bodies", "heads"])
def test_slow_ones_starve_nobody(front, many, begin, drop):
    with slow(front.connect, many, begin, drop):
        typical, longest = healthy(front.connect)
    assert typical < 0.2 and longest < 1.0


def test_a_public_page_comes_from_the_cache_and_a_signed_in_one_never(front):
    get(front.connect, "/provinces/57/")
    again = get(front.connect, "/provinces/57/")
    assert header(again, "X-Cache") == "HIT" and b"Set-Cookie" not in again
    mine = get(front.connect, "/provinces/57/", Cookie="text=large; __Host-sessionid=abc")
    assert header(mine, "X-Cache") == "BYPASS" and header(mine, "Cache-Control") == "no-store"
    english = get(front.connect, "/provinces/57/", Cookie="django_language=en")
    assert header(english, "Content-Language") == "en"
    assert header(get(front.connect, "/provinces/57/"), "Content-Language") == "th"


@pytest.mark.parametrize("place", ["/accounts/login/", "/join/", "/check/AAAAA/", "/no/such/page/"])
def test_other_pages_are_not_kept(front, place):
    for _ in range(2):
        assert header(get(front.connect, place), "X-Cache") in ("", "MISS", "BYPASS")


def test_the_cache_carries_a_thousand_visits_a_second(front):
    """Some hundred in a row from one address would meet the limit on requests: so few, and the mean."""
    get(front.connect, "/")
    began = time.monotonic()
    for _ in range(50):
        assert status(get(front.connect, "/")) == 200
    assert (time.monotonic() - began) / 50 < 0.02  # with a new TLS connection each


def test_large_bodies_are_refused_before_they_come(front):
    for path, size in (("/accounts/login/", 70_000), ("/requests/1/attach/", 400 * 1024 * 1024)):
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\n\r\n".encode()
        answer = ask(front.connect, head + b"x" * 50_000, wait=3)
        assert status(answer) == 413 and "ข้อมูลใหญ่เกินไป".encode() in answer


@pytest.mark.parametrize(
    "asked",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=" + b"x" * 9000 + b"\r\n\r\n",
        b"GET /?" + b"a" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /pages/away.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
    ids=["cookies", "address", "no host", "method", "inner"],
)
def test_what_nginx_itself_refuses_is_said_in_our_words(front, asked):
    answer = ask(front.connect, asked, wait=1)
    assert 400 <= status(answer) < 500 and b"<center>" not in answer
    assert b'<html lang="th">' in answer and b'<p lang="en">' in answer


def test_a_made_up_name_gets_no_page_from_the_cache(front):
    get(front.connect, "/provinces/57/")
    asked = b"GET /provinces/57/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert status(ask(front.connect, asked)) == 400


def test_a_made_up_address_does_not_come_through(front):
    """Wrong codes from one place, whatever it says of itself, are one network's; the line says whose."""
    said = [status(get(front.connect, f"/check/{n:015}/", X_Forwarded_For=f"203.0.113.{n}")) for n in range(40)]
    assert set(said[:25]) == {404} and set(said[30:]) == {429}  # the tests above were wrong some times, too
    assert "203.0.113" not in (front.state / "out").read_text()


def test_who_asks_without_end_is_slowed_and_a_hall_is_not(front):
    """25 browsers that open a page with its files at once are under the limit; thousands of requests are not."""
    time.sleep(11)  # what the tests above have used up
    hall = [status(get(front.connect, "/accounts/login/")) for _ in range(125)]
    assert set(hall) == {200}
    flood = b"".join(b"GET /join/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" for _ in range(900))
    with suppress(OSError):
        told = ask(front.connect, flood, wait=5)
    assert told.count(b"HTTP/1.1 429") > 100
