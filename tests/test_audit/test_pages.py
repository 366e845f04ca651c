"""The auditor's page: who oversees the province, and nobody else; what is taken away there verifies."""

from __future__ import annotations

import subprocess

import pytest

from documents.models import Parcel
from jobs.services import run_due
from people.models import Person
from tests import shown


@pytest.fixture
def visit(db, client):
    def go(who: str, url: str, *, post: bool = False):
        client.force_login(Person.objects.get(username=who))
        return client.post(url) if post else client.get(url)

    return go


@pytest.mark.parametrize("who", ["auditor", "secretariat"])
def test_overseers_read_the_log_in_words(visit, who):
    page = visit(who, "/audit/")
    assert page.status_code == 200 and "1,000,000.00" in page.content.decode()


@pytest.mark.parametrize("who", ["treasurer", "somsri", "board_chair", "codi", "stranger"])
@pytest.mark.parametrize("url", ["/audit/", "/audit/57/ask-for-bundle/", "/audit/system/ask-for-bundle/"])
def test_others_do_not(visit, who, url):
    assert visit(who, url, post=url != "/audit/").status_code in (403, 404)


@pytest.mark.parametrize("url", ["/audit/56/ask-for-bundle/", "/audit/system/ask-for-bundle/"])
def test_an_auditor_takes_one_province_only(visit, url):
    assert visit("auditor", url, post=True).status_code in (403, 404)
    assert not Parcel.objects.exists()


def test_the_bundle_taken_away_verifies_as_the_page_says(visit, tmp_path):
    """Both files under the names that they are given, in a folder where nothing else is."""
    parcel = visit("auditor", "/audit/57/ask-for-bundle/", post=True).headers["Location"]
    run_due()
    for url in (f"{parcel}file/", "/audit/verify_audit.py"):
        given = visit("auditor", url)
        name = given.headers["Content-Disposition"].partition("filename=")[2].strip('"')
        (tmp_path / name).write_bytes(b"".join(given.streaming_content))
    commands = shown.on_page(visit("auditor", "/audit/").content.decode())
    assert shown.on_page(visit("auditor", parcel).content.decode()) == commands
    assert commands == ["python3 -m zipfile -e audit-57.zip audit-57", "python3 verify_audit.py audit-57"]
    for command in commands:
        subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
