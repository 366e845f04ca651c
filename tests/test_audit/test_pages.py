"""The auditor's page: who oversees the province, and nobody else; what is taken away there verifies."""

from __future__ import annotations

import subprocess

import pytest

from people.models import Person
from tests import shown


@pytest.fixture
def visit(db, client):
    def go(who: str, url: str):
        client.force_login(Person.objects.get(username=who))
        return client.get(url)

    return go


@pytest.mark.parametrize("who", ["auditor", "secretariat"])
def test_overseers_read_the_log_in_words(visit, who):
    page = visit(who, "/audit/")
    assert page.status_code == 200 and "1,000,000.00" in page.content.decode()


@pytest.mark.parametrize("who", ["treasurer", "somsri", "board_chair", "codi", "stranger"])
@pytest.mark.parametrize("url", ["/audit/", "/audit/57/bundle.zip", "/audit/system/bundle.zip"])
def test_others_do_not(visit, who, url):
    assert visit(who, url).status_code in (403, 404)


@pytest.mark.parametrize("url", ["/audit/56/bundle.zip", "/audit/system/bundle.zip"])
def test_an_auditor_takes_one_province_only(visit, url):
    assert visit("auditor", url).status_code in (403, 404)


def test_the_bundle_taken_away_verifies_as_the_page_says(visit, tmp_path):
    """Both files under the names that they are given, in a folder where nothing else is."""
    for url in ("/audit/57/bundle.zip", "/audit/verify_audit.py"):
        given = visit("auditor", url)
        (tmp_path / given.filename).write_bytes(b"".join(given.streaming_content))
    commands = shown.on_page(visit("auditor", "/audit/").content.decode())
    assert commands == ["python3 -m zipfile -e audit-57.zip audit-57", "python3 verify_audit.py audit-57"]
    for command in commands:
        subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
