"""Who asks: X-Forwarded-For is believed from our own proxies only, and read from its right end."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from doors import network


@pytest.fixture
def trusted(monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1 2001:db8::/32")
    return env.networks("TRUSTED_PROXIES")


@pytest.mark.parametrize(
    ("remote", "said", "is_client"),
    [
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),  # a stranger says what he likes
        ("10.0.0.5", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.5", "1.2.3.4, 198.51.100.7", "198.51.100.7"),  # what came before our proxy was made up
        ("10.0.0.5", "1.2.3.4, 198.51.100.7, 192.0.2.1", "198.51.100.7"),
        ("::ffff:10.0.0.5", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "198.51.100.7, nonsense", "10.0.0.5"),
        ("10.0.0.5", "198.51.100.7:443", "10.0.0.5"),
        ("2001:db8::1", "2001:4860::8888", "2001:4860::8888"),
        ("", "198.51.100.7", "0.0.0.0"),
        ("10.0.0.5", ",".join(["10.1.1.1"] * 40), "10.1.1.1"),
    ],
)
def test_the_visitor_is_who_our_own_proxy_saw(trusted, remote, said, is_client):
    assert str(network.client({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": said}, trusted)) == is_client


@pytest.mark.parametrize("wrong", ["*", "10.0.0.1/8", "proxy.example", "0.0.0.0/0", "::/0", "10.0.0.256"])
def test_the_setting_is_strict(monkeypatch, wrong):
    monkeypatch.setenv("TRUSTED_PROXIES", wrong)
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        env.networks("TRUSTED_PROXIES")


@pytest.mark.parametrize(
    ("address", "counted"),
    [("198.51.100.7", "198.51.100.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("nonsense", "0.0.0.0/24")],
)
def test_a_network_is_what_a_limit_counts(address, counted):
    assert network.of(address) == counted


def test_https_is_what_our_proxy_says_and_nobody_else(client, db, settings, trusted):
    settings.TRUSTED_PROXIES = trusted
    said = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert client.get("/accounts/login/", REMOTE_ADDR="10.0.0.5", **said).wsgi_request.is_secure()
    assert not client.get("/accounts/login/", REMOTE_ADDR="203.0.113.9", **said).wsgi_request.is_secure()
