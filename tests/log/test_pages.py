"""The auditor's page: who oversees the province, and nobody else; what is taken away there verifies."""

from __future__ import annotations

import io
import zipfile

import pytest

import verify_audit
from people.models import Person


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


def test_the_bundle_taken_away_verifies(visit, tmp_path):
    packed = b"".join(visit("auditor", "/audit/57/bundle.zip").streaming_content)
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    assert verify_audit.main([str(tmp_path)]) == 0
