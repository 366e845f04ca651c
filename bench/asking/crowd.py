"""Four clients at once, against the web as `make run` starts it: how many pages a second they get."""

from __future__ import annotations

import http.client
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from launcher import service, surroundings

CLIENTS, SECONDS, PORT = 4, 5.0, "8931"
SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from people.models import Person
session, person = import_module(settings.SESSION_ENGINE).SessionStore(), Person.objects.get(username="audit57")
session.update({SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(settings.SESSION_COOKIE_NAME + "=" + session.session_key)
"""
SIGNED_IN = {"request list": "/requests/"}
OPEN = {"public home": "/", "public province": "/provinces/57/"}  # as visitors come: without a cookie


def asked(addresses: dict[str, str], folder: Path) -> dict[str, float]:
    """Pages a second, by page."""
    env = {**surroundings.whole(None), **addresses, "PORT": PORT, "DB_ROLE": "app", "ALLOWED_HOSTS": "127.0.0.1"}
    shell = [*surroundings.manage("shell"), "-v", "0", "-c", SIGN_IN]
    cookie = subprocess.run(shell, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1]
    os.environ["PORT"] = PORT
    web = next(one for one in service.all_of(env, folder) if one.name == "web")
    web.tend()
    try:
        _wait()
        signed_in = {name: _rate(url, cookie) for name, url in SIGNED_IN.items()}
        return signed_in | {name: _rate(url, "") for name, url in OPEN.items()}
    finally:
        web.stop()


def _wait() -> None:
    for _ in range(100):
        try:
            _get(http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=5), "/", "")
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The web did not answer.")


def _get(connection: http.client.HTTPConnection, url: str, cookie: str) -> None:
    headers = {"Accept-Encoding": "gzip", "Host": f"127.0.0.1:{PORT}"}
    connection.request("GET", url, headers=headers | ({"Cookie": cookie} if cookie else {}))
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{url} answers {answer.status}")


def _rate(url: str, cookie: str) -> float:
    _client(url, cookie, 1.0)  # warm
    with ThreadPoolExecutor(CLIENTS) as pool:
        counts = list(pool.map(lambda _at: _client(url, cookie, SECONDS), range(CLIENTS)))
    return round(sum(counts) / SECONDS, 1)


def _client(url: str, cookie: str, seconds: float) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=30)
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        _get(connection, url, cookie)
        count += 1
    return count
