"""Production does not start without its own secrets, and says each that is missing; the demo has its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from config import production
from launcher import surroundings
from tests.databases import ROOT

GOOD = {
    "SECRET_KEY": "kA3xVq0u-9Zt_1mPzR7cJ2yLwQ8sHd5eFgB6nTiXoUvYpKjM4rWbE",
    "FACTOR_KEYS": "kE9dQ2vX7bR4tY1uI8oP5aS0fG3hJ6lZ-cVnMxWq_sU",
    "ALLOWED_HOSTS": "fund.example",
    "SITE_URL": "https://fund.example",
    "HTTPS": "1",
    "REQUIRE_MFA": "1",
    "DEMO": "0",
    "DEBUG": "0",
    "DATABASE_URL": "postgres://thunklang_app:Xk29-secret@db/thunklang",
}
STARTING = {
    "web": ["-c", "import config.wsgi"],
    "worker": ["manage.py", "work", "--until-idle"],
    "signer": ["manage.py", "sign", "--once"],
    "server": ["-m", "config.serve", "--bind", "127.0.0.1:1"],
}


def start(what: str, **change: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "VAR_DIR")}
    env = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **GOOD, **change}
    return subprocess.run([sys.executable, *STARTING[what]], cwd=ROOT, env=env, capture_output=True, text=True)


@pytest.mark.parametrize("what", STARTING)
def test_nothing_that_serves_starts_without_its_secrets(what):
    done = start(what, SECRET_KEY="", FACTOR_KEYS="", ALLOWED_HOSTS="", SITE_URL="http://x", HTTPS="0", REQUIRE_MFA="0")
    assert done.returncode == 1
    for name in ("SECRET_KEY", "FACTOR_KEYS", "ALLOWED_HOSTS", "SITE_URL", "HTTPS", "REQUIRE_MFA"):
        assert name in done.stderr, done.stderr


def test_with_them_it_starts():
    done = start("web")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def lacking(settings, monkeypatch):
    settings.DEMO = settings.DEBUG = False
    settings.HTTPS = settings.REQUIRE_MFA = True
    settings.ALLOWED_HOSTS = ["fund.example"]
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "own")
    return lambda: list(production.lacking())


@pytest.mark.parametrize(
    "key", ["", "short", "a" * 60, "change-me" * 8, "django-insecure-" + "kA3xVq0u9Zt1mPzR7cJ2y" * 2]
)
def test_a_key_that_somebody_else_may_have_is_none(lacking, monkeypatch, key):
    assert lacking() == []
    monkeypatch.setenv("SECRET_KEY", key)
    (line,) = lacking()
    assert line.startswith("SECRET_KEY")


@pytest.mark.parametrize("keys", ["", "short", "0" * 43, "kE9dQ2vX7bR4tY1uI8oP5aS0fG3hJ6lZ-cVnMxWq_sU old"])
def test_second_factors_are_sealed_under_keys_of_ones_own(lacking, monkeypatch, keys):
    monkeypatch.setenv("FACTOR_KEYS", keys)
    (line,) = lacking()
    assert line.startswith("FACTOR_KEYS")


def test_an_example_password_and_every_host_are_named(lacking, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "change-me-2")
    assert [line.split()[0] for line in lacking()] == ["ALLOWED_HOSTS", "The"]


def test_the_keys_that_the_launcher_makes_are_enough(lacking, monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    names = ("SECRET_KEY", "FACTOR_KEYS", "PID_KEY")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    made = surroundings.whole(None)
    for name in names:
        monkeypatch.setenv(name, made[name])
    assert lacking() == []


def test_the_demo_asks_for_nothing(lacking, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setenv("SECRET_KEY", "")
    assert lacking() == []
